"""The state of one incident: one part per capability. A new capability adds its line here and nowhere else."""

import msgspec

# these register their kinds and commands
from incident_desk.domain import (
    adoption,
    alerts,
    approving,
    archive,
    comparing,
    concluding,
    corrections,
    course_steps,
    delivering,
    drawing_causes,
    duty_log,
    follow_ups,
    investigation_files,
    investigation_notes,
    lending,
    moving,
    plan_adoption,
    reports,
    splitting,
    standing_down,
    translations,
    witnessing,
)
from incident_desk.domain.alert_list import Alerts
from incident_desk.domain.awaiting import Awaiting
from incident_desk.domain.calls import Calls
from incident_desk.domain.cause_map import CauseMap
from incident_desk.domain.clocks import Clocks
from incident_desk.domain.comparison import Comparison
from incident_desk.domain.courses import Courses
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.drafts import Drafts
from incident_desk.domain.enquiries import Enquiries
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erasure, Erasures
from incident_desk.domain.facts import Facts
from incident_desk.domain.follow_up_list import FollowUps
from incident_desk.domain.frozen_series import Frozen
from incident_desk.domain.handovers import Handovers
from incident_desk.domain.history import History
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.impact import Impact
from incident_desk.domain.incident import Headline
from incident_desk.domain.investigation_entries import Concluded, Unsealed
from incident_desk.domain.investigations import Investigations
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.legal_notifications import Notifications
from incident_desk.domain.lessons import Lessons
from incident_desk.domain.links import Links
from incident_desk.domain.messages import Messages
from incident_desk.domain.places import Places
from incident_desk.domain.promising import Promises
from incident_desk.domain.questions import Questions
from incident_desk.domain.report_list import Reports
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.review_report import ReviewReports
from incident_desk.domain.roles import Roles
from incident_desk.domain.snoozing import Snoozes
from incident_desk.domain.subscribers import Subscribers
from incident_desk.domain.tasks import Tasks
from incident_desk.domain.timeline import Timeline
from incident_desk.domain.warnings import Warnings

__all__ = [
    "Board",
    "adoption",
    "alerts",
    "approving",
    "archive",
    "comparing",
    "concluding",
    "corrections",
    "course_steps",
    "delivering",
    "drawing_causes",
    "duty_log",
    "follow_ups",
    "investigation_files",
    "investigation_notes",
    "lending",
    "moving",
    "plan_adoption",
    "reports",
    "splitting",
    "standing_down",
    "translations",
    "witnessing",
]

OPENING = frozenset({kind_named(Concluded), kind_named(Unsealed)})
"""The kinds that can open an investigation."""


class Board(msgspec.Struct):
    """What the entries of one incident add up to."""

    incident: IncidentId
    headline: Headline = msgspec.field(default_factory=Headline)
    impact: Impact = msgspec.field(default_factory=Impact)
    roles: Roles = msgspec.field(default_factory=Roles)
    handovers: Handovers = msgspec.field(default_factory=Handovers)
    history: History = msgspec.field(default_factory=History)
    tasks: Tasks = msgspec.field(default_factory=Tasks)
    calls: Calls = msgspec.field(default_factory=Calls)
    courses: Courses = msgspec.field(default_factory=Courses)
    messages: Messages = msgspec.field(default_factory=Messages)
    promises: Promises = msgspec.field(default_factory=Promises)
    clocks: Clocks = msgspec.field(default_factory=Clocks)
    timeline: Timeline = msgspec.field(default_factory=Timeline)
    decisions: Decisions = msgspec.field(default_factory=Decisions)
    facts: Facts = msgspec.field(default_factory=Facts)
    drafts: Drafts = msgspec.field(default_factory=Drafts)
    questions: Questions = msgspec.field(default_factory=Questions)
    enquiries: Enquiries = msgspec.field(default_factory=Enquiries)
    notifications: Notifications = msgspec.field(default_factory=Notifications)
    places: Places = msgspec.field(default_factory=Places)
    reports: Reports = msgspec.field(default_factory=Reports)
    alerts: Alerts = msgspec.field(default_factory=Alerts)
    snoozes: Snoozes = msgspec.field(default_factory=Snoozes)
    subscribers: Subscribers = msgspec.field(default_factory=Subscribers)
    warnings: Warnings = msgspec.field(default_factory=Warnings)
    frozen: Frozen = msgspec.field(default_factory=Frozen)
    investigations: Investigations = msgspec.field(default_factory=Investigations)
    comparison: Comparison = msgspec.field(default_factory=Comparison)
    cause_map: CauseMap = msgspec.field(default_factory=CauseMap)
    review_reports: ReviewReports = msgspec.field(default_factory=ReviewReports)
    links: Links = msgspec.field(default_factory=Links)
    lessons: Lessons = msgspec.field(default_factory=Lessons)
    follow_ups: FollowUps = msgspec.field(default_factory=FollowUps)
    erasures: Erasures = msgspec.field(default_factory=Erasures)
    awaiting: Awaiting = msgspec.field(default_factory=Awaiting)
    restriction: Restriction = msgspec.field(default_factory=Restriction)

    @property
    def parts(self) -> tuple[object, ...]:
        """What commands may ask for."""
        return (
            self.headline,
            self.impact,
            self.roles,
            self.handovers,
            self.history,
            self.tasks,
            self.calls,
            self.courses,
            self.messages,
            self.promises,
            self.clocks,
            self.timeline,
            self.decisions,
            self.facts,
            self.drafts,
            self.questions,
            self.enquiries,
            self.notifications,
            self.places,
            self.reports,
            self.alerts,
            self.snoozes,
            self.subscribers,
            self.warnings,
            self.frozen,
            self.investigations,
            self.comparison,
            self.cause_map,
            self.review_reports,
            self.links,
            self.lessons,
            self.follow_ups,
            self.erasures,
            self.awaiting,
            self.restriction,
        )

    def arrange_lines(self) -> None:
        """Put all lines of the timeline in their places; what a sealed investigation says has none there."""
        self.timeline.arrange(self.investigations.is_sealed if self.investigations.of else None)

    def place_line(self, entry: Entry) -> None:
        """Put the newest line in its place, if the entry made one."""
        if self.may_be_told(entry):
            self.timeline.place(entry.id)

    def may_be_told(self, entry: Entry) -> bool:
        """Whether an entry is no word of a sealed investigation."""
        return not (self.investigations.of and self.investigations.is_sealed(entry.stream))

    @property
    def erasures_told(self) -> dict[str, Erasure]:
        """By what they empty, without those of the words of a sealed investigation."""
        line = self.timeline.at.get
        told = ((each, line(EntryId(each)), erasure) for each, erasure in self.erasures.of.items())
        return {each: erasure for each, at, erasure in told if at is None or self.may_be_told(at.source)}
