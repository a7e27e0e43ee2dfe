"""What was erased is in no file of the home any more, and the chain holds."""

import re
import shutil
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from incident_desk.store import attachments, backup
from incident_desk.store.appending import OWED
from incident_desk.store.erasing import erase_everywhere
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from incident_desk.store.search import search
from tests.store.breaking import flip, problems
from tests.store.conftest import replica_of
from tests.store.making import chain, emptied, entry
from tests.store.mounting import fill, mounted

SECRET = "correct-horse-battery-staple"
SAID = entry(f"the password is {SECRET}, do not tell")
FILE = f"-----BEGIN KEY----- {SECRET}".encode() * 100


def holding(home: Home, word: str = SECRET) -> list[str]:
    """The files of the home that hold a word, in any way it could be written down."""
    wanted = [word.encode(), word.encode("utf-16-le"), word.encode().hex().encode(), *parts_of(word)]
    files = [file for file in home.path.rglob("*") if file.is_file()]
    return sorted({str(file.relative_to(home.path)) for file in files for w in wanted if w in file.read_bytes()})


def parts_of(word: str) -> list[bytes]:
    """The search index takes a text apart, and leaves out what a word has in common with the one before."""
    return [part.encode()[1:] for part in word.split("-") if len(part) > 6]


@pytest.fixture
def replica(home: Home) -> Generator[Replica]:
    """A record that holds the secret wherever one can lie: rows, index, log, backups, a damaged record, a file."""
    with replica_of(home) as opened:
        opened.append([SAID], heard_us=1)
        backup.take(home)
        opened.append(chain(30, f"Note {{}} about {SECRET[:5]}", desk=9), heard_us=2)
        backup.take(home)
        copy = home.damaged / "2024-05-06T120000Z"
        copy.mkdir(parents=True)
        shutil.copyfile(home.database, copy / "record.db")
        shutil.copyfile(home.log, copy / "record.db-wal")
        yield opened


def test_the_bytes_are_in_no_file_of_the_home(home: Home, replica: Replica) -> None:
    kept = attachments.put(home, FILE)
    assert {Path(file).parts[0] for file in holding(home)} == {"record.db-wal", "backups", "damaged", "attachments"}
    reason = entry("a pasted password", after=SAID, kind="gov.erased", subject=SAID.id)
    replica.append([reason], erased=[SAID.id, kept.digest], heard_us=3)
    told = erase_everywhere(home, replica)
    assert holding(home) == []
    assert told == ["The damaged record of 2024-05-06T120000Z was removed: it held what was erased."]
    assert replica.owed() == []
    assert problems(home) == []
    with Reader.open(home) as reader:
        assert reader.entry(SAID.id) == emptied(SAID)  # who and when remain
        assert reader.entry(reason.id) == reason  # and so does why
        assert search(reader, "battery") == []
    replica.append([entry(after=reason)], heard_us=4)  # the chain goes on
    assert problems(home) == []


def test_backups_still_hold_everything_else_and_are_sound(home: Home, replica: Replica) -> None:
    replica.append([], erased=[SAID.id], heard_us=3)
    erase_everywhere(home, replica)
    newer, older = backup.kept(home)
    assert backup.newest_sound(home) == newer
    for path, count in ((newer, 31), (older, 1)):
        with Reader.of_file(path) as reader:
            assert reader.count() == count
            assert reader.entry(SAID.id) == emptied(SAID)
        assert path.stat().st_mode & 0o777 == 0o600


def test_backups_and_damaged_records_of_others_are_left_as_they_are(home: Home, replica: Replica) -> None:
    later = entry("another secret", desk=11)
    before = {path: path.read_bytes() for path in home.path.glob("[bd]*/**/*") if path.is_file()}
    replica.append([later], heard_us=3)
    replica.append([], erased=[later.id], heard_us=3)
    assert erase_everywhere(home, replica) == []
    assert {path: path.read_bytes() for path in before} == before


def test_a_backup_that_cannot_be_read_is_removed(home: Home, replica: Replica) -> None:
    newer, older = backup.kept(home)
    raw = bytearray(older.read_bytes())
    page = raw.index(SAID.body) // 4096 * 4096
    raw[page : page + 8] = b"\0" * 8  # the head of the page that the words lie in
    older.write_bytes(raw)
    replica.append([], erased=[SAID.id], heard_us=3)
    told = erase_everywhere(home, replica)
    assert f"The backup {older.name} was removed: it cannot be read, and may hold what was erased." in told
    assert backup.kept(home) == [newer]
    assert holding(home) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_flipped_byte_in_a_backup_hides_no_words(home: Home, replica: Replica, which: int) -> None:
    older = backup.kept(home)[-1]
    places = [found.start() for found in re.finditer(SAID.id.encode(), older.read_bytes())]
    assert len(places) == 2  # in its row, and in the index over the ids
    flip(older, places[which] + 35)
    replica.append([], erased=[SAID.id], heard_us=3)
    erase_everywhere(home, replica)
    assert holding(home) == []


def test_a_reader_in_the_way_puts_it_off_to_the_next_start(home: Home, replica: Replica) -> None:
    with Reader.open(home) as reader:
        pages = reader.pages("SELECT text FROM words", 1)
        next(pages)  # its transaction is open
        replica._connection.execute("PRAGMA busy_timeout = 50")  # pyright: ignore[reportPrivateUsage]
        replica.append([], erased=[SAID.id], heard_us=3)
        told = erase_everywhere(home, replica)
        assert "Another program is reading the record; erasing is finished at the next start." in told
        assert replica.owed() == [SAID.id]
        list(pages)
    replica.close()
    with replica_of(home) as again:
        assert again.owed() == []
        assert holding(home) == []


def test_what_was_owed_when_the_program_was_killed_is_done_at_the_next_start(home: Home, replica: Replica) -> None:
    kept = attachments.put(home, FILE)
    replica.append([], erased=[SAID.id, kept.digest], heard_us=3)
    assert replica.owed() == [SAID.id, kept.digest]
    assert holding(home)
    replica.close()  # as far as it came; nothing of the rest was done
    with replica_of(home) as again:
        assert again.owed() == []
    assert holding(home) == []
    assert problems(home) == []


def test_a_disk_that_refuses_leaves_it_owed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=3m") as disk:
        home = Home(disk / "home")
        home.prepare()
        with replica_of(home) as opened:
            opened.append([SAID, *chain(200, desk=9)], heard_us=1)
            backup.take(home)
            opened.append([], erased=[SAID.id], heard_us=2)
            ballast = fill(disk)
            told = erase_everywhere(home, opened)
            assert "Erasing is not finished and is tried again at the next start" in told[-1]
            assert opened.owed() == [SAID.id]
            ballast.unlink()
            assert erase_everywhere(home, opened) == []
            assert (opened.owed(), holding(home)) == ([], [])


def test_erasing_twice_or_what_is_not_here_harms_nothing(home: Home, replica: Replica) -> None:
    for _ in range(2):
        replica.append([], erased=[SAID.id, "0190b5a6-7d6f-7bd7-8e27-5f8a6f0c9999", "f" * 64], heard_us=3)
        erase_everywhere(home, replica)
    assert problems(home) == []
    assert replica.setting(OWED) is None


def test_words_that_are_held_elsewhere_stay(home: Home, replica: Replica) -> None:
    replica.append([], erased=[SAID.id], heard_us=3)
    erase_everywhere(home, replica)
    with Reader.open(home) as reader:
        assert len(search(reader, f'"about {SECRET[:5]}"')) == 30


def test_a_parked_entry_loses_its_words_as_well(home: Home, replica: Replica) -> None:
    said = entry(f"from another desk: {SECRET}", desk=12)
    replica._connection.execute(  # pyright: ignore[reportPrivateUsage]
        "INSERT INTO parked VALUES (12, ?, 1, ?, 'a lie', ?)",
        (said.stream, said.hash, msgspec.json.encode(said)),
    )
    replica.append([], erased=[said.id, SAID.id], heard_us=3)
    erase_everywhere(home, replica)
    ((why, left),) = replica._connection.execute("SELECT why, entry FROM parked").fetchall()  # pyright: ignore[reportPrivateUsage]
    assert (why, left) == ("a lie", b"")
