"""Several people at one console: whoever sets a PIN has a record of their own, and nobody else there can read it."""

import shutil
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk, console, health
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RecordError, RuleError
from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId
from incident_desk.domain.timeline import Attach, Note
from incident_desk.store import attachments, backup, connecting, keys, pins, wal
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.desk.conftest import declared, texts

PIN = "8231-otter"
WORD = "quagmire"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a PIN is measured elsewhere."""
    monkeypatch.setattr(pins, "COST", 2**10)


class Console(msgspec.Struct):
    """One home, and the people at it by name."""

    path: Path
    people: dict[str, PersonId]
    incident: IncidentId

    def set_pin(self, name: str, pin: str = PIN) -> Home:
        return console.set_pin(self.path, self.people[name], pin)

    def desk_of(self, name: str) -> DeskNumber:
        return console.called(self.path, name).desk


@pytest.fixture
def at(home: Path) -> Console:
    """Ada and Bea, who work in one open home; Ada wrote the words."""
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        bea = desk.add_person("Bea").result()
        incident = declared(desk, f"Checkout fails of {WORD}")
        desk.record(Note(f"{WORD} one"), incident).result()
        desk.attach(WORD.encode() * 99, Attach("", "dump.txt", 0), incident).result()
        desk.record(Note("Bea was here"), incident, by=bea).result()
        desk.back_up()
    return Console(home, {"Ada": ada, "Bea": bea}, incident)


def holding(folder: Path, word: str = WORD) -> list[str]:
    """The files that hold a word as it stands, or any good part of it."""
    wanted = (word.encode(), word[1:].encode(), word.encode("utf-16-le"), word.encode().hex().encode())
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted(str(f.relative_to(folder)) for f in files if any(w in f.read_bytes() for w in wanted))


def test_a_home_without_pins_is_as_it_was(at: Console) -> None:
    assert not console.is_shared(at.path)
    assert console.people(at.path) == []
    assert not (at.path / "people").exists()


def test_whoever_sets_a_pin_goes_on_where_they_were(at: Console) -> None:
    home = at.set_pin("Ada")
    with Desk.open(home) as desk:
        assert desk.me == at.people["Ada"]
        assert desk.people().result() == [at.people["Ada"]]
        assert texts(desk, at.incident)[-2:] == ["dump.txt", "Bea was here"] or "Bea was here" in texts(
            desk, at.incident
        )
        before = desk.board(at.incident).headline.number
        assert declared(desk, "Another") != at.incident
        assert desk.board(at.incident).headline.number == before
        digest = next(iter(_digests(home)))
        assert desk.reading.attachment(digest) == WORD.encode() * 99
        assert [hit.entry for hit in desk.search(WORD)]
    assert health.verified(home) == []


def _digests(home: Home) -> list[str]:
    return attachments.kept(home)


def test_the_others_go_on_in_the_open_record_and_nobody_writes_there_as_the_one_who_left(at: Console) -> None:
    at.set_pin("Ada")
    with Desk.open(at.path) as desk:
        assert desk.me == at.people["Bea"]
        assert desk.people().result() == [at.people["Bea"]]
        with pytest.raises(NotFound):
            desk.record(Note("as Ada"), at.incident, by=at.people["Ada"]).result()
        desk.record(Note("Bea goes on"), at.incident).result()
    assert health.verified(at.path) == []


def test_the_last_one_leaves_no_word_in_the_open(at: Console) -> None:
    assert holding(at.path)
    at.set_pin("Bea")
    ada = at.set_pin("Ada")
    with Desk.open(ada) as desk:
        desk.record(Note(f"{WORD} three"), at.incident).result()
        desk.attach(WORD.encode() * 99, Attach("", "more.txt", 0), at.incident).result()
        desk.back_up()
        desk.set_setting("a", WORD).result()
        assert (ada.path / "record.db-wal").stat().st_size > 0
        assert holding(at.path) == []  # rows, index, log, backup, files: all of them while the desk is open
    assert holding(at.path) == []
    assert backup.kept(ada)
    assert health.newest_sound(ada) is not None


def test_the_keys_of_a_person_move_with_them(at: Console) -> None:
    with Desk.open(at.path) as desk:
        desk.choose_person("Ada").result()
    number = _number(Home(at.path), at.people["Ada"])
    secret = keys.private_key(Home(at.path), number)
    assert secret is not None
    home = at.set_pin("Ada")
    assert keys.private_key(Home(at.path), number) is None
    assert keys.private_key(home, number) == secret
    assert not [file for file in at.path.rglob("*") if file.is_file() and secret in file.read_bytes()]


def _number(home: Home, person: PersonId) -> DeskNumber:
    with Reader.open(home) as reader:
        return DeskNumber(reader.one("SELECT desk FROM identities WHERE retired = 0 AND person = ?", person))


# the PIN --------------------------------------------------------------------------------------------------------------


def test_a_wrong_pin_says_so_and_loses_nothing(at: Console) -> None:
    at.set_pin("Ada")
    with pytest.raises(RuleError, match="That is not the PIN of Ada."):
        console.unlock(at.path, at.desk_of("Ada"), "8231-Otter")
    with Desk.open(console.unlock(at.path, at.desk_of("Ada"), PIN)) as desk:
        assert WORD in " ".join(texts(desk, at.incident))


def test_each_wrong_pin_after_the_third_waits_longer_also_over_a_restart(
    at: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 1_000_000.0
    monkeypatch.setattr(pins.time, "time", lambda: now_s)
    at.set_pin("Ada")
    ada = at.desk_of("Ada")
    waits = ["", "", "Wait 2 s", "Wait 4 s", "Wait 8 s"]
    for wait in waits:
        with pytest.raises(RuleError, match=f"not the PIN of Ada.*{wait}"):
            console.unlock(at.path, ada, "wrong one")
        if wait:
            with pytest.raises(RuleError, match="Too many wrong PINs"):
                console.unlock(at.path, ada, PIN)
        now_s += 10
    assert console.unlock(at.path, ada, PIN).key
    with pytest.raises(RuleError, match=r"That is not the PIN of Ada\.$"):  # the right one pays for all
        console.unlock(at.path, ada, "wrong one")


@pytest.mark.parametrize("pin", ["", "12345", "x" * 201])
def test_a_pin_has_a_length(at: Console, pin: str) -> None:
    with pytest.raises(RuleError, match="at least 6"):
        at.set_pin("Ada", pin)
    assert not console.is_shared(at.path)


def test_a_pin_is_the_same_however_its_letters_are_put_together(at: Console) -> None:
    at.set_pin("Ada", "caf\u00e9-rouge")
    assert console.unlock(at.path, at.desk_of("Ada"), "cafe\u0301-rouge").key


def test_a_changed_pin_opens_and_the_old_one_does_not(at: Console) -> None:
    before = at.set_pin("Ada")
    console.change_pin(at.path, at.desk_of("Ada"), PIN, "another one")
    with pytest.raises(RuleError):
        console.unlock(at.path, at.desk_of("Ada"), PIN)
    assert console.unlock(at.path, at.desk_of("Ada"), "another one").key == before.key


def test_without_the_keyrings_half_no_pin_opens(at: Console) -> None:
    at.set_pin("Ada")
    for file in (at.path / "keys").glob("console-*"):
        file.unlink()
    with pytest.raises(RecordError, match="keyring"):
        console.unlock(at.path, at.desk_of("Ada"), PIN)


# the next one at the console ------------------------------------------------------------------------------------------


def test_one_persons_pin_lock_and_key_open_nothing_of_the_others(at: Console) -> None:
    ada, bea = at.set_pin("Ada"), at.set_pin("Bea", "bea's own pin")
    with pytest.raises(RuleError):
        console.unlock(at.path, at.desk_of("Ada"), "bea's own pin")
    shutil.copyfile(bea.path / pins.PIN, ada.path / pins.PIN)  # Bea puts her lock before Ada's door
    ada_desk = DeskNumber(int(ada.path.name))
    bent = console.unlock(at.path, ada_desk, "bea's own pin")
    assert bent.key == bea.key
    with pytest.raises(RecordError):
        Desk.open(bent)
    attached = next((ada.path / "attachments").glob("*/*"))
    with pytest.raises(RecordError):
        attachments.get(Home(ada.path, bea.key), attached.name)


def test_a_record_that_is_attached_to_ones_own_cannot_be_read(at: Console) -> None:
    ada, bea = at.set_pin("Ada"), at.set_pin("Bea", "bea's own pin")
    connection = connecting.reader(bea.database, bea.key)
    for key in ("", f" KEY \"x'{(bea.key or b'').hex()}'\"", " KEY ''"):
        with pytest.raises(sqlite.DatabaseError, match="not a database"):
            connection.execute(f"ATTACH '{ada.database}' AS other{key}").fetchall()
    connection.close()


def test_nobody_else_is_drawn_in_a_record_that_is_one_persons(at: Console) -> None:
    with Desk.open(at.set_pin("Ada")) as desk:
        with pytest.raises(RuleError, match="one person's alone"):
            desk.choose_person("Cyd").result()
        with pytest.raises(RuleError, match="one person's alone"):
            desk.add_person("Bea").result()


def test_the_log_of_an_encrypted_record_is_checked_before_sqlite_sees_it(at: Console) -> None:
    home = at.set_pin("Ada")
    with Desk.open(home) as desk:
        for number in range(3):
            desk.record(Note(f"note {number}"), at.incident).result()
        found = wal.read(home.log)
        assert found.committed > 3
        assert found.problem is None
        copy = home.path.with_name("1")
        shutil.copytree(home.path, copy)
    log = copy / "record.db-wal"
    raw = bytearray(log.read_bytes())
    raw[32 + 24 + 100] ^= 1
    log.write_bytes(raw)
    with pytest.raises(RecordError, match="write-ahead log"):
        Desk.open(Home(copy, home.key))


# back again -----------------------------------------------------------------------------------------------------------


def test_without_the_pin_they_are_back_with_the_others(at: Console) -> None:
    with Desk.open(at.set_pin("Ada")) as desk:
        desk.record(Note("Ada alone"), at.incident).result()
        desk.attach(b"a second file", Attach("", "two.txt", 0), at.incident).result()
    with Desk.open(at.path) as desk:
        desk.record(Note("Bea alone"), at.incident).result()
    console.remove_pin(at.path, at.desk_of("Ada"), PIN)
    assert not console.is_shared(at.path)
    assert list((at.path / "people").iterdir()) == []
    with Desk.open(at.path) as desk:
        assert set(desk.people().result()) == set(at.people.values())
        assert {"Ada alone", "Bea alone"} <= set(texts(desk, at.incident))
        desk.record(Note("as Ada"), at.incident, by=at.people["Ada"]).result()
        assert len(desk.search(WORD)) >= 2
    assert health.verified(at.path) == []


def test_the_last_one_comes_back_to_an_empty_home(at: Console) -> None:
    at.set_pin("Bea")
    at.set_pin("Ada")
    with pytest.raises(RuleError):
        console.remove_pin(at.path, at.desk_of("Ada"), "not it")
    console.remove_pin(at.path, at.desk_of("Ada"), PIN)
    with Desk.open(at.path) as desk:
        assert desk.me == at.people["Ada"]
        assert desk.is_person_chosen
        assert WORD in " ".join(texts(desk, at.incident))
    assert health.verified(at.path) == []


def test_what_was_erased_alone_does_not_come_back(at: Console) -> None:
    with Desk.open(at.path) as desk:
        said = desk.record(Note("a patient's name: hippocrene"), at.incident).result()[0]
    at.set_pin("Ada")
    with Desk.open(at.path) as desk:  # Bea, with a third, has it erased in the open record
        cyd = desk.add_person("Cyd").result()
        desk.record(Ask(said.id, "a name"), at.incident, by=at.people["Bea"]).result()
        desk.record(Confirm(said.id), at.incident, by=cyd).result()
    console.remove_pin(at.path, at.desk_of("Ada"), PIN)
    assert holding(at.path, "hippocrene") == []
    assert health.verified(at.path) == []


def test_a_forgotten_pin_puts_the_record_aside_and_nothing_is_deleted(at: Console) -> None:
    at.set_pin("Ada")
    desk = at.desk_of("Ada")
    aside = console.forget_pin(at.path, desk)
    assert console.people(at.path) == []
    aside.rename(at.path / "people" / str(desk))  # the note with the PIN turned up
    with Desk.open(console.unlock(at.path, desk, PIN)) as found:
        assert WORD in " ".join(texts(found, at.incident))


def test_a_demo_has_no_pins(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "demo", apart=True) as desk:
        me = desk.me
    with pytest.raises(RuleError, match="demo"):
        console.set_pin(tmp_path / "demo", me, PIN)


def test_the_cursor_is_called_what_the_exchange_calls_it() -> None:
    from incident_desk.store.shared import place  # loads the driver, which a console without a shared database need not

    assert console.PLACE == place.PLACE


def test_a_bundle_comes_into_an_encrypted_record_and_goes_out_of_it(at: Console, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "far") as desk:
        far = declared(desk, "Mail is late")
        desk.attach(b"hippocrene" * 9, Attach("", "far.txt", 0), far).result()
    export_bundle(tmp_path / "far", tmp_path / "in.bundle", Coverage())
    at.set_pin("Bea")
    own = at.set_pin("Ada")
    with Desk.open(own) as desk:
        desk.bundles.take(tmp_path / "in.bundle")
        (digest,) = set(attachments.kept(own)) - {d for d in attachments.kept(own) if _is_of(own, d, WORD)}
        assert desk.reading.attachment(digest) == b"hippocrene" * 9
    assert holding(at.path, "hippocrene") == []
    assert health.verified(own) == []
    assert export_bundle(own, tmp_path / "out.bundle", Coverage()).files == 2


def _is_of(home: Home, digest: str, word: str) -> bool:
    return word.encode() in attachments.get(home, digest)
