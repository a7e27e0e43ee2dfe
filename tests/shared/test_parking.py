"""The server is not simply believed: what cannot be true is put aside and told, and the rest goes in."""

from collections.abc import Generator

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from incident_desk.desk import Desk
from incident_desk.domain.ids import NIL, DeskNumber, PersonId
from tests.shared.byhand import OPEN, OURS, Hand, Server, changed, new_id
from tests.shared.test_converge import declared, meet, note, texts


@pytest.fixture
def root(ada: Desk, database: str) -> Generator[Server]:
    """The superuser of the server, who can write anything there."""
    made = Server(database)
    yield made
    made.close()


class Signing(Hand):
    """Somebody who signs, and has more than one connection."""

    def __init__(self, server: Server) -> None:
        super().__init__(server, server.invite("responder"), 4_242, PersonId(new_id()))
        self.key = Ed25519PrivateKey.generate()
        self.run(OURS, self.number, self.person, "Sig", self.key.public_key().public_bytes_raw())
        server.hands.append(self)


def test_an_entry_that_nobody_signed_is_told(ada: Desk, bea: Desk, root: Server) -> None:
    incident = declared(ada)
    meet(ada, bea)
    note(ada, incident, "by Ada")
    ada.shared.exchange()
    root.admin.execute("UPDATE record.entries SET sig = NULL WHERE desk <> %s", (0,))
    assert any("nobody has signed" in line for line in bea.shared.exchange().parked)


def test_a_signature_by_another_key_is_put_aside(ada: Desk, bea: Desk, root: Server) -> None:
    incident = declared(ada)
    meet(ada, bea)
    note(ada, incident, "by Ada")
    ada.shared.exchange()
    last = "(SELECT id FROM record.entries ORDER BY xid DESC, seq DESC LIMIT 1)"
    forged = Ed25519PrivateKey.generate().sign(root.one(f"SELECT hash FROM record.entries WHERE id = {last}"))
    root.admin.execute(f"UPDATE record.entries SET sig = %s WHERE id = {last}".encode(), (forged,))
    shared = bea.shared.exchange()
    assert any("signature is not by this desk's key" in line for line in shared.parked)
    assert "by Ada" not in texts(bea, incident)


@pytest.mark.parametrize("column", ["body", "author", "kind", "hlc"])
def test_a_row_that_was_changed_is_put_aside_and_other_chains_go_on(
    ada: Desk, bea: Desk, root: Server, column: str
) -> None:
    incident = declared(ada)
    meet(ada, bea)
    note(ada, incident, "was this")
    ada.shared.exchange()
    value = {"body": "'\\x00'", "author": f"'{new_id()}'", "kind": "'other'", "hlc": "hlc + 1"}[column]
    last = "(SELECT id FROM record.entries ORDER BY xid DESC, seq DESC LIMIT 1)"
    root.admin.execute(f"UPDATE record.entries SET {column} = {value} WHERE id = {last}".encode())
    hand = Signing(root)
    told = hand.entry("note", incident=incident)
    hand.push(told, sig=hand.key.sign(told.hash))
    shared = bea.shared.exchange()
    assert len(shared.parked) == 1
    assert "was this" not in texts(bea, incident)
    assert bea.reading.entry(told.id) is not None
    assert bea.check() == []


def test_another_key_of_a_known_desk_is_told(ada: Desk, bea: Desk, root: Server) -> None:
    meet(ada, bea)
    root.admin.execute("UPDATE record.desks SET public_key = %s", (b"k" * 32,))
    assert any("another key" in line for line in bea.shared.exchange().parked)


def test_a_chain_whose_transactions_lie_in_another_order_is_read_in_its_own(ada: Desk, bea: Desk, root: Server) -> None:
    """Two connections of one desk, where the one that began first commits what comes second."""
    meet(ada, bea)
    hand = Signing(root)
    other = hand.connect()
    batch = hand.notes(3, incident=NIL)
    with other.transaction():
        other.execute("SELECT pg_current_xact_id()")
        for entry in batch[:2]:
            hand.push(entry, sig=hand.key.sign(entry.hash))
        hand.push(batch[2], connection=other, sig=hand.key.sign(batch[2].hash))
    other.close()
    order = root.admin.execute("SELECT seq FROM record.entries WHERE desk = %s ORDER BY xid", (hand.number,)).fetchall()
    assert order == [(3,), (1,), (2,)]
    assert bea.shared.exchange().parked == ()
    assert all(bea.reading.entry(entry.id) is not None for entry in batch)


def test_a_forked_chain_is_told_after_a_restore_and_others_go_on(ada: Desk, bea: Desk, root: Server) -> None:
    incident = declared(ada)
    hand = Signing(root)
    first = hand.entry("note", incident=incident)
    hand.push(first, sig=hand.key.sign(first.hash))
    meet(ada, bea)
    other = changed(first, id=new_id(), hlc=first.hlc + 1)
    forged = "UPDATE record.entries SET id = %s, hlc = %s, hash = %s, sig = %s WHERE id = %s"
    root.admin.execute(forged, (other.id, other.hlc, other.hash, hand.key.sign(other.hash), first.id))
    root.admin.execute("UPDATE record.heads SET hash = %s WHERE desk = %s", (other.hash, hand.number))
    bea.set_setting("shared_place", "{}").result()  # as after a failover: everything is compared
    note(ada, incident, "and on")
    ada.shared.exchange()
    shared = bea.shared.exchange()
    assert any("other words at seq 1" in line for line in shared.parked)
    assert "and on" in texts(bea, incident)


def test_presence_is_seen_by_who_may_read_and_is_never_on_the_record(server: Server) -> None:
    ada, eve = server.desk(), server.desk()
    incident, hidden = ada.opens(), ada.restricts()
    before = server.count()
    ada.run("SELECT record.here(%s, %s, 'board', 'status')", OPEN, incident)
    seen = eve.run("SELECT desk, panel, draft FROM record.present()")
    assert seen == [(DeskNumber(ada.number), "board", "status")]
    ada.run("SELECT record.here(%s, %s, 'board', 'status')", hidden, hidden)
    assert eve.run("SELECT desk FROM record.present()") == []
    with pytest.raises(psycopg.Error):
        ada.run("SELECT record.here(%s, NULL, %s, NULL)", OPEN, "x" * 65)
    assert server.count() == before
