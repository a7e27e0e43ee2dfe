"""Handing over between desks that share one record: at the same moment, over a restart, in a restricted incident."""

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.errors import DeskError, RuleError
from incident_desk.domain.handover_answers import Accept, Decline, Withdraw
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from tests.shared.test_converge import declared, meet, state
from tests.shared.test_restricted import lies_in

ROLE = "scribe"


def one_role(desk: Desk, incident: IncidentId, key: str = ROLE) -> tuple[str | None, bool]:
    """Who holds it, and whether desks said different things."""
    holder = desk.board(incident).roles.held[key].holder
    return (holder.value.name if holder.value else None), holder.is_conflicted


def offers(desk: Desk, incident: IncidentId) -> list[tuple[str, str]]:
    return [(each["taker"], each["state"]) for each in state(desk, incident)["handovers"]]


def test_a_role_and_its_tasks_go_over_when_the_other_desk_accepts(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    ada.record([Assign(ROLE, "me"), Give("me", 900, "Read the logs")], incident).result()
    ada.record(Offer(ROLE, "Bea", "Two promises run", "The staging disk"), incident).result()
    meet(ada, bea)
    assert one_role(bea, incident) == ("Ada", False)  # until Bea has said so
    bea.record(Accept(ROLE), incident).result()
    meet(ada, bea)
    for desk in (ada, bea):
        assert one_role(desk, incident) == ("Bea", False)
        assert [t["holder"] for t in state(desk, incident)["tasks"] if t["text"] == "Read the logs"] == ["Bea"]
    assert state(ada, incident) == state(bea, incident)


def test_both_hand_the_same_role_over_at_the_same_moment_and_both_see_both(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record(Assign(ROLE, "me"), incident).result()
    meet(ada, bea)
    ada.record(Offer(ROLE, "Kim", "From Ada's desk"), incident).result()
    bea.record(Offer(ROLE, "Bea", "From Bea's desk"), incident).result()
    meet(ada, bea)
    assert sorted(offers(ada, incident)) == [("Bea", "waiting"), ("Kim", "waiting")]
    ada.record(Accept(ROLE, "on the phone", person="Kim"), incident).result()
    bea.record(Accept(ROLE), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    assert one_role(ada, incident)[1]  # shown as said at once, and neither is lost
    settings = ada.board(incident).roles.held[ROLE].holder.settings
    assert {setting.value.name for setting in settings if setting.value} == {"Bea", "Kim"}
    words = {each["text"].splitlines()[0] for each in state(bea, incident)["handovers"]}
    assert words == {"From Ada's desk", "From Bea's desk"}
    bea.record(Assign(ROLE, "Kim"), incident).result()
    meet(bea, ada)
    assert one_role(ada, incident) == one_role(bea, incident) == ("Kim", False)


def test_two_assign_the_same_role_at_the_same_moment_while_it_is_offered(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Assign(ROLE, "me"), Offer(ROLE, "Bea")], incident).result()
    meet(ada, bea)
    ada.record(Assign(ROLE, "Kim"), incident).result()
    bea.record(Accept(ROLE), incident).result()
    meet(ada, bea)
    assert state(ada, incident) == state(bea, incident)
    settings = bea.board(incident).roles.held[ROLE].holder.settings
    assert {setting.value.name for setting in settings if setting.value} == {"Bea", "Kim"}


def test_accepted_while_it_was_taken_back_holds_at_both_and_says_so(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Assign(ROLE, "me"), Offer(ROLE, "Bea")], incident).result()
    meet(ada, bea)
    ada.record(Withdraw(ROLE), incident).result()
    bea.record(Accept(ROLE), incident).result()
    meet(ada, bea)
    for desk in (ada, bea):
        [handover] = state(desk, incident)["handovers"]
        assert (handover["state"], handover["is_crossed"], one_role(desk, incident)[0]) == ("accepted", True, "Bea")


def test_a_room_is_offered_declined_and_accepted_over_a_restart(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.record([Assign(ROLE, "me"), Assign("incident manager", "me")], incident).result()
    meet(ada, bea)
    ada.record(OfferRoom("all: Bea", "The night was quiet"), incident).result()
    before = state(ada, incident)
    home = ada.home.path
    ada.close()
    with Desk.open(home) as again:
        assert state(again, incident) == before
        meet(again, bea)
        with pytest.raises(RuleError, match="Say why Bea"):
            bea.record(Decline(ROLE), incident).result()
        assert offers(bea, incident) == [("Bea", "waiting")] * 2
        bea.record(Decline(ROLE, "I lead already"), incident).result()
        bea.record(Accept("incident manager"), incident).result()
        meet(again, bea)
        assert state(again, incident) == state(bea, incident)
        assert one_role(again, incident) == ("Ada", False)
        assert one_role(again, incident, "incident_manager") == ("Bea", False)
        assert {each["answer"] for each in state(again, incident)["handovers"]} >= {"I lead already"}


def test_of_a_restricted_incident_only_who_may_know_is_offered_a_role_and_reads_it(ada: Desk, bea: Desk) -> None:
    declaring = [Declare("Somebody sold it", Severity.SEV2, restricted=True), Assign(ROLE, "me")]
    incident = ada.record(declaring).result()[-1].incident
    meet(ada, bea)
    with pytest.raises(DeskError, match="Bea"):
        ada.record(Offer(ROLE, "Bea", "the marzipan ledger"), incident).result()
    ada.record([OnePerson("Bea"), Offer(ROLE, "Bea", "the marzipan ledger")], incident).result()
    assert not lies_in(bea.home.path, "the marzipan ledger")
    meet(ada, bea)
    bea.record(Accept(ROLE), incident).result()
    meet(ada, bea)
    assert one_role(ada, incident) == ("Bea", False)
