"""Lessons: noted, worded otherwise, and a change of the plan that one proposes, which is accepted or declined."""

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM
from incident_desk.domain.lesson_entries import (
    ChangeAccepted,
    ChangeDeclined,
    ChangeProposed,
    LessonChanged,
    LessonDropped,
    LessonNoted,
)
from incident_desk.domain.lesson_list import Lesson, Lessons, Proposal
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans, Use, use
from incident_desk.domain.plan_patches import Change, hunks, patched
from incident_desk.domain.plan_schema import digest_of
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.spans import SpanS, span_english

__all__ = ["Lesson", "Lessons"]

WORDS_LIMIT = 2000
STEP_LIMIT = 200
LARGEST = 24 * 1024
"""So many characters a change of the plan has at most: it travels in one entry of the record."""
TOLD_MOST, TOLD_LIMIT = 20, 400


class NoteLesson(Fields, frozen=True):
    text: str


class ChangeLesson(Fields, frozen=True):
    """`lesson` is its number, or the start of its words."""

    lesson: str
    text: str


class DropLesson(Fields, frozen=True):
    lesson: str
    reason: str = ""


class ProposeStep(Fields, frozen=True):
    """A line more on the checklist of `role`: what to `do`, and `within` which time; it says where it came from."""

    lesson: str
    role: str
    within_s: SpanS | None = None
    do: str = ""


class ProposeChange(Fields, frozen=True):
    """`text` is the plan as it is to be, made from the version of that name."""

    lesson: str
    text: str
    made_from: str = ""


class AcceptChange(Fields, frozen=True):
    """`lesson` is the one whose change of the plan comes into force."""

    lesson: str


class DeclineChange(Fields, frozen=True):
    lesson: str
    reason: str = ""


@command("lesson.note", help="Note what the incident taught", slash=("lesson",))
def note(lessons: Lessons, fields: NoteLesson) -> list[Draft]:
    return [Draft(LessonNoted(next_number(lessons.of.values()), _learned(fields.text)))]


@command("lesson.change", help="Word a lesson otherwise", slash=("change-lesson",))
def change(lessons: Lessons, fields: ChangeLesson) -> list[Draft]:
    one, text = _standing(lessons, fields.lesson), _learned(fields.text)
    if text == one.text.value and not one.text.is_conflicted:
        raise RuleError("That is what it says already.")
    return [Draft(LessonChanged(one.id, one.number, text, one.text.over))]


@command("lesson.drop", help="Say that a lesson is none, and why", slash=("drop-lesson",))
def drop(lessons: Lessons, fields: DropLesson) -> list[Draft]:
    one, reason = _standing(lessons, fields.lesson), fields.reason.strip()
    if not reason:
        raise RuleError("Say why it is none: whoever noted it thought otherwise.")
    return [Draft(LessonDropped(one.id, one.number, reason[:WORDS_LIMIT]))]


@command("lesson.propose_step", help="Propose a line of a checklist for a lesson's sake", slash=("propose-step",))
def propose_step(
    lessons: Lessons, headline: Headline, plans: Plans, context: Context, fields: ProposeStep
) -> list[Draft]:
    one, do = _standing(lessons, fields.lesson), " ".join(fields.do.split())
    if not do or len(do) > STEP_LIMIT:
        raise RuleError(f"Say what is to be done, in at most {STEP_LIMIT} characters.")
    because = headline.number if _is_open_to_all(context) else ""
    text = plans.text_in_force
    return [_proposed(one, text, _with_step(text, plans, fields, do, because), context)]


def _with_step(text: str, plans: Plans, fields: ProposeStep, do: str, because: str) -> str:
    """The plan with that line more. Raises: RuleError if it has no such role."""
    from incident_desk.domain.plan_editing import with_item, written  # takes the YAML parser in

    roles = plans.current.roles
    wanted = " ".join(fields.role.split()).casefold()
    found = [at for at, role in enumerate(roles) if wanted in (role.key.casefold(), role.title.casefold())]
    if not found:
        raise RuleError(f"“{fields.role}” is no role of the plan. There are: {', '.join(r.title for r in roles)}.")
    role = roles[found[0]]
    known, count = {step.key for step in role.checklist}, 1
    while (key := f"learned_{count}") in known:
        count += 1
    within = f", within: {span_english(fields.within_s)}" if fields.within_s else ""
    source = f", because: {written(because)}" if because else ""
    return with_item(text, ("roles", found[0], "checklist"), f"{{key: {key}, do: {written(do)}{within}{source}}}")


@command("lesson.propose", help="Propose a change of the plan for a lesson's sake", slash=("propose-change",))
def propose(lessons: Lessons, plans: Plans, context: Context, fields: ProposeChange) -> list[Draft]:
    one = _standing(lessons, fields.lesson)
    base = plans.text_named(fields.made_from) if fields.made_from else plans.text_in_force
    if not base:
        raise RuleError("The version of the plan that this was made from is not here.")
    return [_proposed(one, base, fields.text, context)]


def _proposed(one: Lesson, base: str, text: str, context: Context) -> Draft:
    """Raises: BadInput if the text is no plan, RuleError if nothing in it is another."""
    from incident_desk.domain.plan_comparing import changes

    new, old = read_plan(text), read_plan(base)
    told = changes(old, new)
    if not told:
        raise RuleError("Nothing of the plan would change.")
    change = hunks(base, text)
    if sum(len(line) + 4 for each in change for line in (*each.gone, *each.come)) > LARGEST:
        raise RuleError("That is another plan rather than a change of this one: publish it in the plan room.")
    shown = tuple(_short(each) for each in told[:TOLD_MOST])
    return Draft(ChangeProposed(one.id, one.number, digest_of(base), change, shown, one.proposal.over))


def _short(told: Change) -> Change:
    return Change(told.place[:TOLD_LIMIT], told.before[:TOLD_LIMIT], told.after[:TOLD_LIMIT])


@command("lesson.accept", help="Put the change of the plan that a lesson proposes in force", slash=("accept-change",))
def accept(
    *, lessons: Lessons, headline: Headline, plans: Plans, people: People, context: Context, fields: AcceptChange
) -> list[Draft]:
    one = _standing(lessons, fields.lesson)
    proposal = _waiting(lessons, one)
    text = proposed_text(proposal, plans)
    plan = read_plan(text)
    reason = reason_of(one, headline, is_open_to_all=_is_open_to_all(context))
    published: list[Draft] = []
    if plan.digest != plans.current.digest:
        made = use(plans, people, Use(text, reason, digest_of(plans.text_in_force)))
        published = [Draft(draft.body, incident=NO_INCIDENT) for draft in made]
    return [*published, Draft(ChangeAccepted(one.id, one.number, plan.digest, one.proposal.over))]


@command("lesson.decline", help="Decline the change of the plan that a lesson proposes", slash=("decline-change",))
def decline(lessons: Lessons, fields: DeclineChange) -> list[Draft]:
    one, reason = _standing(lessons, fields.lesson), fields.reason.strip()
    _waiting(lessons, one)
    if not reason:
        raise RuleError("Say why it does not come into the plan.")
    return [Draft(ChangeDeclined(one.id, one.number, reason[:WORDS_LIMIT], one.proposal.over))]


def proposed_text(proposal: Proposal, plans: Plans) -> str:
    """The plan in force with what is proposed. Raises: RuleError if both changed the same place."""
    base = plans.text_named(proposal.made_from)
    if not base or not proposal.hunks:
        raise RuleError("What this was made from is not here: put it in by hand in the plan room.")
    return patched(base, proposal.hunks, plans.text_in_force)


def reason_of(one: Lesson, headline: Headline, *, is_open_to_all: bool) -> str:
    """Why a version of the plan came, as its writer would say it; of a restricted incident nothing is told."""
    if not is_open_to_all:
        return "A lesson of an incident"
    return f"{headline.number}, lesson {one.number}: {one.words}"[:200]


def _is_open_to_all(context: Context) -> bool:
    return context.stream_of(context.incident or NO_INCIDENT) == OPEN_STREAM


def _waiting(lessons: Lessons, one: Lesson) -> Proposal:
    proposal = one.proposal.value
    if proposal is None:
        raise RuleError(f"Lesson {lessons.label(one)} proposes no change of the plan.")
    if not one.waits and not one.proposal.is_conflicted:
        raise RuleError(f"The change of the plan of lesson {lessons.label(one)} is {proposal.stand} already.")
    return proposal


def _standing(lessons: Lessons, text: str) -> Lesson:
    """Raises: NotFound; RuleError if it was dropped."""
    one = lessons.find(text)
    if one.dropped:
        raise RuleError(f"Lesson {lessons.label(one)} was dropped; note it anew if it is one.")
    return one


def _learned(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise RuleError("Say what the incident taught.")
    if len(words) > WORDS_LIMIT:
        raise RuleError(f"A lesson has at most {WORDS_LIMIT} characters; this one has {len(words)}.")
    return words
