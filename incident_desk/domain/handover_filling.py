"""What the record already tells whoever takes a role over: the giver adds only what is not on it."""

import enum
from typing import Protocol

import msgspec

from incident_desk.domain.course_list import Course, Courses, Stand
from incident_desk.domain.decisions import Decisions, is_decision
from incident_desk.domain.due_steps import open_steps
from incident_desk.domain.duty_log import lines_of_shift
from incident_desk.domain.enquiry_list import Enquiries
from incident_desk.domain.fact_list import Fact, Facts
from incident_desk.domain.handover_list import Handovers, Outcome
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.impact import Impact
from incident_desk.domain.lines import Line
from incident_desk.domain.message_list import Messages
from incident_desk.domain.moments import plain
from incident_desk.domain.notification_list import Notifications
from incident_desk.domain.place_list import Places
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promise_list import Promises
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.task_list import Task, Tasks, assignment
from incident_desk.domain.timeline import Timeline

LINES_TOLD = 2
RISKS_MOST = 8
DUTY_MOST, DUTY_LETTERS = 20, 400
"""So many lines of the duty log, and so much of each, go into a handover; the log has the rest."""
TELLING = frozenset({LineSort.DECISION, LineSort.FINDING, LineSort.HYPOTHESIS, LineSort.STATE, LineSort.DETECTION})
"""Lines of these sorts tell where an incident stands better than others."""


class OnRecord(Protocol):
    """The parts of a board that a handover is filled from."""

    @property
    def headline(self) -> Headline: ...
    @property
    def impact(self) -> Impact: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def timeline(self) -> Timeline: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def courses(self) -> Courses: ...
    @property
    def facts(self) -> Facts: ...


class Known(msgspec.Struct, frozen=True):
    """The same, put together from what a command asked for."""

    headline: Headline
    impact: Impact
    roles: Roles
    tasks: Tasks
    timeline: Timeline
    decisions: Decisions
    courses: Courses
    facts: Facts
    places: Places
    messages: Messages
    promises: Promises
    enquiries: Enquiries
    notifications: Notifications


class RiskSort(enum.Enum):
    """What the record shows as a risk, the nearest first."""

    STUCK = "Stuck: {words}"
    OBJECTION = "Objection: {words}"
    NOBODY = "Nobody holds: {words}"


class Promise(msgspec.Struct, frozen=True):
    """Something that is due by the plan; `when` says it where it has no time."""

    text: str
    due_us: int | None
    when: str = ""


class Risk(msgspec.Struct, frozen=True):
    """Something that can still go wrong, in the words of the record."""

    sort: RiskSort
    words: str
    since_us: int | None

    @property
    def english(self) -> str:
        return self.sort.value.format_map({"words": self.words})


def telling_lines(record: OnRecord, most: int = LINES_TOLD) -> list[Line]:
    """The newest lines that tell where it stands, the older first."""
    found: list[Line] = []
    for line in reversed(record.timeline.lines):
        if line.sort in TELLING and line.is_significant and not line.is_retracted and not line.is_erased and line.text:
            found.append(line)
            if len(found) == most:
                break
    return found[::-1]


def situation(record: OnRecord) -> str:
    """Where it stands in at most three lines, in English."""
    headline = record.headline
    stands = f"{headline.severity.value or 'no severity yet'}, {headline.state}"
    if headline.since_us is not None:
        stands += f" since {plain(headline.since_us)}"
    if affected := record.impact.affected.value:
        stands += f". Affected: {affected}"
    return "\n".join([" ".join(stands.split()), *(" ".join(line.english.split()) for line in telling_lines(record))])


def tasks_of(record: OnRecord, giver: Holder) -> list[Task]:
    """The running tasks that were given to somebody by name. What came with a role goes with it anyway."""
    named = (task for task in record.tasks.open if task.holder.last is not None)
    found = [task for task in named if _is_with(task, record, giver)]
    return sorted(found, key=lambda task: (task.due_us is None, task.due_us or 0, task.number))


def _is_with(task: Task, record: OnRecord, holder: Holder) -> bool:
    now = assignment(task, record.roles)
    return now is not None and now[0].is_(holder)


def promises(record: OnRecord, plan: Plan, holding: Holding) -> list[Promise]:
    """What the holder of a role owes by the plan: every open step with a time, or with words for when."""
    steps = open_steps(holding, plan, record.headline)
    return [Promise(step.do, due_us, step.when) for step, due_us in steps if due_us is not None or step.when]


def courses_under_way(record: OnRecord) -> list[Course]:
    """What is being carried out, and what was approved and is not begun; the first proposed first."""
    return [each for each in record.courses.all if each.stand in (Stand.UNDER_WAY, Stand.APPROVED)]


def fact_words(fact: Fact) -> str:
    """A sentence of the fact sheet, with how far it can be relied on."""
    return f"{fact.text} ({fact.state})"


def risks(record: OnRecord) -> list[Risk]:
    """Tasks that are stuck, decisions that somebody objects to, and roles that nobody holds."""
    lines = record.timeline.at
    stuck = [
        Risk(RiskSort.STUCK, task.words(record.timeline), task.stuck.since_us)
        for task in record.tasks.open
        if task.stuck is not None
    ]
    empty = [Risk(RiskSort.NOBODY, h.title, None) for h in record.roles.held.values() if h.holder.value is None]
    found = [*stuck, *_objections(record, lines), *empty]
    return [risk for risk in found if risk.words][:RISKS_MOST]


def _objections(record: OnRecord, lines: dict[EntryId, Line]) -> list[Risk]:
    """What was objected to decisions that still stand."""
    standing = {
        entry: objections
        for entry, objections in record.decisions.objections.items()
        if (line := lines.get(entry)) is not None and is_decision(line) and not line.is_retracted
    }
    said = (lines[entry] for objections in standing.values() for entry in objections if entry in lines)
    return [Risk(RiskSort.OBJECTION, line.text, line.occurred_us) for line in said if not line.is_retracted]


def duty_since_handover(log: Timeline, handovers: Handovers, timeline: Timeline, role: str, now_us: int) -> list[Line]:
    """What stands in the duty log since the shift began, or since that role was handed over last, the oldest first.

    Args:
        timeline: of the incident whose handovers these are.
    """
    ended = (each.ended for each in handovers.all if each.role == role and each.outcome is Outcome.ACCEPTED)
    taken_us = (timeline.at[entry].occurred_us for entry in ended if entry is not None and entry in timeline.at)
    since_us = max(taken_us, default=0)
    return [line for line in lines_of_shift(log, now_us) if line.occurred_us >= since_us][-DUTY_MOST:]


def duty_words(line: Line) -> str:
    """A line of the duty log as a handover tells it."""
    said = " ".join(line.text.split())
    return f"{plain(line.occurred_us)} {said if len(said) <= DUTY_LETTERS else said[: DUTY_LETTERS - 1] + '…'}"
