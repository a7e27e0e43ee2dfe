"""Old incidents lie in the archive of the shared database: nothing is lost or comes back, and anybody may open them."""

import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.archive import Stopped
from incident_desk.domain.archive import Archive
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.shared.archiving import (
    THEN,
    YEAR_US,
    Past,
    ada,
    archived,
    bea,
    exported,
    headline,
    is_away,
    join,
    old,
    old_incident,
    past,
    rows,
)
from tests.shared.test_converge import meet, note, state, texts

__all__ = ["ada", "bea", "join", "old", "past"]

# moving --------------------------------------------------------------------------------------------------------------


def test_who_has_it_keeps_it_and_the_working_table_has_it_no_more(
    ada: Desk, bea: Desk, old: IncidentId, database: str
) -> None:
    before = rows(database, old)
    assert archived(ada) == before > 130
    assert rows(database, old) == 0
    meet(bea, ada)
    assert headline(bea, old)[3] == THEN
    assert not is_away(bea, old)
    assert len(texts(bea, old)) == 131
    assert bea.check() == ada.check() == []


def test_a_newcomer_lists_it_and_opens_it(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], database: str
) -> None:
    archived(ada)
    with join("cyd", "responder") as cyd:
        shared = cyd.shared.exchange()
        assert shared.parked == ()
        assert is_away(cyd, old)
        assert headline(cyd, old) == headline(ada, old)
        assert not cyd.search("db1")
        assert cyd.check() == []
        with Reader.open(Home(cyd.home.path)) as reader:
            assert reader.count() < 40  # the rules of the plan for what goes out are among them
        opened = cyd.shared.archive.open([old])
        assert (opened.entries, opened.parked) == (133, ())
        assert not is_away(cyd, old)
        assert state(cyd, old) == state(ada, old)
        assert [hit.text for hit in cyd.search("db1")] == ["db1 is empty: Pushes fail"]
        assert exported(cyd, old) == exported(ada, old)
        assert cyd.check() == []
        assert cyd.shared.archive.open([old]).entries == 0
    with Desk.open(cyd.home.path) as again:
        assert again.check() == []
        assert state(again, old) == state(ada, old)


def test_what_is_not_here_is_not_written_to(ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk]) -> None:
    archived(ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        with pytest.raises(RuleError, match="lies in the archive; bring it here first"):
            note(cyd, old, "late")
        cyd.shared.archive.open([old])
        note(cyd, old, "late")
        meet(cyd, ada)
        assert texts(ada, old)[-1] == "late"


def test_only_what_is_over_and_quiet_and_open_to_all_is_moved(ada: Desk, bea: Desk, past: Past) -> None:
    past.behind_us = YEAR_US
    running = ada.record(Declare("Runs on")).result()[-1].incident
    secret = ada.record(Declare("A leak", restricted=True)).result()[-1].incident
    for each in (secret, late := ada.record(Declare("Reviewed late")).result()[-1].incident):
        ada.record(SetState(State.RESOLVED), each).result()
    past.behind_us = 0
    note(ada, late, "It came up again yesterday")
    moved = ada.shared.archive.move(THEN)
    assert (moved.incidents, moved.entries) == (0, 0)
    assert moved.left_out == (
        "1 incidents are restricted",
        "1 incidents are still open",
        "1 incidents are written in of late",
    )
    assert not any(headline(ada, each)[3] for each in (running, secret, late))


def test_a_year_has_to_be_over(ada: Desk) -> None:
    with pytest.raises(RuleError, match="not over yet"):
        ada.shared.archive.move(str(time.gmtime().tm_year))


def test_nobody_but_an_administrator_moves_anything(ada: Desk, bea: Desk, old: IncidentId, database: str) -> None:
    before = rows(database, old)
    with pytest.raises(RuleError, match="Only an administrator"):
        bea.shared.archive.move(THEN)
    with pytest.raises(RuleError, match="Only administrators"):
        bea.record(Archive(THEN), old).result()  # around it
    assert archived(ada) == before
    meet(bea)
    assert len(bea.board(old).headline.archivings) == len(ada.board(old).headline.archivings) == 1


@pytest.mark.parametrize("after", [0, 1])
def test_stopped_anywhere_it_goes_on_the_next_time(
    ada: Desk, bea: Desk, old: IncidentId, database: str, after: int
) -> None:
    before = rows(database, old)
    budget = iter(range(after))
    with pytest.raises(Stopped):
        ada.shared.archive.move(THEN, lambda done, count: next(budget, None) is not None)
    ada.shared.archive.move(THEN)
    assert rows(database, old) == 0
    meet(ada, bea)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT sum(last - first + 1) FROM record.archived").fetchone() == (before,)
    assert bea.check() == []


def test_many_of_them_of_several_years(ada: Desk, bea: Desk, join: Callable[..., Desk], past: Past) -> None:
    years: dict[str, list[IncidentId]] = {}
    for ago in (4, 3, 2):
        past.behind_us = ago * YEAR_US
        name = str(time.gmtime(past() / 1e6).tm_year)
        years[name] = [old_incident(ada, bea, f"{ago} years ago, {n}") for n in range(2)]
    past.behind_us = 0
    for name in years:
        assert ada.shared.archive.move(name).incidents == 2
    with join("cyd") as cyd:
        cyd.shared.exchange()
        assert all(is_away(cyd, each) for of in years.values() for each in of)
        first, *rest = years
        cyd.shared.archive.open(years[first])
        assert not any(is_away(cyd, each) for each in years[first])
        assert all(is_away(cyd, each) for name in rest for each in years[name])
        for each in years[first]:
            assert state(cyd, each) == state(ada, each)
        assert cyd.check() == []


# who was away --------------------------------------------------------------------------------------------------------


def test_who_was_away_meanwhile_loses_nothing_and_brings_nothing_back(
    ada: Desk, bea: Desk, old: IncidentId, database: str
) -> None:
    note(bea, old, "Written on a train")
    archived(ada)
    meet(bea, ada)
    assert rows(database, old) == 1
    assert texts(ada, old)[-1] == texts(bea, old)[-1] == "Written on a train"
    assert state(ada, old) == state(bea, old)
    assert archived(ada) == 1
    assert rows(database, old) == 0


def test_who_had_half_of_it_takes_the_rest_of_each_stretch(
    ada: Desk, bea: Desk, join: Callable[..., Desk], past: Past
) -> None:
    past.behind_us = YEAR_US
    with join("cyd") as cyd:
        incident = old_incident(ada, bea)
        cyd.shared.exchange()
        before = len(texts(cyd, incident))
        bea.record([Note(f"More {n}") for n in range(40)], incident).result()
        ada.record(Declare("Afterwards")).result()
        meet(bea, ada)
        past.behind_us = 0
        archived(ada)
        note(bea, bea.record(Declare("Now")).result()[-1].incident, "now")
        meet(bea, ada)
        shared = cyd.shared.exchange()
        assert shared.parked == ()
        assert cyd.check() == []
        assert is_away(cyd, incident) or len(texts(cyd, incident)) == before + 40
        cyd.shared.archive.open([incident])
        assert state(cyd, incident) == state(ada, incident)
        assert cyd.check() == []


def test_the_end_of_a_chain_in_the_archive_is_missed_too(
    ada: Desk, bea: Desk, join: Callable[..., Desk], past: Past, tmp_path: Path
) -> None:
    """Nothing follows it that would tell: whoever wrote it has left."""
    past.behind_us = YEAR_US
    with join("cyd") as cyd:
        cyd.shared.exchange()
        incident = old_incident(ada, bea)
        past.behind_us = 0
        archived(ada)
        assert cyd.shared.exchange().parked == ()
        assert is_away(cyd, incident)
        cyd.shared.archive.open([incident])
        assert state(cyd, incident) == state(ada, incident)
        assert cyd.check() == []


def test_a_desk_that_is_connected_meanwhile_keeps_all_of_it(ada: Desk, bea: Desk, old: IncidentId) -> None:
    bea.shared.start(lambda shared: None)
    try:
        archived(ada)
        end = time.monotonic() + 10
        while not headline(bea, old)[3]:
            assert time.monotonic() < end
            time.sleep(0.02)
    finally:
        bea.shared.stop()
    assert not is_away(bea, old)
    assert bea.check() == []


def test_without_the_shared_database_nothing_is_opened_and_nothing_lost(
    ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk], database: str
) -> None:
    archived(ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("UPDATE record.desks SET revoked_at = now() WHERE person = %s", (cyd.me,))
        opened = cyd.shared.archive.open([old])
        assert opened.entries == 0
        assert opened.parked
        assert is_away(cyd, old)
        assert cyd.check() == []


def test_opening_stopped_in_the_middle_goes_on(ada: Desk, bea: Desk, join: Callable[..., Desk], past: Past) -> None:
    past.behind_us = YEAR_US
    several = [old_incident(ada, bea, f"Number {n}") for n in range(3)]
    past.behind_us = 0
    archived(ada)
    with join("cyd") as cyd:
        cyd.shared.exchange()
        with pytest.raises(Stopped):
            cyd.shared.archive.open(several, lambda done, count: done < 150)
        assert cyd.check() == []
        cyd.shared.archive.open(several)
        assert all(state(cyd, each) == state(ada, each) for each in several)
