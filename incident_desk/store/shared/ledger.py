"""What a replica keeps about the shared database: how far it has read, what waits to go up, what cannot be true."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Integer, bindparam, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.domain.entry import Entry, fault_in
from incident_desk.domain.errors import RecordConflict, RecordError
from incident_desk.domain.ids import DeskNumber, PersonId, StreamId
from incident_desk.store.appending import Appender, Chain, Head
from incident_desk.store.connecting import in_words, saving
from incident_desk.store.engine import sql
from incident_desk.store.reader import UNREADABLE, entries_of
from incident_desk.store.schema import COLUMNS, entries, settings
from incident_desk.store.shared.exchange import BATCH, Received, Stamps
from incident_desk.store.shared.past import Past
from incident_desk.store.shared.place import PLACE, Place
from incident_desk.store.shared.taken import Genuine, Known, Outgoing, Taken
from incident_desk.store.statements import PARK, PIN, ROSTER

_NONE: Final = literal_column("0", Integer)
_ONE: Final = literal_column("1", Integer)
_HELD: Final = sql(
    select(entries.c.hash, entries.c.refused, entries.c.number, entries.c.acked).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.seq == bindparam("seq")
    )
)
_STAMP: Final = sql(
    update(entries)
    .values(sig=bindparam("sg"), refused=bindparam("r"), number=bindparam("no"), acked=_ONE)
    .where(entries.c.desk == bindparam("d"), entries.c.stream == bindparam("s"), entries.c.seq == bindparam("q"))
)
_ACKED: Final = sql(
    update(entries)
    .values(acked=_ONE)
    .where(
        entries.c.desk == bindparam("d"),
        entries.c.stream == bindparam("s"),
        entries.c.seq <= bindparam("q"),
        entries.c.acked == _NONE,
    )
)
_UNACKED: Final = sql(
    update(entries)
    .values(acked=_NONE)
    .where(entries.c.desk == bindparam("d"), entries.c.stream == bindparam("s"), entries.c.seq > bindparam("q"))
)
_REFUSED: Final = sql(
    update(entries)
    .values(refused=_ONE)
    .where(entries.c.desk == bindparam("d"), entries.c.stream == bindparam("s"), entries.c.seq == bindparam("q"))
)
_OLDEST: Final = sql(
    select(entries.c.stream)
    .where(entries.c.acked == _NONE, entries.c.desk == bindparam("desk"))
    .group_by(entries.c.stream)
    .order_by(func.min(entries.c.n))
)
_OUTGOING: Final = sql(
    select(*COLUMNS)
    .where(entries.c.acked == _NONE, entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"))
    .order_by(entries.c.seq)
    .limit(literal_column(str(BATCH), Integer))
    .offset(_NONE)
)
_WAITING: Final = sql(
    select(func.count(), func.min(entries.c.heard_us)).where(
        entries.c.acked == _NONE, entries.c.desk == bindparam("desk")
    )
)
_UNSHARED: Final = sql(
    select(entries.c.desk, entries.c.stream, func.min(entries.c.seq))
    .where(entries.c.acked == _NONE)
    .group_by(entries.c.desk, entries.c.stream)
)
_put = upsert(settings).values(key=bindparam("key"), value=bindparam("value"))
_PUT: Final = sql(_put.on_conflict_do_update(set_={"value": _put.excluded.value}))
_GET: Final = sql(select(settings.c.value).where(settings.c.key == bindparam("key")))
_EMPTIED: Final = sql(
    select(entries.c.id, entries.c.desk, entries.c.stream, entries.c.seq).where(
        entries.c.salt == literal_column("x''"), entries.c.acked == _ONE
    )
)
_STAMPED: Final = sql(
    select(entries.c.desk, entries.c.stream, entries.c.seq, entries.c.refused, entries.c.number).where(
        entries.c.acked == _ONE, (entries.c.refused == _ONE) | entries.c.number.is_not(None)
    )
)
_RESTAMP: Final = sql(
    update(entries)
    .values(refused=bindparam("r"), number=bindparam("no"))
    .where(
        entries.c.desk == bindparam("d"),
        entries.c.stream == bindparam("s"),
        entries.c.seq == bindparam("q"),
        entries.c.acked == _ONE,
    )
    .returning(*COLUMNS)
)


class Ledger:
    """Lives on the writer's connection, and so on its thread."""

    def __init__(self, connection: sqlite.Connection, appender: Appender) -> None:
        self._run = connection.execute
        self._appender = appender
        self.past = Past(connection, appender)
        with in_words(UNREADABLE):
            self._known = {DeskNumber(d): Known(PersonId(p), k) for d, p, k in self._run(ROSTER).fetchall()}

    # how far --------------------------------------------------------------------------------------------------------

    def place(self) -> Place:
        """Where the reading of the shared database stands."""
        with in_words(UNREADABLE):
            row = self._run(_GET, (PLACE,)).fetchone()
        return msgspec.json.decode(row[0], type=Place) if row else Place()

    # up --------------------------------------------------------------------------------------------------------------

    def outgoing(self, desk: DeskNumber, passed_over: Collection[StreamId] = ()) -> Outgoing:
        """The next batch of one chain of this desk that the shared database lacks.

        Args:
            passed_over: streams that the door would not take.
        """
        with in_words(UNREADABLE):
            streams = [s for (s,) in self._run(_OLDEST, (desk,)).fetchall() if s not in passed_over]
            batch = entries_of(self._run(_OUTGOING, (desk, streams[0])).fetchall()) if streams else []
            return Outgoing(batch, len(streams) < 2 and len(batch) < BATCH)

    def acknowledge(self, chain: Chain, seq: int, refused: Iterable[int]) -> None:
        """The shared database has this chain up to `seq`. Raises: NotSaved."""
        with self._transaction():
            self._run(_ACKED, (*chain, seq))
            for each in refused:
                self._run(_REFUSED, (*chain, each))

    def take_back(self, chain: Chain, seq: int) -> None:
        """The shared database lost what it had of this chain beyond `seq`: it is to go up again."""
        with self._transaction():
            self._run(_UNACKED, (*chain, seq))

    def waiting(self, desk: DeskNumber) -> tuple[int, int | None]:
        """How many entries of this desk are not shared yet, and since when the oldest of them waits."""
        with in_words(UNREADABLE):
            return self._run(_WAITING, (desk,)).fetchone()

    def unshared(self) -> dict[Chain, int]:
        """The chains that the shared database lacks something of, and the first seq it lacks."""
        with in_words(UNREADABLE):
            rows = self._run(_UNSHARED, ()).fetchall()
        return {(DeskNumber(desk), StreamId(stream)): seq for desk, stream, seq in rows}

    # down ------------------------------------------------------------------------------------------------------------

    @property
    def known(self) -> dict[DeskNumber, Known]:
        """The desks that were ever heard of."""
        return self._known

    def pin(self, heard: dict[DeskNumber, Known], now_us: int) -> list[str]:
        """Remember desks as they are first heard of. Returns: those that have changed since, in words."""
        with in_words(UNREADABLE):  # a bundle may have told of some meanwhile
            self._known = {DeskNumber(d): Known(PersonId(p), k) for d, p, k in self._run(ROSTER).fetchall()}
        changed = [d for d, known in heard.items() if d in self._known and self._known[d] != known]
        fresh = {d: known for d, known in heard.items() if d not in self._known}
        if fresh:
            with self._transaction():
                for desk, known in fresh.items():
                    self._run(PIN, (desk, known.person, known.public_key, now_us))
            self._known.update(fresh)
        return [f"desk {desk} has another key or person than when it was first heard of" for desk in changed]

    def restamp(self, there: Stamps, ends: Mapping[Chain, int]) -> list[Entry]:
        """Take the stamps of the shared database, as far as it has the chains. Returns: the entries that changed."""
        with in_words(UNREADABLE):
            rows = self._run(_STAMPED).fetchall()
        here = {(d, s, q): (bool(r), n) for d, s, q, r, n in rows if q <= ends.get((d, s), 0)}
        changed: list[Entry] = []
        places = {place for place, _ in here.items() ^ there.items()}
        if not places:
            return changed
        with self._transaction():
            for place in places:
                changed += entries_of(self._run(_RESTAMP, (*there.get(place, (False, None)), *place)).fetchall())
        return changed

    def hash_at(self, chain: Chain, seq: int) -> bytes | None:
        """The hash of one entry of a chain; None if it is not here."""
        with in_words(UNREADABLE):
            row = self._run(_HELD, (*chain, seq)).fetchone()
        return row[0] if row else None

    def emptied(self) -> dict[str, tuple[DeskNumber, StreamId, int]]:
        """The entries that were erased here, of those that the shared database has: where they stand, by id."""
        with in_words(UNREADABLE):
            return {entry: (desk, stream, seq) for entry, desk, stream, seq in self._run(_EMPTIED).fetchall()}

    def take(
        self,
        page: Sequence[Received],
        genuine: Genuine,
        place: Place | None,
        erased: Sequence[str] = (),
        broken: Collection[Chain] = (),
        *,
        heard_us: int,
        begins: bool = False,
    ) -> Taken:
        """Keep a page, its erasures, and how far that is, in one transaction: a kill repeats at most one page.

        What cannot be true is parked with a reason, and the rest goes in. A page of which all is here already, as the
        one that brings back what was handed up, is not written down.

        Args:
            place: None to write it down another time, because a kill may as well repeat more.
            broken: chains that need not follow what is here.
            begins: the page is of a chain that nothing is here of, and what is before it will be fetched later.
        Raises: NotSaved.
        """
        lacking = {} if begins else _lacking(self._appender.heads, page)
        taken = Taken(lacking={c: seqs for c, seqs in lacking.items() if c not in broken})
        with in_words(UNREADABLE):
            if taken.lacking or (page and not erased and all(map(self._is_held, page))):
                return taken
        with self._transaction():
            if begins and not self._fault(page[0], genuine):
                self.past.begin(page[0].entry)
            for received in page:
                if fault := self._take_one(received, genuine, taken, heard_us):
                    self._park(received, fault, taken)
            for each in erased:
                self._appender.erase(each)
            if place is not None:
                self._run(_PUT, (PLACE, msgspec.json.encode(place).decode()))
        return taken

    def take_past(self, page: Sequence[Received], genuine: Genuine, *, heard_us: int) -> Taken:
        """Keep a page of what is before the first entry of a chain. All of it or nothing. Raises: NotSaved."""
        taken = Taken()
        with self._transaction():
            if fault := self.past.put(page, lambda received: self._fault(received, genuine), heard_us):
                self._park(page[-1], fault, taken)
            else:
                taken.new += [received.entry for received in page]
        return taken

    def _fault(self, received: Received, genuine: Genuine) -> str | None:
        return fault_in(received.entry) or genuine(received, self._known.get(received.entry.desk))

    def _is_held(self, received: Received) -> bool:
        """Whether an entry is here, sound and with the same stamps."""
        entry = received.entry
        held = self._held(entry)
        return held == (entry.hash, int(entry.refused), entry.number, 1) and fault_in(entry) is None

    def _held(self, entry: Entry) -> Any:
        """What lies here at the entry's place; None if nothing does."""
        if entry.seq > self._appender.head(entry).seq:
            return None
        return self._run(_HELD, (entry.desk, entry.stream, entry.seq)).fetchone()

    def _take_one(self, received: Received, genuine: Genuine, taken: Taken, heard_us: int) -> str | None:
        entry = received.entry
        first = self.past.firsts.get((entry.desk, entry.stream))
        if first is not None and entry.seq < first.seq:
            return None  # it comes with the past of its chain
        if fault := self._fault(received, genuine):
            return fault
        held = self._held(entry)
        if held is None or self._appender.is_carried(entry):
            try:
                self._appender.add(entry, heard_us, sig=received.sig, acked=True)
            except (RecordConflict, RecordError) as e:
                return str(e)
            (taken.new if held is None else taken.changed).append(entry)
            return None
        if held[0] != entry.hash:
            return "held here with other words"
        if held[1:] != (int(entry.refused), entry.number, 1):
            stamps = (received.sig, int(entry.refused), entry.number)
            self._run(_STAMP, (*stamps, entry.desk, entry.stream, entry.seq))
            taken.changed.append(entry)
        return None

    def _park(self, received: Received, fault: str, taken: Taken) -> None:
        entry = received.entry
        self._run(PARK, (entry.desk, entry.stream, entry.seq, entry.hash, fault, msgspec.json.encode(entry)))
        taken.parked.append(f"desk {entry.desk}, seq {entry.seq}: {fault}")

    @contextmanager
    def _transaction(self) -> Generator[None]:
        try:
            with saving(), self._appender.transaction():
                yield
        except BaseException:
            self.past.load()
            raise


def _lacking(ends: Mapping[Chain, Head], page: Sequence[Received]) -> dict[Chain, tuple[int, int]]:
    """What would have to be here first: the first and the last seq of what is missing before a page, by chain."""
    missing: dict[Chain, tuple[int, int]] = {}
    reached: dict[Chain, int] = {}
    for received in page:
        chain = (received.entry.desk, received.entry.stream)
        seq = received.entry.seq
        end = reached.get(chain, ends[chain].seq if chain in ends else 0)
        if seq > end + 1:
            missing[chain] = (missing.get(chain, (end + 1, 0))[0], seq - 1)
        reached[chain] = max(end, seq)
    return missing
