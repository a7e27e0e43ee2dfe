"""Polls the sources of this desk, one desk at a time for each, and writes down which series left their pattern."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from incident_desk.desk import Desk
from incident_desk.desk.leasing import BUSY, Leases, leases_of, renewed
from incident_desk.desk.watched import Facts, WatchedNow
from incident_desk.domain.errors import DeskError
from incident_desk.domain.moments import SECOND_US
from incident_desk.watch.deciding import decided, to_freeze
from incident_desk.watch.series import Series, Tile
from incident_desk.watch.source_watch import Answer, SourceWatch, answers
from incident_desk.watch.sources import Source, Sources

log = logging.getLogger(__name__)

LOOK_S: Final = 1.0
LEASE_S: Final = 60
"""A desk that is gone keeps others from watching so long."""
KEEP_EVERY_S: Final = 60.0
AT_ONCE: Final = 4
ELSEWHERE: Final = "Another desk watches this source."


class Watcher:
    """Runs from `start` to `stop` in a thread of its own. A home that stays apart, a demo or a drill, asks nobody.

    While the shared database is out of reach, the desk that watched a source last goes on (decision 083).

    Args:
        changed: called on that thread whenever `tiles` are others.
    """

    def __init__(self, desk: Desk, changed: Callable[[], None] = lambda: None) -> None:
        self._desk = desk
        self._changed = changed
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._woken = threading.Event()
        self._is_stopping = False
        self._looks_again = True
        self._sources: dict[str, Source] = {}
        self._watches: dict[str, SourceWatch] = {}
        self._jobs: dict[str, Future[list[Answer]]] = {}
        self._renewed_s: dict[str, float] = {}
        """When the lease of each source that is ours was taken last, on the monotonic clock."""
        self._kept_s = 0.0
        self.tiles: tuple[Tile, ...] = ()
        self.troubles: dict[str, str] = {}
        """By source, why there is nothing newer; empty if there is."""

    def start(self) -> None:
        """Watch from now on. Returns at once."""
        if not self._desk.is_apart:
            self._thread.start()

    def look_again(self) -> None:
        """A source was set up, changed or removed here."""
        self._looks_again = True
        self._woken.set()

    def stop(self) -> None:
        """End it, once what is being asked has answered; what is known is on the disk then."""
        self._is_stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    # the thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._woken.clear()  # before it is looked: whoever wakes it meanwhile is heard
        while not self._is_stopping and not Sources(self._desk).set_up():
            self._woken.wait()  # most desks watch nothing: then nothing is read
            self._woken.clear()
        if not self._is_stopping:
            self._work()

    def _work(self) -> None:
        self._record = WatchedNow(self._desk)
        self._leases: Leases = leases_of(self._desk)
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="watched-source")
        try:
            while not self._is_stopping:
                self._woken.clear()
                self._look()
                self._woken.wait(LOOK_S)
        finally:
            self._workers.shutdown()
            self._keep()
            self._leases.close()
            self._record.close()

    def _look(self) -> None:
        try:
            self._leases = renewed(self._desk, self._leases)
            facts = self._facts()
            self._watch(facts)
            if self._take(facts):
                self._decide(facts)
                self._show()
            self._freeze(facts)
            self._ask()
            if time.monotonic() - self._kept_s > KEEP_EVERY_S:
                self._keep()
        except DeskError as e:
            log.warning("Series are not watched for a moment: %s", e)
        except Exception:
            log.exception("Watching failed; it is tried again")

    def _facts(self) -> Facts:
        now_us = self._desk.now_us()
        keeps = any(each.last_s is not None and each.watched.source in self._renewed_s for each in self._series)
        places = {(each.service, each.watched.region) for each in self._series}
        facts = self._record.ask(lambda watched: watched.facts(now_us, places, keeps=keeps))
        for each in self._series:
            each.detector.strictness = facts.strictness.get(each.id, 1.0)
        return facts

    @property
    def _series(self) -> list[Series]:
        return [series for watch in self._watches.values() for series in watch.series.values()]

    def _watch(self, facts: Facts) -> None:
        """What the plan asks of the sources that are set up here."""
        if self._looks_again:
            self._looks_again = False
            sources = Sources(self._desk)
            found = {name: sources.of(name) for name in sources.set_up()}
            self._sources = {name: source for name, source in found.items() if source is not None}
        wanted = {each.source for each in facts.watch} & set(self._sources)
        gone = set(self._watches) - wanted
        for name in gone:
            self._watches.pop(name).keep()
            self.troubles.pop(name, None)
        for name in wanted:
            watch = self._watches.get(name) or self._watches.setdefault(name, SourceWatch(self._desk.home, name))
            watch.watch((each for each in facts.watch if each.source == name), facts.services)
        if gone:
            self._show()

    def _ask(self) -> None:
        """Begin to ask what is due, each source in a job of its own: one that hangs holds up no other."""
        for name, watch in self._watches.items():
            if name in self._jobs:
                continue
            questions = watch.questions(self._now_s())
            if questions and self._has_lease(watch):
                self._jobs[name] = self._workers.submit(answers, self._sources[name], questions)

    def _has_lease(self, watch: SourceWatch) -> bool:
        now = time.monotonic()
        if now - self._renewed_s.get(watch.name, -LEASE_S) < LEASE_S / 3:
            return True
        try:
            is_ours = self._leases.take(watch.lease, LEASE_S) != BUSY
        except DeskError as e:
            if watch.name not in self._renewed_s:
                self._tell(watch, str(e))
            return watch.name in self._renewed_s
        if is_ours:
            self._renewed_s[watch.name] = now
        else:
            self._renewed_s.pop(watch.name, None)
            self._tell(watch, ELSEWHERE)
        return is_ours

    def _tell(self, watch: SourceWatch, trouble: str) -> None:
        if watch.trouble != trouble:
            watch.trouble = trouble
            self._show()

    def _take(self, facts: Facts) -> bool:
        """Take in what has been answered. Returns: whether something was."""
        done = [name for name, job in self._jobs.items() if job.done()]
        for name in done:
            found = self._jobs.pop(name).result()
            if watch := self._watches.get(name):
                watch.take(found, facts.services, self._now_s())
        return bool(done)

    def _decide(self, facts: Facts) -> None:
        ours = [each for each in self._series if each.watched.source in self._renewed_s]
        if commands := decided(ours, facts, self._now_s()):
            self._desk.record(commands, origin=self).result()

    def _freeze(self, facts: Facts) -> None:
        """Keep the series of incidents that began, or are over, on their records."""
        ours = [each for each in self._series if each.watched.source in self._renewed_s]
        for opened in facts.incidents:
            if frozen := to_freeze(ours, opened):
                self._desk.record(frozen, opened.incident, origin=self).result()

    def _show(self) -> None:
        self.troubles = {name: watch.trouble for name, watch in self._watches.items()}
        self.tiles = tuple(
            series.tile(watch.trouble) for watch in self._watches.values() for series in watch.series.values()
        )
        self._changed()

    def _keep(self) -> None:
        self._kept_s = time.monotonic()
        for watch in self._watches.values():
            try:
                watch.keep()
            except OSError as e:
                log.warning("What is known of the series of %s is not kept: %s", watch.name, e.strerror)

    def _now_s(self) -> float:
        return self._desk.now_us() / SECOND_US
