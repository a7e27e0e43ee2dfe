"""Stretches of chains that lie in the archive of a shared database and not here: two hashes close a chain over each."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import msgspec
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import RecordConflict
from incident_desk.domain.ids import DeskNumber, IncidentId, StreamId
from incident_desk.domain.kinds import kind_named
from incident_desk.store import statements, stretch_statements

ERASED: Final = kind_named(Erased)
Chain = tuple[DeskNumber, StreamId]
Held = tuple[Entry, bytes | None]
"""An entry, and the signature of its desk where it was the last of a batch."""


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """From one seq of a chain to another, both in it, and all of one incident.

    `prev_hash` is that of the entry before it, `hash` that of its last.
    """

    desk: DeskNumber
    stream: StreamId
    first: int
    last: int
    incident: IncidentId
    prev_hash: bytes
    hash: bytes

    @property
    def chain(self) -> Chain:
        return self.desk, self.stream

    @property
    def count(self) -> int:
        """How many entries it is."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"desk {self.desk}, seq {self.first} to {self.last}"


class Whole(msgspec.Struct, frozen=True):
    """What a chain has in the archive: where the last stretch ends, its hash, and how many entries all of them are."""

    last: int
    hash: bytes
    count: int


Rows = Callable[..., list[Any]]
"""Runs a statement with its parameters and gives the rows."""


def over(connection: sqlite.Connection) -> Rows:
    """Rows by this connection of the driver's."""

    def rows(statement: str, *parameters: object) -> list[Any]:
        return connection.execute(statement, parameters).fetchall()

    return rows


def of_incident(rows: Rows, incident: IncidentId) -> list[Stretch]:
    """What of an incident is not here, in the order of the chains."""
    return [Stretch(*row) for row in rows(stretch_statements.STRETCHES_OF, incident)]


def away(rows: Rows) -> frozenset[IncidentId]:
    """The incidents of which something is not here; in a record of an older version nothing is elsewhere."""
    ((is_there,),) = rows(stretch_statements.HAS_ARCHIVED)
    return frozenset(IncidentId(incident) for (incident,) in rows(stretch_statements.AWAY)) if is_there else frozenset()


def count(rows: Rows, incident: str | None) -> int:
    """How many entries are not here, of an incident or of all."""
    found = sum(whole.count for whole in ends(rows).values())
    return found if incident is None or not found else sum(s.count for s in of_incident(rows, IncidentId(incident)))


def by_chain(rows: Rows) -> dict[Chain, list[Stretch]]:
    """All of them, those of each chain in their order."""
    found: dict[Chain, list[Stretch]] = {}
    for row in rows(stretch_statements.STRETCHES):
        stretch = Stretch(*row)
        found.setdefault(stretch.chain, []).append(stretch)
    return found


def ends(rows: Rows) -> dict[Chain, Whole]:
    """What each chain has in the archive."""
    ((is_there,),) = rows(stretch_statements.HAS_ARCHIVED)
    found = rows(stretch_statements.STRETCH_ENDS) if is_there else []
    return {(DeskNumber(desk), StreamId(stream)): Whole(*whole) for desk, stream, *whole in found}


def before(rows: Rows, chain: Chain, seq: int) -> Stretch | None:
    """The stretch that has this place of the chain, or the last one before it."""
    found = rows(stretch_statements.STRETCH_AT, *chain, seq)
    return Stretch(*found[0]) if found else None


def at(rows: Rows, chain: Chain, seq: int) -> Stretch | None:
    """The stretch that has this place of the chain."""
    found = before(rows, chain, seq)
    return found if found and seq <= found.last else None


def keep(run: Callable[..., Any], stretch: Stretch, beginning: Iterable[Held]) -> None:
    """Inside a transaction: these entries are not here.

    Args:
        beginning: its first places without their words, up to one that is signed: they prove what is before it, also to
            whoever gets a bundle from here.
    """
    run(stretch_statements.PUT_STRETCH, msgspec.structs.astuple(stretch))
    for entry, sig in beginning:
        bare = msgspec.json.encode(entry)
        run(statements.LINK, (entry.desk, entry.stream, entry.seq, bare, sig))


def fill(
    run: Callable[..., Any], add_before: Callable[..., None], stretch: Stretch, held: Sequence[Held], now_us: int
) -> list[Entry]:
    """Inside a transaction: the entries of a stretch have come. What was erased meanwhile comes without its words.

    Returns: the entries as they are here now.
    Raises: RecordConflict if they are not all of it, or do not follow one another from its beginning to its end.
    """
    seq, end = stretch.first - 1, stretch.prev_hash
    for entry, _ in held:
        if (entry.desk, entry.stream, entry.seq, entry.prev_hash) != (*stretch.chain, seq + 1, end):
            raise RecordConflict(f"Not saved: {stretch} does not follow what is here from seq {seq + 1} on.")
        seq, end = entry.seq, entry.hash
    if (seq, end) != (stretch.last, stretch.hash):
        raise RecordConflict(f"Not saved: {stretch} does not lead to what comes after it.")
    ids = json.dumps([entry.id for entry, _ in held])
    gone = {subject for (subject,) in run(stretch_statements.ERASED_OF, (ERASED, ids)).fetchall()}
    ready = [(msgspec.structs.replace(e, salt=b"", body=b"") if e.id in gone else e, sig) for e, sig in held]
    ((lowest,),) = run(statements.LOWEST).fetchall()
    add_before(ready, lowest - len(ready), now_us)
    run(stretch_statements.DROP_STRETCH, (*stretch.chain, stretch.first))
    return [entry for entry, _ in ready]
