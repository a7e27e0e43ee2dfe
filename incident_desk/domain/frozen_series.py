"""Watched series as they were during an incident: kept on its record, so that the review and bundles have them."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.moments import SECOND_US, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.warning_entries import PICTURE_MOST, Picture

FROZEN_MOST: Final = 12
"""So many series are kept at once."""


class FrozenPicture(msgspec.Struct, frozen=True, gc=False):
    """One series: its last values, and between which it is usual, if that was known."""

    series: str
    title: str
    picture: Picture
    unit: str = ""
    low: float | None = None
    high: float | None = None
    is_odd: bool = False

    @property
    def last(self) -> float | None:
        """The newest value."""
        return next((value for value in reversed(self.picture.values) if value is not None), None)


@kind("series.frozen")
class SeriesFrozen(Body, frozen=True):
    """The desk that watches kept a series: at the beginning of the incident, or once it was over (`is_end`)."""

    frozen: FrozenPicture
    is_end: bool = False

    sort = LineSort.EVIDENCE

    def sentence(self) -> Sentence:
        kept, last = self.frozen, self.frozen.last
        said = {
            "title": kept.title or kept.series,
            "value": "" if last is None else f"{last:.4g}",
            "unit": kept.unit,
            "from": iso(kept.picture.from_us),
        }
        if kept.low is None or kept.high is None:
            return Sentence("Series kept since {from}: {title}, {value} {unit}", said)
        usual = {"low": f"{kept.low:.4g}", "high": f"{kept.high:.4g}"}
        return Sentence("Series kept since {from}: {title}, {value} {unit}, usual {low} to {high}", said | usual)

    def remains(self) -> Body:
        return SeriesFrozen(msgspec.structs.replace(self.frozen, title="", unit=""), self.is_end)


class SeriesKept(msgspec.Struct, frozen=True):
    """All that is kept of one series: `points` are moments with values, the oldest first."""

    series: str
    title: str
    unit: str
    step_us: int
    points: tuple[tuple[int, float], ...]
    low: float | None = None
    high: float | None = None
    is_odd: bool = False

    def until(self, at_us: int) -> tuple[tuple[int, float], ...]:
        """The points up to that moment."""
        return self.points[: bisect_right(self.points, at_us, key=itemgetter(0))]

    def is_usual(self, value: float) -> bool:
        """Whether that surprises nobody, or nobody knew what is usual."""
        return self.low is None or self.high is None or self.low <= value <= self.high

    @property
    def left_us(self) -> int | None:
        """When it left what is usual, the first time."""
        return next((at for at, value in self.points if not self.is_usual(value)), None)


class Frozen(msgspec.Struct):
    """What was kept of an incident: by series, as at its beginning and as at its end."""

    begun: dict[str, FrozenPicture] = msgspec.field(default_factory=dict[str, FrozenPicture])
    ended: dict[str, FrozenPicture] = msgspec.field(default_factory=dict[str, FrozenPicture])

    @property
    def series(self) -> tuple[SeriesKept, ...]:
        """Each once, with both of its pictures; those that were odd first. What was usual is what was so before."""
        names = dict.fromkeys((*self.begun, *self.ended))
        found = (_whole([each[name] for each in (self.begun, self.ended) if name in each]) for name in names)
        return tuple(sorted(found, key=lambda each: (not each.is_odd, each.title, each.series)))


def _whole(pictures: Sequence[FrozenPicture]) -> SeriesKept:
    first, points = pictures[0], dict[int, float]()
    for picture in (each.picture for each in pictures):
        for place, value in enumerate(picture.values):
            if value is not None:
                points[picture.from_us + round(place * picture.step_s * SECOND_US)] = value
    return SeriesKept(
        first.series,
        first.title or first.series,
        first.unit,
        round(first.picture.step_s * SECOND_US),
        tuple(sorted(points.items())),
        first.low,
        first.high,
        any(each.is_odd for each in pictures),
    )


@applies("frozen", SeriesFrozen)
def frozen(part: Frozen, entry: Entry, body: SeriesFrozen) -> None:
    (part.ended if body.is_end else part.begun).setdefault(body.frozen.series, body.frozen)


class FreezeSeries(Fields, frozen=True):
    """`is_end` is whether the incident is over."""

    series: tuple[FrozenPicture, ...]
    is_end: bool = False


@command("series.freeze", help="Keep watched series on an incident: the desk that watches does it by itself")
def freeze(part: Frozen, fields: FreezeSeries) -> list[Draft]:
    """Each once, at the beginning and at the end."""
    if not 0 < len(fields.series) <= FROZEN_MOST:
        raise RuleError(f"From one series to {FROZEN_MOST} at once.")
    for each in fields.series:
        numbers = (each.low, each.high, each.picture.step_s, *each.picture.values)
        if not all(number is None or math.isfinite(number) for number in numbers) or not each.series:
            raise RuleError("What is no number is no value of a series, and each series has a name.")
        if not 0 < len(each.picture.values) <= PICTURE_MOST:
            raise RuleError(f"A picture holds from one to {PICTURE_MOST} values.")
    known = part.ended if fields.is_end else part.begun
    new = (each for each in fields.series if each.series not in known)
    return [Draft(SeriesFrozen(each, fields.is_end)) for each in new]
