"""How many reports there are of what: counted as they come and change, as in a flood nobody counts all of them anew."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.report_entries import CameBy, ReportId
from incident_desk.domain.report_list import Report
from incident_desk.domain.report_queues import QUEUE_OF, Heap, Queue

Place = tuple[int, int, ReportId]
"""Where a report lies in its heap: the newest first, by when it came and by its number, both below zero."""
FEW = 200
"""So many go to their places one by one; of more, the whole heap is put in order."""


LATELY_HOURS = 24


class Came(msgspec.Struct):
    """How many came of which service, from which region, and by which way."""

    services: Counter[str] = msgspec.field(default_factory=Counter[str])
    regions: Counter[str] = msgspec.field(default_factory=Counter[str])
    ways: Counter[CameBy] = msgspec.field(default_factory=Counter[CameBy])


class Tally:
    """Of reports that are handed to `take` when they come, and whenever something was said of them."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self._heaps: dict[Queue, list[Place]] = {queue: [] for queue in Queue}
        self._done: Counter[Queue] = Counter()
        self._as_counted: dict[ReportId, tuple[tuple[Queue, ...], bool]] = {}
        """The heaps in which each lies, and whether it was answered or handed on."""
        self._minutes: Counter[int] = Counter()
        self._last_us: dict[CameBy, int] = {}
        self._hours: dict[int, Came] = {}
        self.take(reports)

    def take(self, reports: Iterable[Report]) -> None:
        """Count these as they stand now."""
        gone: dict[Queue, list[Place]] = {}
        come: dict[Queue, list[Place]] = {}
        for report in reports:
            place, own = (-report.came_us, -report.number, report.id), QUEUE_OF[report.verdict]
            heaps = (own, Queue.UNDELIVERED) if report.mails and report.is_undelivered else (own,)
            now = heaps, bool(report.answers or report.handed_on)
            before = self._as_counted.get(report.id)
            if before is None:
                self._count_new(report)
            if now == before:
                continue
            was_in, was_done = before or ((), False)
            self._as_counted[report.id] = now
            for heap in was_in:
                gone.setdefault(heap, []).append(place)
            for heap in heaps:
                come.setdefault(heap, []).append(place)
            if was_in:
                self._done[was_in[0]] -= was_done
            self._done[own] += now[1]
        for heap in {*gone, *come}:
            self._heaps[heap] = _moved(self._heaps[heap], gone.get(heap, ()), come.get(heap, ()))

    def _count_new(self, report: Report) -> None:
        came = self._hours.setdefault(report.came_us // HOUR_US, Came())
        came.services[report.service] += 1
        came.regions[report.region] += 1
        came.ways[report.came_by] += 1
        self._minutes[report.came_us // MINUTE_US] += 1
        self._last_us[report.came_by] = max(report.came_us, self._last_us.get(report.came_by, report.came_us))

    def heap(self, queue: Queue) -> Heap:
        """How many lie in it, how many of them were answered or handed on, and since when the oldest does."""
        places = self._heaps[queue]
        return Heap(len(places), self._done[queue], -places[-1][0] if places else None)

    def newest_first(self, queue: Queue) -> Iterable[ReportId]:
        """Those in it."""
        return (report for _, _, report in self._heaps[queue])

    def lately(self, now_us: int) -> Came:
        """What came in the last day: what came in the weeks before would hide where it hurts now."""
        found, now = Came(), now_us // HOUR_US
        for hour in range(now - LATELY_HOURS + 1, now + 1):
            if (came := self._hours.get(hour)) is not None:
                found.services.update(came.services)
                found.regions.update(came.regions)
                found.ways.update(came.ways)
        return found

    def last_us(self, way: CameBy) -> int:
        """When the last one came that way."""
        return self._last_us[way]

    def minutes(self, now_us: int, count: int) -> tuple[int, ...]:
        """How many came in each of the last minutes of the clock; the last one is not over yet."""
        now = now_us // MINUTE_US
        return tuple(self._minutes[minute] for minute in range(now - count + 1, now + 1))


def _moved(heap: list[Place], gone: Sequence[Place], come: Sequence[Place]) -> list[Place]:
    """The heap without those that went from it, and with those that came to it."""
    if len(gone) + len(come) > FEW:
        left = set(gone)
        return sorted((*(place for place in heap if place not in left), *come))
    for place in gone:
        del heap[bisect_left(heap, place)]
    for place in come:
        insort(heap, place)
    return heap
