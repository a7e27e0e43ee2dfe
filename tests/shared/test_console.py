"""Two people at one console, both in one shared database: each writes as themselves and reads what is theirs."""

import uuid
from pathlib import Path

import msgspec
import psycopg
import pytest

from incident_desk.desk import Desk, console, system_clock
from incident_desk.domain.entry import Entry, body_digest
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, StreamId, derived
from incident_desk.domain.incident import Declare
from incident_desk.domain.searching import searchable
from incident_desk.domain.timeline import Note
from incident_desk.store import pins
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica
from tests.store.making import sealed

PIN = "8231-otter"
BEAS = "7190-heron"
WORD = "quagmire"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "COST", 2**10)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


class Console(msgspec.Struct):
    """One home; Ada made the shared database from it, Bea works there too, and has not joined yet."""

    path: Path
    ada: PersonId
    bea: PersonId
    incident: IncidentId
    line: str
    """What lets Bea in."""


@pytest.fixture
def at(tmp_path: Path, database: str) -> Console:
    home = tmp_path / "home"
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        bea = desk.add_person("Bea").result()
        incident = desk.record(Declare("Checkout fails")).result()[-1].incident
        desk.shared.membership().found(database)
        line = desk.shared.membership().grant("Bea", "responder")
        desk.record(Note("before the PINs"), incident).result()
        desk.shared.exchange()
    return Console(home, ada, bea, incident, line)


def unlocked(at: Console, name: str, pin: str) -> Home:
    return console.unlock(at.path, console.called(at.path, name).desk, pin)


def texts(desk: Desk, incident: IncidentId) -> list[str]:
    return [line.text for line in desk.board(incident).timeline.lines if line.text]


def test_each_writes_as_themselves_and_they_meet_in_the_shared_database(at: Console) -> None:
    console.set_pin(at.path, at.ada, PIN)
    with Desk.open(at.path) as desk:
        assert not desk.shared.is_joined()  # what was joined went with Ada
    console.set_pin(at.path, at.bea, BEAS)
    with Desk.open(unlocked(at, "Ada", PIN)) as desk:
        assert desk.shared.is_joined()
        desk.record(Note("from Ada"), at.incident).result()
        assert desk.shared.exchange().waiting == 0
    with Desk.open(unlocked(at, "Bea", BEAS)) as desk:
        desk.shared.membership().join(at.line)
        desk.record(Note("from Bea"), at.incident).result()
        assert desk.shared.exchange().waiting == 0
        assert {"from Ada", "from Bea"} <= set(texts(desk, at.incident))
    with Desk.open(unlocked(at, "Ada", PIN)) as desk:
        desk.shared.exchange()
        written = {searchable(entry): entry.author for entry in desk.reading.entries(at.incident)}
        assert (written["from Ada"], written["from Bea"]) == (at.ada, at.bea)
        names = {m.name for m in desk.shared.membership().standing(desk.now_us()).members}
        assert names == {"Ada", "Bea"}


def restricted(at: Console, home: Home | Path, me: PersonId) -> StreamId:
    """A restricted incident of one person, as the doors take it: opened in a stream that its first entry makes."""
    place = Home.at(home)
    replica = Replica.open(place, searchable)
    desk = next(each.desk for each in replica.identities() if each.person == me and not each.retired)
    opening = EntryId(str(uuid.uuid4()))
    stream = derived(desk, opening)
    by = (desk, me, stream)
    first = _entry(by, opening, "gov.incident.opened", subject="SEV2")
    body = msgspec.json.encode({"text": f"{WORD} in here"})
    said = _entry(by, EntryId(str(uuid.uuid4())), "timeline.noted", body=body, after=first)
    replica.append([first, said], heard_us=1)
    replica.close()
    return stream


def _entry(
    by: tuple[DeskNumber, PersonId, StreamId],
    entry: EntryId,
    kind: str,
    *,
    body: bytes = b"",
    subject: str | None = None,
    after: Entry | None = None,
) -> Entry:
    desk, author, stream = by
    now_us = system_clock()
    made = Entry(
        id=entry,
        incident=IncidentId(stream),
        stream=stream,
        kind=kind,
        author=author,
        subject=subject,
        desk=desk,
        seq=after.seq + 1 if after else 1,
        hlc=((now_us // 1000) << 16) + (after.seq if after else 0),
        occurred_us=now_us,
        recorded_us=now_us,
        prev_hash=after.hash if after else b"",
        hash=b"",
        digest=body_digest(b"s" * 16, body),
        salt=b"s" * 16,
        body=body,
    )
    return sealed(made)


def streams(home: Home | Path) -> set[StreamId]:
    replica = Replica.open(Home.at(home), searchable)
    found = {stream for _, stream in replica.heads()}
    replica.close()
    return found


def holding(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if WORD.encode() in file.read_bytes()]


def test_a_restricted_stream_is_not_readable_by_the_next_one_at_the_console(at: Console) -> None:
    stream = restricted(at, at.path, at.ada)
    with Desk.open(at.path) as desk:
        assert desk.shared.exchange().waiting == 0  # the doors took it
        desk.back_up()
    assert holding(at.path)
    own = console.set_pin(at.path, at.ada, PIN)
    assert stream in streams(own)
    assert stream not in streams(at.path)
    assert holding(at.path) == []
    console.set_pin(at.path, at.bea, BEAS)
    with Desk.open(unlocked(at, "Bea", BEAS)) as desk:
        desk.shared.membership().join(at.line)
        desk.shared.exchange()
        assert desk.search(WORD) == []
        with pytest.raises(NotFound):
            desk.board(IncidentId(stream))
    assert stream not in streams(unlocked(at, "Bea", BEAS))
    with Desk.open(unlocked(at, "Ada", PIN)) as desk:
        assert len(desk.search(WORD)) == 1
        assert desk.check() == []


def test_what_stays_open_is_whole_and_goes_on(at: Console) -> None:
    mine, hers = restricted(at, at.path, at.ada), restricted(at, at.path, at.bea)
    own = console.set_pin(at.path, at.ada, PIN)
    assert (mine in streams(own), hers in streams(own)) == (True, False)
    assert (mine in streams(at.path), hers in streams(at.path)) == (False, True)
    with Desk.open(at.path) as desk:
        assert desk.check() == []
        desk.record(Note("Bea goes on"), at.incident).result()
        assert len(desk.search(WORD)) == 1
        assert "before the PINs" in texts(desk, at.incident)
    with Desk.open(own) as desk:
        assert desk.check() == []
        assert len(desk.search(WORD)) == 1


def test_what_one_person_connects_with_is_of_no_use_to_the_next(at: Console) -> None:
    own = console.set_pin(at.path, at.ada, PIN)
    with Desk.open(own) as desk:
        parts = desk.shared.membership().parts()
    secrets = [parts["password"].encode()]
    assert not [file for file in at.path.rglob("*") if file.is_file() and any(s in file.read_bytes() for s in secrets)]
    with Desk.open(at.path) as desk, pytest.raises(NotFound, match="nobody yet"):
        desk.shared.membership().parts()
    with Desk.open(at.path) as desk, pytest.raises(RuleError, match="administrator's key"):
        desk.shared.membership().grant("Cyd", "administrator")
    with pytest.raises(psycopg.OperationalError):  # Bea knows the role, and has no password for it
        psycopg.connect(**{**parts, "password": BEAS}).close()  # pyright: ignore[reportArgumentType]


def test_without_the_pin_the_membership_is_back_too(at: Console) -> None:
    console.set_pin(at.path, at.ada, PIN)
    with Desk.open(unlocked(at, "Ada", PIN)) as desk:
        desk.record(Note("alone"), at.incident).result()
    console.remove_pin(at.path, console.called(at.path, "Ada").desk, PIN)
    with Desk.open(at.path) as desk:
        desk.choose_person("Ada").result()
        assert desk.shared.exchange().waiting == 0
        assert "alone" in texts(desk, at.incident)
        assert desk.check() == []
