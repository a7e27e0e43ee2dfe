"""A need, and what needs are read from: an incident at a moment, as whoever is at this desk sees it."""

import enum

import msgspec

from incident_desk.domain.announced import muting
from incident_desk.domain.call_list import Calls
from incident_desk.domain.clocks import Clocks
from incident_desk.domain.courses import Courses
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.elsewhere import At
from incident_desk.domain.enquiry_list import Enquiries
from incident_desk.domain.fact_list import Facts
from incident_desk.domain.handovers import Handovers
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Holding
from incident_desk.domain.ids import PersonId
from incident_desk.domain.impact import Impact
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.leading import leads
from incident_desk.domain.maintenance_list import Maintenance, Maintenances
from incident_desk.domain.message_list import Messages
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.notification_list import Notifications
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promise_list import Promises
from incident_desk.domain.questions import Questions
from incident_desk.domain.roles import Roles
from incident_desk.domain.tasks import Tasks
from incident_desk.domain.timeline import Timeline


class Urgency(enum.IntEnum):
    """SOON: its time is near, or began just now: nothing is wrong. WAITS: somebody is asked. LATE: its time is over."""

    SOON = 0
    WAITS = 1
    LATE = 2


class Ask(enum.StrEnum):
    """What is asked of people."""

    DECIDE = "decide"
    APPROVE = "approve"
    APPROVE_AFTER = "approve-after"
    TELL = "tell"
    SEND = "send"
    READ_OUT = "read-out"
    REWRITE = "rewrite"
    EXPLAIN = "explain"
    CALL = "call"
    REPLACE = "replace"
    RELEASE = "release"
    ACCEPT = "accept"
    SETTLE = "settle"
    CORRECT = "correct"
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    LEND = "lend"
    FILL = "fill"
    FINISH = "finish"
    HELP = "help"
    KEEP = "keep"
    REVISIT = "revisit"


class Need(msgspec.Struct, frozen=True):
    """One thing that needs somebody now.

    `about` is the id or key of what it is about; of a step, its role and its key with a slash between; of what stands
    in an investigation, the ids of that, of the piece and, of a cell, of the hypothesis; of words that were let go,
    their message and their variant. `since_us` is since when somebody waits, or when it was or will be due. `is_mine`:
    it needs whoever is at this desk. `holder` is whom it is with.
    """

    kind: NeedKind
    ask: Ask
    about: str
    since_us: int
    urgency: Urgency
    is_mine: bool
    turn: str
    """Tells one need from the next about the same thing: a task that was late, and is late again after more time."""
    holder: Holder | None = None

    @property
    def id(self) -> str:
        """The same as long as it is the same need."""
        return f"{self.kind}.{self.ask}:{self.about}@{self.turn}"


class Situation(msgspec.Struct, frozen=True):
    """`me` is whoever is at this desk, `now_us` in microseconds since the epoch, UTC; the rest is the board's,
    or the organisation's.

    `others` are the other open incidents in which it is news that somebody of this one works; commands do not see them.
    """

    headline: Headline
    impact: Impact
    roles: Roles
    handovers: Handovers
    tasks: Tasks
    courses: Courses
    clocks: Clocks
    timeline: Timeline
    decisions: Decisions
    facts: Facts
    messages: Messages
    promises: Promises
    questions: Questions
    enquiries: Enquiries
    notifications: Notifications
    calls: Calls
    investigations: Investigations
    people: People
    plan: Plan
    me: PersonId
    now_us: int
    maintenances: Maintenances
    others: tuple[At, ...] = ()

    @property
    def muted_by(self) -> Maintenance | None:
        """The incident was only detected, and this maintenance announced all of it."""
        return muting(self.headline, self.impact, self.maintenances, self.now_us)

    @property
    def lead(self) -> Holding | None:
        """The role that decides: the first of the plan; None if it is not open here."""
        return leads(self.roles, self.plan)

    @property
    def is_for_me(self) -> bool:
        """Whether what whoever leads has to see is for this desk: I lead, or nobody does."""
        lead = self.lead
        holder = lead.holder.value if lead else None
        return holder is None or holder.person == self.me

    @property
    def is_for_writer(self) -> bool:
        """Whether what was promised to others is for this desk: I keep the promises by the plan, or nobody else does
        and I lead."""
        writer = self.roles.held.get(self.plan.sending_or_default.by)
        holder = writer.holder.value if writer else None
        return self.is_for_me if holder is None else holder.person == self.me

    @property
    def patience_us(self) -> int:
        """So long the plan waits for an answer."""
        return self.plan.cadences.acknowledge_s * SECOND_US

    def is_me(self, holder: Holder | None) -> bool:
        """Whether that is whoever is at this desk."""
        return holder is not None and holder.person == self.me
