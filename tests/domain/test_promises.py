"""Who must hear by when: the first word from the declaration on, every next one by the time that was promised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.fold import Fold
from incident_desk.domain.incident import SetSeverity, SetState
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from tests.domain.making import INCIDENT, MINUTE_US, Hand, two_desks
from tests.domain.night import of_incident
from tests.domain.test_tasks import meet


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads and says yes, Tomas writes."""
    return war_room()


def war_room() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas)
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("communications manager", "Tomas"))
    meet(ada, tomas)
    return ada, tomas


def tell(desks: tuple[Hand, Hand], *channels: str, next_in: float | None = 20, audiences: tuple[str, ...] = ()) -> None:
    """A message goes out now, by hand, once it was approved."""
    ada, tomas = desks
    meet(ada, tomas)
    [begun] = tomas.do(BeginMessage("Writing fails", channels=channels, audiences=audiences))
    at_us = None if next_in is None else tomas.clock() + round(next_in * MINUTE_US)
    tomas.do(ProposeMessage(begun.id, dict.fromkeys(channels, "Writing fails."), next_update_us=at_us))
    meet(ada, tomas)
    if set(channels) != {"inside"}:
        ada.do(ApproveMessage(begun.id))
        meet(ada, tomas)
    tomas.do(ReleaseMessage(begun.id))
    for channel in channels:
        tomas.do(SentByHand(begun.id, channel))
    meet(ada, tomas)


def standing(hand: Hand, key: str) -> Standing:
    board = hand.board()
    plan = hand.organisation.plans.of(board.headline)
    return next(each for each in standings(board, plan) if each.key == key)


def test_from_the_declaration_on_each_audience_is_owed_its_first_word(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    found = [(each.due_us is not None, each.last_us, each.rounds) for each in _all(ada)]
    assert found
    assert set(found) == {(True, None, ())}


def test_a_message_keeps_what_was_promised_and_promises_the_next(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    key = _hearing(tomas, "status_page")
    first = standing(tomas, key)
    tell(desks, "status_page", next_in=20)
    after = standing(tomas, key)
    assert (after.kept, after.missed) == (1, 0)
    assert after.rounds[0].due_us == first.due_us
    [(_, sent)] = tomas.board().messages.sent
    assert (after.last_us, after.due_us) == (sent.sent_us, sent.next_update_us)
    ada.clock.pass_(26)
    assert standing(ada, key).is_late(ada.clock())
    tell(desks, "status_page", next_in=20)
    late = standing(tomas, key)
    assert (late.kept, late.missed) == (1, 1)
    assert late.rounds[1].due_us == after.due_us
    assert late.last_us is not None
    assert after.due_us is not None
    assert late.rounds[1].late_us == late.last_us - after.due_us


def test_without_a_time_of_its_own_the_cadence_of_the_plan_promises_the_next(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    tell(desks, "inside", next_in=None)
    found = standing(tomas, _hearing(tomas, "inside"))
    assert found.due_us is not None
    assert found.last_us is not None
    assert found.due_us - found.last_us == found.every_us


def test_by_several_channels_at_once_it_is_one_word(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    tell(desks, "status_page", "email")
    assert len(standing(tomas, _hearing(tomas, "status_page")).rounds) == 1


def test_what_is_for_others_keeps_nothing(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    tell(desks, "status_page", audiences=("somebody else",))
    assert all(each.rounds == () for each in _all(tomas))


def test_what_nobody_kept_by_the_end_is_missed_and_nothing_is_owed_any_more(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(90)
    ada.do(SetState(State.RESOLVED))
    found = _all(ada)
    assert {each.due_us for each in found} == {None}
    assert all((each.kept, each.missed, each.rounds[0].by) == (0, 1, None) for each in found)


def test_another_severity_asks_from_then_on_for_its_own_cadence(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    key = _hearing(tomas, "inside")
    before = standing(ada, key).every_us
    ada.do(SetSeverity(Severity.SEV1, "It spreads"))
    ada.clock.pass_(1)
    meet(ada, tomas)
    tell(desks, "inside", next_in=None)
    assert standing(ada, key).every_us < before


@settings(max_examples=40)
@given(st.data())
def test_any_order_of_arrival_gives_the_same_promises(data: st.DataObject) -> None:
    desks = war_room()
    tell(desks, "status_page")
    desks[0].clock.pass_(30)
    tell(desks, "inside", "status_page")
    entries = of_incident(desks[0])
    arrived = data.draw(st.permutations(entries))
    plan = desks[0].organisation.plans.of(desks[0].board().headline)
    boards = [Fold(INCIDENT, each).board for each in (entries, arrived)]
    one, other = ([*standings(each, plan)] for each in boards)
    assert one == other


def _all(hand: Hand) -> list[Standing]:
    board = hand.board()
    return standings(board, hand.organisation.plans.of(board.headline))


def _hearing(hand: Hand, channel: str) -> str:
    """The first audience that hears by a channel."""
    return next(each.key for each in _all(hand) if channel in each.channels)
