"""Desks that share one record: apart they go on, together they agree, and nothing is lost or doubled."""

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Correct
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, Retitle
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level
from incident_desk.domain.showing import shown
from incident_desk.domain.timeline import Note
from incident_desk.store.home import Home
from incident_desk.store.shared.connection import Unreachable
from incident_desk.store.shared.place import PLACE
from tests.shared.cluster import Cluster


def declared(desk: Desk, title: str = "Pushes fail") -> IncidentId:
    return desk.record(Declare(title)).result()[-1].incident


def note(desk: Desk, incident: IncidentId, text: str) -> None:
    desk.record(Note(text), incident).result()


def texts(desk: Desk, incident: IncidentId) -> list[str]:
    return [line.text for line in desk.board(incident).timeline.lines if line.text]


def state(desk: Desk, incident: IncidentId) -> dict[str, Any]:
    return shown(desk.board(incident), desk.reading.organisation().people)


def meet(*desks: Desk) -> None:
    """Each exchanges, and then once more, so that the first hears what the last brought."""
    for desk in (*desks, *desks):
        desk.shared.exchange()


def test_what_one_writes_the_other_reads(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    note(ada, incident, "db1 is empty")
    meet(ada, bea)
    note(bea, incident, "Failover started")
    meet(bea, ada)
    assert texts(ada, incident) == texts(bea, incident) == ["db1 is empty", "Failover started"]
    assert state(ada, incident) == state(bea, incident)


def test_the_number_never_changes_and_the_shared_one_is_another_name_for_it(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    before = ada.board(incident).headline.number
    meet(ada, bea)
    for desk in (ada, bea):
        headline = desk.board(incident).headline
        assert (headline.number, headline.alias) == (before, "INC-1")
        assert desk.reading.find("inc-1") == desk.reading.find(before) == incident


def test_people_are_known_by_name_at_the_other_desk(ada: Desk, bea: Desk) -> None:
    meet(ada, bea)
    names = {name for _, name in ada.reading.organisation().people.all()}
    assert names == {name for _, name in bea.reading.organisation().people.all()} == {"Ada", "Bea"}


def test_a_home_that_worked_alone_brings_its_record_as_it_is(ada: Desk, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "alone") as alone:
        alone.choose_person("Cyd").result()
        incident = declared(alone, "Mail is late")
        entry = alone.record(Note("queue stuk"), incident).result()[0]
        alone.record(Correct(entry.id, text="queue stuck"), incident).result()
        before = state(alone, incident)
        alone.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
        alone.shared.exchange()
        ada.shared.exchange()
        assert state(ada, incident) == {**before, "alias": "INC-1"}


def test_exchanging_again_changes_nothing(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    before = state(bea, incident)
    meet(ada, bea, ada, bea)
    assert state(bea, incident) == before
    assert ada.shared.exchange().waiting == bea.shared.exchange().waiting == 0


def test_what_a_power_cut_took_of_the_acknowledgements_is_handed_up_once_more_and_doubles_nothing(
    ada: Desk, bea: Desk, tmp_path: Path
) -> None:
    line = ada.shared.membership().grant("Cyd", "responder")
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.shared.membership().join(line)
        incident = declared(cyd)
        note(cyd, incident, "db1 is empty")
        cyd.shared.exchange()
    replica = sqlite.connect(Home(tmp_path / "cyd").database, isolation_level=None)
    assert replica.execute("UPDATE entries SET acked = 0").rowcount
    replica.close()
    with Desk.open(tmp_path / "cyd") as cyd:
        assert cyd.shared.exchange().waiting == 0
        meet(cyd, bea)
        assert texts(bea, incident) == ["db1 is empty"]
        assert state(bea, incident) == state(cyd, incident)


def test_while_the_server_is_down_both_go_on_and_then_agree(cluster: Cluster, ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    cluster.kill()
    for count in range(120):
        note(ada, incident, f"a{count}")
        note(bea, incident, f"b{count}")
    with pytest.raises(Unreachable, match="Nothing listens"):
        ada.shared.exchange()
    cluster.start()
    meet(ada, bea)
    assert sorted(texts(ada, incident)) == sorted([f"{desk}{count}" for desk in "ab" for count in range(120)])
    assert state(ada, incident) == state(bea, incident)


def test_two_titles_written_apart_are_both_kept_and_shown_as_a_conflict(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    ada.record(Retitle("Pushes fail for all"), incident).result()
    bea.record(Retitle("Nobody can push"), incident).result()
    meet(ada, bea)
    for desk in (ada, bea):
        title = desk.board(incident).headline.title
        assert title.is_conflicted
        assert {setting.value for setting in title.settings} == {"Pushes fail for all", "Nobody can push"}


def test_a_join_line_lets_one_desk_in_and_no_second(ada: Desk, tmp_path: Path) -> None:
    line = ada.shared.membership().grant("Cyd", "responder")
    with Desk.open(tmp_path / "cyd") as cyd, Desk.open(tmp_path / "eve") as eve:
        cyd.shared.membership().join(line)
        with pytest.raises(Unreachable, match="password"):  # the first changed it
            eve.shared.membership().join(line)


def test_a_desk_that_was_shut_out_reads_and_writes_nothing_more(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    assert ada.shared.membership().revoke("Bea") == 1
    note(ada, incident, "not for Bea")
    note(bea, incident, "not for Ada")
    ada.shared.exchange()
    with pytest.raises(Unreachable, match="revoked"):
        bea.shared.exchange()
    assert texts(ada, incident) == ["not for Bea"]
    assert texts(bea, incident) == ["not for Ada"]


def test_what_somebody_writes_who_became_an_observer_meanwhile_has_no_effect(ada: Desk, tmp_path: Path) -> None:
    incident = declared(ada)
    with Desk.open(tmp_path / "obs") as obs:
        obs.choose_person("Obs").result()
        obs.shared.membership().join(ada.shared.membership().grant("Obs", "responder"))
        meet(ada, obs, ada)
        ada.record(SetLevel("Obs", Level.OBSERVER, "on leave")).result()
        ada.shared.exchange()  # and their own desk has not heard of it
        obs.record(Retitle("All is well"), incident).result()
        meet(obs, ada)
        for desk in (ada, obs):
            assert desk.board(incident).headline.title.value == "Pushes fail"


def test_a_home_that_joined_nothing_says_so(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "alone") as alone, pytest.raises(NotFound, match="shares its record with nobody"):
        alone.shared.exchange()


def test_what_was_read_and_not_written_down_as_read_comes_again_and_changes_nothing(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    before = bea.setting(PLACE).result()
    assert before is not None
    for count in range(3):
        note(ada, incident, f"n{count}")
        note(bea, incident, f"m{count}")
        meet(ada, bea)
    bea.set_setting(PLACE, before).result()  # as a kill leaves it
    meet(bea, ada)
    assert sorted(texts(bea, incident)) == sorted(texts(ada, incident)) == ["m0", "m1", "m2", "n0", "n1", "n2"]
    assert bea.check() == []
