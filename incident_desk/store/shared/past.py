"""The past of a long record comes after its present: what a replica does while the beginnings of chains are to come."""

import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Integer, bindparam, delete, func, literal_column, select
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RecordConflict
from incident_desk.store import filling
from incident_desk.store.appending import Appender, Chain, Head
from incident_desk.store.connecting import in_words
from incident_desk.store.engine import sql
from incident_desk.store.reader import UNREADABLE
from incident_desk.store.schema import entries, settings
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import PAGE, Received, fetch
from incident_desk.store.shared.taken import Genuine, Taken
from incident_desk.store.shared.vouching import signed

TOGETHER: Final = 4 * PAGE
"""So many entries of a chain share a commit: whoever writes meanwhile waits for it, a tenth of a second at most."""

Faulty = Callable[[Received], str | None]
"""What is wrong with an entry taken alone, in words."""

_AT: Final = sql(
    select(entries.c.hlc, entries.c.prev_hash).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.seq == bindparam("seq")
    )
)
_one: Final = literal_column("1", Integer)
_LOWEST: Final = sql(select(func.min(func.coalesce(func.min(entries.c.n), _one), _one)))
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
            rows = {chain: self._run(_AT, (*chain, seq)).fetchone() for chain, seq in found.items()}
        self.firsts = {chain: First(found[chain], *row) for chain, row in rows.items() if row}

    def begin(self, entry: Entry) -> None:
        """A chain of which nothing is here begins with this entry for now."""
        chain = (entry.desk, entry.stream)
        self._appender.anchor(chain, Head(entry.seq - 1, entry.prev_hash))
        self._note(entry)

    def put(self, page: Sequence[Received], is_faulty: Faulty, heard_us: int) -> str | None:
        """Put a page right before what is here of its chain. Each link is proven by the entry behind it.

        Returns: why nothing of the page was put there; None if all was.
        """
        chain = (page[0].entry.desk, page[0].entry.stream)
        if fault := _unproven(page, self.firsts[chain]) or next(filter(None, map(is_faulty, page)), None):
            return fault
        ((lowest,),) = self._run(_LOWEST).fetchall()
        try:
            self._appender.add_before([(r.entry, r.sig) for r in page], lowest - len(page), heard_us)
        except RecordConflict as e:
            return str(e)
        self._note(page[0].entry)
        return None

    def _note(self, first: Entry) -> None:
        chain = (first.desk, first.stream)
        if first.seq > 1:
            self.firsts[chain] = First(first.seq, first.hlc, first.prev_hash)
            self._run(_PUT, (filling.key_of(chain), str(first.seq)))
        else:
            self.firsts.pop(chain, None)
            self._run(_DROP, (filling.key_of(chain),))


def _unproven(page: Sequence[Received], first: First) -> str | None:
    """Why the page does not lead up to the first entry that is here, in words."""
    seq, must = first.seq, first.prev_hash
    for received in reversed(page):
        entry, seq = received.entry, seq - 1
        if (entry.seq, entry.hash) != (seq, must):
            return f"the entry behind it names another one as seq {seq}"
        must = entry.prev_hash
    return "it is the first, and names one before it" if seq == 1 and must else None


class Keeper(Protocol):
    """What is kept here of the past. Each call is one transaction of the desk's own thread."""

    def firsts(self) -> dict[Chain, First]: ...
    def take_past(self, page: Sequence[Received], genuine: Genuine) -> Taken: ...


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
        page = _fetched(connection, chain, begin, first)
        taken = keeper.take_past(page, signed) if len(page) == first - begin else Taken()
        if not taken.new:
            broken.add(chain)  # not in this exchange any more: nobody has it, or it is not what was named
        tell(taken)
    return sum(first.seq - 1 for first in firsts.values())


def _fetched(connection: Connection, chain: Chain, begin: int, end: int) -> list[Received]:
    """The entries of a chain from one seq to another, without that; fewer if the server lacks some."""
    found: list[Received] = []
    while begin < end and (page := fetch(connection, *chain, begin, min(PAGE, end - begin))):
        found += page
        begin += len(page)
    return found
