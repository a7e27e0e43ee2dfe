"""The past of a long record comes after its present: what a replica does while the beginnings of chains are to come."""

import functools
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.domain.errors import RecordConflict
from incident_desk.store import filling, stretches
from incident_desk.store.appending import Appender, Chain, Head
from incident_desk.store.connecting import in_words
from incident_desk.store.engine import sql
from incident_desk.store.reader import UNREADABLE
from incident_desk.store.schema import entries, settings
from incident_desk.store.shared import archive
from incident_desk.store.shared.archive import Away, Piece
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import PAGE, Received
from incident_desk.store.shared.taken import Genuine, Taken
from incident_desk.store.shared.vouching import signed
from incident_desk.store.statements import LOWEST
from incident_desk.store.stretches import Stretch

TOGETHER: Final = 4 * PAGE
"""So many entries of a chain share a commit: whoever writes meanwhile waits for it, a tenth of a second at most."""

Place = Received | Away
"""An entry of a chain, or a stretch of it that lies in the archive."""

Faulty = Callable[[Received], str | None]
"""What is wrong with an entry taken alone, in words."""

_AT: Final = sql(
    select(entries.c.hlc, entries.c.prev_hash).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.seq == bindparam("seq")
    )
)
_put = upsert(settings).values(key=bindparam("key"), value=bindparam("value"))
_PUT: Final = sql(_put.on_conflict_do_update(set_={"value": _put.excluded.value}))
_DROP: Final = sql(delete(settings).where(settings.c.key == bindparam("key")))


class First(NamedTuple):
    """The first entry of a chain that is here: what is before it is still to come."""

    seq: int
    hlc: int
    prev_hash: bytes


class Past:
    """Lives on the writer's connection. Everything but `load` happens inside a transaction of the caller's."""

    def __init__(self, connection: sqlite.Connection, appender: Appender) -> None:
        self._run = connection.execute
        self._appender = appender
        self.firsts: dict[Chain, First] = {}
        self.load()

    def load(self) -> None:
        """Take from the disk where chains begin: at the start, and after a transaction that failed."""
        with in_words(UNREADABLE):
            found = filling.firsts(lambda statement: self._run(statement).fetchall())
            self.firsts = {chain: first for chain, seq in found.items() if (first := self._at(chain, seq))}

    def _at(self, chain: Chain, seq: int) -> First | None:
        if row := self._run(_AT, (*chain, seq)).fetchone():
            return First(seq, *row)
        away = stretches.at(self._appender.rows, chain, seq)
        return First(seq, 0, away.prev_hash) if away else None

    def begin(self, place: Place) -> None:
        """A chain of which nothing is here begins with this entry, or this stretch, for now."""
        chain, first = _first_of(place)
        self._appender.anchor(chain, Head(first.seq - 1, first.prev_hash))
        self._note(chain, first)

    def put(self, places: Sequence[Place], is_faulty: Faulty, heard_us: int) -> str | None:
        """Put what was fetched right before what is here of its chain. Each link is proven by what is behind it.

        Returns: why nothing of it was put there; None if all was.
        """
        chain, first = _first_of(places[0])
        page = [place for place in places if isinstance(place, Received)]
        if fault := _unproven(places, self.firsts[chain]) or next(filter(None, map(is_faulty, page)), None):
            return fault
        ((lowest,),) = self._run(LOWEST).fetchall()
        try:
            self._appender.add_before([(r.entry, r.sig) for r in page], lowest - len(page), heard_us)
        except RecordConflict as e:
            return str(e)
        for place in places:
            if isinstance(place, Away):
                stretches.keep(self._run, place.stretch, ((r.entry, r.sig) for r in place.beginning))
        self._note(chain, first)
        return None

    def _note(self, chain: Chain, first: First) -> None:
        if first.seq > 1:
            self.firsts[chain] = first
            self._run(_PUT, (filling.key_of(chain), str(first.seq)))
        else:
            self.firsts.pop(chain, None)
            self._run(_DROP, (filling.key_of(chain),))


def _first_of(place: Place) -> tuple[Chain, First]:
    if isinstance(place, Away):
        return place.stretch.chain, First(place.stretch.first, 0, place.stretch.prev_hash)
    entry = place.entry
    return (entry.desk, entry.stream), First(entry.seq, entry.hlc, entry.prev_hash)


def _unproven(places: Sequence[Place], first: First) -> str | None:
    """Why what was fetched does not lead up to the first entry that is here, in words."""
    seq, must = first.seq, first.prev_hash
    for place in reversed(places):
        end = place.stretch if isinstance(place, Away) else place.entry
        last = end.last if isinstance(end, Stretch) else end.seq
        if (last, end.hash) != (seq - 1, must):
            return f"the entry behind it names another one as seq {seq - 1}"
        _, before = _first_of(place)
        seq, must = before.seq, before.prev_hash
    return "it is the first, and names one before it" if seq == 1 and must else None


class Keeper(Protocol):
    """What is kept here of the past. Each call is one transaction of the desk's own thread."""

    def firsts(self) -> dict[Chain, First]: ...
    def take_past(self, piece: Piece, genuine: Genuine) -> Taken: ...


def fill(
    connection: Connection, keeper: Keeper, broken: set[Chain], seconds: float, tell: Callable[[Taken], None]
) -> int:
    """Fetch what is before the first entries of chains, the newest first, for so long.

    Args:
        broken: chains to leave alone; those that lead nowhere are added.
        tell: hears what came of each page.
    Returns: how many entries are still to come. Raises: psycopg.Error.
    """
    end_s = time.monotonic() + seconds
    while firsts := {chain: first for chain, first in keeper.firsts().items() if chain not in broken}:
        if time.monotonic() >= end_s:
            break
        chain = max(firsts, key=lambda each: firsts[each].hlc)
        first = firsts[chain].seq
        begin = max(1, first - TOGETHER)
        piece = archive.piece_before(connection, chain, begin, first, functools.partial(_crossing, first))
        taken = keeper.take_past(piece, signed) if piece.places >= first - begin else Taken()
        if not taken.new and not taken.skipped:
            broken.add(chain)  # not in this exchange any more: nobody has it, or it is not what was named
        tell(taken)
    return sum(first.seq - 1 for first in firsts.values())


def _crossing(first: int, there: Sequence[Stretch]) -> set[int]:
    """What was moved while its end was here already."""
    return {each.first for each in there if each.last >= first}
