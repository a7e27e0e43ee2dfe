"""Needs are put off for a while: on the record, by whoever is asked, for themselves, never for longer than the plan
allows. They come back by themselves."""

from collections.abc import Sequence

from incident_desk.domain.call_list import Calls
from incident_desk.domain.clock_entries import ClockSnoozed
from incident_desk.domain.clock_list import NAMES
from incident_desk.domain.clocks import Clock, Clocks
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.courses import Courses
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.enquiry_list import Enquiries
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fact_list import Facts
from incident_desk.domain.handovers import Handovers
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, StreamId, TaskId
from incident_desk.domain.impact import Impact
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.message_list import Messages
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.needs_of_investigations import inside, places
from incident_desk.domain.needs_of_messages import SLASH
from incident_desk.domain.notification_list import Notifications
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.promises import Promises
from incident_desk.domain.questions import Questions
from incident_desk.domain.roles import Roles
from incident_desk.domain.situation import Need, Situation
from incident_desk.domain.snooze_entries import NeedSnoozed, NeedWoken, Snoozes
from incident_desk.domain.spans import SpanS, span_english
from incident_desk.domain.tasks import Tasks
from incident_desk.domain.timeline import Timeline

__all__ = ["SnoozeNeed", "Snoozes", "WakeNeed", "address"]


class SnoozeNeed(Fields, frozen=True):
    """`need` says what it is about: task-3, course-2, question-1, fact-4, message-2, enquiry-2, A-Q2, call-out, a
    role, or an audience of the plan; or the id of one need, or of several with commas between. `span` is how long from
    now; without it, as long as the plan says."""

    need: str
    span_s: SpanS | None = None
    reason: str = ""


class WakeNeed(Fields, frozen=True):
    """`need` as it was put off: by what it is about, or the ids of needs with commas between."""

    need: str


@command("need.snooze", help="Put off what needs you, for a while, and say why", slash=("snooze",))
def snooze(
    *,
    headline: Headline,
    impact: Impact,
    maintenances: Maintenances,
    roles: Roles,
    handovers: Handovers,
    tasks: Tasks,
    courses: Courses,
    clocks: Clocks,
    timeline: Timeline,
    decisions: Decisions,
    facts: Facts,
    messages: Messages,
    promises: Promises,
    questions: Questions,
    enquiries: Enquiries,
    notifications: Notifications,
    calls: Calls,
    investigations: Investigations,
    people: People,
    plans: Plans,
    context: Context,
    fields: SnoozeNeed,
) -> list[Draft]:
    at = Situation(
        headline=headline,
        impact=impact,
        maintenances=maintenances,
        roles=roles,
        handovers=handovers,
        tasks=tasks,
        courses=courses,
        clocks=clocks,
        timeline=timeline,
        decisions=decisions,
        facts=facts,
        messages=messages,
        promises=promises,
        questions=questions,
        enquiries=enquiries,
        notifications=notifications,
        calls=calls,
        investigations=investigations,
        people=people,
        plan=plans.of(headline),
        me=context.by,
        now_us=context.now_us,
    )
    return _put_off(fields, at)


def _put_off(fields: SnoozeNeed, at: Situation) -> list[Draft]:
    found, reason = _called(fields.need, at), fields.reason.strip()
    until_us = at.now_us + _span_s(found, fields.span_s, at) * SECOND_US
    drafts = [Draft(ClockSnoozed(Clock(need.about), until_us, reason)) for need in found if need.kind is NeedKind.CLOCK]
    others = _by_stream([need for need in found if need.kind is not NeedKind.CLOCK], at)
    return drafts + [
        Draft(NeedSnoozed(_ids(each), _what(each, at), until_us, reason), stream=stream)
        for stream, each in others.items()
    ]


def _by_stream(found: Sequence[Need], at: Situation) -> dict[StreamId | None, list[Need]]:
    """What only members know of they put off where only they read."""
    groups: dict[StreamId | None, list[Need]] = {}
    for need in found:
        of = inside(need, at)
        groups.setdefault(of.stream if of else None, []).append(need)
    return groups


@command("need.wake", help="See again what you put off", slash=("unsnooze",))
def wake(
    snoozes: Snoozes, investigations: Investigations, timeline: Timeline, context: Context, fields: WakeNeed
) -> list[Draft]:
    wanted = {_plain(part) for part in fields.need.split(",")}
    mine = snoozes.standing(context.by, context.now_us)
    found = {need: each for need, each in mine.items() if wanted & {_plain(need), *map(_plain, each.what.split(", "))}}
    if not found:
        there = ", ".join(dict.fromkeys(each.what for each in mine.values())) or "nothing"
        raise NotFound(f"You have not put “{fields.need}” off; what you have put off: {there}.")
    by_stream: dict[StreamId | None, list[str]] = {}
    for need, each in found.items():
        stream = timeline.line(each.entry).source.stream
        by_stream.setdefault(stream if stream in investigations.in_stream else None, []).append(need)
    return [
        Draft(NeedWoken(tuple(ids), ", ".join(dict.fromkeys(found[need].what for need in ids))), stream=stream)
        for stream, ids in by_stream.items()
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").split()).casefold()


def _span_s(found: Sequence[Need], asked_s: int | None, at: Situation) -> int:
    """How long it is put off. Raises: RuleError if that is longer than the plan allows."""
    attention = at.plan.attention_or_default
    strictest = min(found, key=lambda need: attention.at_most_s(need.kind))
    most_s = attention.at_most_s(strictest.kind)
    if asked_s is not None and asked_s > most_s:
        raise RuleError(
            f"By the plan {address(strictest, at)} may be put off for at most {span_english(most_s)}: "
            f"/snooze {address(strictest, at)} {most_s // 60}m"
        )
    return asked_s or min(attention.snooze_s, most_s)


def _called(text: str, at: Situation) -> list[Need]:
    """The needs that are meant. Raises: NotFound naming those there are."""
    there = needs(at)
    wanted = {_plain(part) for part in text.split(",")}
    found = [need for need in there if wanted & {_plain(need.id), *map(_plain, _names(need, at))}]
    if found:
        return found
    named = ", ".join(dict.fromkeys(address(need, at) for need in there)) or "none"
    raise NotFound(f"“{text}” needs nobody now. There is: {named}.")


def _names(need: Need, at: Situation) -> tuple[str, ...]:
    """What a need may be called."""
    clock = (NAMES[Clock(need.about)],) if need.kind is NeedKind.CLOCK else ()
    return (address(need, at), _noun(need, at), *clock)


def address(need: Need, at: Situation) -> str:
    """What a need is called in the command line: by what it is about."""
    about = EntryId(need.about)
    match need.kind:
        case NeedKind.TASK | NeedKind.COURSE | NeedKind.APPROVAL | NeedKind.QUESTION | NeedKind.FACT | NeedKind.MESSAGE:
            said = _numbered(need, at)
        case NeedKind.ENQUIRY:
            said = f"enquiry-{at.enquiries.label(at.enquiries.of[about])}"
        case NeedKind.CALL:
            said = "-".join(need.holder.name.split()) if need.holder else need.about
        case NeedKind.MAINTENANCE:
            said = at.maintenances.label(at.maintenances.of[about])
        case NeedKind.INVESTIGATION:
            said = _of_investigation(need, at)
        case NeedKind.NOTIFICATION:
            said = f"notification-{need.about}"
        case NeedKind.HANDOVER:
            said = at.handovers.of[about].role
        case _:
            said = need.about.partition("/")[0]
    return said


def _numbered(need: Need, at: Situation) -> str:
    about = EntryId(need.about.partition(SLASH)[0])
    if about in at.messages.of:
        return f"message-{at.messages.label(at.messages.of[about])}"
    match need.kind:
        case NeedKind.TASK:
            return f"task-{at.tasks.label(at.tasks.of[TaskId(need.about)])}"
        case NeedKind.QUESTION:
            return f"question-{at.questions.label(at.questions.of[about])}"
        case NeedKind.FACT:
            return f"fact-{at.facts.label(at.facts.of[about])}"
        case _:
            return f"course-{at.courses.label(at.courses.of[about])}"


def _of_investigation(need: Need, at: Situation) -> str:
    """ "investigation-A"; of what stands within it "A-Q2", "A-E3-H1"."""
    if found := inside(need, at):
        return "-".join((at.investigations.label(found), *places(need, found)))
    return f"investigation-{at.investigations.label(at.investigations.of[EntryId(need.about)])}"


def _ids(found: Sequence[Need]) -> tuple[str, ...]:
    return tuple(need.id for need in found)


def _what(found: Sequence[Need], at: Situation) -> str:
    """What they are about, in the words of the record: no word that somebody typed."""
    return ", ".join(dict.fromkeys(_noun(need, at) for need in found))


def _noun(need: Need, at: Situation) -> str:
    said = address(need, at)
    role = at.roles.held.get(said)
    if role is not None:
        return role.title
    return "a decision" if need.kind is NeedKind.DECISION else said.replace("-", " ")
