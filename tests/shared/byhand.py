"""Desks whose owners write SQL by hand: exactly the rights of a desk, and none of our code in between."""

import hashlib
import os
import secrets
import struct
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import msgspec
import psycopg
from psycopg import conninfo

from incident_desk.domain.entry import Entry, body_digest, entry_hash
from incident_desk.domain.ids import NIL, DeskNumber, EntryId, IncidentId, PersonId, StreamId, desk_letters
from incident_desk.store.shared import founding
from incident_desk.store.shared.connection import parse

Connection = psycopg.Connection[tuple[Any, ...]]
OPEN = StreamId(NIL)
OURS = "SELECT record.enrol(%s, %s, %s, %s)"
POWERS = {
    "observer": (),
    "responder": (),
    "communications": ("approve",),
    "manager": ("approve", "erase"),
    "administrator": ("approve", "erase", "administer"),
}
PUSH = (
    "SELECT seq, refused FROM record.push(%s::uuid, %s, %s, %s::uuid[], %s::uuid[], %s::text[], %s::text[], "
    "%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s)"
)
COLUMNS = "id incident kind author subject hlc occurred_us recorded_us hash digest salt body".split()  # noqa: SIM905


def new_id() -> str:
    return str(uuid.uuid4())


def derived(desk: int, entry: str) -> StreamId:
    """The id of the stream that an entry opens."""
    h = hashlib.sha256(struct.pack(">i", desk) + uuid.UUID(entry).bytes).hexdigest()
    return StreamId(str(uuid.UUID(h[:12] + "8" + h[13:16] + "8" + h[17:32])))


class Server:
    """A database with a shared record in it, seen by the administrator of the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.admin: Connection = psycopg.connect(url, autocommit=True)
        self.hands: list[Hand] = []
        self.is_ours = True
        self._letters: set[str] = set()

    @classmethod
    def ours(cls, url: str) -> Self:
        founding.found(parse(url))
        return cls(url)

    @classmethod
    def tested(cls, url: str, schema: Path) -> Self:
        """The one that the design was tested with."""
        made = cls(url)
        made.admin.execute(schema.read_bytes())
        made.is_ours = False
        return made

    def desk(self, level: str = "responder", *, number: int | None = None, person: str = "") -> "Hand":
        """Somebody with a role of their own, let in at this level."""
        role = self.invite(level)
        made = Hand(self, role, number or self._another_number(), PersonId(person or new_id()))
        self.hands.append(made)
        if self.is_ours:
            made.enrol()
            return made
        row = (made.number, role, made.person, os.urandom(32), level != "observer")
        self.admin.execute("INSERT INTO record.desks VALUES (%s, %s, %s, %s, %s)", row)
        for power in POWERS[level]:
            self.admin.execute("INSERT INTO record.powers VALUES (%s, %s)", (made.person, power))
        return made

    def _another_number(self) -> DeskNumber:
        """One whose letters no desk that was drawn here has: enrolment would refuse it."""
        while desk_letters(number := DeskNumber(1 + secrets.randbelow(2**31 - 1))) in self._letters:
            pass
        self._letters.add(desk_letters(number))
        return number

    def invite(self, level: str) -> str:
        """A role that nobody has come in with."""
        role = f"desk_{secrets.token_hex(6)}"
        groups = "desks, invited" if self.is_ours else "desks"
        self.admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x' IN ROLE {groups}".encode())
        if self.is_ours:
            said = "INSERT INTO record.invitations (pg_role, name, level) VALUES (%s, %s, %s)"
            self.admin.execute(said, (role, role, level))
        return role

    def count(self, table: str = "entries", where: str = "true") -> int:
        return self.one(f"SELECT count(*) FROM record.{table} WHERE {where}")

    def one(self, query: str, *arguments: object) -> Any:
        row = self.admin.execute(query.encode(), arguments or None).fetchone()
        assert row is not None
        return row[0]

    def leave(self) -> None:
        """Everybody's connection ends; what they wrote stays."""
        while self.hands:
            self.hands.pop().close()

    def close(self) -> None:
        self.leave()
        self.admin.close()


class Hand:
    """One desk. What it knows of its chains is kept here, as an honest desk would."""

    def __init__(self, server: Server, role: str, number: int, person: PersonId) -> None:
        self.server = server
        self.role = role
        self.number = DeskNumber(number)
        self.person = person
        self.ends: dict[StreamId, tuple[int, bytes]] = {}
        self.connection = self.connect()

    def connect(self) -> Connection:
        info = conninfo.conninfo_to_dict(self.server.url)
        return psycopg.connect(**{**info, "user": self.role, "password": "x"}, autocommit=True)  # type: ignore[arg-type]

    def enrol(self) -> None:
        self.connection.execute(OURS, (self.number, self.person, self.role, os.urandom(32)))

    def close(self) -> None:
        self.connection.close()

    def run(self, query: str, *arguments: object) -> list[Any]:
        return self.connection.execute(query.encode(), arguments or None, prepare=False).fetchall()

    # writing ---------------------------------------------------------------------------------------------------------

    def entry(
        self,
        kind: str,
        subject: str | None = None,
        *,
        incident: str,
        stream: StreamId = OPEN,
        after: Entry | None = None,
    ) -> Entry:
        """A sound entry for the end of one of this desk's chains, or after one that was not pushed yet."""
        seq, prev = (after.seq, after.hash) if after else self.ends.get(stream, (0, b""))
        salt, body, now_us = os.urandom(16), os.urandom(8), time.time_ns() // 1000
        made = Entry(
            id=EntryId(new_id()),
            incident=IncidentId(incident),
            stream=stream,
            kind=kind,
            author=self.person,
            subject=subject,
            desk=self.number,
            seq=seq + 1,
            hlc=(now_us // 1000) << 16,
            occurred_us=now_us,
            recorded_us=now_us,
            prev_hash=prev,
            hash=b"",
            digest=body_digest(salt, body),
            salt=salt,
            body=body,
        )
        return hashed(made)

    def notes(self, count: int, *, incident: str, stream: StreamId = OPEN) -> list[Entry]:
        made: list[Entry] = []
        for _ in range(count):
            made.append(self.entry("note", incident=incident, stream=stream, after=made[-1] if made else None))
        return made

    def push(self, *batch: Entry, connection: Connection | None = None, **forged: Any) -> list[int]:
        """Returns: the seqs that were not heeded.

        Args:
            forged: arrays, `first`, `prev`, `stream` or `sig` in place of the honest ones.
        """
        columns = {name: [getattr(e, name) for e in batch] for name in COLUMNS}
        head = {"stream": batch[0].stream, "first": batch[0].seq, "prev": batch[0].prev_hash}
        given = {**head, **columns, "sig": b"s" * 64, **forged}
        row = (connection or self.connection).execute(PUSH, list(given.values())).fetchone()
        assert row is not None
        self.ends[batch[0].stream] = (batch[-1].seq, batch[-1].hash)
        return row[1]

    def says(self, kind: str, subject: str | None = None, *, incident: str, stream: StreamId = OPEN) -> bool:
        """Push one entry. Returns: whether it was heeded."""
        return not self.push(self.entry(kind, subject, incident=incident, stream=stream))

    def opens(self) -> IncidentId:
        """An incident in the open stream."""
        incident = IncidentId(new_id())
        assert self.says("gov.incident.opened", "SEV2", incident=incident)
        return incident

    def restricts(self) -> StreamId:
        """An incident that is restricted from birth; its id is that of its stream."""
        opening = self.entry("gov.incident.opened", "SEV2", incident=NIL)
        stream = derived(self.number, opening.id)
        where = {"incident": IncidentId(stream), "stream": stream, "seq": 1, "prev_hash": b""}
        assert self.push(hashed(msgspec.structs.replace(opening, **where))) == []
        return stream

    def investigates(self, incident: str, stream: StreamId = OPEN, beside: str = "") -> StreamId:
        """A sealed investigation of an incident; it opens with the one `beside` which it is opened."""
        return self._child("gov.investigation.opened", incident, stream, beside)

    def child(self, kind: str, incident: str, stream: StreamId = OPEN, beside: str = "") -> tuple[StreamId, bool]:
        """Returns: the stream that was to be opened, and whether it was.

        Args:
            beside: the first investigation of its round.
        """
        made = self.entry(kind, incident=incident, stream=stream)
        opened = derived(self.number, made.id)
        subject = f"{opened} {beside}" if beside else opened
        return opened, not self.push(hashed(msgspec.structs.replace(made, subject=subject)))

    def _child(self, kind: str, incident: str, stream: StreamId, beside: str = "") -> StreamId:
        opened, is_heeded = self.child(kind, incident, stream, beside)
        assert is_heeded
        return opened

    # reading ---------------------------------------------------------------------------------------------------------

    def snapshot(self) -> str:
        return self.run("SELECT snapshot::text FROM record.hello()")[0][0]

    def reads(self, base: str = "3:3:", target: str = "") -> list[tuple[str, str]]:
        """All that a reading brings, page by page as a desk does it: the stream and the id of each entry."""
        target = target or self.snapshot()
        return [
            *self._pages("pull_unsealed", base, target, (NIL, 0, 0)),
            *self._pages("pull", base, target, ("0", NIL, 0)),
        ]

    def _pages(self, door: str, base: str, target: str, after: Sequence[Any], size: int = 7) -> list[Any]:
        found: list[Any] = []
        key = "%s::uuid, %s::int, %s::bigint" if door == "pull_unsealed" else "%s::xid8, %s::uuid, %s::bigint"
        columns = "stream::text, desk, seq" if door == "pull_unsealed" else "xid::text, stream::text, seq"
        query = (
            f"SELECT id::text, {columns}, stream::text FROM "
            f"record.{door}(%s::pg_snapshot, %s::pg_snapshot, {key}, %s::int)"
        )
        while True:
            rows = self.run(query, base, target, *after, size)
            found += [(row[4], row[0]) for row in rows]
            if len(rows) < size:
                return found
            after = rows[-1][1:4]


def hashed(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, hash=entry_hash(entry))


def changed(entry: Entry, **fields: Any) -> Entry:
    """The entry with other fields, and a hash that covers them."""
    return hashed(msgspec.structs.replace(entry, **fields))


def refused_with(state: str) -> Any:
    """What a door that does not open raises."""
    return _Refused(state)


class _Refused:
    """As pytest.raises, for one SQLSTATE."""

    def __init__(self, *states: str) -> None:
        self.states = states
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, psycopg.Error), f"it was let through (or {error!r})"
        assert error.sqlstate in self.states, f"{error.sqlstate}: {error}"
        self.said = str(error)
        return True
