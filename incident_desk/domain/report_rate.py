"""How many reports come, against how many are usual at that hour: a rise that no chance explains is a warning of ours.

Reports come one by one and by themselves, so how many come in a minute is held against a Poisson distribution with the
usual rate of that hour of the day and day of the week, as far as that rate is known: how improbable so many would be,
if nothing were wrong. The detector of series needs whole minutes, and an hour to learn from: it is asked whether it
sees the same.
"""

import math
from collections import Counter, deque
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.detecting import Detector
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_list import Report

WINDOWS_MINUTES: Final = (1, 5, 15)
"""A flood shows within a minute, a slow rise only over several."""
LASTS_US: Final = WINDOWS_MINUTES[-1] * MINUTE_US
"""A rise goes on so long at least."""
IMPROBABLE: Final = 1e-6
"""Less than once in two years, with a look every minute."""
LEAST: Final = 4
"""Fewer customers than this are no rise, however quiet it usually is."""
LEARNED_DAYS: Final = 28
LEARNED_WEEKS: Final = 8
LEAST_WEEKS: Final = 2
"""One Sunday is no rule: before the second, a day is taken to be like all others."""
BELIEF: Final = 2.0
"""How firmly a day is taken to be like all others, before it was seen: as if that had been so for two reports. A gamma
distribution of that shape holds the rate of one day within a third and thrice that of all of them, mostly."""
EVIDENCE: Final = 0.6
"""A median of days tells so much of what their mean would tell (2/pi)."""
LEAST_RATE: Final = 1 / 30
"""Where nobody ever reported at that hour, one in half an hour is taken for usual: of a quiet past little is known."""

DETECTED_MINUTES: Final = 3 * 24 * 60
"""So far back the detector learns what is usual."""


class Rising(msgspec.Struct, frozen=True):
    """So many came within so many minutes, where `usual` were to be expected; most are about `service`."""

    from_us: int
    count: int
    usual: float
    service: str
    is_seen_by_detector: bool = False


class Rate:
    """Grows with the reports, in any order in which they come. `usual` looks back over weeks, the rest over minutes."""

    def __init__(self) -> None:
        self._hours: Counter[int] = Counter()
        self._first_us: int | None = None
        self._lately: deque[tuple[int, str, ReportId]] = deque()
        self._minutes: Counter[int] = Counter()
        """Those that the detector has not been told of yet."""
        self._told: int | None = None
        self._detector = Detector()

    def take(self, reports: Iterable[Report]) -> None:
        """Count these, each once."""
        for report in reports:
            self._hours[report.came_us // HOUR_US] += 1
            self._first_us = min(self._first_us or report.came_us, report.came_us)
            self._lately.append((report.came_us, report.service, report.id))
            if self._told is None or report.came_us // MINUTE_US > self._told:
                self._minutes[report.came_us // MINUTE_US] += 1

    def between(self, from_us: int, until_us: int) -> list[ReportId]:
        """Those of the last minutes that came in between."""
        return [report for came_us, _, report in self._lately if from_us < came_us <= until_us]

    def usual(self, now_us: int) -> float:
        """How many a minute come at this hour of this day of the week, by what came before this day."""
        return self._learned(now_us)[0]

    def _learned(self, now_us: int) -> tuple[float, float]:
        """The usual rate, and how many reports' worth is known of it.

        The median of the hour over the days is what is expected of any day; what came in it on the same day of the
        week moves that, by as much as so few weeks can tell.
        """
        days, same = self._at_hour(now_us, 1, LEARNED_DAYS), self._at_hour(now_us, 7, LEARNED_WEEKS)
        every = max(_centre(days), LEAST_RATE * 60)
        if len(same) < LEAST_WEEKS:
            return every / 60, BELIEF + EVIDENCE * len(days) * _centre(days)
        weight, own = EVIDENCE * len(same), min(same) if len(same) == LEAST_WEEKS else _centre(same)
        known = BELIEF + weight * own
        return max(known / (BELIEF / every + weight) / 60, LEAST_RATE), known

    def _at_hour(self, now_us: int, step_days: int, most: int) -> list[int]:
        """How many came within this hour, so many days back at a time, as far as reports go back."""
        if self._first_us is None:
            return []
        steps = min(most, (now_us - self._first_us) // (DAY_US * step_days))
        return [self._hours[now_us // HOUR_US - 24 * step_days * step] for step in range(1, steps + 1)]

    def rising(self, now_us: int) -> Rising | None:
        """What is improbable of the last minutes, if anything is; the shortest window that shows it.

        Somebody looks because a report came: that one proves nothing, only how many others came with it.
        """
        self._forget(now_us)
        for minutes in WINDOWS_MINUTES:
            from_us = now_us - minutes * MINUTE_US
            within = [service for came_us, service, _ in self._lately if from_us < came_us <= now_us]
            expected, known = self._expected(from_us, now_us)
            if len(within) >= LEAST and chance_of(len(within) - 1, expected, known) < IMPROBABLE:
                services = Counter(service for service in within if service)
                most = services.most_common(1)
                about = most[0][0] if most and most[0][1] * 2 > len(within) else ""
                return Rising(from_us, len(within), expected, about, self._is_seen(now_us))
        return None

    def _expected(self, from_us: int, now_us: int) -> tuple[float, float]:
        """How many are usual between these moments, less than an hour apart, and how many reports tell of it."""
        rate, known = self._learned(now_us)
        of_hour_us = min(now_us - now_us // HOUR_US * HOUR_US, now_us - from_us)
        before_us = now_us - from_us - of_hour_us
        if not before_us:
            return rate * of_hour_us / MINUTE_US, known
        rate_before, known_before = self._learned(from_us)
        return (rate * of_hour_us + rate_before * before_us) / MINUTE_US, min(known, known_before)

    def _is_seen(self, now_us: int) -> bool:
        """Whether the detector warns, told of all minutes that are over."""
        now = now_us // MINUTE_US
        if self._told is None:
            first = min(self._minutes, default=now)
            self._told = max(first, now - DETECTED_MINUTES) - 1
        for minute in range(self._told + 1, now):
            self._detector.add(minute * 60.0, float(self._minutes[minute]))
        self._told = max(self._told, now - 1)
        self._minutes = Counter({minute: count for minute, count in self._minutes.items() if minute > self._told})
        return self._detector.is_warning and self._detector.departure().is_rise

    def _forget(self, now_us: int) -> None:
        before_us = now_us - LASTS_US
        while self._lately and self._lately[0][0] <= before_us:
            self._lately.popleft()


def _centre(counts: list[int]) -> float:
    """The median, which one bad night does not move; 0 of nothing."""
    found, middle = sorted(counts), len(counts) // 2
    if not found:
        return 0.0
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def chance_of(count: int, expected: float, known: float) -> float:
    """How probable it is that so many or more come, where `expected` are usual by what `known` reports tell of it.

    The tail of a negative binomial distribution: that of Poisson, with the rate itself known that well only.
    """
    if count <= 0:
        return 1.0
    if count <= expected:
        return max(0.0, 1.0 - sum(_term(n, expected, known) for n in range(count)))
    total, n = 0.0, count
    while (term := _term(n, expected, known)) > total * 1e-12 and term > 0:
        total += term
        n += 1
    return total


def _term(n: int, expected: float, known: float) -> float:
    share = expected / (known + expected)
    ways = math.lgamma(n + known) - math.lgamma(n + 1) - math.lgamma(known)
    return math.exp(ways + known * math.log1p(-share) + n * math.log(share))
