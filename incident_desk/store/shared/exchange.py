"""What goes through the doors: batches up, pages down. One call each; the replica's ledger keeps what comes of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import psycopg

from incident_desk.domain.entry import Entry, uuid_bytes
from incident_desk.domain.errors import DeskError, RecordConflict
from incident_desk.domain.ids import NIL, DeskNumber, EntryId, IncidentId, PersonId, StreamId
from incident_desk.store.shared.asking import BIGINT, BYTEA, TEXT, UUID, Question, array, ask, ask_and_tell, number
from incident_desk.store.shared.connection import Connection

BATCH: Final = 100
PAGE: Final = 500
START: Final = "3:3:"
"""The snapshot that has seen nothing."""

_COLUMNS: Final = (
    "id::text, incident::text, stream::text, kind, author, subject, desk, seq, hlc, occurred_us, recorded_us, "
    "prev_hash, hash, digest, salt, body, sig, refused, number, xid::text"
)
_PUSH: Final = Question(
    b"push",
    b"SELECT seq, refused FROM record.push($1::uuid, $2, $3, $4::uuid[], $5::uuid[], $6::text[], $7::text[], "
    b"$8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bytea[], $13::bytea[], $14::bytea[], $15::bytea[], "
    b"$16)",
)
_OF_NEWS: Final = ", ".join(f"(e).{column}" for column in _COLUMNS.split(", "))
_NEWS: Final = Question(
    b"news", f"SELECT {_OF_NEWS}, target::text, is_more FROM record.news($1::text::pg_snapshot, {PAGE})".encode()
)
_WAKE: Final = Question(b"wake", b"SELECT set_config('synchronous_commit', 'off', true), pg_notify('record', '')")


class NotYours(DeskError):
    """The door does not take this stream from this desk; others may go on."""


class ClockAhead(DeskError):
    """This machine's clock is more than ten minutes ahead of the server's."""

    def __init__(self, server_us: int) -> None:
        self.server_us = server_us
        super().__init__(
            "This machine's clock was more than ten minutes ahead of the shared database's. What was carried out in a "
            "bundle since cannot be stamped anew, for others have it; it goes up when that time has come."
        )


class Gap(DeskError):
    """The server lacks what comes before; `seq` is the last it has."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(f"The shared database has this chain only up to seq {seq}.")


class Unsure(DeskError):
    """Committed there, but no standby has it: the loss of that server would lose it, so it is handed up again."""

    def __init__(self) -> None:
        super().__init__("The shared database has it, but its standby did not confirm it; it is handed up again.")


class Hello(NamedTuple):
    """What the server says of itself at the beginning of every exchange."""

    system_id: str
    timeline: str | None
    started: str
    snapshot: str
    now_us: int
    standby: bool
    level: str | None

    @property
    def epoch(self) -> str:
        """Changes with a failover, a restore and a rolled-back machine: then cursors mean nothing."""
        return f"{self.system_id}/{self.timeline}/{self.started}"


class Pushed(NamedTuple):
    """How far the server has the chain now, and which entries of the batch it did not heed."""

    seq: int
    refused: tuple[int, ...]


class Received(NamedTuple):
    """An entry from the server, with what the door stamped on it."""

    entry: Entry
    sig: bytes | None
    xid: str


def hello(connection: Connection) -> Hello:
    """Raises: psycopg.Error."""
    row = connection.execute(
        "SELECT system_id, timeline, extract(epoch FROM started)::text, snapshot::text, now_us, standby, level "
        "FROM record.hello()"
    ).fetchone()
    assert row is not None
    return Hello(*row)


def push(connection: Connection, batch: Sequence[Entry], sig: bytes, *, wakes: bool = False) -> Pushed:
    """Hand over the next entries of one chain, at most BATCH; they are committed when it returns.

    A push of what the server has already changes nothing.

    Args:
        wakes: the server tells the others to look once they are committed, as `wake` does.
    Raises: NotYours, ClockAhead, Gap, RecordConflict if the chain forks, Unsure;
        psycopg.Error where nothing is known.
    """
    connection.was_warned = False
    asked = partial(ask_and_tell, then=_WAKE) if wakes else ask
    try:
        ((seq, refused),) = asked(connection, _PUSH, *_handed_over(batch), sig)
    except psycopg.Error as e:
        raise _meant(e) from e
    if connection.was_warned:
        raise Unsure
    return Pushed(seq, tuple(refused))


def _handed_over(batch: Sequence[Entry]) -> list[bytes]:
    """A batch as the door takes it: where it begins, and each column of its entries."""
    first = batch[0]
    return [
        uuid_bytes(first.stream),
        number(first.seq),
        first.prev_hash,
        array(UUID, [uuid_bytes(e.id) for e in batch]),
        array(UUID, [uuid_bytes(e.incident) for e in batch]),
        array(TEXT, [e.kind.encode() for e in batch]),
        array(TEXT, [e.author.encode() for e in batch]),
        array(TEXT, [None if e.subject is None else e.subject.encode() for e in batch]),
        array(BIGINT, [number(e.hlc) for e in batch]),
        array(BIGINT, [number(e.occurred_us) for e in batch]),
        array(BIGINT, [number(e.recorded_us) for e in batch]),
        array(BYTEA, [e.hash for e in batch]),
        array(BYTEA, [e.digest for e in batch]),
        array(BYTEA, [e.salt for e in batch]),
        array(BYTEA, [e.body for e in batch]),
    ]


def _meant(error: psycopg.Error) -> Exception:
    hint = error.diag.message_hint or "0"
    said = error.diag.message_primary or str(error)
    match error.sqlstate:
        case "42501":
            return NotYours(f"The shared database takes nothing here from this desk: {said}.")
        case "DK004":
            return ClockAhead(int(hint) * 1000)
        case "DK001":
            return Gap(int(hint))
        case "DK000" | "DK002" | "DK003":
            return RecordConflict(f"The shared database did not take seq {hint} of this chain: {said}.")
        case _:
            return error


class News(NamedTuple):
    """What is new, and the snapshot up to which that is; `is_more` if it has to be read page by page."""

    page: list[Received]
    target: str
    is_more: bool


def news(connection: Connection, base: str) -> News:
    """What became visible since a snapshot: mostly it is little, and asked for in one go."""
    *rows, last = ask(connection, _NEWS, base.encode())
    fresh = [] if last[-1] else [_received(row) for row in rows]
    return News(fresh, *last[-2:])


def unsealed(connection: Connection, base: str, target: str, after: tuple[str, int, int]) -> list[Received]:
    """One page of what was passed over before, in streams that became readable since."""
    return page(
        connection, "pull_unsealed(%s::pg_snapshot, %s::pg_snapshot, %s, %s, %s, %s)", base, target, *after, PAGE
    )


def delta(connection: Connection, base: str, target: str, after: tuple[str, str, int]) -> list[Received]:
    """One page of what became visible between two snapshots."""
    return page(connection, "pull(%s::pg_snapshot, %s::pg_snapshot, %s::xid8, %s, %s, %s)", base, target, *after, PAGE)


def fetch(connection: Connection, desk: DeskNumber, stream: StreamId, first: int, most: int = PAGE) -> list[Received]:
    """One page of a chain, from this seq on."""
    return page(connection, "fetch(%s, %s, %s, %s)", desk, stream, first, most)


def page(connection: Connection, door: str, *arguments: object) -> list[Received]:
    """The entries that a door gives."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM record.{door}", arguments, prepare=True).fetchall()  # pyright: ignore[reportArgumentType, reportCallIssue]
    return [_received(row) for row in rows]


def _received(row: Sequence[Any]) -> Received:
    id_, incident, stream, kind, author, subject, desk, seq, hlc, at, written, prev, own, digest, salt, body = row[:16]
    entry = Entry(
        id=EntryId(id_),
        incident=IncidentId(incident),
        stream=StreamId(stream),
        kind=kind,
        author=PersonId(author),
        subject=subject,
        desk=DeskNumber(desk),
        seq=seq,
        hlc=hlc,
        occurred_us=at,
        recorded_us=written,
        prev_hash=bytes(prev),
        hash=bytes(own),
        digest=bytes(digest),
        salt=bytes(salt),
        body=bytes(body),
        refused=row[17],
        number=row[18],
    )
    return Received(entry, None if row[16] is None else bytes(row[16]), row[19])


Stamps = dict[tuple[DeskNumber, StreamId, int], tuple[bool, int | None]]
"""What the door stamped on entries, by desk, stream and seq: whether they are refused, and their number."""


def stamps(connection: Connection) -> Stamps:
    """Of all entries that this desk may read and that are stamped with something."""
    found: Stamps = {}
    after = (0, NIL, 0)
    while True:
        rows = connection.execute(
            "SELECT desk, stream::text, seq, refused, number FROM record.stamped(%s, %s, %s, %s)", (*after, PAGE)
        ).fetchall()
        found |= {(DeskNumber(row[0]), StreamId(row[1]), row[2]): (row[3], row[4]) for row in rows}
        if len(rows) < PAGE:
            return found
        after = rows[-1][:3]


def erased(connection: Connection, base: str, target: str, after: tuple[str, str]) -> list[tuple[str, str]]:
    """One page of erasures: (subject, transaction)."""
    return connection.execute(
        "SELECT subject, xid::text FROM record.pull_erased(%s::pg_snapshot, %s::pg_snapshot, %s::xid8, %s, %s)",
        (base, target, *after, PAGE),
        prepare=True,
    ).fetchall()


def heads(connection: Connection) -> dict[tuple[DeskNumber, StreamId], tuple[int, bytes]]:
    """How far the server has each chain that this desk may read, and the hash where it ends."""
    rows = connection.execute("SELECT desk, stream::text, seq, hash FROM record.heads_mine()").fetchall()
    return {(DeskNumber(desk), StreamId(stream)): (seq, bytes(end)) for desk, stream, seq, end in rows}


def wake(connection: Connection) -> None:
    """Tell the others to look; never inside the push, where it would make all pushes queue.

    It is only a hint, so nobody waits until the call itself could not be lost any more.
    """
    ask(connection, _WAKE)


NOWHERE: Final = (NIL, 0, 0)
"""Before the first page of `unsealed`."""
BEGINNING: Final = ("0", NIL, 0)
"""Before the first page of `delta`."""
