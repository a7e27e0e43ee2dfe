"""Databases of another version than the program: it works on, or says in words why not, and nothing is lost."""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.errors import BadInput, RecordError, RuleError
from incident_desk.store import backup
from incident_desk.store.bundles.form import VERSION, Coverage
from incident_desk.store.home import Home
from incident_desk.store.shared import founding
from incident_desk.store.shared.connection import ANOTHER_VERSION, Unreachable
from incident_desk.store.shared.form import HEAD, NEWER, OLDER
from tests.desktop.conftest import a_bridge
from tests.future.newer import THERE, House
from tests.shared.test_converge import declared, meet, note, state, texts

REFUSED = "was written by a newer version of Incident Desk. Update the program; nothing was changed."
STEPS = sorted(p.stem[1:5] for p in (founding.HERE / "migrations" / "versions").glob("v*.py"))


# a home ---------------------------------------------------------------------------------------------------------------


def everything(home: Path) -> dict[str, list[Any]]:
    """All tables of a record, read without any program of ours."""
    with contextlib.closing(sqlite.connect(home / "record.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_an_older_program_leaves_a_newer_home_as_it_is_and_says_so(newer: House, ours: House, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert newer(home, "declare", "--title", "Checkout fails").code == 0
    before = everything(home)
    for asked in (("list",), ("log", "Checkout fails", "a word"), ("declare", "--title", "Another")):
        answer = ours(home, *asked)
        assert answer.code == 1
        assert REFUSED in answer.err
        assert answer.err.count("\n") == 1
    assert REFUSED in ours(home, "verify").out
    with pytest.raises(RecordError, match="newer version"):
        Desk.open(home)
    with pytest.raises(RecordError, match="newer version"):
        export_bundle(home, tmp_path / "out.bundle", Coverage())
    assert everything(home) == before
    assert newer(home, "log", "Checkout fails", "a word").code == 0
    assert newer(home, "verify").code == 0


def test_a_backup_of_a_newer_home_is_not_put_in_the_place_of_an_older_one(newer: House, tmp_path: Path) -> None:
    assert newer(tmp_path / "tomorrow", "declare", "--title", "Checkout fails").code == 0
    with Desk.open(tmp_path / "today") as desk:
        incident = declared(desk)
        note(desk, incident, "kept")
    with pytest.raises(RecordError, match="newer version"):
        backup.restore(Home(tmp_path / "today"), tmp_path / "tomorrow" / "record.db")
    with Desk.open(tmp_path / "today") as desk:
        assert texts(desk, incident) == ["kept"]
        assert desk.check() == []


def test_a_bundle_of_a_newer_form_is_refused_and_nothing_of_it_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        declared(ada)
        with monkeypatch.context() as tomorrow:
            tomorrow.setattr("incident_desk.desk.bundles.making.VERSION", VERSION + 1)
            export_bundle(ada.home, tmp_path / "out.bundle", Coverage())
        with pytest.raises(BadInput, match="made by a newer version of Incident Desk; update the program"):
            bea.bundles.take(tmp_path / "out.bundle")
        assert bea.reading.headlines() == []


# a shared database ----------------------------------------------------------------------------------------------------


def catalog(database: str) -> list[Any]:
    """Everything about the doors, tables and roles of a database, and how far its transactions are."""
    with psycopg.connect(database) as connection:
        queries = (
            "SELECT proname, proowner::regrole::text, proacl::text, prosrc, xmin::text FROM pg_proc "
            "WHERE pronamespace = 'record'::regnamespace ORDER BY 1, 2",
            "SELECT relname, relacl::text, xmin::text FROM pg_class "
            "WHERE relnamespace = 'record'::regnamespace ORDER BY 1",
            "SELECT rolname, xmin::text FROM pg_authid ORDER BY 1",
            "SELECT datacl::text, xmin::text FROM pg_database WHERE datname = current_database()",
            "SELECT nspname, nspacl::text, xmin::text FROM pg_namespace ORDER BY 1",
            "SELECT version_num FROM record.alembic_version",
        )
        return [connection.execute(query.encode()).fetchall() for query in queries]


def test_the_newest_step_is_the_form_that_a_desk_expects() -> None:
    assert STEPS[-1] == HEAD


def test_an_older_program_works_on_in_a_newer_shared_database_and_does_not_make_it_older(
    ada: Desk, newer: House, ours: House, database: str, tmp_path: Path
) -> None:
    dee = tmp_path / "dee"
    incident = declared(ada)
    note(ada, incident, "before")
    assert ada.shared.exchange().advice == ""
    assert newer(dee, "shared", "init", database).code == 0  # somebody brings the database up to date
    before = catalog(database)
    assert before[-1] == [(THERE,)]
    shared = ada.shared.exchange()
    assert (shared.advice, shared.trouble, shared.parked) == (NEWER, "", ())
    note(ada, incident, "after")
    assert ada.shared.exchange().waiting == 0
    assert newer(dee, "sync", "--once").code == 0
    assert "after" in newer(dee, "show", "Pushes fail").out
    assert newer(dee, "log", "Pushes fail", "from tomorrow").code == 0
    assert newer(dee, "sync", "--once").code == 0
    ada.shared.exchange()
    assert texts(ada, incident) == ["before", "after", "from tomorrow"]
    assert ada.check() == []
    before = catalog(database)
    with pytest.raises(
        RuleError, match="made by a newer version of Incident Desk. Update this one; nothing was changed"
    ):
        ada.shared.membership().found(database)
    answer = ours(tmp_path / "eve", "shared", "init", database)
    assert (answer.code, "made by a newer version" in answer.err) == (2, True)
    assert catalog(database) == before
    assert ada.shared.membership().standing(ada.now_us()).advice == NEWER


@pytest.mark.parametrize(
    "door", ["push", *(pytest.param(d, marks=pytest.mark.long) for d in ("news", "hello", "heads_mine"))]
)
def test_a_door_of_another_day_is_told_in_words_and_all_stays_here(ada: Desk, database: str, door: str) -> None:
    incident = declared(ada)
    with psycopg.connect(database, autocommit=True) as connection:
        found = connection.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname = %s", (door,)).fetchone()
        assert found is not None
        connection.execute(f"ALTER FUNCTION {found[0]} RENAME TO {door}_of_another_day".encode())
    with pytest.raises(Unreachable) as told:
        ada.shared.exchange()
    assert str(told.value) == ANOTHER_VERSION
    note(ada, incident, "kept meanwhile")
    with psycopg.connect(database, autocommit=True) as connection:
        later = found[0].replace(door, f"{door}_of_another_day")
        connection.execute(f"ALTER FUNCTION {later} RENAME TO {door}".encode())
    assert ada.shared.exchange().waiting == 0
    assert texts(ada, incident) == ["kept meanwhile"]


@pytest.mark.parametrize("step", STEPS[:-1])
def test_a_shared_database_of_every_older_form_is_brought_up_to_date_with_what_is_in_it(
    database: str, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        with monkeypatch.context() as yesterday:
            yesterday.setattr(command, "upgrade", as_far_as(step))
            ada.shared.membership().found(database)
            doors_before_0007(database)
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "manager"))
        incident = declared(ada)
        for text in ("one", "two"):
            note(ada, incident, text)
            meet(ada, bea)
        assert bea.shared.exchange().advice == OLDER
        columns = columns_of(database)
        before = rows(database, columns)
        ada.shared.membership().found(database)
        assert rows(database, columns) == before
        note(bea, incident, "three")
        meet(bea, ada)
        assert state(ada, incident) == state(bea, incident)
        assert texts(ada, incident) == ["one", "two", "three"]
        assert bea.shared.exchange().advice == ""
        with Desk.open(tmp_path / "new") as new:
            new.choose_person("New").result()
            new.shared.membership().join(ada.shared.membership().grant("New", "observer"))
            new.shared.exchange()
            assert state(new, incident) == state(ada, incident)


def as_far_as(step: str) -> Callable[[Config, str], None]:
    """Alembic's upgrade, by a program whose newest step this is."""
    upgrade = command.upgrade
    return lambda config, _: upgrade(config, step)


def doors_before_0007(database: str) -> None:
    """The steps bring the doors of today, of which this one needs the table of today."""
    text = (Path(founding.__file__).parent / "doors" / "governing.sql").read_text("utf-8")
    begins = text.index("CREATE FUNCTION record.set_rule")
    door = text[begins : text.index("END $$;", begins) + len("END $$;")]
    before = door.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(", m[5] IS NOT NULL", "")
    assert before.count("m[5]") == 0
    with psycopg.connect(database) as connection:
        connection.execute(before.encode())


def columns_of(database: str) -> dict[str, str]:
    """The columns of each table that is kept, but for the step itself."""
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT table_name, string_agg(column_name, ', ' ORDER BY column_name) FROM information_schema.columns "
            "WHERE table_schema = 'record' "
            "AND table_name NOT IN ('alembic_version', 'presence', 'arriving', 'leases') GROUP BY 1"
        ).fetchall()
        return dict(found)


def rows(database: str, columns: Mapping[str, str]) -> dict[str, list[Any]]:
    """What is in these columns of each table."""
    with psycopg.connect(database) as connection:
        return {
            name: sorted(map(str, connection.execute(f"SELECT {them} FROM record.{name}".encode()).fetchall()))
            for name, them in columns.items()
        }


@pytest.mark.long
async def test_the_window_says_why_it_does_not_open_a_newer_home(qapp: object, newer: House, tmp_path: Path) -> None:
    assert newer(tmp_path / "home", "declare", "--title", "Checkout fails").code == 0
    with pytest.raises(RecordError, match="Update the program"):
        async with a_bridge(tmp_path / "home"):
            pass
