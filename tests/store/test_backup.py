"""Backups: by the hour, verified before they are kept, thinned out, and a way back that was walked."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RecordDamaged
from incident_desk.store import acknowledged, backup, keys
from incident_desk.store.backup import HOUR_US
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.breaking import flip, problems
from tests.store.conftest import replica_of
from tests.store.making import ADA, chain, emptied, entry
from tests.store.mounting import mounted

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)


def us(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000


def seqs(path: Path) -> list[int]:
    """Which entries of the one chain lie in a database."""
    with Reader.of_file(path) as reader:
        return [each.seq for each in reader.entries_after(0)]


# taking --------------------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_was_there_and_only_its_user_reads_it(home: Home, replica: Replica) -> None:
    first, *rest = chain(4)
    replica.append([first], heard_us=1)
    taken = backup.take(home, us(NOON))
    replica.append(rest, heard_us=2)
    assert taken.name == "2024-05-06T120000Z-1.db"
    assert seqs(taken) == [1]
    assert taken.stat().st_mode & 0o777 == 0o600
    assert seqs(backup.take(home, us(NOON + timedelta(hours=1)))) == [1, 2, 3, 4]


def test_a_backup_is_taken_beside_a_writer_who_writes_on(home: Home, replica: Replica) -> None:
    written = chain(300)
    replica.append(written[:100], heard_us=1)
    thread = threading.Thread(target=backup.take, args=(home, us(NOON)))
    thread.start()
    for each in written[100:]:
        replica.append([each], heard_us=2)
    thread.join()
    (taken,) = backup.kept(home)
    there = seqs(taken)
    assert there == list(range(1, len(there) + 1))
    assert len(there) >= 100


def test_a_damaged_record_pushes_no_sound_backup_out(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(50), heard_us=1)
    sound = backup.take(home, us(NOON))
    flip(home.database, home.database.read_bytes().index(b'"Note 30 of the chain"'))
    with pytest.raises(RecordDamaged, match="no backup was taken of it: seq 30 of desk 7"):
        backup.take(home, us(NOON + timedelta(hours=1)))
    assert list(home.backups.iterdir()) == [sound]


def test_there_is_nothing_to_copy_where_nothing_was_written(home: Home) -> None:
    with pytest.raises(NotFound):
        backup.take(home)
    assert list(home.backups.iterdir()) == []


def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "disk" / "home")
    home.prepare()
    with replica_of(home) as replica:
        replica.append(chain(2), heard_us=1)
    with mounted(tmp_path / "disk", "ro"), pytest.raises(NotSaved):
        backup.take(home)


# when ----------------------------------------------------------------------------------------------------------------


def test_a_backup_is_due_an_hour_after_the_last_if_anything_was_written(home: Home, replica: Replica) -> None:
    first, second = chain(2)
    assert not backup.due(home, us(NOON))  # nothing was written yet
    replica.append([first], heard_us=1)
    assert backup.due(home, us(NOON))
    backup.take(home, us(NOON))
    assert not backup.due(home, us(NOON) + 2 * HOUR_US)
    replica.append([second], heard_us=2)
    assert not backup.due(home, us(NOON) + HOUR_US - 1)
    assert backup.due(home, us(NOON) + HOUR_US)


def test_a_clock_that_was_set_back_does_not_stop_the_backups(home: Home, replica: Replica) -> None:
    first, second = chain(2)
    replica.append([first], heard_us=1)
    backup.take(home, us(NOON))
    replica.append([second], heard_us=2)
    assert backup.due(home, us(NOON - timedelta(days=1)))


# thinning ------------------------------------------------------------------------------------------------------------


def test_the_last_day_stays_by_the_hour_and_two_weeks_by_the_day(home: Home, replica: Replica) -> None:
    replica.append(chain(1), heard_us=1)
    for hours in range(20 * 24):
        moment = NOON + timedelta(hours=hours)
        home.backups.joinpath(f"{moment:%Y-%m-%dT%H%M%SZ}-{hours}.db").write_bytes(b"")
    end = NOON + timedelta(days=20)
    backup.take(home, us(end))
    kept = [path.name[:13] for path in backup.kept(home)]
    assert kept[:24] == [f"{end - timedelta(hours=h):%Y-%m-%dT%H}" for h in range(24)]
    days = [name[:10] for name in kept]
    assert sorted(set(days), reverse=True) == [f"{end - timedelta(days=d):%Y-%m-%d}" for d in range(14)]
    assert len(kept) == 24 + 12  # the first two days of the fourteen are among the hours


def test_other_files_in_the_folder_are_left_alone(home: Home, replica: Replica) -> None:
    replica.append(chain(1), heard_us=1)
    for name in ("notes.txt", "my own copy.db", "2024-05-06T120000Z-1.db.old"):
        home.backups.joinpath(name).write_bytes(b"mine")
    taken = backup.take(home, us(NOON))
    assert backup.kept(home) == [taken]
    assert len(list(home.backups.iterdir())) == 4


def test_what_a_killed_process_left_is_swept_away(home: Home, replica: Replica) -> None:
    replica.append(chain(1), heard_us=1)
    left = home.backups / "2024-05-06T110000Z-1.db.0123abcd.part"
    left.write_bytes(b"half of one")
    backup.take(home, us(NOON))
    assert not left.exists()


# the way back --------------------------------------------------------------------------------------------------------


@pytest.fixture
def backed_up(home: Home) -> Path:
    """The backup of a home in which two more entries were written afterwards."""
    written = chain(5)
    with replica_of(home) as replica:
        replica.add_identity(keys.draw(home, ADA))
        replica.append(written[:3], heard_us=1)
        taken = backup.take(home, us(NOON))
        replica.append(written[3:], heard_us=2)
    return taken


def test_the_newest_sound_backup_is_found(home: Home, backed_up: Path) -> None:
    newer = home.backups / "2024-05-06T130000Z-5.db"
    newer.write_bytes(backed_up.read_bytes())
    assert backup.newest_sound(home) == newer
    flip(newer, newer.read_bytes().index(b"Note 2 of the chain"))
    assert backup.newest_sound(home) == backed_up
    backed_up.write_bytes(b"no database at all")
    assert backup.newest_sound(home) is None


def test_a_restored_record_is_what_was_backed_up_and_can_be_written(home: Home, backed_up: Path) -> None:
    aside = backup.restore(home, backed_up)
    assert problems(home) == []
    assert seqs(home.database) == [1, 2, 3]
    assert seqs(aside / "record.db") == [1, 2, 3, 4, 5]  # nothing is deleted
    with replica_of(home) as replica:
        replica.append([entry(desk=8)], heard_us=3)
    assert problems(home) == []


def test_nobody_goes_on_with_a_chain_whose_end_others_may_have(home: Home, backed_up: Path) -> None:
    backup.restore(home, backed_up)
    with replica_of(home) as replica:
        old, new = sorted(replica.identities(), key=lambda each: not each.retired)
    assert (old.person, new.person) == (ADA, ADA)
    assert (old.retired, new.retired) == (True, False)
    assert old.desk != new.desk
    assert keys.private_key(home, new.desk)


def test_a_record_is_restored_when_nothing_of_it_is_left(home: Home, backed_up: Path) -> None:
    home.database.unlink()
    with pytest.raises(RecordDamaged, match="record.db is missing, and held 5 entries"):
        replica_of(home).__enter__()
    backup.restore(home, backed_up)
    assert problems(home) == []
    mark = acknowledged.read(home.acknowledged)
    assert mark
    assert (mark.n, mark.seq) == (3, 3)


def test_a_record_is_restored_over_a_damaged_one_with_a_log(home: Home, backed_up: Path) -> None:
    home.database.write_bytes(b"\0" * 5000)
    home.log.write_bytes(b"\1" * 5000)
    aside = backup.restore(home, backed_up)
    assert (aside / "record.db").read_bytes() == b"\0" * 5000
    assert (aside / "record.db-wal").read_bytes() == b"\1" * 5000
    assert (aside / "record.acknowledged").exists()
    assert problems(home) == []


def test_restoring_twice_keeps_what_both_found(home: Home, backed_up: Path) -> None:
    first, second = backup.restore(home, backed_up), backup.restore(home, backed_up)
    assert first != second
    assert (seqs(first / "record.db"), seqs(second / "record.db")) == ([1, 2, 3, 4, 5], [1, 2, 3])


def test_a_backup_from_somewhere_else_will_do(home: Home, backed_up: Path, tmp_path: Path) -> None:
    elsewhere = backed_up.rename(tmp_path / "from a stick.db")
    backup.restore(home, elsewhere)
    assert seqs(home.database) == [1, 2, 3]


def test_a_backup_from_before_an_erasure_brings_no_erased_words_back(home: Home, tmp_path: Path) -> None:
    said = entry("the password is hunter2")
    erasing = entry(kind=backup.ERASED, after=said, subject=said.id)
    with replica_of(home) as replica:
        replica.append([said], heard_us=1)
        elsewhere = backup.take(home).rename(tmp_path / "from a stick.db")
        replica.append([erasing], erased=[said.id], heard_us=2)
    assert b"hunter2" in elsewhere.read_bytes()
    backup.restore(home, elsewhere)
    with Reader.open(home) as reader:
        assert reader.entries_after(0) == [emptied(said)]
    assert b"hunter2" not in home.database.read_bytes()
    assert problems(home) == []


@pytest.mark.parametrize("content", [b"", b"a letter\n" * 100])
def test_what_is_no_sound_backup_changes_nothing(home: Home, backed_up: Path, content: bytes) -> None:
    backed_up.write_bytes(content)
    before = home.database.read_bytes()
    with pytest.raises(RecordDamaged):
        backup.restore(home, backed_up)
    with pytest.raises(BadInput, match="no such backup"):
        backup.restore(home, home.backups / "none.db")
    assert home.database.read_bytes() == before
    assert sorted(p.name for p in home.path.iterdir() if ".part" in p.name) == []
    assert problems(home) == []


def test_a_record_can_be_set_aside_for_a_new_one(home: Home, backed_up: Path) -> None:
    aside = backup.set_aside(home)
    assert aside.stat().st_mode & 0o777 == home.damaged.stat().st_mode & 0o777 == 0o700
    assert problems(home) == []
    with replica_of(home) as replica:
        assert replica.heads() == {}
    assert seqs(aside / "record.db") == [1, 2, 3, 4, 5]
