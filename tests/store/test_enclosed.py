"""A home with a key keeps the same promises as one that lies open, and none of its files says a word."""

import shutil
from collections.abc import Generator

import pytest

from incident_desk.domain.errors import RecordDamaged, RecordError
from incident_desk.store import attachments, backup, checking, keys
from incident_desk.store.erasing import erase_everywhere
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from incident_desk.store.search import search
from tests.store.conftest import replica_of
from tests.store.making import chain, entry, words
from tests.store.test_erasing import FILE, SAID, SECRET, holding

KEY = bytes(range(32))


@pytest.fixture
def home(home: Home) -> Home:
    """One with a key."""
    return Home(home.path, KEY)


@pytest.fixture
def replica(home: Home) -> Generator[Replica]:
    with replica_of(home) as opened:
        opened.append([SAID], heard_us=1)
        backup.take(home, 0)
        opened.append(chain(30, f"Note {{}} about {SECRET[:5]}", desk=9), heard_us=2)
        backup.take(home, 3_600_000_000)
        yield opened


def test_no_file_says_a_word(home: Home, replica: Replica) -> None:
    attachments.put(home, FILE)
    keys.put_away(home, "desk 7", SECRET.encode())
    assert len(backup.kept(home)) == 2
    assert home.log.stat().st_size > 0
    assert holding(home) == []
    assert checking.everything(home, words) == []


def test_what_was_kept_is_read_again(home: Home, replica: Replica) -> None:
    kept = attachments.put(home, FILE)
    keys.put_away(home, "desk 7", b"secret")
    assert attachments.get(home, kept.digest) == FILE
    assert keys.secret(home, "desk 7") == b"secret"
    with Reader.open(home) as reader:
        assert len(search(reader, "password")) == 1


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_without_the_key_nothing_opens(home: Home, replica: Replica, key: bytes | None) -> None:
    kept = attachments.put(home, FILE)
    other = Home(home.path, key)
    with pytest.raises(RecordError):
        Reader.open(other)
    with pytest.raises(RecordDamaged):
        attachments.get(other, kept.digest)
    assert backup.newest_sound(other) is None


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_changed_byte_is_found(home: Home, replica: Replica, at: int) -> None:
    kept = attachments.put(home, FILE)
    file = attachments.path_of(home, kept.digest)
    raw = bytearray(file.read_bytes())
    raw[at] ^= 1
    file.write_bytes(raw)
    with pytest.raises(RecordDamaged):
        attachments.get(home, kept.digest)
    assert [str(problem) for problem in checking.everything(home, words) if kept.digest in str(problem)]


def test_a_file_under_another_name_does_not_open(home: Home, replica: Replica) -> None:
    one, other = attachments.put(home, b"one"), attachments.put(home, b"other")
    shutil.copyfile(attachments.path_of(home, one.digest), attachments.path_of(home, other.digest))
    with pytest.raises(RecordDamaged):
        attachments.get(home, other.digest)


def test_erasing_reaches_every_file_and_keeps_what_need_not_go(home: Home, replica: Replica) -> None:
    copy = home.damaged / "2024-05-06T120000Z"
    copy.mkdir(parents=True)
    shutil.copyfile(home.database, copy / "record.db")
    kept = attachments.put(home, FILE)
    reason = entry("a pasted password", after=SAID, kind="gov.erased", subject=SAID.id)
    replica.append([reason], erased=[SAID.id, kept.digest], heard_us=3)
    erase_everywhere(home, replica)
    assert replica.owed() == []
    assert attachments.kept(home) == []
    assert not copy.exists()
    assert len(backup.kept(home)) == 2
    for path in [*backup.kept(home), home.database]:
        with Reader.of_file(path, KEY) as reader:
            there = reader.entry(SAID.id)
            assert there is not None
            assert (there.body, there.salt) == (b"", b"")
            assert not [hit for hit in search(reader, "password") if hit.entry == SAID.id]


def test_a_backup_comes_back_under_the_key(home: Home, replica: Replica) -> None:
    replica.close()
    oldest = backup.kept(home)[-1]
    backup.restore(home, oldest)
    with replica_of(home) as restored:
        assert len(restored.heads()) == 1
    assert holding(home) == []
