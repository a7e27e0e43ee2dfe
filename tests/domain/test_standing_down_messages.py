"""Standing down with words on their way: what waits stays here, and who got something gets the all-clear by message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Undo
from incident_desk.domain.delivering import SettleMessage, TryMessage
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.message_list import Stage
from incident_desk.domain.promises import standings
from incident_desk.domain.standing_down import StandDown
from tests.domain.making import INCIDENT, Hand, told
from tests.domain.night import of_incident, orders
from tests.domain.test_messages import let_go, stages_of, the_message, war_room
from tests.domain.test_tasks import meet


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    return war_room()


def one_of_two_went_out(ada: Hand, tomas: Hand) -> None:
    let_go(ada, tomas, "status_page", "email")
    tomas.do(TryMessage("1", "status_page"))
    tomas.do(SettleMessage("1", "status_page", "Writing fails."))
    meet(ada, tomas)


def test_what_was_let_go_and_has_not_gone_out_stays_here(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    one_of_two_went_out(ada, tomas)
    ada.do(StandDown("A test page"))
    meet(ada, tomas)
    assert stages_of(tomas) == {"status_page": Stage.SENT, "email": Stage.STOPPED}
    with pytest.raises(RuleError, match="It was stopped, or it is over"):
        tomas.do(TryMessage("1", "email"))


def test_what_is_being_sent_at_that_moment_is_not_said_to_be_stopped(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas, "status_page")
    tomas.do(TryMessage("1", "status_page"))
    meet(ada, tomas)
    ada.do(StandDown("A test page"))
    meet(ada, tomas)
    tomas.do(SettleMessage("1", "status_page", "Writing fails."))
    assert stages_of(tomas) == {"status_page": Stage.SENT}


def test_whoever_got_a_message_gets_the_all_clear_by_the_same_channels_and_nobody_else(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    one_of_two_went_out(ada, tomas)
    ada.do(StandDown("A test page"))
    meet(ada, tomas)
    message = the_message(tomas, "2")
    assert message.keys == ("status_page",)
    assert message.audiences == the_message(tomas).sent[0].audiences
    assert message.ways["status_page"].beginning.startswith("Checked, nothing wrong")
    assert "A test page" in message.ways["status_page"].beginning
    assert stages_of(tomas, "2") == {"status_page": Stage.DRAFT}


def test_where_nothing_went_out_no_message_is_begun(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas)
    ada.do(StandDown("A test page"))
    assert [message.number for message in ada.board().messages.all] == [1]


def test_nothing_is_promised_any_more(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    one_of_two_went_out(ada, tomas)
    ada.do(StandDown("A test page"))
    board = ada.board()
    plan = ada.organisation.plans.of(board.headline)
    found = standings(board, plan)
    assert [each.due_us for each in found] == [None] * len(found)


def test_taken_back_what_waited_waits_again(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    one_of_two_went_out(ada, tomas)
    ada.do(StandDown("A test page"))
    ada.do(Undo())
    assert ada.board().headline.is_open
    assert stages_of(ada) == {"status_page": Stage.SENT, "email": Stage.RELEASED}


@settings(max_examples=30)
@given(st.data())
def test_any_order_of_arrival_stops_the_same(data: st.DataObject) -> None:
    ada, tomas = war_room()
    one_of_two_went_out(ada, tomas)
    ada.do(StandDown("A test page"))
    meet(ada, tomas)
    record = of_incident(tomas)
    arrival = data.draw(orders(len(record)))
    assert told(Fold(INCIDENT, [record[place] for place in arrival]).board) == told(ada.board())
