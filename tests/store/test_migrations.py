"""From any form the record ever had to the newest one, or not at all."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.corrections import Correct
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RecordDamaged, RecordError
from incident_desk.domain.incident import Declare
from incident_desk.domain.timeline import Attach, Note
from incident_desk.store import migrating, schema
from incident_desk.store.engine import writing
from incident_desk.store.home import Home
from tests.store.breaking import problems
from tests.store.conftest import replica_of
from tests.store.making import chain

STEPS = sorted(p.stem.split("_")[0][1:] for p in (migrating.MIGRATIONS / "versions").glob("v*.py"))

MIGRATING = """
import os, sys

from pathlib import Path
from incident_desk.store import migrating
from incident_desk.store.engine import writing

changes = int(sys.argv[2])
def dying(connection, cursor, statement, parameters, context, executemany):
    global changes
    if statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP", "DELETE")):
        changes -= 1
        if changes < 0:
            os.kill(os.getpid(), 9)
from sqlalchemy import event
engine = writing(Path(sys.argv[1]))
event.listen(engine, "after_cursor_execute", dying)
migrating.up_to_date(engine)
print("done", flush=True)
os.kill(os.getpid(), 9)
"""


def shape(path: Path) -> list[tuple[str, ...]]:
    """Everything the database says about its form; white space does not matter."""
    connection = sqlite.connect(path)
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
    found = [(kind, name, of, " ".join(text.split())) for kind, name, of, text in rows]
    connection.close()
    return found


def made_at(path: Path, step: str) -> None:
    """A record as the version of the program left it whose newest migration was this one."""
    from alembic import command
    from alembic.config import Config

    engine = writing(path)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", migrating.MIGRATIONS.as_posix())
        config.attributes["connection"] = connection
        command.upgrade(config, step)
    engine.dispose()


@pytest.fixture
def newest(tmp_path: Path) -> list[tuple[str, ...]]:
    """The form of a record that is made today."""
    engine = writing(tmp_path / "newest.db")
    migrating.up_to_date(engine)
    engine.dispose()
    return shape(tmp_path / "newest.db")


def test_the_newest_migration_is_the_one_that_new_records_are_stamped_with() -> None:
    assert STEPS[-1] == schema.HEAD


def test_migrating_from_nothing_gives_what_is_made_at_once(tmp_path: Path, newest: list[tuple[str, ...]]) -> None:
    engine = writing(tmp_path / "old.db")
    with engine.begin() as connection:
        migrating.migrate(connection, "base")
    engine.dispose()
    assert shape(tmp_path / "old.db") == newest
    assert stored_version(tmp_path / "old.db") == stored_version(tmp_path / "newest.db") == schema.HEAD


def stored_version(path: Path) -> str:
    connection = sqlite.connect(path)
    ((stored,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    return stored


@pytest.mark.parametrize("step", STEPS)
def test_a_record_of_every_older_version_is_brought_up_to_date(
    home: Home, step: str, newest: list[tuple[str, ...]]
) -> None:
    made_at(home.database, step)
    written = chain(3)
    with replica_of(home) as replica:
        replica.append(written, heard_us=1)
    assert shape(home.database) == newest
    assert problems(home) == []


def worked_in(home: Path) -> None:
    """A record with all that a day brings: people, incidents, corrections, an erasure, a file."""
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        bea = desk.add_person("Bea").result()
        incident = desk.record(Declare("Checkout fails"), by=ada).result()[-1].incident
        first, secret = (desk.record(Note(text), incident).result()[0] for text in ("db1 is emty", "a secret"))
        desk.record(Correct(first.id, text="db1 is empty"), incident).result()
        desk.attach(b"content", Attach("", "dump.txt", 0), incident).result()
        desk.record(Ask(secret.id, "it is secret"), incident, by=ada).result()
        desk.record(Confirm(secret.id), incident, by=bea).result()


def made_older(database: Path, step: str) -> None:
    """The same record in the form that an older version of the program gave it."""
    older = database.with_name("older.db")
    made_at(older, step)
    connection = sqlite.connect(older)
    connection.execute("ATTACH ? AS now", (str(database),))
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
    kept = [name for (name,) in tables if not name.startswith(("words_", "alembic", "sqlite_"))]
    for name in kept:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
        connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM now.{name}")
    connection.execute("INSERT INTO words(rowid, text) SELECT rowid, text FROM now.words")
    connection.commit()
    connection.close()
    older.replace(database)


@pytest.mark.parametrize("step", STEPS)
def test_what_was_written_under_an_older_version_is_all_there_after_the_update(tmp_path: Path, step: str) -> None:
    path = tmp_path / "home"
    worked_in(path)
    with closing(ReadingDesk.open(path)) as desk:
        (incident,) = [board.incident for board in desk.headlines()]
        before = desk.entries(incident)
    made_older(path / "record.db", step)
    with closing(ReadingDesk.open(path)) as desk:  # also before the update
        assert desk.entries(incident) == before
    with Desk.open(path) as desk:
        assert desk.reading.entries(incident) == before
        assert desk.check() == []
        desk.record(Note("after the update"), incident).result()
        assert [hit.entry.incident for hit in desk.reading.search("empty")] == [incident]
        assert desk.back_up() is not None
    assert stored_version(path / "record.db") == schema.HEAD


def test_a_record_of_a_newer_version_is_left_as_it_is(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(2), heard_us=1)
    connection = sqlite.connect(home.database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = home.database.read_bytes()
    with pytest.raises(RecordError, match="written by a newer version of Incident Desk. Update the program"):
        replica_of(home).__enter__()
    assert home.database.read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_record_that_does_not_say_its_version_is_left_as_it_is(home: Home, statement: str) -> None:
    with replica_of(home) as replica:
        replica.append(chain(2), heard_us=1)
    connection = sqlite.connect(home.database)
    connection.execute(statement)
    connection.commit()
    connection.close()
    before = home.database.read_bytes()
    with pytest.raises((RecordDamaged, RecordError)):
        replica_of(home).__enter__()
    assert home.database.read_bytes() == before


@pytest.mark.parametrize("changes", [0, 1, 2, 3])
def test_a_kill_in_the_middle_leaves_the_old_form(home: Home, changes: int, newest: list[tuple[str, ...]]) -> None:
    made_at(home.database, STEPS[0])
    old = shape(home.database)
    assert "done" not in killed_after(changes, home.database)
    assert shape(home.database) == old
    with replica_of(home) as replica:
        replica.append(chain(2), heard_us=1)
    assert shape(home.database) == newest


def test_a_kill_in_the_middle_of_making_leaves_nothing(home: Home, newest: list[tuple[str, ...]]) -> None:
    for changes in range(0, 12, 4):
        assert "done" not in killed_after(changes, home.database)
        assert shape(home.database) == []
    assert "done" in killed_after(1000, home.database)
    assert shape(home.database) == newest


def killed_after(changes: int, path: Path) -> str:
    """A process that makes or migrates a record and dies after so many changes. Returns: what it said."""
    command = [sys.executable, "-c", MIGRATING, str(path), str(changes)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
