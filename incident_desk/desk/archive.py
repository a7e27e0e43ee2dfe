"""Old incidents in the archive of the shared database: moving them there, and bringing back what somebody reads."""

import contextlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime
from typing import Any, Final, Protocol

import msgspec
import psycopg

from incident_desk.desk.clock import Clock
from incident_desk.desk.keeping import Keeping
from incident_desk.desk.membership import Membership
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.sharing_state import Shared
from incident_desk.desk.writer import Writer
from incident_desk.domain.amendments import GOVERNING
from incident_desk.domain.archive import Archive, checked_archive
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import DeskNumber, IncidentId
from incident_desk.domain.moments import to_us
from incident_desk.store.home import Home
from incident_desk.store.shared import archive
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words
from incident_desk.store.shared.exchange import Received
from incident_desk.store.shared.vouching import signed
from incident_desk.store.stretches import Stretch

QUIET_US: Final = 30 * 86_400_000_000
"""Nobody wrote in it for so long: a review may come weeks after the end."""

Progress = Callable[[int, int], bool]
"""Told how many of how many entries or incidents are done; False stops it, and what was done stays done."""


class Stopped(RuleError):
    """Somebody stopped it."""


class Record(Protocol):
    """What a home has to do with a shared database."""

    @property
    def home(self) -> Home: ...

    def desk_number(self) -> DeskNumber: ...

    def exchange(self) -> Shared: ...

    def membership(self) -> Membership: ...


class Moved(msgspec.Struct, frozen=True):
    """What came of moving: how many incidents the archive has, how many entries moved, what stayed and why."""

    archive: str
    incidents: int
    entries: int
    left_out: tuple[str, ...]


class Opened(msgspec.Struct, frozen=True):
    """What came of opening: how many entries are here now that were not, and what could not be true, in words."""

    entries: int
    parked: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True):
    """An archive: its name, how many incidents it has, and how many of them are not all here."""

    archive: str
    incidents: int
    away: int


def nothing_told(done: int, count: int) -> bool:
    """Nobody waits for it."""
    return True


def listed(boards: Iterable[Board], away: frozenset[IncidentId]) -> list[Listed]:
    """Every archive that one of these incidents was moved to, by name."""
    found: dict[str, list[Board]] = {}
    for board in boards:
        if board.headline.archive:
            found.setdefault(board.headline.archive, []).append(board)
    return [Listed(name, len(of), sum(b.incident in away for b in of)) for name, of in sorted(found.items())]


class SharedArchive:
    """Of whoever is at the desk. Every call blocks: for a worker thread, or the command line."""

    def __init__(
        self,
        shared: Record,
        writer: Writer,
        in_turn: Callable[[Callable[[], Any]], Any],
        on_thread: "Callable[..., Future[Any]]",
        clock: Clock,
    ) -> None:
        self._shared = shared
        self._writer = writer
        self._in_turn = in_turn
        self._on_thread = on_thread
        self._clock = clock

    # moving -----------------------------------------------------------------------------------------------------------

    def move(self, name: str, progress: Progress = nothing_told) -> Moved:
        """Move the closed incidents of a finished year, or what was over before a day, to the archive of that name.

        First it is said of each incident, on the record; then the shared database moves what was said so. Where it was
        killed or stopped, the next call goes on.

        Raises: RuleError if somebody else than an administrator asks, or the year is not over; BadInput; Unreachable;
            Stopped.
        """
        name = checked_archive(name)
        between = _between(name, self._clock())
        shared = self._shared.exchange()
        if shared.level != "administrator":
            raise RuleError("Only an administrator of the shared record moves incidents to the archive.")
        wanted, left_out = self._chosen(between)
        for done, (incident, count) in enumerate(wanted.items()):
            _go_on(progress, done, len(wanted))
            self._on_thread(self._writer.record, [Archive(name, count)], incident, None, None).result()
        shared = self._shared.exchange()
        if shared.waiting:
            raise Unreachable(shared.trouble or "Not all of it was handed up; try again.")
        with self._connected() as connection:
            moved = archive.move(connection, lambda moved: _go_on(progress, moved, 0))
        return Moved(name, self._count(name), moved, left_out)

    def _chosen(self, between: tuple[int, int]) -> tuple[dict[IncidentId, int], tuple[str, ...]]:
        """The incidents that were over then, and how many entries each has; of those that stay, why, in words."""
        wanted: dict[IncidentId, int] = {}
        why: Counter[str] = Counter()
        with self._reading() as desk:
            away = desk.away()
            for board in desk.headlines():
                if not _is_between(board, between):
                    continue
                said = [e for e in desk.entries(board.incident) if not e.kind.startswith(GOVERNING)]
                if reason := self._reason(board, said, away):
                    why[reason] += 1
                elif len(said) > max((each.entries for each in board.headline.archivings), default=0):
                    wanted[board.incident] = len(said)
        return wanted, tuple(f"{count} incidents are {reason}" for reason, count in sorted(why.items()))

    def _reason(self, board: Board, said: Sequence[Entry], away: frozenset[IncidentId]) -> str:
        """Why an incident is not moved; empty if it was, or is to be."""
        if board.headline.is_open:
            return "still open"
        if board.headline.is_restricted:
            return "restricted"
        if board.incident in away:
            return "not all at this desk" if said else ""
        is_quiet = all(entry.recorded_us < self._clock() - QUIET_US for entry in said)
        return "" if is_quiet or board.headline.archive else "written in of late"

    def _count(self, name: str) -> int:
        with self._reading() as desk:
            return next((each.incidents for each in listed(desk.headlines(), desk.away()) if each.archive == name), 0)

    # opening ----------------------------------------------------------------------------------------------------------

    def open(self, incidents: Sequence[IncidentId], progress: Progress = nothing_told) -> Opened:
        """Bring back what of these incidents is not here; from then on it is read like all else, also offline.

        Raises: NotFound if this home shares its record with nobody; Unreachable; Stopped, and what came stays.
        """
        parked: list[str] = []
        keeping = Keeping(self._in_turn, self._writer, self._shared.desk_number(), self._clock)
        wanted = [each for incident in incidents for each in keeping.away(incident)]
        total, done = sum(each.count for each in wanted), 0
        if not wanted:
            return Opened(0, ())
        with self._connected() as connection:
            for stretch, page in _fetched(connection, wanted):
                _go_on(progress, done, total)
                taken = keeping.open(stretch, page, signed)
                parked += taken.parked
                done += len(taken.new)
        _go_on(progress, done, total)
        return Opened(done, tuple(parked))

    @contextlib.contextmanager
    def _connected(self) -> Generator[Connection]:
        parts = self._shared.membership().parts()
        with connect(parts) as connection:
            try:
                yield connection
            except psycopg.Error as e:
                raise Unreachable(in_words(e, parts)) from e

    @contextlib.contextmanager
    def _reading(self) -> Generator[ReadingDesk]:
        with contextlib.closing(ReadingDesk.open(self._shared.home)) as desk:
            yield desk


def _go_on(progress: Progress, done: int, count: int) -> bool:
    if not progress(done, count):
        raise Stopped("Stopped. What was done stays done, and the next time it goes on from there.")
    return True


def _between(name: str, now_us: int) -> tuple[int, int]:
    """The moments between which an incident ended that belongs to this archive, the second not in it."""
    try:
        first = datetime(1, 1, 1, tzinfo=UTC) if "-" in name else datetime(int(name), 1, 1, tzinfo=UTC)
        end = datetime.combine(date.fromisoformat(name), datetime.min.time(), UTC) if "-" in name else None
        last = end or datetime(int(name) + 1, 1, 1, tzinfo=UTC)
    except ValueError as e:
        raise BadInput("no calendar has that year or day", name) from e
    if to_us(last) > now_us:
        raise RuleError(f"{name} is not over yet; only what is past goes to an archive.")
    return to_us(first), to_us(last)


def _is_between(board: Board, between: tuple[int, int]) -> bool:
    """Whether it ended then; of one that is open, whether it began then."""
    headline = board.headline
    moment_us = headline.since_us if headline.is_open else headline.ended_us
    return moment_us is not None and between[0] <= moment_us < between[1]


def _fetched(connection: Connection, wanted: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[Received]]]:
    """Each stretch with its entries, many in one answer."""
    batch: list[Stretch] = []
    for each in wanted:
        if batch and (each.chain != batch[0].chain or sum(b.count for b in batch) + each.count > archive.TOGETHER):
            yield from _of_batch(connection, batch)
            batch = []
        batch.append(each)
    yield from _of_batch(connection, batch)


def _of_batch(connection: Connection, batch: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[Received]]]:
    found = {r.entry.seq: r for r in archive.entries(connection, batch[0].chain, batch)} if batch else {}
    for stretch in batch:
        page = [found[seq] for seq in range(stretch.first, stretch.last + 1) if seq in found]
        yield stretch, page if len(page) == stretch.count else archive.opened(connection, stretch)
