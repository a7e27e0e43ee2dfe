"""The clocks of an incident, and what happened to them: what every desk shares. What they show is `clock_rounds`."""

import enum
from typing import Final

import msgspec

from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.severity import Severity


class Clock(enum.StrEnum):
    """What comes round while an incident is open, as often as the plan says."""

    CALL_OUT = "call-out"
    INTERNAL_UPDATE = "internal-update"
    REASSESSMENT = "reassessment"
    STATE_DOCUMENT = "state-document"


NAMES: Final = {
    Clock.CALL_OUT: "Elapsed-time call-out",
    Clock.INTERNAL_UPDATE: "Internal update",
    Clock.REASSESSMENT: "Reassessment",
    Clock.STATE_DOCUMENT: "State document",
}


class Turn(enum.Enum):
    """What can happen to a clock."""

    BEGUN = "begun"
    KEPT = "kept"
    SNOOZED = "snoozed"
    SEVERITY = "severity"
    MISSED = "missed"
    ENDED = "ended"


class Happening(msgspec.Struct, frozen=True, gc=False):
    """One thing that happened, to one clock or, without one, to all.

    `until_us` is of a snooze. `missed` are the rounds that went by before, as whoever wrote it knew them.
    """

    at_us: int
    turn: Turn
    entry: EntryId
    by: PersonId
    clock: Clock | None = None
    until_us: int = 0
    missed: int = 0
    severity: Severity | None = None


class Clocks(msgspec.Struct):
    """What happened, in the order of the record; `is_running` while the incident is declared and open."""

    happened: list[Happening] = msgspec.field(default_factory=list[Happening])
    is_running: bool = False

    def of(self, clock: Clock) -> list[Happening]:
        """What happened to one clock, in the order of its moments."""
        mine = (each for each in self.happened if each.clock in (None, clock))
        return sorted(mine, key=lambda each: each.at_us)
