"""What a home writes while it is alone is what the door of a shared database takes later, from the first entry on.

The rules are those of the door's append function, written down once more so that neither can move alone.
"""

import hashlib
import re
import struct
import uuid
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Restore, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import NIL, PersonId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, Retitle, SetSeverity, SetState
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.roles import Assign, HandOver, OneRole
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Attach, Mark, Note, Pin
from incident_desk.store import attachments, installation, keys
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.reader import Reader
from tests.store.conftest import replica_of

KIND = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
SUBJECT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
SUBJECT_LIMIT_BYTES = 160
CONTENT_LIMIT_BYTES = 67_108_864


@pytest.fixture
def lived_in(tmp_path: Path) -> Home:
    """A home in which two people have done what people do."""
    with Desk.open(tmp_path / "home") as desk:
        grace = desk.add_person("Grace").result()
        other = desk.record(Declare("Another incident")).result()[-1].incident
        incident = desk.record(Declare("Orders fail", Severity.SEV2, ("Shop",))).result()[-1].incident

        def did(fields: Fields, by: PersonId | None = None) -> Entry:
            return desk.record(fields, incident, by=by).result()[-1]

        said, pasted = did(Note("Failover started"), grace), did(Note("the password is hunter2"))
        me = desk.reading.organisation().people.name(desk.me)
        for fields in (
            *(SetState(State.MITIGATING), SetSeverity(Severity.SEV1, "worse"), SetImpact(affected="everybody")),
            *(Correct(said.id, "Failover was started"), Retract(said.id), Restore(said.id)),
            *(Mark(said.id), Pin(said.id), Assign("incident manager", "Grace"), Add(Relation.PART_OF, other)),
            Retitle("Orders fail everywhere"),
        ):
            did(fields)
        did(OneRole("incident manager"), grace)
        did(HandOver("incident manager", me, "all quiet"), grace)
        desk.attach(b"a picture", Attach("", "a.png", 0), incident).result()
        did(Ask(pasted.id, "a pasted password"))
        did(Confirm(pasted.id), grace)
    return Home(tmp_path / "home")


def written(home: Home) -> list[Entry]:
    with Reader.open(home) as reader:
        return reader.entries_after(0)


def hash_at_the_door(e: Entry) -> bytes:
    """The framing as the shared database computes it."""

    def framed(text: str | None) -> bytes:
        return struct.pack(">i", -1) if text is None else struct.pack(">i", len(text.encode())) + text.encode()

    head = struct.pack(">i", e.desk) + uuid.UUID(e.stream).bytes + struct.pack(">q", e.seq)
    ids, moments = uuid.UUID(e.id).bytes + uuid.UUID(e.incident).bytes, (e.hlc, e.occurred_us, e.recorded_us)
    names = framed(e.kind) + framed(e.author) + framed(e.subject)
    return hashlib.sha256(e.prev_hash + head + ids + struct.pack(">qqq", *moments) + names + e.digest).digest()


def test_no_entry_would_be_turned_away(lived_in: Home) -> None:
    entries = written(lived_in)
    assert len({e.kind for e in entries}) > 15
    for e in entries:
        assert KIND.fullmatch(e.kind)
        assert e.subject is None or len(e.subject.encode()) <= SUBJECT_LIMIT_BYTES
        assert e.subject is None or e.kind.startswith("gov.") or SUBJECT.fullmatch(e.subject)
        assert e.stream == NIL
        assert uuid.UUID(e.incident).version in (7, None)  # version 8 is for what is restricted from birth
        assert uuid.UUID(e.id).version == 7
        assert e.hash == hash_at_the_door(e)
        assert (len(e.salt), len(e.digest)) in ((16, 32), (0, 32))
        assert e.is_erased or e.digest == hashlib.sha256(e.salt + e.body).digest()


def test_each_chain_is_dense_and_of_one_person(lived_in: Home) -> None:
    entries = written(lived_in)
    with replica_of(lived_in) as replica:
        identities = {each.desk: each for each in replica.identities()}
    assert len(identities) == 2
    for desk, identity in identities.items():
        chain = [e for e in entries if e.desk == desk]
        assert [e.seq for e in chain] == list(range(1, len(chain) + 1))
        assert [e.prev_hash for e in chain] == [b"", *(e.hash for e in chain[:-1])]
        assert {e.author for e in chain} == {identity.person}
        assert can_be_enrolled(lived_in, identity)


def can_be_enrolled(home: Home, identity: Identity) -> bool:
    private = keys.private_key(home, identity.desk)
    return 0 < identity.desk < 2**31 and len(identity.public_key) == 32 and private is not None and len(private) == 32


def test_every_incident_begins_with_its_governing_entry(lived_in: Home) -> None:
    for incident in {e.incident for e in written(lived_in)} - {NIL}:
        first = min((e for e in written(lived_in) if e.incident == incident), key=lambda e: e.order)
        assert first.kind == "gov.incident.opened"
        assert first.subject in (None, "SEV1", "SEV2", "SEV3", "SEV4")


def test_an_erasure_was_asked_for_by_two_and_names_what_it_emptied(lived_in: Home) -> None:
    entries = written(lived_in)
    (erased,) = [e for e in entries if e.kind == "gov.erased"]
    asked = [e for e in entries if e.kind == "gov.erase.asked" and e.subject == erased.subject]
    (emptied,) = [e for e in entries if e.id == erased.subject]
    assert len({e.author for e in asked}) == 2
    assert all(e.order < erased.order and e.incident == erased.incident == emptied.incident for e in asked)
    assert emptied.is_erased
    assert emptied.stream == erased.stream


def test_a_file_is_sent_as_it_lies_here(lived_in: Home) -> None:
    (digest,) = attachments.kept(lived_in)
    salted = attachments.path_of(lived_in, digest).read_bytes()
    salt, content = salted[:16], salted[16:]
    assert (content, hashlib.sha256(salt + content).hexdigest()) == (b"a picture", digest)
    assert attachments.LIMIT_BYTES == CONTENT_LIMIT_BYTES


def test_it_is_kept_when_each_entry_was_heard_and_that_none_is_shared(lived_in: Home) -> None:
    with Reader.open(lived_in) as reader:
        stamps = reader.rows("SELECT sig, refused, number, acked, heard_us - recorded_us FROM entries")
        assert len(installation.people(reader)) == 2
    assert {row[:4] for row in stamps} == {(None, 0, None, 0)}
    assert all(0 <= row[4] < 60_000_000 for row in stamps)
