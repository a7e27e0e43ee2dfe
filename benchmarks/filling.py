"""Fills a shared database with years of incidents, as if many desks had pushed them, at the speed of COPY."""

import uuid
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.making import Room
from incident_desk.desk.sealing import Chains
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import OPEN_STREAM, DeskNumber, IncidentId, PersonId
from incident_desk.domain.organisation import OPENED

OF_AN_INCIDENT: Final = 400
OPEN: Final = 5
"""So many of the newest incidents are still open; all others are resolved."""
BATCH: Final = 100
HOUR_US: Final = 3_600_000_000
COLUMNS: Final = (
    "desk, stream, seq, id, incident, kind, author, subject, hlc, occurred_us, recorded_us, prev_hash, hash, digest, "
    "salt, body, sig, refused, number, pushed_by, server_at, xid"
)
TYPES: Final = (
    *("int4", "uuid", "int8", "uuid", "uuid", "text", "text", "text", "int8", "int8", "int8"),
    *("bytea", "bytea", "bytea", "bytea", "bytea", "bytea", "bool", "int4", "name", "timestamptz", "int8"),
)
"""Of the columns; a transaction id travels as the eight bytes that it is."""


class Open(msgspec.Struct, frozen=True):
    """An incident that people are at, and how many entries it has."""

    incident: IncidentId
    entries: int


class Author:
    """A desk that was let in once, and whoever sits there."""

    def __init__(self, connection: psycopg.Connection[Any], number: int) -> None:
        self.desk = DeskNumber(1_000_000 + number * 16)
        self.person = PersonId(str(uuid.uuid4()))
        self.key = Ed25519PrivateKey.generate()
        self.room = Room(Chains({}, 0), self.desk, self.person)
        self.end: Entry | None = None
        public = self.key.public_key().public_bytes_raw()
        connection.execute(
            "INSERT INTO record.people (person, name, level) VALUES (%s, %s, 'responder')", (self.person, f"P{number}")
        )
        connection.execute(
            "INSERT INTO record.desks (desk, pg_role, person, public_key) VALUES (%s, %s, %s, %s)",
            (self.desk, f"nobody_{number}", self.person, public),
        )


def fill(connection: psycopg.Connection[Any], entries: int, desks: int, now_us: int) -> list[Open]:
    """Write that many entries by that many desks, each signed, chained and numbered as if it had been pushed.

    Args:
        connection: of the server's administrator, to a database that `shared init` has made; commits by itself.
    Returns: the incidents that are open.
    """
    authors = [Author(connection, number) for number in range(desks)]
    count = entries // OF_AN_INCIDENT
    opened: list[Open] = []
    for first in range(0, count, desks):
        some = range(first, min(count, first + desks))
        with connection.transaction():
            ((xid, now),) = connection.execute("SELECT pg_current_xact_id()::text, clock_timestamp()").fetchall()
            with connection.cursor().copy(f"COPY record.entries ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(TYPES)
                for number in some:
                    author, is_open = authors[number % desks], number >= count - OPEN
                    written = author.room.incident(OF_AN_INCIDENT, now_us - HOUR_US * (count - number), is_open)
                    author.end = written[-1]
                    for row in _rows(author, written, number + 1, (xid, now)):
                        copy.write_row(row)
                    if is_open:
                        opened.append(Open(written[0].incident, len(written)))
    for author in authors:
        if author.end is not None:
            end = (author.end.desk, author.end.stream, author.end.seq, author.end.hash)
            connection.execute("INSERT INTO record.heads (desk, stream, seq, hash) VALUES (%s, %s, %s, %s)", end)
    connection.execute("UPDATE record.counter SET last = greatest(last, %s)", (count,))
    connection.execute("ANALYZE record.entries")
    return opened


def _rows(author: Author, written: list[Entry], number: int, stamps: tuple[str, Any]) -> Iterator[tuple[object, ...]]:
    xid, now = stamps
    for place, e in enumerate(written, start=1):
        sig = author.key.sign(e.hash) if place % BATCH == 0 or place == len(written) else None
        stream, subject = uuid.UUID(OPEN_STREAM), e.subject
        yield (
            *(e.desk, stream, e.seq, uuid.UUID(e.id), uuid.UUID(e.incident), e.kind, e.author, subject),
            *(e.hlc, e.occurred_us, e.recorded_us, e.prev_hash, e.hash, e.digest, e.salt, e.body, sig, False),
            *(number if e.kind == OPENED else None, "nobody", now, int(xid)),
        )
