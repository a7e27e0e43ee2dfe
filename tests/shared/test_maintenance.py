"""Maintenance on desks that share one record."""

from incident_desk.desk import Desk
from incident_desk.domain.incident import Declare
from incident_desk.domain.maintenance import (
    BeginMaintenance,
    CameOf,
    ChangeMaintenance,
    EndMaintenance,
    ExtendMaintenance,
    Schedule,
)
from incident_desk.domain.maintenance_list import Maintenances, Phase
from incident_desk.domain.moments import HOUR_US
from tests.shared.test_converge import meet, state


def maintenances(desk: Desk) -> Maintenances:
    return desk.reading.organisation().maintenances


def announce(desk: Desk, title: str = "Payments database") -> str:
    now_us = desk.now_us()
    return desk.record(Schedule(title, now_us + HOUR_US, now_us + 2 * HOUR_US, ("payments",))).result()[-1].id


def test_it_reaches_the_other_desk_with_every_step(ada: Desk, bea: Desk) -> None:
    announce(ada)
    meet(ada, bea)
    bea.record(BeginMaintenance("MNT-1", "the window came free")).result()
    bea.record(ExtendMaintenance("MNT-1", 1800, "the copy is slow")).result()
    meet(ada, bea)
    [one] = maintenances(ada).all
    assert one.phase(ada.now_us()) is Phase.RUNNING
    assert maintenances(ada).muted_by("Payments", "", ada.now_us()) is not None
    assert maintenances(ada) == maintenances(bea)
    ada.record(EndMaintenance("MNT-1", "all is well")).result()
    meet(ada, bea)
    assert maintenances(bea).all[0].phase(bea.now_us()) is Phase.ENDED


def test_two_desks_at_once_keep_both_numbers_and_both_changes(ada: Desk, bea: Desk) -> None:
    for desk in (ada, bea):
        announce(desk)
    meet(ada, bea)
    labels = sorted(maintenances(ada).label(one) for one in maintenances(ada).all)
    assert len(set(labels)) == 2
    assert labels == sorted(maintenances(bea).label(one) for one in maintenances(bea).all)
    ada.record(ChangeMaintenance(labels[0], contact="bridge 7")).result()
    bea.record(ChangeMaintenance(labels[0], contact="bridge 8")).result()
    meet(ada, bea)
    for desk in (ada, bea):
        assert maintenances(desk).find(labels[0]).conflicts == ("contact",)
    assert maintenances(ada) == maintenances(bea)


def test_an_incident_that_came_of_it_says_so_on_every_desk(ada: Desk, bea: Desk) -> None:
    one = announce(ada)
    meet(ada, bea)
    incident = bea.record([Declare("Payments fail"), CameOf("MNT-1")]).result()[-1].incident
    meet(ada, bea)
    assert state(ada, incident)["came_of"] == [one]
    assert state(ada, incident) == state(bea, incident)
