"""What the driver says, in words a person can read, each brought about for real."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.errors import NotSaved, RecordDamaged, RecordError
from incident_desk.store import backup, engine
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.breaking import problems
from tests.store.conftest import replica_of
from tests.store.making import chain, entry
from tests.store.mounting import mounted


def test_the_writer_syncs_every_commit_and_overwrites_what_it_deletes(home: Home, replica: Replica) -> None:
    made = engine.writing(home.database)
    run = engine.driver(made).execute
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    assert {name: run(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    made.dispose()


def test_the_record_is_readable_by_its_user_alone(home: Home, replica: Replica) -> None:
    replica.append([entry()], heard_us=1)
    assert {file.stat().st_mode & 0o777 for file in home.path.glob("record*")} == {0o600}


def test_there_is_one_sqlite_library_and_it_is_a_current_one() -> None:
    assert tuple(map(int, sqlite.sqlite_version.split("."))) >= (3, 51, 3)  # earlier ones can lose a log's restart


def test_a_full_disk(home: Home, replica: Replica) -> None:
    written = chain(3)
    replica.append(written[:1], heard_us=1)
    pages = replica._connection.execute("PRAGMA page_count").fetchone()[0]  # pyright: ignore[reportPrivateUsage]
    replica._connection.execute(f"PRAGMA max_page_count = {pages}")  # pyright: ignore[reportPrivateUsage]
    big = entry("x" * 40_000, after=written[0])
    with pytest.raises(NotSaved, match="the disk is full; free some space and try again"):
        replica.append([big], heard_us=1)
    replica._connection.execute("PRAGMA max_page_count = 100000")  # pyright: ignore[reportPrivateUsage]
    replica.append(written[1:], heard_us=1)
    with Reader.open(home) as reader:
        assert reader.entries_after(0) == written


def test_a_disk_that_became_read_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "disk" / "home")
    home.prepare()
    with mounted(tmp_path / "disk", "ro"), pytest.raises(RecordError, match="could not be opened"), replica_of(home):
        pass


def test_another_writer_in_the_way(home: Home, replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    replica._connection.execute("PRAGMA busy_timeout = 10")  # pyright: ignore[reportPrivateUsage]
    other = sqlite.connect(home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match="another process is at work in this home"):
        replica.append([entry()], heard_us=1)
    with pytest.raises(NotSaved, match="another process"):
        replica.set_setting("theme", "dark")
    other.close()
    replica.append([entry()], heard_us=1)


def test_a_file_that_is_no_database(home: Home) -> None:
    home.database.write_bytes(b"this is a letter\n" * 1000)
    with pytest.raises(RecordDamaged, match="file is not a database"):
        Reader.open(home)
    with pytest.raises(RecordDamaged, match="file is not a database"), replica_of(home):
        pass


def test_a_database_of_somebody_else(home: Home) -> None:
    other = sqlite.connect(home.database)
    other.execute("CREATE TABLE letters (text)")
    other.close()
    with Reader.open(home) as reader, pytest.raises(RecordDamaged, match="no such table: entries"):
        reader.count()
    with pytest.raises(RecordDamaged, match="no such table"), replica_of(home):
        pass


def test_a_database_cut_in_half(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(500), heard_us=1)
    with home.database.open("r+b") as file:
        file.truncate(home.database.stat().st_size // 2)
    with pytest.raises(RecordDamaged), replica_of(home):
        pass


def test_a_file_that_cannot_be_opened(home: Home) -> None:
    home.database.mkdir()
    with pytest.raises(RecordError, match="could not be (read|opened)"):
        Reader.open(home)
    with pytest.raises(RecordError, match="could not be (read|opened)"), replica_of(home):
        pass


def test_text_that_is_none(home: Home, replica: Replica) -> None:
    replica.append([entry()], heard_us=1)
    replica._connection.execute("UPDATE entries SET kind = CAST(x'ff' AS TEXT)")  # pyright: ignore[reportPrivateUsage]
    with Reader.open(home) as reader, pytest.raises(RecordDamaged, match="decode"):
        reader.entries_after(0)


def test_a_closed_record(home: Home) -> None:
    with replica_of(home) as replica:
        pass
    with pytest.raises(RecordError, match="closed"):
        replica.append([entry()], heard_us=1)


NAMES = [
    "file:x",
    ":memory:",
    "a?mode=memory",
    "100%41",
    "a b",
    "größe",
    "gro\u0308\u00dfe",
    "#1",
    "a\nb",
    "a'b\"c",
    "b\udcff",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_home_may_be_called_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(Path(name))
    home.prepare()
    written = chain(2)
    with replica_of(home) as replica:
        replica.append(written[:1], heard_us=1)
        backup.take(home)
        replica.append(written[1:], heard_us=2)
    assert (tmp_path / name / "record.db").exists()
    with Reader.open(home) as reader:
        assert reader.entries_after(0) == written
    assert problems(home) == []
    backup.restore(home, backup.kept(home)[0])
    with Reader.open(home) as reader:
        assert reader.entries_after(0) == written[:1]
    assert [file.name for file in tmp_path.iterdir()] == [name]
