"""What a replica keeps about the shared database: how far it was read, what waits to go up, who is there, stamps."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Integer, bindparam, func, literal_column, select, update

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import NIL, DeskNumber, PersonId, StreamId
from incident_desk.store import stretches
from incident_desk.store.appending import Appender, Chain
from incident_desk.store.connecting import in_words
from incident_desk.store.engine import sql
from incident_desk.store.reader import UNREADABLE, entries_of
from incident_desk.store.schema import COLUMNS, entries, settings
from incident_desk.store.shared.exchange import BATCH, Stamps
from incident_desk.store.shared.past import Past
from incident_desk.store.shared.place import PLACE, Place
from incident_desk.store.shared.taken import Known, Outgoing
from incident_desk.store.statements import PIN, ROSTER
from incident_desk.store.transaction import Transaction

_NONE: Final = literal_column("0", Integer)
_ONE: Final = literal_column("1", Integer)
HELD: Final = sql(
    select(entries.c.hash, entries.c.refused, entries.c.number, entries.c.acked).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.seq == bindparam("seq")
    )
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
_FIRST: Final = sql(
    select(*COLUMNS)
    .where(entries.c.acked == _NONE, entries.c.desk == bindparam("desk"))
    .limit(literal_column("2", Integer))
    .offset(_NONE)
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
_WAITING_OPEN: Final = sql(
    select(func.count()).where(
        entries.c.acked == _NONE, entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream")
    )
)
_UNSHARED: Final = sql(
    select(entries.c.desk, entries.c.stream, func.min(entries.c.seq))
    .where(entries.c.acked == _NONE)
    .group_by(entries.c.desk, entries.c.stream)
)
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


class Counterpart:
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
            first = self._run(_FIRST, (desk,)).fetchall()
            if len(first) == 1 and not passed_over:  # one note, which others wait for: no need to look for an order
                return Outgoing(entries_of(first), is_all=True)
            streams = [s for (s,) in self._run(_OLDEST, (desk,)).fetchall() if s not in passed_over]
            batch = entries_of(self._run(_OUTGOING, (desk, streams[0])).fetchall()) if streams else []
            return Outgoing(batch, len(streams) < 2 and len(batch) < BATCH)

    def acknowledge(self, chain: Chain, seq: int, refused: Iterable[int]) -> None:
        """The shared database has this chain up to `seq`. Raises: NotSaved.

        What a power cut takes of that is handed up once more, and said again.
        """
        with self._transaction(waits=False):
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

    def waiting_for_all(self, desk: DeskNumber) -> int:
        """How many of them everybody may read: of what is sealed or restricted nobody is told even that it waits."""
        with in_words(UNREADABLE):
            return self._run(_WAITING_OPEN, (desk, NIL)).fetchone()[0]

    def unshared(self) -> dict[Chain, int]:
        """The chains that the shared database lacks something of, and the first seq it lacks."""
        with in_words(UNREADABLE):
            rows = self._run(_UNSHARED, ()).fetchall()
        return {(DeskNumber(desk), StreamId(stream)): seq for desk, stream, seq in rows}

    # who is there, and what it has -----------------------------------------------------------------------------------

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
        """The hash of one entry of a chain; None if neither it is here, nor the end of a stretch that is not."""
        with in_words(UNREADABLE):
            row = self._run(HELD, (*chain, seq)).fetchone()
            away = None if row else stretches.at(self._appender.rows, chain, seq)
        return row[0] if row else away.hash if away and away.last == seq else None

    def emptied(self) -> dict[str, tuple[DeskNumber, StreamId, int]]:
        """The entries that were erased here, of those that the shared database has: where they stand, by id."""
        with in_words(UNREADABLE):
            return {entry: (desk, stream, seq) for entry, desk, stream, seq in self._run(_EMPTIED).fetchall()}

    def _transaction(self, *, index_later: bool = False, waits: bool = True) -> Transaction:
        return self._appender.transaction(index_later=index_later, waits=waits, undone=(self.past.load,))
