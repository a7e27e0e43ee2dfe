"""What is due in several incidents at once: tasks, clocks, questions, courses under way, decisions to look at again,
messages that wait for a yes, promises to those who must hear, who else asks, and what the law asks to be told."""

import enum
from collections.abc import Iterable, Iterator
from operator import attrgetter

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.clock_rounds import Showing, showings
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.elsewhere import At, at_work
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.leading import lead_of
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.needs_of_messages import NEAR_US
from incident_desk.domain.notifying import notifications
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.promises import standings
from incident_desk.domain.questions import Question
from incident_desk.domain.severity import Severity
from incident_desk.domain.task_calls import Call, standing
from incident_desk.domain.task_list import Task
from incident_desk.domain.waiting import Waiting, waiting

FAR_US = 2**62
PARTS = (
    "headline",
    "restriction",
    "roles",
    "handovers",
    "tasks",
    "courses",
    "clocks",
    "questions",
    "decisions",
    "links",
    "facts",
    "messages",
    "promises",
    "enquiries",
    "notifications",
    "impact",
)
"""The parts of a board that it takes."""


class DueKind(enum.StrEnum):
    """What can be due. `approval`: a yes to the words of a message. `promise`: the next word to an audience.
    `notification`: what the law asks to be told. `enquiry`: an answer to somebody outside who asked."""

    APPROVAL = "approval"
    PROMISE = "promise"
    NOTIFICATION = "notification"
    ENQUIRY = "enquiry"
    TASK = "task"
    CLOCK = "clock"
    QUESTION = "question"
    COURSE = "course"
    DECISION = "decision"


class Of(msgspec.Struct, frozen=True):
    """The incident that something belongs to, as it is called."""

    incident: IncidentId
    number: str
    title: str
    severity: Severity | None = None
    is_restricted: bool = False


class Due(msgspec.Struct, frozen=True):
    """One thing that somebody has to do.

    `key` leads to it: the id of the task, question, course, decision or message, the clock, or the audience. `label` is
    what it is called in its incident. Without a `holder` it lies with whoever takes `role`. `due_us` is None for what
    has no time; `since_us` is when it came, or since when it calls for what it does.
    """

    of: Of
    kind: DueKind
    key: str
    label: str
    words: str
    holder: Holder | None
    role: str
    due_us: int | None
    since_us: int
    call: Call
    acknowledged_us: int | None = None
    missed: int = 0
    others: tuple[Holder, ...] = ()
    """Who could do it as well."""

    @property
    def in_turn(self) -> tuple[int, int, str, str]:
        """For sorting: by the time it is due; what has none comes last, the oldest first."""
        due_us = FAR_US if self.due_us is None else self.due_us
        return due_us, self.since_us, self.of.number, self.key

    def is_of(self, person: PersonId) -> bool:
        """Whether this person has it, or could do it as well."""
        return any(each.person == person for each in (self.holder, *self.others) if each is not None)


class Agenda(msgspec.Struct, frozen=True):
    """Everything that is due, in turn, and who is at work where; `incidents` also where nothing is due."""

    due: tuple[Due, ...] = ()
    incidents: tuple[Of, ...] = ()
    at_work: tuple[At, ...] = ()


def agenda(boards: Iterable[Board], organisation: Organisation, viewer: PersonId | None, now_us: int) -> Agenda:
    """What is due in the open incidents of these.

    Args:
        viewer: whoever is to see it: of a restricted incident that they may not know of, nothing is told.
    """
    seen = [board for board in boards if board.headline.is_open and may_see(board, viewer)]
    due = [each for board in seen for each in _Incident(board, organisation, now_us).due()]
    people = organisation.people
    return Agenda(
        tuple(sorted(due, key=attrgetter("in_turn"))),
        tuple(called(board) for board in seen),
        tuple(at_work(board, people) for board in seen),
    )


def may_see(board: Board, viewer: PersonId | None) -> bool:
    """Whether somebody may know of an incident; of those that are not restricted everybody may."""
    return not board.restriction.is_restricted if viewer is None else board.restriction.may_know(viewer)


def called(board: Board) -> Of:
    """What an incident is called."""
    headline = board.headline
    return Of(
        board.incident, headline.number, headline.title.value or "", headline.severity.value, headline.is_restricted
    )


class _Incident:
    """One open incident at a moment: what of it is due."""

    def __init__(self, board: Board, organisation: Organisation, now_us: int) -> None:
        self._board = board
        self._of = called(board)
        self._people = organisation.people
        self._plan = organisation.plans.of(board.headline)
        self._lead = lead_of(board.roles, organisation.plans, board.headline)
        self._now_us = now_us

    def due(self) -> Iterator[Due]:
        board = self._board
        yield from map(self._task, board.tasks.open)
        for showing in showings(board.clocks, self._plan, self._now_us):
            if showing.due_us is not None:
                yield self._clock(showing, showing.due_us)
        yield from map(self._question, board.questions.open)
        for course in board.courses.all:
            if course.stand is Stand.UNDER_WAY and course.due.value is not None:
                yield self._course(course, course.due.value)
        yield from self._decisions()
        yield from map(self._approval, waiting(board, self._plan, self._now_us))
        yield from self._promises()
        yield from map(self._enquiry, board.enquiries.open)
        yield from self._notifications()

    def _approval(self, found: Waiting) -> Due:
        """With everybody who can give it; where nobody can, with whoever takes one of the roles."""
        message, now_us = found.message, self._now_us
        people = [each.now(self._people) for each in found.people]
        call = Call.LATE if found.went_first else Call.NOT_SEEN if now_us >= found.due_us else Call.UNSEEN
        return Due(
            self._of,
            DueKind.APPROVAL,
            message.id,
            self._board.messages.label(message),
            message.title,
            people[0] if people else None,
            " / ".join(filter(None, map(self._plan.role_title, found.roles))),
            found.due_us,
            found.proposal.at_us,
            call,
            others=tuple(people[1:]),
        )

    def _promises(self) -> Iterator[Due]:
        """What each audience is to hear next, with whoever keeps the promises; who that is, the plan says."""
        board = self._board
        role = self._plan.sending_or_default.by
        writer = board.roles.held.get(role) or self._lead
        holder, title = (self._holder(writer.holder.value), writer.title) if writer else (None, "")
        for each in standings(board, self._plan):
            if each.due_us is None:
                continue
            left_us = each.due_us - self._now_us
            call = Call.LATE if left_us < 0 else Call.SOON if left_us <= NEAR_US else Call.QUIET
            yield Due(
                self._of, DueKind.PROMISE, each.key, "", each.title, holder, title, each.due_us, each.since_us, call
            )

    def _enquiry(self, enquiry: Enquiry) -> Due:
        """With whoever took it; until somebody does, with whoever keeps the promises."""
        board, due_us, now_us = self._board, enquiry.due_us, self._now_us
        owner = enquiry.owner.value
        call = Call.QUIET if owner else Call.UNSEEN
        if due_us is not None and now_us >= due_us:
            call = Call.LATE if owner else Call.NOT_SEEN
        role = "" if owner else self._plan.role_title(self._plan.sending_or_default.by)
        asked = ", ".join(filter(None, (enquiry.who, enquiry.outlet)))
        words = ": ".join(filter(None, (asked, board.timeline.text_of(enquiry.id))))
        label = board.enquiries.label(enquiry)
        holder = self._holder(owner)
        return Due(self._of, DueKind.ENQUIRY, enquiry.id, label, words, holder, role, due_us, enquiry.asked_us, call)

    def _notifications(self) -> Iterator[Due]:
        """With everybody who may decide about it; where nobody does, with whoever leads."""
        if not self._plan.notifications:
            return
        board, lead = self._board, self._lead
        for each in notifications(board, self._plan):
            if not each.is_owed or each.due_us is None or each.start_us is None:
                continue
            named = (board.roles.held[key].holder.value for key in each.decides if key in board.roles.held)
            people = [holder.now(self._people) for holder in named if holder is not None]
            if not people and lead is not None and (holder := self._holder(lead.holder.value)) is not None:
                people = [holder]
            roles = " / ".join(map(self._plan.role_title, each.decides)) or (lead.title if lead else "")
            late = each.late_by_us(self._now_us)
            call = Call.LATE if late else Call.SOON if each.is_loud(self._now_us) else Call.QUIET
            yield Due(
                self._of,
                DueKind.NOTIFICATION,
                each.key,
                "",
                f"{each.title}: {each.recipient}" if each.recipient else each.title,
                people[0] if people else None,
                roles,
                each.due_us,
                each.start_us,
                call,
                others=tuple(people[1:]),
            )

    def _holder(self, holder: Holder | None) -> Holder | None:
        return holder.now(self._people) if holder else None

    def _title(self, role: str) -> str:
        holding = self._board.roles.held.get(role)
        return holding.title if holding else ""

    def _task(self, task: Task) -> Due:
        board = self._board
        stands = standing(task, board.roles, self._plan.cadences.acknowledge_s, self._now_us)
        return Due(
            self._of,
            DueKind.TASK,
            task.id,
            board.tasks.label(task),
            task.words(board.timeline),
            self._holder(stands.holder),
            self._title(task.role),
            task.due_us,
            stands.since_us,
            stands.call,
            stands.acknowledged_us,
        )

    def _clock(self, showing: Showing, due_us: int) -> Due:
        """Whoever leads has the clocks."""
        call = Call.QUIET
        if showing.is_due(self._now_us):
            call = Call.LATE if showing.in_row else Call.CHECK_IN
        lead = self._lead
        holder, role = (self._holder(lead.holder.value), lead.title) if lead else (None, "")
        return Due(
            self._of, DueKind.CLOCK, showing.clock, "", "", holder, role, due_us, due_us, call, missed=showing.in_row
        )

    def _question(self, question: Question) -> Due:
        """It is to be answered as soon as the plan wants an answer to anything."""
        board, due_us = self._board, question.asked_us + self._plan.cadences.acknowledge_s * SECOND_US
        return Due(
            self._of,
            DueKind.QUESTION,
            question.id,
            board.questions.label(question),
            board.timeline.text_of(question.id),
            self._holder(question.asked(board.roles)),
            self._title(question.role),
            due_us,
            question.asked_us,
            Call.NOT_SEEN if self._now_us >= due_us else Call.UNSEEN,
        )

    def _course(self, course: Course, due_us: int) -> Due:
        board = self._board
        return Due(
            self._of,
            DueKind.COURSE,
            course.id,
            board.courses.label(course),
            course.what(board.timeline),
            self._holder(course.carrier),
            "",
            due_us,
            course.since_us,
            Call.LATE if course.is_late(self._now_us) else Call.QUIET,
        )

    def _decisions(self) -> Iterator[Due]:
        """Those that are looked at again, by whoever decided."""
        board = self._board
        for due_us, line in board.decisions.due(board.timeline, FAR_US):
            name, person = line.speaker or self._people.name(line.author), None if line.speaker else line.author
            call = Call.CHECK_IN if self._now_us >= due_us else Call.QUIET
            holder = Holder(name, person)
            yield Due(self._of, DueKind.DECISION, line.entry, "", line.text, holder, "", due_us, due_us, call)
