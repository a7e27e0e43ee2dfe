"""What goes through the doors of the archive: where stretches of a chain lie, what proves them, and their entries."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import IncidentId
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import PAGE, Received
from incident_desk.store.stretches import Chain, Stretch

MOVED: Final = 2_000
"""So many entries are looked at in one step of a move: a step is a transaction, and is over in a second."""
TOGETHER: Final = 2_000
"""So many entries come out of the archive in one answer, unless a single stretch has more."""
STEP_S: Final = 120.0
_MOVE: Final = "SELECT next_desk, next_seq, moved FROM record.archive(%s, %s, %s)"
_STRETCHES: Final = "SELECT first, last, incident::text, prev_hash, hash FROM record.stretches(%s, %s, %s, %s, %s)"
_MOST: Final = 2_000


class Away(NamedTuple):
    """A stretch, and the beginning of it without its words that proves what stands before; empty where nothing need."""

    stretch: Stretch
    beginning: tuple[Received, ...] = ()


class Piece(NamedTuple):
    """What follows in a chain, as far as one answer has it: entries, and the stretches between them."""

    page: list[Received]
    away: list[Away]

    @property
    def last(self) -> int:
        """The last place it has, 0 if it has none."""
        return max([0, *(r.entry.seq for r in self.page), *(a.stretch.last for a in self.away)])

    @property
    def places(self) -> int:
        """How many of them there are."""
        return len(self.page) + sum(each.stretch.count for each in self.away)


Pick = Callable[[Sequence[Stretch]], set[int]]
"""Of which stretches the entries themselves are wanted, by their first seq, since some of them are here already."""


def move(connection: Connection, tell: Callable[[int], bool]) -> int:
    """Have the server move what belongs into the archive, step by step.

    Args:
        tell: hears after each step how many entries were moved; False stops it. What was moved is moved.
    Returns: how many entries were moved. Raises: psycopg.Error.
    """
    before, connection.patience_s = connection.patience_s, STEP_S
    moved, place = 0, (0, 0)
    try:
        while True:
            row = connection.execute(_MOVE, (*place, MOVED), prepare=True).fetchone()
            assert row is not None
            moved += row[2]
            if not tell(moved) or row[0] is None:
                return moved
            place = (row[0], row[1])
    finally:
        connection.patience_s = before


def piece(connection: Connection, chain: Chain, first: int, last: int, pick: Pick) -> Piece:
    """What stands in a chain from `first` on, at least to `last` if it fits into one answer. Raises: psycopg.Error."""
    page = exchange.fetch(connection, *chain, first)
    end = page[-1].entry.seq if len(page) == PAGE else max(last, page[-1].entry.seq if page else 0)
    return _closed(connection, chain, (first, end), page, pick)


def piece_before(connection: Connection, chain: Chain, first: int, end: int, pick: Pick) -> Piece:
    """What stands in a chain from about `first` on up to `end`, that not among it. Raises: psycopg.Error."""
    page: list[Received] = []
    begin = first
    while begin < end and (more := exchange.fetch(connection, *chain, begin, min(PAGE, end - begin))):
        page += [received for received in more if received.entry.seq < end]
        if more[-1].entry.seq < begin:  # not what was asked for
            break
        begin = more[-1].entry.seq + 1
    return _closed(connection, chain, (first, end - 1), page, pick)


def _closed(connection: Connection, chain: Chain, between: tuple[int, int], page: list[Received], pick: Pick) -> Piece:
    """The page with what lies in the archive between its entries; asked for after it: what moves now is in both."""
    here = {received.entry.seq for received in page}
    there = stretches(connection, chain, *between)
    if len(there) == _MOST:  # the rest another time
        page = [received for received in page if received.entry.seq < there[-1].last]
    wanted = pick(there) | {s.first for s in there if not here.isdisjoint(range(s.first, s.last + 1))}
    out = entries(connection, chain, [each for each in there if each.first in wanted])
    first, last = between
    page += [r for r in out if first <= r.entry.seq <= last and r.entry.seq not in here]
    page.sort(key=lambda received: received.entry.seq)
    return Piece(page, _proven(connection, chain, page, [each for each in there if each.first not in wanted]))


def _proven(connection: Connection, chain: Chain, page: list[Received], there: list[Stretch]) -> list[Away]:
    """With what proves what stands before each stretch, unless that is signed itself."""
    signed = {received.entry.seq for received in page if received.sig}
    firsts = [each.first for each in there if each.first > 1 and each.first - 1 not in signed]
    beginnings: dict[int, list[Received]] = {each: [] for each in firsts}
    if firsts:
        rows = exchange.page(connection, "beginnings(%s, %s, %s)", *chain, firsts)
        for received in rows:
            first = next(e.first for e in there if e.first <= received.entry.seq <= e.last)
            beginnings[first].append(received)
    return [Away(each, tuple(beginnings.get(each.first, ()))) for each in there]


def stretches(connection: Connection, chain: Chain, first: int, last: int) -> list[Stretch]:
    """What of these places of a chain lies in the archive, in their order, as many as fit into one answer."""
    rows = connection.execute(_STRETCHES, (*chain, first, last, _MOST), prepare=True).fetchall()
    return [Stretch(*chain, a, b, IncidentId(of), bytes(prev), bytes(own)) for a, b, of, prev, own in rows]


def entries(connection: Connection, chain: Chain, of: Sequence[Stretch]) -> list[Received]:
    """The entries of stretches of one chain, in their order."""
    found: list[Received] = []
    batch: list[int] = []
    size = 0
    for stretch in of:
        if batch and size + stretch.count > TOGETHER:
            found += exchange.page(connection, "from_archive(%s, %s, %s)", *chain, batch)
            batch, size = [], 0
        batch.append(stretch.first)
        size += stretch.count
    return found + (exchange.page(connection, "from_archive(%s, %s, %s)", *chain, batch) if batch else [])


def opened(connection: Connection, stretch: Stretch) -> list[Received]:
    """The entries of a stretch, wherever the server has them now: a restored one may have other stretches, or none.

    Fewer than it has, if the server lacks some.
    """
    found = {r.entry.seq: r for r in entries(connection, stretch.chain, [stretch])}
    if len(found) != stretch.count:
        everything = piece_before(
            connection, stretch.chain, stretch.first, stretch.last + 1, lambda there: {each.first for each in there}
        )
        found = {received.entry.seq: received for received in everything.page}
    return [found[seq] for seq in sorted(found) if stretch.first <= seq <= stretch.last]


def at(connection: Connection, chain: Chain, seq: int) -> Entry | None:
    """One entry as the server has it, in the archive or not."""
    found = piece_before(connection, chain, seq, seq + 1, lambda there: {each.first for each in there})
    return found.page[0].entry if found.page else None
