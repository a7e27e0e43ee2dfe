"""One series that is watched: its points as they come, what its detector says of them, and how it is shown."""

import math
from collections import deque
from collections.abc import Iterable
from typing import Final, Self

import msgspec

from incident_desk.domain.detecting import Detector
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.domain.warning_entries import PICTURE_MOST, Picture, Shift
from incident_desk.store.kept_series import KeptSeries, packed
from incident_desk.watch.answers import Point

POINTS_KEPT: Final = 360
"""Six hours of minutes."""
SHOWN: Final = 120
AHEAD_STEPS: Final = 2
"""A point so many steps after now has not happened: the clock of its source is ahead."""


class Tile(msgspec.Struct, frozen=True):
    """How a series stands now, as plain values that any thread may have. `low` and `high` are what is usual.

    `score` is how odd it is; at 1 it is a warning. `since_s` is since when it strays. `trouble` is why there is
    nothing newer. Times are seconds since 1970, UTC.
    """

    series: str
    title: str
    source: str = ""
    service: str = ""
    region: str = ""
    unit: str = ""
    step_s: float = 60.0
    at_s: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    score: float = 0.0
    is_warning: bool = False
    is_notice: bool = False
    since_s: float | None = None
    shift: Shift | None = None
    points: tuple[tuple[float, float], ...] = ()
    trouble: str = ""


class Series:
    """Belongs to the thread that watches."""

    def __init__(self, watched: WatchedSeries, name: str, title: str, service: str) -> None:
        self.watched = watched
        self.id = watched.key + name
        self.title = title
        self.service = service
        self.detector = Detector()
        self.trouble = ""
        self._points: deque[tuple[float, float]] = deque(maxlen=POINTS_KEPT)
        self._counted: tuple[float, float] | None = None

    @classmethod
    def resumed(cls, watched: WatchedSeries, name: str, service: str, kept: KeptSeries) -> Self:
        """As it stood when it was kept. Raises: ValueError if that cannot be read."""
        series = cls(watched, name, kept.title, service)
        series.detector = Detector.resumed(kept.detector)
        series._points.extend(kept.pairs)
        series._counted = kept.counted
        return series

    @property
    def kept(self) -> KeptSeries:
        """What to keep of it."""
        return KeptSeries(self.title, self.detector.saved(), packed(list(self._points)), self._counted)

    @property
    def last_s(self) -> float | None:
        """The moment of the last point."""
        return self._points[-1][0] if self._points else None

    def take(self, points: Iterable[Point], now_s: float) -> None:
        """Take in what is new; late and repeated points say nothing, nor do those that have not happened yet."""
        step = self.watched.every_s
        self._set_clock_right(now_s)
        self.trouble = ""
        for at, value in points:
            if at > now_s + AHEAD_STEPS * step:
                self.trouble = f"The clock of the source is {at - now_s:.0f} s ahead of this desk's."
                continue
            if self.last_s is not None and at <= self.last_s:
                continue
            measured = self._grown(at, value) if self.watched.is_counter else value
            if measured is None or not math.isfinite(measured):
                continue
            self.detector.add(at, measured)
            self._points.append((at, measured))

    def _set_clock_right(self, now_s: float) -> None:
        """Points of a future that is none any more: this desk's clock was ahead, and they would hold up all others."""
        if self.last_s is None or self.last_s <= now_s + AHEAD_STEPS * self.watched.every_s:
            return
        self._points = deque((point for point in self._points if point[0] <= now_s), maxlen=POINTS_KEPT)
        self._counted = None
        self.detector.forget_times()

    def _grown(self, at: float, value: float | None) -> float | None:
        """By how much a counter grew in a second since the last point; one that begins anew began at nothing."""
        if value is None or not math.isfinite(value):
            return None
        before, self._counted = self._counted, (at, value)
        if before is None or at <= before[0]:
            return None
        return (value - before[1] if value >= before[1] else value) / (at - before[0])

    def is_fresh(self, now_s: float) -> bool:
        """Whether its last point tells of now."""
        return self.last_s is not None and now_s - self.last_s <= max(5 * self.watched.every_s, 600)

    @property
    def shift(self) -> Shift | None:
        """How far it has strayed, with its picture; None while it does not."""
        if self.last_s is None or not (self.detector.is_notice or self.detector.is_warning):
            return None
        found = self.detector.departure()
        return Shift(
            self.id,
            self.title,
            found.value,
            found.before,
            int((self.last_s - found.lasting) * SECOND_US),
            self.watched.unit,
            found.at_this_hour,
            found.is_rise,
            score=found.score,
            picture=picture_of(tuple(self._points), float(self.watched.every_s)),
        )

    def tile(self, trouble: str = "") -> Tile:
        """How it stands now."""
        usual, found = self.detector.usual(), self.detector.departure()
        return Tile(
            self.id,
            self.title,
            self.watched.source,
            self.service,
            self.watched.region,
            self.watched.unit,
            float(self.watched.every_s),
            self.last_s,
            self._points[-1][1] if self._points else None,
            usual[0] if usual else None,
            usual[1] if usual else None,
            found.score,
            self.detector.is_warning,
            self.detector.is_notice,
            self.last_s - found.lasting if self.last_s is not None and found.lasting else None,
            self.shift,
            tuple(self._points),
            self.trouble or trouble,
        )


def oddness(tile: Tile) -> tuple[bool, bool, float, str]:
    """What comes first: warnings, then notices, then by the score."""
    return not tile.is_warning, not tile.is_notice, -tile.score, tile.title


def picture_of(points: tuple[tuple[float, float], ...], step_s: float) -> Picture:
    """The last of them, a value for each step; missed samples are gaps."""
    last = points[-1][0]
    shown = [point for point in points if last - point[0] < min(SHOWN, PICTURE_MOST) * step_s]
    first = shown[0][0]
    values: list[float | None] = [None] * (round((last - first) / step_s) + 1)
    for at, value in shown:
        values[round((at - first) / step_s)] = value
    return Picture(int(first * SECOND_US), step_s, tuple(values[:PICTURE_MOST]))
