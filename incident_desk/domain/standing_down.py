"""Stand down: there was nothing wrong. One entry ends it all, and taking that one back lets it all go on.

Roles and tasks become free, and with them whoever would still be called about them; what runs against the clock stops,
as in every incident that is over; what was let go and has not gone out stays here; and there is a draft for exactly
those who were told: whoever got a message gets it as a message, by the same channels.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.course_list import Courses, Stand
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.handover_list import Handovers
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.impact import Impact
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.message_entries import MessageBegun, channel_of
from incident_desk.domain.message_list import Message, Messages, Stage, Variant
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.restriction import ManagerAdded, MemberAdded, Restriction
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.state import State
from incident_desk.domain.task_list import Ended, Ending, Tasks
from incident_desk.domain.timeline import Line, Timeline, checked_text

STATE: Final = "state"
IMPACT: Final = "impact"
NOTHING_WRONG: Final = "Checked, nothing wrong"
ROLES: Final = "roles"
TASKS: Final = "tasks"
NOTHING: Final = "Stood down, nothing was wrong"
_SAID: Final = {
    (False, False): NOTHING,
    (True, False): f"{NOTHING}. Draft for {{names}}",
    (False, True): f"{NOTHING}. Draft for whoever got a message ({{count}})",
    (True, True): f"{NOTHING}. Draft for {{names}}, and for whoever got a message ({{count}})",
}
_TOLD_OF: Final = frozenset({LineSort.MESSAGE, LineSort.INTERNAL_MESSAGE})


@kind("incident.stood_down")
class StoodDown(Body, frozen=True):
    """There was nothing wrong. `text` is the draft for those in `names`, and for whoever got `messages`.

    `tasks` are not needed any more; each has the entry by which its writer knew who has it. `over` has the settings
    that are replaced: of the "state", of the end of the "impact" if that ran, of all "roles" that become free, of the
    "tasks". No role is named: its name may have been typed, and what is erased still ends them.
    """

    text: str = ""
    names: tuple[str, ...] = ()
    messages: tuple[EntryId, ...] = ()
    tasks: dict[TaskId, EntryId | None] = {}
    over: dict[str, Over] = {}

    sort = LineSort.STATE

    def sentence(self) -> Sentence:
        said = _SAID[bool(self.names), bool(self.messages)]
        return Sentence(said, {"names": ", ".join(self.names), "count": str(len(self.messages))})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="", names=())


@applies("headline", StoodDown)
def ended(headline: Headline, entry: Entry, body: StoodDown) -> None:
    headline.enter(State.FALSE_ALARM, entry, body.over.get(STATE, ()))


@applies("impact", StoodDown)
def no_impact_any_more(impact: Impact, entry: Entry, body: StoodDown) -> None:
    if IMPACT in body.over:
        impact.ended_us.set(entry.occurred_us, entry, body.over[IMPACT])


@applies("roles", StoodDown)
def released(roles: Roles, entry: Entry, body: StoodDown) -> None:
    roles.release(body.over.get(ROLES, ()), entry)


@applies("tasks", StoodDown)
def dropped(tasks: Tasks, entry: Entry, body: StoodDown) -> None:
    for id_, assignment in body.tasks.items():
        if task := tasks.of.get(id_):
            task.ending.set(Ending(Ended.DROPPED, assignment), entry, body.over.get(TASKS, ()))


@applies("messages", StoodDown)
def held_back(messages: Messages, entry: Entry, _: StoodDown) -> None:
    """What is on its way already cannot be called back; what is let go after it, goes out."""
    for way in [variant.way for _, variant in waiting(messages)]:
        way.ended, way.ended_by = Stage.STOPPED, entry.id


def waiting(messages: Messages) -> list[tuple[Message, Variant]]:
    """What was let go and would still go out."""
    found = ((message, variant) for message in messages.all for variant in message.variants.values())
    return [(message, each) for message, each in found if each.stage is Stage.RELEASED and each.way.tried is None]


# who was told ---------------------------------------------------------------------------------------------------------


class Told(msgspec.Struct, frozen=True):
    """Who has to hear that nothing was wrong: people by name, and whoever got these messages."""

    names: tuple[str, ...] = ()
    messages: tuple[EntryId, ...] = ()


def told(
    *,
    roles: Roles,
    tasks: Tasks,
    handovers: Handovers,
    restriction: Restriction,
    timeline: Timeline,
    people: People,
    by: PersonId,
) -> Told:
    """Exactly those who were told: who ever had a role or a task or was offered one, was let in, or got a message.

    Args:
        by: whoever stands down, who knows it already.
    """
    lines = [line for line in timeline.lines if not line.is_retracted]
    knowing = [*restriction.members, *(PersonId(line.source.subject or "") for line in lines if _lets_in(line))]
    found = [*_had(roles, tasks), *(each.taker for each in handovers.all), *(Holder("", person) for person in knowing)]
    others = (holder.now(people).name for holder in found if holder.person != by)
    messages = tuple(line.entry for line in lines if line.sort in _TOLD_OF)
    return Told(tuple(dict.fromkeys(name for name in others if name)), messages)


def _lets_in(line: Line) -> bool:
    """Whether it let somebody in, who may have been let go again."""
    return isinstance(line.body, MemberAdded | ManagerAdded)


def _had(roles: Roles, tasks: Tasks) -> Iterable[Holder]:
    for holding in roles.held.values():
        yield from (setting.value for setting in holding.holder.history if setting.value is not None)
    for task in tasks.all:
        yield from (setting.value for setting in task.holder.history)


def all_clear(messages: Messages, words: str) -> MessageBegun | None:
    """A message to exactly those to whom something went out, by the channels that it took; None if nothing did.

    What went out translated waits for its translation: `words` are of one language.
    """
    sent = [each for _, each in messages.sent]
    if not sent:
        return None
    return MessageBegun(
        next_number(messages.of.values()),
        NOTHING_WRONG,
        {each.variant: words if each.variant == channel_of(each.variant) else "" for each in sent},
        audiences=tuple(dict.fromkeys(audience for each in sent for audience in each.audiences)),
    )


def draft(headline: Headline, reason: str) -> Sentence:
    """What they may be told; of a restricted incident not what it is about."""
    reason = reason.strip().rstrip(".")
    said = {"number": headline.number, "title": headline.title.value or "", "reason": reason}
    if headline.is_restricted:
        return Sentence("Checked, nothing wrong: {number} was a false alarm. Nothing more is needed of you.", said)
    if not reason:
        return Sentence(
            "Checked, nothing wrong: {number}, “{title}”, was a false alarm. Nothing more is needed of you.", said
        )
    return Sentence(
        "Checked, nothing wrong: {number}, “{title}”, was a false alarm. {reason}. Nothing more is needed of you.", said
    )


def under_way(courses: Courses) -> str:
    """Why nobody can stand down yet: what a course has begun to change is looked after first. Empty if they can."""
    labels = [courses.label(course) for course in courses.all if course.stand is Stand.UNDER_WAY]
    if not labels:
        return ""
    return f"Course {', '.join(labels)} is under way: end it first (/rolled-back {labels[0]} and what was seen)."


# the command ----------------------------------------------------------------------------------------------------------


class StandDown(Fields, frozen=True):
    """`text` says what was checked. `draft` is for those who were told; without one, it is made from `text`."""

    text: str = ""
    draft: str = ""
    occurred_us: MomentUs | None = None


@command("incident.stand_down", help="Nothing was wrong: end it all at once", slash=("stand-down", "false-alarm"))
def stand_down(
    *,
    headline: Headline,
    impact: Impact,
    roles: Roles,
    tasks: Tasks,
    courses: Courses,
    handovers: Handovers,
    restriction: Restriction,
    timeline: Timeline,
    messages: Messages,
    people: People,
    context: Context,
    fields: StandDown,
) -> list[Draft]:
    if headline.state is State.FALSE_ALARM and not headline.states.is_conflicted:
        raise RuleError(f"{headline.number} is a false alarm already.")
    if headline.state is State.MERGED:
        raise RuleError(f"{headline.number} was merged into another incident; stand that one down.")
    if refusal := under_way(courses):
        raise RuleError(refusal)
    to_tell = told(
        roles=roles,
        tasks=tasks,
        handovers=handovers,
        restriction=restriction,
        timeline=timeline,
        people=people,
        by=context.by,
    )
    words = fields.draft.strip() or draft(headline, fields.text).english
    held = [holding for holding in roles.held.values() if _is_held(holding)]
    over = {
        STATE: headline.states.over,
        ROLES: tuple(each for holding in held for each in holding.holder.over),
        TASKS: tuple(each for task in tasks.open for each in task.ending.over),
    }
    if impact.is_running:
        over[IMPACT] = impact.ended_us.over
    body = StoodDown(
        text=checked_text(words if to_tell.names or to_tell.messages else fields.text.strip() or words),
        names=to_tell.names,
        messages=to_tell.messages,
        tasks={task.id: task.holder.last.entry if task.holder.last else None for task in tasks.open},
        over=over,
    )
    begun = all_clear(messages, words)
    # the stand-down comes last: it is what an undo takes back
    return [*([Draft(begun)] if begun else []), Draft(body, occurred_us=fields.occurred_us)]


def _is_held(holding: Holding) -> bool:
    return holding.holder.value is not None or holding.holder.is_conflicted
