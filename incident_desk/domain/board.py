"""The state of one incident: one part per capability. A new capability adds its line here and nowhere else."""

import msgspec

# these register their kinds and commands
from incident_desk.domain import (
    adoption,
    archive,
    corrections,
    course_steps,
    duty_log,
    moving,
    plan_adoption,
    splitting,
    standing_down,
)
from incident_desk.domain.awaiting import Awaiting
from incident_desk.domain.calls import Calls
from incident_desk.domain.clocks import Clocks
from incident_desk.domain.courses import Courses
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.handovers import Handovers
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import Impact
from incident_desk.domain.incident import Headline
from incident_desk.domain.links import Links
from incident_desk.domain.places import Places
from incident_desk.domain.questions import Questions
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.roles import Roles
from incident_desk.domain.snoozing import Snoozes
from incident_desk.domain.tasks import Tasks
from incident_desk.domain.timeline import Timeline

__all__ = [
    "Board",
    "adoption",
    "archive",
    "corrections",
    "course_steps",
    "duty_log",
    "moving",
    "plan_adoption",
    "splitting",
    "standing_down",
]


class Board(msgspec.Struct):
    """What the entries of one incident add up to."""

    incident: IncidentId
    headline: Headline = msgspec.field(default_factory=Headline)
    impact: Impact = msgspec.field(default_factory=Impact)
    roles: Roles = msgspec.field(default_factory=Roles)
    handovers: Handovers = msgspec.field(default_factory=Handovers)
    tasks: Tasks = msgspec.field(default_factory=Tasks)
    calls: Calls = msgspec.field(default_factory=Calls)
    courses: Courses = msgspec.field(default_factory=Courses)
    clocks: Clocks = msgspec.field(default_factory=Clocks)
    timeline: Timeline = msgspec.field(default_factory=Timeline)
    decisions: Decisions = msgspec.field(default_factory=Decisions)
    questions: Questions = msgspec.field(default_factory=Questions)
    places: Places = msgspec.field(default_factory=Places)
    snoozes: Snoozes = msgspec.field(default_factory=Snoozes)
    links: Links = msgspec.field(default_factory=Links)
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
            self.tasks,
            self.calls,
            self.courses,
            self.clocks,
            self.timeline,
            self.decisions,
            self.questions,
            self.places,
            self.snoozes,
            self.links,
            self.erasures,
            self.awaiting,
            self.restriction,
        )
