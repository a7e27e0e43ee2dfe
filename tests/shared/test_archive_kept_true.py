"""Erasures, files, bundles and failures reach what lies in the archive like what lies beside it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, Retitle, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Attach
from incident_desk.store import checking
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.reader import Reader
from incident_desk.store.shared.connection import Unreachable
from tests.shared.archiving import YEAR_US, Past, ada, archived, bea, headline, is_away, join, old, old_incident, past
from tests.shared.test_converge import meet, note, state

__all__ = ["ada", "bea", "join", "old", "past"]

# erasing -------------------------------------------------------------------------------------------------------------


def test_an_erasure_reaches_the_archive_and_who_opens_it_later(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], database: str
) -> None:
    archived(ada)
    secret = next(line for line in ada.board(old).timeline.lines if line.text == "Pushes fail 77")
    meet(bea, ada)
    with join("cyd") as cyd, join("dan") as dan:
        cyd.shared.exchange()
        dan.shared.exchange()
        dan.shared.archive.open([old])
        ada.record(Ask(secret.entry, "a patient's name"), old).result()
        meet(ada, bea)
        bea.record(Confirm(secret.entry), old).result()
        meet(bea, ada, dan)
        with psycopg.connect(database) as connection:
            assert b"Pushes fail 77" not in _all_bytes(connection)
        assert b"Pushes fail 77" not in dan.home.database.read_bytes() + dan.home.log.read_bytes()
        cyd.shared.archive.open([old])  # before it has heard of the erasure
        meet(cyd, ada)
        assert state(cyd, old) == state(dan, old) == state(ada, old)
        assert not cyd.search("77")
        assert cyd.check() == dan.check() == []


def _all_bytes(connection: "psycopg.Connection[tuple[object, ...]]") -> bytes:
    bodies = connection.execute("SELECT bodies FROM record.archived").fetchall()
    return b"".join(bytes(body) for (row,) in bodies for body in row)  # type: ignore[attr-defined]


def test_the_title_is_erased_in_the_list_too(ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk]) -> None:
    archived(ada)
    meet(bea, ada)
    first = ada.board(old).timeline.lines[0].entry
    ada.record(Ask(first, "a name"), old).result()
    meet(ada, bea)
    bea.record(Confirm(first), old).result()
    meet(bea, ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        assert headline(cyd, old)[1] is None
        assert b"Pushes fail" not in cyd.home.database.read_bytes() + cyd.home.log.read_bytes()


# files and bundles ---------------------------------------------------------------------------------------------------


def test_files_of_an_archived_incident_come_when_it_is_opened(
    ada: Desk, bea: Desk, join: Callable[..., Desk], past: Past
) -> None:
    past.behind_us = YEAR_US
    incident = old_incident(ada, bea)
    ada.attach(b"a graph" * 1000, Attach("", "graph.png", 0), incident).result()
    meet(ada)
    past.behind_us = 0
    archived(ada)
    digest = next(line.digest for line in ada.board(incident).timeline.lines if line.digest)
    with join("cyd") as cyd:
        assert cyd.shared.exchange().files.lacking == frozenset()
        assert not cyd.reading.has_file(digest)
        cyd.shared.archive.open([incident])
        cyd.shared.exchange()
        assert cyd.reading.attachment(digest) == b"a graph" * 1000


def test_a_bundle_fills_what_lies_in_the_archive(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], tmp_path: Path
) -> None:
    archived(ada)
    export_bundle(bea.home.path, tmp_path / "old.bundle", Coverage(old))
    with join("cyd") as cyd:
        cyd.shared.exchange()
        came = cyd.bundles.take(tmp_path / "old.bundle")
        assert (came.added, came.parked) == (133, ())
        assert not is_away(cyd, old)
        meet(cyd)
        assert state(cyd, old) == state(ada, old)
        assert cyd.check() == []


def test_part_of_it_from_a_bundle_is_left_to_the_archive(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], tmp_path: Path
) -> None:
    archived(ada)
    lines = ada.board(old).timeline.lines
    export_bundle(bea.home.path, tmp_path / "half.bundle", Coverage(old, to_us=lines[60].recorded_us))
    with join("cyd") as cyd:
        cyd.shared.exchange()
        came = cyd.bundles.take(tmp_path / "half.bundle")
        assert came.parked == ()
        assert cyd.check() == []
        cyd.shared.archive.open([old])
        assert state(cyd, old) == state(ada, old)
        assert cyd.check() == []


def test_a_bundle_before_joining_and_the_archive_make_one_chain(
    ada: Desk, bea: Desk, old: IncidentId, tmp_path: Path, past: Past
) -> None:
    export_bundle(ada.home.path, tmp_path / "old.bundle", Coverage(old))
    archived(ada)
    with Desk.open(tmp_path / "dan", clock=past) as dan:
        dan.choose_person("Dan").result()
        dan.bundles.take(tmp_path / "old.bundle")
        dan.shared.membership().join(ada.shared.membership().grant("Dan", "responder"))
        assert dan.shared.exchange().parked == ()
        assert not is_away(dan, old)
        assert state(dan, old) == state(ada, old)
        assert dan.check() == []


def test_what_stands_before_the_archive_can_be_proven_in_a_bundle(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], tmp_path: Path
) -> None:
    archived(ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        export_bundle(cyd.home.path, tmp_path / "all.bundle", Coverage())
        with Desk.open(tmp_path / "elsewhere") as elsewhere:
            came = elsewhere.bundles.take(tmp_path / "all.bundle")
            assert came.parked == ()
            assert headline(elsewhere, old) == headline(ada, old)


# time and failure ----------------------------------------------------------------------------------------------------


def test_reopened_elsewhere_it_shows_so_before_the_rest_is_here(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk]
) -> None:
    archived(ada)
    meet(bea, ada)
    bea.record([SetState(State.INVESTIGATING), Retitle("Pushes fail again")], old).result()
    meet(bea, ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        assert headline(cyd, old) == headline(ada, old)
        assert headline(cyd, old)[1:3] == ("Pushes fail again", State.INVESTIGATING)
        assert not cyd.reading.fold(old).board.headline.title.is_conflicted


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE archived SET last = last + 1",
        "UPDATE archived SET first = first - 1",
        "UPDATE archived SET hash = randomblob(32)",
        "UPDATE archived SET prev_hash = randomblob(32)",
        "DELETE FROM archived",
        "DELETE FROM archived WHERE desk = (SELECT max(desk) FROM archived)",
        "DELETE FROM entries WHERE kind = 'gov.incident.archived'",
    ],
)
def test_what_a_chain_lost_beside_the_archive_is_noticed(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], spoil: str
) -> None:
    archived(ada)
    note(bea, bea.record(Declare("Now")).result()[-1].incident, "now")
    meet(bea, ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        file = cyd.home.database
        assert links_in(file) == []
    with closing(sqlite.connect(file)) as connection:
        connection.execute(spoil)
        connection.commit()
    assert links_in(file)


def links_in(file: Path) -> list[str]:
    with Reader.of_file(file) as reader:
        return checking.links(reader)


def test_a_server_that_is_gone_while_it_is_opened_costs_nothing(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    from incident_desk.store.shared import archive

    archived(ada)

    def gone(*_: object) -> list[object]:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with join("cyd") as cyd:
        cyd.shared.exchange()
        with monkeypatch.context() as patched:
            patched.setattr(archive, "entries", gone)
            with pytest.raises(Unreachable):
                cyd.shared.archive.open([old])
        assert is_away(cyd, old)
        assert cyd.shared.archive.open([old]).entries == 133


def test_what_a_bundle_lacks_because_of_the_archive_is_said(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], tmp_path: Path
) -> None:
    archived(ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        made = export_bundle(cyd.home.path, tmp_path / "old.bundle", Coverage(old))
        assert any(line.startswith("133 entries: they lie in the archive") for line in made.left_out)
