"""Two desks that share one record, one of which stands down: what the other did meanwhile is kept, and seen."""

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Undo
from incident_desk.domain.roles import Assign
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.tasks import Give
from tests.shared.test_converge import declared, meet, state


def test_two_desks_of_which_one_stands_down_and_one_works_on_keep_and_see_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Assign("incident manager", "me"), Assign("scribe", "Kim")], incident).result()
    meet(ada, bea)
    ada.record(StandDown("A test page"), incident).result()
    bea.record([Assign("scribe", "Lewis"), Give("@Sofia", 900, "Read the logs")], incident).result()
    meet(ada, bea)
    told = state(bea, incident)
    assert told == state(ada, incident)
    assert told["state"] == "false alarm"
    assert [role["title"] for role in told["roles"] if role["conflicts"]] == ["Scribe"]
    assert [task["text"] for task in told["tasks"] if not task["ended"]] == ["Read the logs"]


def test_two_desks_that_stand_down_at_once_agree_and_one_takes_it_back_for_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record(Assign("incident manager", "me"), incident).result()
    meet(ada, bea)
    before = state(ada, incident)["roles"]
    for desk in (ada, bea):
        desk.record(StandDown("A test page"), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    assert state(ada, incident)["conflicts"] == {}
    ada.record(Undo(), incident).result()
    meet(ada, bea)
    assert state(bea, incident)["state"] == "false alarm"  # Bea still says so
    bea.record(Undo(), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    assert state(ada, incident)["state"] == "declared"
    assert state(ada, incident)["roles"] == before
