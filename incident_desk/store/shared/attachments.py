"""What goes through the doors for files: a small one in one call, a large one piece by piece."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import psycopg

from incident_desk.domain.entry import SALT_BYTES
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import StreamId
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import NotYours

PIECE_BYTES: Final = 256 * 1024
"""A fifth of a second at 10 Mbit/s: so long words wait at the most for a file."""
WHOLE_S: Final = 60.0
"""So long the server may take to put the pieces of the largest file together."""


class NotTaken(DeskError):
    """The shared database does not take this file; the message says why."""


class Slice(NamedTuple):
    """A part of a file. `salt` is empty for one that was erased; `size_bytes` is that of the whole content."""

    salt: bytes
    size_bytes: int
    content: bytes


def attached(connection: Connection, wanted: Iterable[tuple[StreamId, str]]) -> set[tuple[StreamId, str]]:
    """Which of these files the shared database has, or had until they were erased."""
    by_stream: dict[StreamId, list[bytes]] = {}
    for stream, digest in wanted:
        by_stream.setdefault(stream, []).append(bytes.fromhex(digest))
    found: set[tuple[StreamId, str]] = set()
    for stream, digests in by_stream.items():
        rows = connection.execute("SELECT record.attached(%s, %s)", (stream, digests), binary=True).fetchall()
        found.update((stream, bytes(digest).hex()) for (digest,) in rows)
    return found


def hand_up(connection: Connection, stream: StreamId, digest: str, salted: bytes) -> None:
    """Hand up a whole small file. Raises: NotYours, NotTaken."""
    salt, content = salted[:SALT_BYTES], salted[SALT_BYTES:]
    _asked(connection, "SELECT record.attach(%s, %s, %s, %s)", stream, bytes.fromhex(digest), salt, content)


def hand_up_piece(connection: Connection, stream: StreamId, digest: str, begin: int, content: bytes) -> int | None:
    """Hand up a piece of the content, from `begin` on; an empty one asks.

    Returns: how much is there now; None if nothing more is wanted. Raises: NotYours, NotTaken.
    """
    query = "SELECT state, size_bytes FROM record.attach_piece(%s, %s, %s, %s)"
    state, size = _asked(connection, query, stream, bytes.fromhex(digest), begin, content)
    return size if state == "arriving" else None


def hand_up_end(connection: Connection, stream: StreamId, digest: str, salt: bytes) -> bool:
    """All pieces are there. Returns: False if they are not this file, and have to go up again. Raises: NotYours."""
    before, connection.patience_s = connection.patience_s, WHOLE_S
    try:
        (state,) = _asked(connection, "SELECT record.attach_whole(%s, %s, %s)", stream, bytes.fromhex(digest), salt)
    finally:
        connection.patience_s = before
    return state != "wrong"


def fetched(connection: Connection, stream: StreamId, digest: str, begin: int) -> Slice | None:
    """A piece of the content, from `begin` on; None if the file is not there."""
    query = "SELECT salt, size_bytes, content FROM record.attachment(%s, %s, %s, %s)"
    cursor = connection.execute(query, (stream, bytes.fromhex(digest), begin, PIECE_BYTES), binary=True)
    row = cursor.fetchone()
    return Slice(*row) if row else None


def _asked(connection: Connection, query: str, *parameters: object) -> tuple[Any, ...]:
    try:
        row = connection.execute(query.encode(), parameters, binary=True).fetchone()
    except psycopg.errors.InsufficientPrivilege as e:
        raise NotYours("The shared database takes no file from this desk there.") from e
    except psycopg.DatabaseError as e:
        if e.sqlstate in ("DK000", "DK002", "23514"):
            raise NotTaken("The shared database does not take this file: its bytes are not what was attached.") from e
        raise
    assert row is not None
    return row
