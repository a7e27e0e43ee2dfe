"""Where words lie in the clear: on the server, and at the desks that may read them, nowhere else."""

import hashlib
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.entry import Entry, body_digest
from incident_desk.domain.ids import NIL, StreamId
from tests.shared.byhand import OPEN, Connection, Hand, Server, changed
from tests.shared.test_converge import declared, note, texts
from tests.shared.test_parking import Signing


@pytest.fixture
def root(ada: Desk, database: str) -> Generator[Server]:
    """The superuser of the server."""
    made = Server(database)
    yield made
    made.leave()
    made.close()


class Signed(Signing):
    """Somebody whom other desks believe: whatever they push is signed with their key."""

    def push(self, *batch: Entry, connection: Connection | None = None, **forged: Any) -> list[int]:
        return super().push(*batch, connection=connection, sig=self.key.sign(batch[-1].hash), **forged)


def writes(hand: Hand, stream: StreamId, text: bytes, incident: str = "") -> None:
    """A note whose body is these bytes, whatever a body should look like."""
    entry = hand.entry("note", incident=incident or (NIL if stream == OPEN else stream), stream=stream)
    assert hand.push(changed(entry, body=text, digest=body_digest(entry.salt, text))) == []


def everything_in(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_what_a_desk_may_not_read_is_in_no_file_of_its_home(bea: Desk, root: Server) -> None:
    cyd = Signed(root)
    stream = cyd.restricts()
    writes(cyd, stream, b"payroll of the board")
    writes(cyd, OPEN, b"everybody may know")
    bea.shared.exchange()
    hidden = [entry for (entry,) in root.admin.execute("SELECT id FROM record.entries WHERE stream = %s", (stream,))]
    held = everything_in(bea.home.path)
    assert b"everybody may know" in held
    assert len(hidden) == 2
    for each in (b"payroll", stream.encode(), *(str(id_).encode() for id_ in hidden), *(id_.bytes for id_ in hidden)):
        assert each not in held
    me = root.one("SELECT person FROM record.people WHERE name = 'Bea'")
    assert cyd.says("gov.member.added", me, incident=stream, stream=stream)
    bea.shared.exchange()
    assert b"payroll" in everything_in(bea.home.path)


def test_of_a_sealed_investigation_no_desk_but_its_members_has_a_byte_until_it_is_unsealed(
    ada: Desk, bea: Desk, root: Server
) -> None:
    """Not that of the administrator either, nor of whoever manages it and reads nothing there."""
    cyd, dan = Signed(root), root.desk("manager")
    incident = cyd.opens()
    stream = cyd.investigates(incident)
    assert cyd.says("gov.member.added", cyd.person, incident=incident, stream=stream)
    writes(cyd, stream, b"payroll of the board", incident)
    salt, content = os.urandom(16), b"a plan of the vault"
    digest = hashlib.sha256(salt + content).digest()
    cyd.run("SELECT record.attach(%s, %s, %s, %s)", stream, digest, salt, content)
    cyd.run("SELECT record.here(%s, %s, 'board', 'a sealed draft')", stream, incident)
    hidden = [entry for (entry,) in root.admin.execute("SELECT id FROM record.entries WHERE stream = %s", (stream,))]
    assert len(hidden) == 2
    secret = (b"payroll", b"vault", b"a sealed draft", digest, digest.hex().encode())
    ids = [form for id_ in hidden for form in (str(id_).encode(), id_.bytes, id_.hex.encode())]
    for desk in (ada, bea):
        desk.shared.exchange()
        held = everything_in(desk.home.path)
        assert incident.encode() in held
        assert [each for each in (*secret, *ids) if each in held] == []
    assert [id_ for where, id_ in dan.reads() if where == stream] == []
    assert cyd.says("gov.unsealed", incident=incident, stream=stream)
    for desk in (ada, bea):
        desk.shared.exchange()
        held = everything_in(desk.home.path)
        assert b"payroll" in held
        assert all(str(id_).encode() in held for id_ in hidden)


def test_a_superuser_of_the_database_reads_all_of_it(root: Server) -> None:
    """Nothing else is claimed: `docs/threats.md` says so."""
    cyd = Signed(root)
    stream = cyd.restricts()
    writes(cyd, stream, b"payroll of the board")
    kept = root.one("SELECT body FROM record.entries WHERE stream = %s AND seq = 2", stream)
    assert bytes(kept) == b"payroll of the board"


def test_a_body_that_is_no_body_stops_no_desk(ada: Desk, bea: Desk, root: Server) -> None:
    eve = Signed(root)
    incident = declared(ada)
    ada.shared.exchange()
    for body in (b"", b"\x00" * 9, b"\xc1", b"\xdf\xff\xff\xff\xff", b"\x91" * 60_000, b"{" * 65_536):
        entry = eve.entry("note", incident=incident)
        eve.push(changed(entry, body=body, digest=body_digest(entry.salt, body)))
    assert bea.shared.exchange().parked == ()
    note(ada, incident, "and on")
    ada.shared.exchange()
    bea.shared.exchange()
    assert "and on" in texts(bea, incident)
    assert bea.check() == []
