"""The one place where entries get into the record: a transaction, all or nothing, on the disk when it returns."""

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RecordConflict, RecordError
from incident_desk.domain.ids import DeskNumber, StreamId
from incident_desk.store import adopting, stretches
from incident_desk.store.acknowledged import Mark, Pen
from incident_desk.store.checking import fault_of, named
from incident_desk.store.connecting import in_words
from incident_desk.store.emptying import empty
from incident_desk.store.form import COVERED
from incident_desk.store.indexing import Index
from incident_desk.store.reader import UNREADABLE
from incident_desk.store.statements import (
    BEFORE,
    CARRIED_AT,
    CARRIED_IN,
    CARRY,
    COMPLETE,
    FIRST_CARRIED,
    HEADS,
    HELD,
    INSERT,
    INSERT_BEFORE,
    LAST_N,
    REMEMBER,
    RESTAMP,
    STAMP_CARRIED,
)
from incident_desk.store.stretches import Stretch, over
from incident_desk.store.transaction import Transaction

Chain = tuple[DeskNumber, StreamId]

OWED: Final = "erasure_owed"
"""The setting that lists, a line each, what was erased from the record and may still lie elsewhere in the home."""

_covered: Final = operator.attrgetter(*COVERED)


class Head(msgspec.Struct, frozen=True):
    """The end of a chain: its last seq and hash; (0, b"") before the first entry."""

    seq: int = 0
    hash: bytes = b""


_START: Final = Head()


class Appender:
    """Adds to the record over the writer's connection, and knows where each chain ends.

    Args:
        connection: the driver's own; saving one entry is too quick to go through more layers.
        words: what of an entry can be searched for.
    """

    def __init__(self, connection: sqlite.Connection, pen: Pen, words: Callable[[Entry], str]) -> None:
        self._connection = connection
        self._run = connection.execute
        self._pen = pen
        self.index = Index(connection, words)
        self.rows = over(connection)
        with in_words(UNREADABLE):
            rows = self._run(HEADS).fetchall()
            archived = stretches.ends(self.rows)
        self.heads: dict[Chain, Head] = {(desk, stream): Head(seq, last) for desk, stream, seq, last in rows}
        for chain, whole in archived.items():
            if whole.last > self.heads.get(chain, _START).seq:
                self.heads[chain] = Head(whole.last, whole.hash)
        self._holed: set[Chain] = self._find_holed()
        self._ends: dict[Chain, Head] = {}
        self._mark: Mark | None = None
        self._indexes_later = False

    def _find_holed(self) -> set[Chain]:
        """The chains of which entries were carried here without all that is before them; they end where that begins."""
        with in_words(UNREADABLE):
            rows = self._run(FIRST_CARRIED).fetchall()
            for desk, stream, first, _ in rows:
                ((_, last),) = self._run(BEFORE, (desk, stream, first)).fetchall()
                end = self._run(HELD, (desk, stream, last)).fetchone()
                away = stretches.before(self.rows, (desk, stream), first)
                head = Head(last, end[0]) if end else _START
                self.heads[desk, stream] = Head(away.last, away.hash) if away and away.last > head.seq else head
        return {(desk, stream) for desk, stream, _, _ in rows}

    def append(self, arrived: Sequence[Entry], erased: Sequence[str], heard_us: int) -> None:
        """See Replica.append."""
        with self.transaction():
            for entry in arrived:
                if not self._is_held(entry):
                    self.add(entry, heard_us)
            for each in erased:
                self.erase(each)

    def transaction(
        self, *, index_later: bool = False, waits: bool = True, undone: Sequence[Callable[[], None]] = ()
    ) -> Transaction:
        """All that is added inside, or nothing; the chains move on when it is on the disk.

        Args:
            index_later: leave it to the next that is added, or to Replica.index, to put words into the search index. A
                kill in between leaves that to the next start.
            waits: see Transaction. Nothing may be added to the chains where it does not.
            undone: called when it came to nothing.
        Raises: NotSaved.
        """

        def move_on() -> None:
            self.heads.update(self._ends)
            if self._holed:
                self._holed = self._find_holed()
            if self._mark:
                self._pen.write(self._mark)

        def go_back() -> None:
            self.index.is_behind = True  # it may be; what is there already is not put there again
            if self._holed:
                self._holed = self._find_holed()

        self._ends, self._mark, self._indexes_later = {}, None, index_later
        return Transaction(self._connection, move_on, (go_back, *undone), waits=waits)

    def _is_held(self, entry: Entry) -> bool:
        """Raises: RecordConflict if its place is taken by another, RecordError if its hash does not cover it."""
        if fault := fault_of(entry):
            raise RecordError(f"Not saved: {fault}.")
        if entry.seq > self.head(entry).seq:
            return False
        if self._run(HELD, (entry.desk, entry.stream, entry.seq)).fetchone() == (entry.hash,):
            return True
        raise RecordConflict(f"Not saved: {named(entry)} is held here with other words.")

    def head(self, entry: Entry) -> Head:
        """The end of the chain of an entry, with what was added to it in this transaction."""
        return self.end((entry.desk, entry.stream))

    def end(self, chain: Chain) -> Head:
        """The end of a chain, with what was added to it in this transaction."""
        return self._ends.get(chain) or self.heads.get(chain, _START)

    def add(self, entry: Entry, heard_us: int, *, sig: bytes | None = None, acked: bool = False) -> None:
        """Put a sound entry at the end of its chain, inside a transaction.

        Args:
            sig: over its hash, if it was the last of a batch from a shared database.
            acked: a shared database has it.
        Raises: RecordConflict if it does not follow the end of its chain, or its id is taken.
        """
        chain = (entry.desk, entry.stream)
        head = self.end(chain)
        if entry.seq != head.seq + 1:
            raise RecordConflict(f"Not saved: {named(entry)} would leave a gap; the last one here is seq {head.seq}.")
        if entry.prev_hash != head.hash:
            raise RecordConflict(f"Not saved: {named(entry)} does not follow the seq {head.seq} that is held here.")
        held = self._carried_at(chain, entry.seq)
        if held is None:
            self._insert(entry, heard_us, sig, acked)
        elif held[1] != entry.hash:
            raise RecordConflict(f"Not saved: {named(entry)} is held here with other words.")
        else:
            self._run(STAMP_CARRIED, (sig, entry.refused, entry.number, acked, held[0]))
            self._run(COMPLETE, (entry.desk, entry.stream, entry.seq))
        self._ends[chain] = self._joined(chain, Head(entry.seq, entry.hash))

    def carry(self, entry: Entry, heard_us: int, *, sig: bytes | None = None) -> None:
        """Keep a sound entry that is proven and does not follow the end of its chain, until what is between has come.

        Raises: RecordConflict if its place or its id is taken.
        """
        self._insert(entry, heard_us, sig, acked=False)
        self._run(CARRY, (entry.desk, entry.stream, entry.seq))
        self._holed.add((entry.desk, entry.stream))

    def skip(self, stretch: Stretch, beginning: Iterable[stretches.Held]) -> None:
        """Go on behind what lies in the archive, inside a transaction; see `stretches.keep`.

        Raises: RecordConflict if it does not follow the end of its chain.
        """
        head = self.end(stretch.chain)
        if (stretch.first, stretch.prev_hash) != (head.seq + 1, head.hash):
            raise RecordConflict(f"Not saved: {stretch} does not follow the seq {head.seq} that is held here.")
        stretches.keep(self._run, stretch, beginning)
        self._ends[stretch.chain] = self._joined(stretch.chain, Head(stretch.last, stretch.hash))

    def holds_some(self, stretch: Stretch) -> bool:
        """Whether entries of it were carried here already."""
        if stretch.chain not in self._holed:
            return False
        return bool(self.rows(CARRIED_IN, *stretch.chain, stretch.first, stretch.last))

    def is_carried(self, entry: Entry) -> bool:
        """Whether what is held in its place has not all of its chain before it."""
        return self._carried_at((entry.desk, entry.stream), entry.seq) is not None

    def follows(self, entry: Entry) -> bool:
        """Whether it is the next of its chain."""
        return entry.seq == self.head(entry).seq + 1

    def _carried_at(self, chain: Chain, seq: int) -> tuple[int, bytes, bytes] | None:
        return self._run(CARRIED_AT, (*chain, seq)).fetchone() if chain in self._holed else None

    def _joined(self, chain: Chain, end: Head) -> Head:
        """Where a chain ends now that it has come so far: what was carried and follows is part of it."""
        while (held := self._carried_at(chain, end.seq + 1)) and held[2] == end.hash:
            self._run(COMPLETE, (*chain, end.seq + 1))
            end = Head(end.seq + 1, held[1])
        return end

    def _insert(self, entry: Entry, heard_us: int, sig: bytes | None, acked: bool) -> None:
        try:
            n = self._run(INSERT, (*_covered(entry), sig, entry.refused, entry.number, acked, heard_us)).lastrowid
        except sqlite.IntegrityError as e:
            raise RecordConflict(f"Not saved: {named(entry)} has the id of another entry here.") from e
        assert n is not None
        if self._indexes_later:
            self.index.is_behind = True
        else:
            self.index.add(n, entry)
        if entry.kind in adopting.SETTLING:
            adopting.settle(self._run, entry)
        self._mark = Mark(n, entry.desk, entry.seq, entry.hash)

    def stamp_anew(self, n: int, entry: Entry, heard_us: int) -> None:
        """Inside a transaction: the entry under this local number has other stamps, or another place in its chain.

        What it was is parked without its words, by whoever knows what it was.
        """
        moved = (entry.hlc, entry.occurred_us, entry.recorded_us, entry.prev_hash, entry.hash, heard_us)
        self._run(RESTAMP, (*moved, n))
        if entry.seq == self.head(entry).seq:
            self._ends[entry.desk, entry.stream] = Head(entry.seq, entry.hash)
        if (n,) in self._run(LAST_N).fetchall():
            self._mark = Mark(n, entry.desk, entry.seq, entry.hash)

    def anchor(self, chain: Chain, before: Head) -> None:
        """Inside a transaction: a chain of which nothing is here begins after this, until what is before is fetched."""
        self._ends[chain] = before

    def add_before(self, past: Sequence[tuple[Entry, bytes | None]], first_n: int, heard_us: int) -> None:
        """Put entries of the past, whose places in their chain were proven, under local numbers below all others.

        Args:
            past: each with its signature, if it was the last of a batch.
        Raises: RecordConflict if a place or an id is taken.
        """
        rows = [(n, *_covered(e), sig, e.refused, e.number, True, heard_us) for n, (e, sig) in enumerate(past, first_n)]
        try:
            self._connection.executemany(INSERT_BEFORE, rows)
        except sqlite.IntegrityError as e:
            first = named(past[0][0])
            raise RecordConflict(f"Not saved: an entry from {first} on has the place or the id of another here.") from e
        self.index.add_before((n, entry) for n, (entry, _) in enumerate(past, first_n))
        for entry, _ in past:
            if entry.kind in adopting.SETTLING:
                adopting.settle(self._run, entry)

    def erase(self, what: str) -> None:
        """Empty an entry, or note that a file is gone; what remains to be done elsewhere is owed from now on."""
        empty(self._run, what)
        adopting.forget(self._run, what)
        self._run(REMEMBER, (OWED, what))
