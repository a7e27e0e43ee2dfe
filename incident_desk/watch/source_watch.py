"""One source and its series: what it is asked next, what came of it, and what is kept of it on the disk."""

import hashlib
import math
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.moments import DAY_US, SECOND_US
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.store import kept_series
from incident_desk.store.home import Home
from incident_desk.store.kept_series import KeptSeries
from incident_desk.watch.answers import POINTS_MOST, Asked, Line, SourceFault
from incident_desk.watch.asking import asked
from incident_desk.watch.series import Series
from incident_desk.watch.sources import Source

LEARNED_S: Final = 3 * DAY_US / SECOND_US
"""So far back a source is asked at first: a detector knows the hours of the day from the second day on."""
OVERLAP_STEPS: Final = 5
"""So many steps are asked for again: some series come later than others."""
AGAIN_S: Final = 15.0
"""After a failure it is asked again so soon, or at the next step if that comes first."""
SERVICE_LABELS: Final = ("service", "service_name", "job", "app")


class Answer(msgspec.Struct):
    """What came of one question."""

    watched: WatchedSeries
    until_s: float
    lines: list[Line] = []
    fault: str = ""


def answers(source: Source, questions: list[tuple[WatchedSeries, Asked]]) -> list[Answer]:
    """Ask one after the other; blocks for some seconds each. A source that is not there is asked once."""
    found: list[Answer] = []
    for watched, question in questions:
        try:
            found.append(Answer(watched, question.until_s, asked(source, question)))
        except SourceFault as e:
            found.append(Answer(watched, question.until_s, fault=str(e)))
    return found


class SourceWatch:
    """Belongs to the thread that watches. `trouble` is why there is nothing newer; empty if there is."""

    def __init__(self, home: Home, name: str) -> None:
        self._home = home
        self.name = name
        self.trouble = ""
        self.lease = hashlib.sha256(f"watch/{name}".encode()).digest()
        self.series: dict[str, Series] = {}
        self._watched: dict[str, WatchedSeries] = {}
        self._asked_until: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._kept = kept_series.kept(home, name)
        self._is_new = False

    def watch(self, watched: Iterable[WatchedSeries], services: tuple[str, ...]) -> None:
        """These are asked for from now on; one whose question is another one is learnt anew."""
        wanted = {each.key: each for each in watched}
        if wanted == self._watched:
            return
        changed = {key for key, each in self._watched.items() if not _is_same(each, wanted.get(key))}
        self.series = {own: each for own, each in self.series.items() if each.watched.key not in changed}
        for each in self.series.values():
            each.watched = wanted[each.watched.key]
        for key in changed:
            self._asked_until.pop(key, None)
            self._next.pop(key, None)
        self._watched = wanted
        for own, kept in self._kept.items():
            key, brace, labels = own.partition("{")
            if key in wanted and own not in self.series and key not in changed:
                self._resume(wanted[key], brace + labels, kept, services)
        self._kept = {}

    def _resume(self, watched: WatchedSeries, name: str, kept: KeptSeries, services: tuple[str, ...]) -> None:
        try:
            series = Series.resumed(watched, name, watched.service or _named_in(name, services), kept)
        except ValueError:
            return  # of another version: it is learnt anew
        self.series[series.id] = series
        if series.last_s is not None:
            self._asked_until[watched.key] = max(self._asked_until.get(watched.key, 0.0), series.last_s)

    def questions(self, now_s: float) -> list[tuple[WatchedSeries, Asked]]:
        """What is due."""
        found: list[tuple[WatchedSeries, Asked]] = []
        for key, each in self._watched.items():
            if now_s >= self._next.get(key, 0.0) or self._next[key] > now_s + 2 * each.every_s:  # the clock went back
                since_s = max(
                    self._asked_until.get(key, 0.0) - OVERLAP_STEPS * each.every_s,
                    now_s - min(LEARNED_S, (POINTS_MOST - 1) * each.every_s),
                )
                found.append((each, Asked(each.query, min(since_s, now_s), now_s, float(each.every_s))))
        return found

    def take(self, found: Iterable[Answer], services: tuple[str, ...], now_s: float) -> None:
        """Take in what came of the questions."""
        self.trouble = ""
        for answer in found:
            key, step = answer.watched.key, answer.watched.every_s
            if self._watched.get(key) != answer.watched:
                continue  # the plan was changed meanwhile
            self.trouble = self.trouble or answer.fault
            self._next[key] = (math.floor(now_s / step) + 1) * step
            if answer.fault:
                self._next[key] = min(self._next[key], now_s + AGAIN_S)
                continue
            self._asked_until[key] = answer.until_s
            self._is_new = True
            for line in answer.lines:
                self._of(answer, line, services).take(line.points, now_s)

    def _of(self, answer: Answer, line: Line, services: tuple[str, ...]) -> Series:
        watched, own = answer.watched, answer.watched.key + line.name
        title = watched.title if len(answer.lines) == 1 or not line.words else f"{watched.title}, {line.words}"
        series = self.series.get(own)
        if series is None:
            service = watched.service or _named_in(line.name, services)
            series = self.series[own] = Series(watched, line.name, title, service)
        series.title = title
        return series

    def keep(self) -> None:
        """Put what is known on the disk, if something came since. Raises: OSError."""
        if self._is_new:
            kept_series.keep(self._home, self.name, {own: each.kept for own, each in self.series.items()})
            self._is_new = False


def _is_same(before: WatchedSeries, now: WatchedSeries | None) -> bool:
    """Whether what was learnt of one holds for the other."""
    if now is None:
        return False
    asked_for = [(each.source, each.query, each.every_s, each.is_counter, each.unit) for each in (before, now)]
    return asked_for[0] == asked_for[1] and before.service == now.service


def _named_in(labels: str, services: tuple[str, ...]) -> str:
    """The service of the plan that the labels of a series name; empty if they name none."""
    said = dict(pair.split('="', 1) for pair in labels.strip("{}").removesuffix('"').split('",') if '="' in pair)
    known = {service.casefold(): service for service in services}
    return next((known[said[each].casefold()] for each in SERVICE_LABELS if said.get(each, "").casefold() in known), "")
