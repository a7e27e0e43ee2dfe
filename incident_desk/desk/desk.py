"""The desk that writes: one thread of its own, one record, and whoever wants to hear of it."""

import functools
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from incident_desk.desk import unnamed
from incident_desk.desk.clock import Clock, DeskClock, system_clock
from incident_desk.desk.looking import Looking
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.sealing import new_id
from incident_desk.desk.thread import DeskThread
from incident_desk.desk.timekeeping import Timekeeping
from incident_desk.desk.writer import Recorded, Writer
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.searching import searchable
from incident_desk.domain.timeline import Attach
from incident_desk.store import checking
from incident_desk.store.home import Home, HomeLock, Where

if TYPE_CHECKING:
    from incident_desk.desk.bundles.taking import Bundles
    from incident_desk.desk.shared import SharedRecord


class Desk(Looking):
    """Everything above the record speaks to this. Safe to call from any thread; `reading` from one at a time."""

    new_id = staticmethod(new_id)

    def __init__(self, home: Home, lock: HomeLock, thread: DeskThread, writer: Writer, clock: DeskClock) -> None:
        super().__init__(home)
        self.home = home
        self.is_apart = writer.identities.is_apart
        self._lock = lock
        self._thread = thread
        self._writer = writer
        self._clock = clock
        self.timekeeping = Timekeeping(home, writer, thread.later, clock)
        self._is_closed = False
        self._filing = DeskThread("filing")
        self.reading = ReadingDesk.open(home)

    @classmethod
    def open(cls, place: Where, *, purpose: str = "window", clock: Clock = system_clock, apart: bool = False) -> Self:
        """Open the home for writing, making it at the first start.

        Args:
            purpose: what to call this process to one that finds the home locked.
            apart: make a home that keeps to itself, as a demo's does: it keeps no key to sign with, so it can join no
                shared database and reach no channel, ever. `is_apart` says so at every later opening.
        Raises: HomeLocked, RecordDamaged, or another DeskError saying why the home cannot be used.
        """
        home = Home.at(place)
        home.prepare()
        lock = home.lock(purpose)
        thread = DeskThread()
        try:
            if home.people.is_dir():
                _finish_moves(home)
            right = DeskClock(clock)
            writer = thread.now(Writer, home, right)
            thread.now(writer.settle, apart)
            unnamed.sweep(home)
            desk = cls(home, lock, thread, writer, right)
        except BaseException:
            thread.end()
            lock.release()
            raise
        return desk

    def close(self) -> None:
        """Finish what was asked for, then let go of the home. A desk that is closed stays so."""
        if self._is_closed:
            return
        self._is_closed = True
        if "shared" in self.__dict__:
            self.shared.stop()
        self._filing.end()
        self._thread.now(self._writer.close)
        self._thread.end()
        self.reading.close()
        super().close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def record(
        self,
        commands: Fields | Sequence[Fields],
        incident: IncidentId | None = None,
        *,
        by: PersonId | None = None,
        origin: object = None,
    ) -> "Future[list[Entry]]":
        """Run the commands and commit what they say, together or not at all.

        Args:
            by: another person of this home; None is whoever is at the desk.
            origin: comes back in what subscribers hear.
        Returns: the entries, once they are on the disk. The future raises RuleError, NotFound, BadInput or NotSaved.
        """
        several = [commands] if isinstance(commands, Fields) else list(commands)
        return self._thread.later(self._writer.record, several, incident, by, origin)

    def attach(
        self,
        content: bytes | Path,
        about: Attach,
        incident: IncidentId,
        *,
        by: PersonId | None = None,
        origin: object = None,
    ) -> "Future[list[Entry]]":
        """Keep a file's bytes and put it on the timeline; `about` is given its digest and size here.

        The bytes are written beside the record's own thread: a note does not wait for a large file.
        """

        def attach() -> list[Entry]:
            kept = self._writer.keep_file(content, about)
            write = partial(self._thread.now, self._writer.record, [kept], incident, by, origin)
            return unnamed.named(self.home, kept.digest, write)

        return self._filing.later(attach)

    def subscribe(self, callback: Callable[[Recorded], None]) -> Callable[[], None]:
        """Call back after every commit, one call at a time, on the thread that wrote. Returns: what ends it."""
        self._thread.now(self._writer.subscribe, callback)
        return lambda: self._thread.now(self._writer.unsubscribe, callback)

    @functools.cached_property
    def shared(self) -> "SharedRecord":
        """What can be done with a shared database; each call of it says whether it blocks."""
        from incident_desk.desk.shared import SharedRecord

        return SharedRecord(self.home, self._writer, self._thread, self._clock, self.timekeeping)

    @functools.cached_property
    def bundles(self) -> "Bundles":
        """Taking in what was carried here by file; each call of it blocks."""
        from incident_desk.desk.bundles.taking import Bundles

        return Bundles(self.home, self._writer, self._thread.later, self._clock)

    # people ----------------------------------------------------------------------------------------------------------

    @property
    def me(self) -> PersonId:
        """Whoever is at the desk."""
        assert self._writer.identities.me is not None
        return self._writer.identities.me

    @property
    def is_person_chosen(self) -> bool:
        return self._thread.now(lambda: self._writer.identities.is_chosen)

    def people(self) -> "Future[list[PersonId]]":
        """The people of this home: those who can write here."""
        return self._thread.later(self._writer.identities.people)

    def choose_person(self, name: str) -> "Future[PersonId]":
        """Say who is at the desk: somebody of this home by name, or somebody new.

        The first name that is chosen renames whoever the entries so far were written as.
        """
        return self._thread.later(self._writer.choose_person, name)

    def add_person(self, name: str) -> "Future[PersonId]":
        """Somebody of this home by name, made if need be; whoever is at the desk stays there."""
        return self._thread.later(self._writer.person_called, name)

    # the home --------------------------------------------------------------------------------------------------------

    def setting(self, key: str) -> "Future[str | None]":
        """A setting of this home; it never leaves it."""
        return self._thread.later(self._writer.replica.setting, key)

    def set_setting(self, key: str, value: str) -> "Future[None]":
        return self._thread.later(self._writer.replica.set_setting, key, value)

    def check(self, progress: Callable[[int, int], None] | None = None) -> list[str]:
        """Read the whole record and compare it with its hashes; slow, for a worker thread. Returns: what is wrong."""
        return [str(problem) for problem in checking.everything(self.home, searchable, progress)]

    def back_up(self, *, if_due: bool = False) -> Path | None:
        """Take a backup, on the caller's thread: a second per 100,000 entries, beside whoever writes.

        Args:
            if_due: only if an hour has passed since the last one, and something was written in it.
        Returns: where it lies, None if none was due.
        Raises: RecordDamaged, NotSaved.
        """
        from incident_desk.store import backup  # it loads SQLAlchemy, which a start need not wait for

        now_us = self._clock()
        return backup.take(self.home, now_us) if not if_due or backup.due(self.home, now_us) else None

    def now_us(self) -> int:
        """This desk's clock; a demo has its own."""
        return self._clock()


def _finish_moves(home: Home) -> None:
    from incident_desk.desk.console import finish  # only where somebody has a PIN

    finish(home)
