"""Tasks, courses and decisions on two desks that share one record: what both did at once is kept by both, and seen."""

from incident_desk.desk import Desk
from incident_desk.domain.courses import Approve, Begin, Decline, Propose
from incident_desk.domain.decisions import Decide, Revisit
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Finish, Give, OneTask, Reassign
from tests.shared.test_converge import declared, meet, state


def test_two_desks_that_finish_and_give_away_a_task_at_once_keep_and_see_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Give("@Sofia", 900, "Read the logs"), Give("@Sofia", 900, "Mend the disk")], incident).result()
    meet(ada, bea)
    first, second = (task.id for task in ada.board(incident).tasks.all[-2:])
    ada.record([Reassign(first, "@Kim"), Finish(second, "mended")], incident).result()
    bea.record([Reassign(first, "@Lewis"), OneTask(second), Reassign(second, "@Lewis")], incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    told = state(ada, incident)["tasks"][-2:]
    assert [task["is_split"] for task in told] == [True, True]
    assert {told[0]["holder"], *told[0]["also"]} == {"Kim", "Lewis"}
    assert (told[1]["ended"], told[1]["result"]) == ("done", "mended")


def test_two_desks_that_give_the_same_number_keep_both_tasks(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    for desk in (ada, bea):
        desk.record(Give("me", None, "Look"), incident).result()
    meet(ada, bea)
    labels = [task["number"] for task in state(bea, incident)["tasks"]]
    assert labels[:2] == ["1", "2"]
    assert len(set(labels[2:])) == 2
    assert all(label.startswith("3-") for label in labels[2:])
    assert state(ada, incident) == state(bea, incident)


def test_two_desks_that_approve_and_decline_a_course_at_once_keep_and_see_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Assign("incident manager", "me"), Propose(runbook="fail_over")], incident).result()
    meet(ada, bea)
    ada.record([Approve("1", "nothing else helps")], incident).result()
    bea.record([Decline("1", "too risky", speaker="Ada")], incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    [course] = state(bea, incident)["courses"]
    assert {course["stand"], *course["also"]} == {"approved", "declined"}
    bea.record([Approve("1", speaker="Ada"), Begin("1")], incident).result()
    meet(ada, bea)
    [course] = state(ada, incident)["courses"]
    assert (course["stand"], course["is_split"]) == ("under way", False)


def test_two_desks_that_look_at_a_decision_again_at_once_keep_and_see_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    decision = ada.record(Decide("Wait for the vendor", revisit_s=600), incident).result()[0].id
    meet(ada, bea)
    ada.record([Revisit(decision, "the vendor called back", revisit_s=600)], incident).result()
    bea.record([Revisit(decision, "the vendor is asleep", is_standing=False)], incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    [found] = [each for each in state(ada, incident)["decisions"] if each["entry"] == decision]
    assert found["is_split"] is True
