"""Notices that a series of numbers has left its pattern, one point at a time, before anybody has set a rule for it.

Five steps, each with a few numbers of memory (decision 081 has the designs that were tried beside this one):

1. *What is usual now*: an exponentially weighted mean and deviation (Roberts, 1959) which no single point moves by more
   than a few deviations (Huber's clipping), so that an outage does not become the usual. A floor for flat series.
2. *What is usual at this time of day*: a mean for each ten minutes of the day, learnt over the days. What is
   usual by either of the two is no surprise: neither the morning's rise nor the return to normal after an incident.
3. *How far this series strays by itself*: the mean of the logarithms of the greatest surprise in each two hours, and
   half their deviation (block maxima, Gumbel, 1958). Surprises are told in that unit, so a series with a spike an hour
   needs more than a calm one. Right after missing samples a surprise says more: what is in trouble often falls silent.
4. *Evidence*: what surprises exceed that unit by is added up and forgotten again within a few points (Page's CUSUM,
   1954, with a leak). A great jump warns at once, a smaller one by lasting, and one lonely outlier not at all.
5. *Warning* at a threshold of evidence, until ten points in a row stay under it; *notice*, which never rings, at a
   lower one.

Each step looks at this point and earlier ones only, and takes the same few operations whatever came before.
"""

import math
import struct
from array import array
from typing import Final, NamedTuple, Self

from incident_desk.domain.detecting_memory import SLOTS, WARM_UP, Profile, Seconds, Tail

MEAN_RATE: Final = 0.25
"""How far the usual follows a point."""
VARIANCE_RATE: Final = 0.0003
SETTLED: Final = 1 / VARIANCE_RATE
"""Points after which the rate of the deviation is no longer that of a plain average."""
CLIP: Final = 3.0
"""Deviations by which one point may move what is usual."""
FLOOR: Final = 0.02
"""The least deviation, as a part of the size of the values: a flat series is not surprised by a ripple."""
LEAST: Final = 1e-200
"""What stands for a deviation of nothing at all."""
LARGEST: Final = 1e150
"""A value beyond is none: its square could not be reckoned with."""

PROFILE_WEIGHT: Final = 0.85
"""The usual of the hour is known less well than the usual of now."""
FALL_WEIGHT: Final = 1.3
"""Most series stray upwards by themselves; a fall says more."""

GAP: Final = 1.5
"""A step so many times longer than the last is one over missing samples."""
GAP_POINTS: Final = 5
GAP_WEIGHT: Final = 1.2
"""What a surprise weighs more in so many points after missing samples."""

LEAK: Final = 0.55
"""What is left of the evidence after a point."""
ALLOWED: Final = 1.0
"""A surprise up to here, in the series' own unit, is no evidence."""
MOST: Final = 4.0
"""One point says no more than this, however great its surprise."""
EVIDENCE_TO_WARN: Final = 2.6
NOTICE: Final = 0.5
"""The part of that evidence which is worth a quiet notice."""
CALM: Final = 0.05
"""The part of it under which a departure has ended."""
HOLD: Final = 10
"""Points in a row under the threshold that end a warning."""


class Departure(NamedTuple):
    """How a series stands to what is usual of it: numbers, which the window and the command line put into words.

    Args:
        value: the last one.
        before: what was usual when it began to stray.
        times: the value as a multiple of that; None where the two do not compare (nothing, or another sign).
        at_this_hour: what is usual at this time of day (UTC); None until a day is known.
        lasting: seconds since it began to stray; 0 while it does not.
        is_rise: whether the value lies above what was usual.
        score: 1 is a warning.
    """

    value: float
    before: float
    times: float | None
    at_this_hour: float | None
    lasting: Seconds
    is_rise: bool
    score: float


class Detector:
    """One series. Give it points in the order of their times; it says how unusual each is."""

    __slots__ = (
        "_after_gap",
        "_at",
        "_before",
        "_evidence",
        "_expected",
        "_is_restless",
        "_mean",
        "_noticed",
        "_peak",
        "_profile",
        "_seen",
        "_size",
        "_step",
        "_strayed_at",
        "_tail",
        "_total",
        "_unit",
        "_value",
        "_variance",
        "_warned",
        "is_notice",
        "is_warning",
        "strictness",
    )

    def __init__(self) -> None:
        self._at = self._strayed_at = -math.inf
        self._value = self._mean = self._before = self._variance = self._size = self._seen = 0.0
        self._expected = math.nan
        self._total = 0.0  # of the values of these ten minutes
        self._peak = 0.0  # the greatest surprise of this block
        self._evidence = 0.0
        self.is_warning = False
        """Whether a warning is on: from its onset until the series has been calm for a while."""
        self.is_notice = False
        """Whether it is at least worth a look; what warns is."""
        self.strictness = 1.0
        """How many times the usual evidence a warning of this series takes: people said that it warns in vain."""
        self._noticed = self._warned = 0.0  # calm points after which the notice and the warning end
        self._is_restless = 0.0  # whether there is evidence, a notice or a warning to see to
        self._profile = Profile()
        self._tail = Tail()
        self._unit = self._tail.unit()
        self._step = math.inf  # seconds between the last two points
        self._after_gap = 0.0  # points that are yet to be weighed as such after missing samples

    def add(self, at: Seconds, value: float | None) -> float:
        """Take the next point in. Returns: how unusual it is; 1 is a warning, 0 is nothing.

        A missed sample (None, NaN, beyond all size) or one that is not later than the last says nothing and changes
        nothing.
        """
        if value is None or at <= self._at or not -LARGEST < value < LARGEST:
            return 0.0
        step = at - self._at
        if step != self._step:
            self._see_gap(step)
        self._at = at
        self._value = value
        if at >= self._profile.ends:
            self._turn(at)
        self._total += value
        if self._seen < WARM_UP:
            self._begin(value)
            return 0.0
        residual = value - self._mean
        deviation = math.sqrt(self._variance)
        floor = FLOOR * self._size + LEAST
        if deviation < floor:  # noqa: PLR1730, two calls of max would cost a quarter of all the rest
            deviation = floor
        surprise = self._surprise(value, residual) / deviation
        if surprise > self._peak:  # noqa: PLR1730
            self._peak = surprise
        if self._after_gap:
            self._after_gap -= 1
            surprise *= GAP_WEIGHT
        excess = surprise / self._unit - ALLOWED
        score = self._weigh(excess) if excess > 0 or self._is_restless else 0.0
        self._learn(value, residual, CLIP * deviation)
        return score

    def departure(self) -> Departure:
        """How the series stands to what is usual of it, at the last point."""
        is_straying = self._strayed_at > -math.inf
        before = self._before if is_straying else self._mean
        return Departure(
            value=self._value,
            before=before,
            times=self._value / before if before * self._value > 0 else None,
            at_this_hour=None if math.isnan(self._expected) else self._expected,
            lasting=self._at - self._strayed_at if is_straying else 0.0,
            is_rise=self._value > before,
            score=self._evidence / (EVIDENCE_TO_WARN * self.strictness),
        )

    def usual(self) -> tuple[float, float] | None:
        """Between which values the next one surprises nobody; None while nothing is known."""
        if self._seen < WARM_UP:
            return None
        deviation = max(math.sqrt(self._variance), FLOOR * self._size + LEAST) * self._unit
        at_hour = self._mean if math.isnan(self._expected) else self._expected
        low, high = min(self._mean, at_hour), max(self._mean, at_hour)
        return low - deviation / FALL_WEIGHT, high + deviation

    def forget_times(self) -> None:
        """The clock of this desk was wrong: what comes next may be earlier than what came last."""
        self._at = self._strayed_at = self._profile.ends = self._tail.began = -math.inf
        self._step = math.inf

    def saved(self) -> bytes:
        """All it knows, for a later start to go on from."""
        return _FORM.pack(*(getattr(part, name) for part, name in self._numbers()), *self._profile.usual)

    @classmethod
    def resumed(cls, saved: bytes) -> Self:
        """One that goes on as if it had never stopped. Raises: ValueError for bytes that are none of `saved`."""
        if len(saved) != _FORM.size:
            raise ValueError(f"{len(saved)} bytes are no saved detector")
        numbers = _FORM.unpack(saved)
        detector = cls()
        for (part, name), number in zip(detector._numbers(), numbers, strict=False):
            setattr(part, name, number)
        detector._profile.usual = array("d", numbers[-SLOTS:])
        detector.is_notice, detector.is_warning = detector._noticed > 0, detector._warned > 0
        return detector

    def _numbers(self) -> list[tuple[object, str]]:
        parts = ((self, _OWN), (self._profile, _OF_PROFILE), (self._tail, Tail.__slots__))
        return [(part, name) for part, names in parts for name in names]

    def _turn(self, at: Seconds) -> None:
        """Ten minutes have ended, and perhaps a block."""
        self._expected = self._profile.turn(at, self._total, self._seen)
        self._total = 0.0
        if self._tail.is_full(at, self._seen):
            self._tail.turn(at, self._seen, self._peak)
            self._unit = self._tail.unit()
            self._peak = 0.0

    def _see_gap(self, step: Seconds) -> None:
        """Samples are missing if this step is much longer than the last."""
        most = GAP * self._step
        if step > most:
            self._after_gap = GAP_POINTS
        if step < math.inf:  # which it is before the first point
            self._step = min(step, most)

    def _begin(self, value: float) -> None:
        """Learn from one of the first points, all alike: a plain average of them."""
        if not self._seen:
            self._mean = value
            self._size = abs(value)
        self._learn(value, value - self._mean, 2 * LARGEST)

    def _surprise(self, value: float, residual: float) -> float:
        """How far this point lies from the nearer of the two usuals; nothing if it lies between them."""
        off = (value - self._expected) * PROFILE_WEIGHT  # NaN while nothing is known: then both comparisons are false
        if off * residual < 0:
            return 0.0
        if abs(off) < abs(residual):
            residual = off
        return residual if residual >= 0 else residual * -FALL_WEIGHT

    def _weigh(self, excess: float) -> float:
        """Add to the evidence what a point says; begin, hold or end what is on. Returns: the score."""
        evidence = self._evidence * LEAK + min(max(excess, 0.0), MOST)
        if evidence < CALM:
            evidence = 0.0
            self._strayed_at = -math.inf
        elif self._strayed_at == -math.inf:
            self._strayed_at = self._at
            self._before = self._mean
        self._evidence = evidence
        score = evidence / (EVIDENCE_TO_WARN * self.strictness)
        self._noticed = HOLD if score >= NOTICE else max(self._noticed - 1, 0.0)
        self._warned = HOLD if score >= 1 else max(self._warned - 1, 0.0)
        self.is_notice = self._noticed > 0
        self.is_warning = self._warned > 0
        self._is_restless = evidence or self._noticed
        return score

    def _learn(self, value: float, residual: float, most: float) -> None:
        """Move what is usual towards this point, by no more than it may."""
        if residual > most:
            residual = most
        elif residual < -most:
            residual = -most
        seen = self._seen = self._seen + 1
        rate = VARIANCE_RATE if seen > SETTLED else 1 / seen
        self._mean += (MEAN_RATE if rate < MEAN_RATE else rate) * residual
        self._variance += rate * (residual * residual - self._variance)
        self._size += rate * (abs(value) - self._size)


_OWN: Final = tuple(name for name in Detector.__slots__ if name[0] == "_" and name not in ("_profile", "_tail"))
_OF_PROFILE: Final = tuple(name for name in Profile.__slots__ if name != "usual")
_FORM: Final = struct.Struct(f"<{len(_OWN) + len(_OF_PROFILE) + len(Tail.__slots__) + SLOTS}d")
