"""What is written about warnings of ours: which series left their pattern and by how much, their end, and what people
say of them."""

import enum
from typing import Final

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs

REPORTS: Final = "reports"
"""The series of our own that counts what customers report."""
PICTURE_MOST: Final = 240
"""So many values a picture holds."""
SHIFTS_MOST: Final = 20
"""So many series are told of in one entry."""
NAME_LETTERS: Final = 200


class Mark(enum.StrEnum):
    """What people say of a warning once they have looked."""

    REAL = "real"
    FALSE_ALARM = "false alarm"


class Picture(msgspec.Struct, frozen=True, gc=False):
    """Values that are `step_s` apart, the first of them at `from_us`; None where a sample was missed."""

    from_us: MomentUs
    step_s: float
    values: tuple[float | None, ...] = ()


class Shift(msgspec.Struct, frozen=True, gc=False):
    """One series that left its pattern: what it was at, where `usual` was to be expected, and since when it strayed.

    `series` names it among all that are watched, `at_this_hour` is what is usual at that time of day. `is_count` means
    that so many came since then, and no value that was measured. At a `score` of 1 a warning begins.
    """

    series: str
    title: str
    value: float
    usual: float
    since_us: MomentUs
    unit: str = ""
    at_this_hour: float | None = None
    is_rise: bool = True
    is_count: bool = False
    score: float = 1.0
    picture: Picture | None = None

    @property
    def times(self) -> float | None:
        """The value as a multiple of what is usual; None where the two do not compare."""
        usual = max(self.usual, 0.1) if self.is_count else self.usual
        return self.value / usual if usual * self.value > 0 else None


@kind("warning.raised")
class WarningRaised(Body, frozen=True):
    """Series left their pattern. One of a service that is warned of already, or shifted shortly after another of the
    same service, belongs to that warning.

    `agree` is what else said at that time that something is wrong.
    """

    number: int
    shifts: tuple[Shift, ...]
    service: str = ""
    agree: tuple[str, ...] = ()

    def remains(self) -> Body:
        shifts = tuple(msgspec.structs.replace(each, title="", unit="") for each in self.shifts)
        return msgspec.structs.replace(self, service="", agree=(), shifts=shifts)


@kind("warning.ended")
class WarningEnded(Body, frozen=True):
    """These series of a warning are as usual again; it is over once all of them are."""

    warning: EntryId
    series: tuple[str, ...]


@kind("warning.marked")
class WarningMarked(Body, frozen=True):
    """Somebody looked, and said whether it was one; the next warning of its series takes less or more for it."""

    warning: EntryId
    mark: Mark
    why: str = ""
    over: Over = ()

    def remains(self) -> Body:
        return msgspec.structs.replace(self, why="")
