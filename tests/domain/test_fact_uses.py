"""What went out with a fact that is withdrawn: loud until each channel is put right, or left so with a reason."""

import pytest

from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.corrections import Undo
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_uses import drafted, to_correct
from incident_desk.domain.facts import (
    StateFact,
    WaiveFact,
    WithdrawFact,
)
from incident_desk.domain.messages import BeginMessage, ChangeMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from tests.domain.making import MINUTE_US, Hand, two_desks
from tests.domain.test_facts import fact, needed
from tests.domain.test_tasks import lines, meet

SAFE = FactField.SAFE


def sent(hand: Hand, boss: Hand, *channels: str, corrects: str = "") -> str:
    """A message that draws on fact 1 and went out by these channels. Returns: its number."""
    facts = () if corrects else (fact(hand).id,)
    [entry] = hand.do(BeginMessage("Update", channels=channels, facts=facts, corrects=corrects))
    hand.do(ProposeMessage(entry.id, dict.fromkeys(channels, "Wikis are safe."), hand.clock() + 20 * MINUTE_US))
    meet(hand, boss)
    boss.do(ApproveMessage(entry.id))
    meet(hand, boss)
    hand.do(ReleaseMessage(entry.id))
    for channel in channels:
        hand.do(SentByHand(entry.id, channel))
    return hand.board().messages.label(hand.board().messages.of[entry.id])


def told_in(hand: Hand) -> list[tuple[str, tuple[str, ...]]]:
    board = hand.board()
    found = to_correct(fact(hand), board.facts, board.messages)
    return [(board.messages.label(each.message), each.variants) for each in found]


@pytest.fixture
def comms() -> tuple[Hand, Hand]:
    """Ada writes to customers, Tomas leads."""
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Assign("incident manager", "@Tomas"))
    ada.do(StateFact(SAFE, "Wikis are safe", is_confirmed=True))
    meet(ada, tomas)
    tomas.do(Assign("incident manager", "me"))
    meet(ada, tomas)
    return ada, tomas


def test_a_withdrawn_fact_is_loud_in_each_message_that_told_it_until_every_channel_is_put_right(
    comms: tuple[Hand, Hand],
) -> None:
    ada, tomas = comms
    first = sent(ada, tomas, "status_page", "email")
    assert told_in(ada) == []
    ada.do(WithdrawFact("1", "Two pages are gone"))
    assert told_in(ada) == [(first, ("status_page", "email"))]
    assert needed(ada) == [("LATE", "fact-1", True)]
    sent(ada, tomas, "email", corrects=first)
    assert told_in(ada) == [(first, ("status_page",))]
    sent(ada, tomas, "status_page", corrects=first)
    assert told_in(ada) == []
    assert needed(ada) == []


def test_what_went_out_may_stay_as_it_is_with_a_reason(comms: tuple[Hand, Hand]) -> None:
    ada, tomas = comms
    first = sent(ada, tomas, "email")
    with pytest.raises(RuleError, match="nothing of fact 1"):
        ada.do(WaiveFact("1", first, "It is fine"))
    ada.do(WithdrawFact("1", "Two pages are gone"))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(WaiveFact("1", first, " "))
    ada.do(WaiveFact("1", first, "Everybody was called"))
    assert told_in(ada) == []
    assert lines(ada)[-1] == (f"Message {first} stays as it is, though fact 1 is withdrawn: Everybody was called")
    ada.do(Undo())
    assert told_in(ada) == [(first, ("email",))]


def test_a_draft_that_draws_on_a_withdrawn_fact_is_marked(comms: tuple[Hand, Hand]) -> None:
    ada, _ = comms
    [entry] = ada.do(BeginMessage("Update", channels=("email",), facts=(fact(ada).id,)))
    ada.do(WithdrawFact("1", "Two pages are gone"))
    assert [each.id for each in drafted(fact(ada), ada.board().messages)] == [entry.id]
    ada.do(ChangeMessage(entry.id, facts=()))
    assert drafted(fact(ada), ada.board().messages) == []
