"""What was told by another way counts as a message does; who has received it, and who is owed a last word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ConfirmFact, StateFact
from incident_desk.domain.fold import Fold
from incident_desk.domain.incident import SetSeverity, SetState
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.promising import Receive, TellAudience
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.state import State
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, Hand, two_desks
from tests.domain.night import of_incident, orders
from tests.domain.test_tasks import lines, meet

HOSPITAL = (Path(__file__).parents[2] / "incident_desk" / "resources" / "plans" / "hospital-it.yaml").read_text("utf-8")
UNASKED = PLAN.replace("    by: [incident_manager, communications_manager]\n", "    by: []\n    needs: 0\n")


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    return hand


def all_stand(board: Board, hand: Hand) -> list[Standing]:
    plan = hand.organisation.plans.of(board.headline)
    return standings(board, plan)


def stands(hand: Hand, audience: str = "customers") -> Standing:
    return next(each for each in all_stand(hand.board(), hand) if each.key == audience)


def minutes(us: int | None, since_us: int) -> float | None:
    return None if us is None else round((us - since_us) / MINUTE_US, 2)


def test_a_promise_that_comes_late_says_by_how_much_and_one_that_never_comes_says_so(ada: Hand) -> None:
    begun_us = ada.declare(severity=Severity.SEV2).occurred_us
    ada.clock.now_us = begun_us + 7 * MINUTE_US
    ada.do(TellAudience("customers", "by phone to the hardest hit"))
    assert [(each.is_kept, minutes(each.late_us, 0)) for each in stands(ada).rounds] == [(False, 3)]
    assert minutes(stands(ada).due_us, begun_us) == 8 + 20
    ada.clock.now_us = begun_us + 40 * MINUTE_US
    ada.do(SetState(State.RESOLVED))
    ended = stands(ada)
    assert [(each.is_kept, each.by, minutes(each.late_us, 0)) for each in ended.rounds][1:] == [(False, None, 13)]
    assert ended.due_us is None


def test_who_is_affected_is_owed_by_a_time_and_given_with_a_fact(ada: Hand) -> None:
    ada.do(Use(UNASKED, "nobody has to approve"))
    begun_us = ada.declare(severity=Severity.SEV2).occurred_us
    scope = stands(ada).scope
    assert scope is not None
    assert (minutes(scope.due_us, begun_us), scope.by) == (10, None)
    ada.do(StateFact(FactField.WHO, "All of Europe"))
    ada.do(ConfirmFact("1"))
    (fact,) = ada.board().facts.all
    ada.do(BeginMessage(title="Scope", channels=("status_page",), audiences=("customers",), facts=(fact.id,)))
    ada.do(ProposeMessage("1", texts={"status_page": "Affected: all of Europe."}))
    ada.do(ReleaseMessage("1"))
    ada.do(SentByHand("1"))
    scope = stands(ada).scope
    assert scope is not None
    assert scope.is_kept


@pytest.mark.parametrize("over", [SetState(State.RESOLVED), StandDown("a drill that nobody announced")])
def test_whoever_was_told_is_owed_a_last_word(ada: Hand, over: Fields) -> None:
    ada.declare(severity=Severity.SEV2)
    ada.do(Assign("incident_manager", "me"))
    ada.do(TellAudience("customers", "by phone"))
    over_us = ada.do(over)[0].occurred_us
    assert (stands(ada).all_clear_us, stands(ada, "inside").all_clear_us) == (over_us, None)
    ada.do(TellAudience("customers", "by phone: it is over"))
    assert stands(ada).all_clear_us is None


def test_the_silent_wards_are_listed_until_they_have_received_the_last_word(ada: Hand) -> None:
    ada.do(Use(HOSPITAL, "Ours"))
    ada.declare(severity=Severity.SEV1)
    assert stands(ada, "wards").silent == ()
    ada.do(TellAudience("wards", "by the red phones"))
    assert stands(ada, "wards").silent == ("emergency", "intensive", "theatres", "wards", "outpatient")
    ada.do(Receive("Intensive care", says="Sister Ruth"))
    ada.do(Receive("emergency"))
    assert stands(ada, "wards").silent == ("theatres", "wards", "outpatient")
    ada.do(TellAudience("wards", "by the red phones, again"))
    assert len(stands(ada, "wards").silent) == 5
    assert lines(ada)[-3:] == [
        "Intensive care has received the last word: Sister Ruth",
        "Emergency department has received the last word",
        "Wards and clinics told: by the red phones, again",
    ]


def test_what_cannot_be_is_refused_in_words(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV1)
    with pytest.raises(NotFound, match="“custommers” is no audience of the plan; there are Customers, Our own people"):
        ada.do(TellAudience("custommers", "by phone"))
    with pytest.raises(RuleError, match="Say how they were told"):
        ada.do(TellAudience("customers", " "))
    with pytest.raises(RuleError, match="within 24 hours"):
        ada.do(TellAudience("customers", "by phone", next_update_us=ada.clock() + 60 * 25 * MINUTE_US))
    with pytest.raises(NotFound, match="no region"):
        ada.do(Receive("the moon"))
    ada.do(Use(HOSPITAL.replace("    confirms: [emergency, ", "    confirms: ["), "Ours"))
    hand, _ = two_desks()
    hand.do(Use(HOSPITAL.replace("    confirms: [emergency, ", "    confirms: ["), "Ours"))
    hand.declare()
    with pytest.raises(RuleError, match="Emergency department confirms nothing by the plan"):
        hand.do(Receive("emergency"))


def a_night() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.do(Use(HOSPITAL, "Ours"))
    ada.declare(severity=Severity.SEV1)
    meet(ada, tomas)
    ada.do(TellAudience("wards", "by the red phones"))
    tomas.do(TellAudience("patients", "in the hall", next_update_us=tomas.clock() + 9 * MINUTE_US))
    tomas.do(Receive("emergency"))
    ada.do(SetSeverity(Severity.SEV3, "care goes on"))
    ada.do(TellAudience("wards", "by radio", next_update_us=ada.clock() + 5 * MINUTE_US))
    tomas.do(Receive("theatres"))
    ada.do(SetState(State.RESOLVED))
    tomas.do(TellAudience("ambulance control", "by the recorded line"))
    meet(ada, tomas)
    return ada, tomas


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_order_of_arrival_leads_to_the_same(data: st.DataObject) -> None:
    ada, tomas = a_night()
    record = of_incident(ada)
    board = Fold(INCIDENT, [record[place] for place in data.draw(orders(len(record)))]).board
    assert all_stand(board, ada) == all_stand(ada.board(), ada) == all_stand(tomas.board(), tomas)
    people = ada.organisation.people
    assert shown(board, people)["promises"] == shown(tomas.board(), people)["promises"]
    assert [each.key for each in all_stand(board, ada)] == ["wards"]
    assert stands(ada, "wards").silent == ("emergency", "intensive", "wards", "outpatient")
