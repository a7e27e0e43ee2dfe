"""What words to others need: a yes of whoever can give it, hands where they did not go out, promises kept."""

import pytest

from incident_desk.domain.agenda import DueKind, agenda
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.delivering import EndMessage, SettleMessage, TryMessage
from incident_desk.domain.message_entries import End
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.plan import Use
from incident_desk.domain.promising import TellAudience
from incident_desk.domain.releasing import ReleaseMessage, RetryMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.domain.snoozing import SnoozeNeed, address
from incident_desk.domain.task_calls import Call
from tests.domain.making import MINUTE_US, PLAN, Hand, two_desks
from tests.domain.test_message_rules import PARTS
from tests.domain.test_messages import ahead, proposed, war_room
from tests.domain.test_tasks import meet


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads, Tomas writes to customers."""
    return war_room()


@pytest.fixture
def strict() -> tuple[Hand, Hand, Hand]:
    """Ada leads, Tomas writes, Sofia runs operations; our own people are told first, and it is approved after."""
    ada, tomas = two_desks()
    sofia = Hand("Sofia", 10, ada.clock)
    before, _, rest = PLAN.partition("approvals:\n")
    parts = PARTS.replace("    legal: [scribe]\n", "")
    ada.do(Use(before + parts + rest[rest.index("\n\n") :]))
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas, sofia)
    for role, name in (
        ("incident manager", "me"),
        ("communications manager", "Tomas"),
        ("operations manager", "Sofia"),
    ):
        ada.do(Assign(role, name))
    meet(ada, tomas, sofia)
    return ada, tomas, sofia


def seen(hand: Hand, after_min: float = 0) -> Situation:
    board, organisation = hand.board(), hand.organisation
    now_us = hand.clock() + round(after_min * MINUTE_US)
    return situation_seen(board, organisation, organisation.plans.of(board.headline), hand.person, now_us)


def found(hand: Hand, kind: NeedKind, after_min: float = 0) -> list[Need]:
    return [need for need in needs(seen(hand, after_min)) if need.kind is kind]


def told(found: list[Need]) -> list[tuple[Ask, Urgency, bool]]:
    return [(need.ask, need.urgency, need.is_mine) for need in found]


# approvals ------------------------------------------------------------------------------------------------------------


def test_an_approval_that_is_asked_for_comes_first_with_those_who_can_give_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas)
    meet(ada, tomas)
    assert told(found(ada, NeedKind.APPROVAL)) == [(Ask.APPROVE, Urgency.WAITS, True)]
    assert told(found(tomas, NeedKind.APPROVAL)) == [(Ask.APPROVE, Urgency.WAITS, False)], "who wrote it cannot"
    assert needs(seen(ada, 8))[0].kind is NeedKind.APPROVAL
    assert address(needs(seen(ada))[0], seen(ada)) == "message-1"
    ada.do(ApproveMessage("1"))
    assert found(ada, NeedKind.APPROVAL) == []


def test_where_nobody_can_give_it_whoever_leads_is_asked(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Assign("communications manager", "me"))
    proposed(ada)
    meet(ada, tomas)
    assert told(found(ada, NeedKind.APPROVAL)) == [(Ask.APPROVE, Urgency.WAITS, True)]


def test_other_words_make_another_need_and_a_second_no_sound_for_the_same(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    [first] = found(ada, NeedKind.APPROVAL)
    assert [need.id for need in found(ada, NeedKind.APPROVAL, 9)] == [first.id]
    tomas.do(ProposeMessage(message, {"status_page": "Other words."}))
    meet(ada, tomas)
    [second] = found(ada, NeedKind.APPROVAL)
    assert second.id != first.id


def test_it_moves_on_and_is_loud_then(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, sofia = strict
    proposed(tomas)
    meet(ada, tomas, sofia)
    assert told(found(sofia, NeedKind.APPROVAL)) == [(Ask.APPROVE, Urgency.WAITS, False)]
    assert told(found(sofia, NeedKind.APPROVAL, 6)) == [(Ask.APPROVE, Urgency.LATE, True)]


def test_what_went_out_first_is_loud_until_it_is_approved(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, sofia = strict
    message = proposed(tomas, "inside")
    tomas.do(ReleaseMessage(message, is_before_approval=True))
    tomas.do(TryMessage(message, "inside"))
    tomas.do(SettleMessage(message, "inside", "Writing fails."))
    meet(ada, tomas, sofia)
    assert told(found(ada, NeedKind.APPROVAL)) == [(Ask.APPROVE_AFTER, Urgency.LATE, True)]
    ada.do(ApproveMessage(message))
    assert found(ada, NeedKind.APPROVAL) == []


def test_approvals_and_promises_stand_in_the_agenda_of_those_whose_they_are(strict: tuple[Hand, Hand, Hand]) -> None:
    ada, tomas, sofia = strict
    proposed(tomas)
    meet(ada, tomas, sofia)

    def due(hand: Hand, kind: DueKind, after_min: float = 0):
        now_us = hand.clock() + round(after_min * MINUTE_US)
        there = agenda([hand.board()], hand.organisation, hand.person, now_us)
        return [each for each in there.due if each.kind is kind]

    [asked] = due(ada, DueKind.APPROVAL)
    assert (asked.words, asked.call, asked.is_of(ada.person)) == ("Writing fails", Call.UNSEEN, True)
    [later] = due(ada, DueKind.APPROVAL, 6)
    assert later.call is Call.NOT_SEEN
    assert [later.is_of(each.person) for each in (ada, tomas, sofia)] == [True, False, True]
    assert {each.key for each in due(ada, DueKind.PROMISE)} == {"customers", "inside"}
    assert all(each.is_of(tomas.person) for each in due(ada, DueKind.PROMISE))


# what did not go out --------------------------------------------------------------------------------------------------


@pytest.fixture
def let_go(desks: tuple[Hand, Hand]) -> tuple[Hand, Hand, str]:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage(message))
    meet(ada, tomas)
    tomas.do(ReleaseMessage(message))
    meet(ada, tomas)
    return ada, tomas, message


def test_what_failed_needs_whoever_keeps_the_promises_until_it_is_tried_again(let_go: tuple[Hand, Hand, str]) -> None:
    ada, tomas, message = let_go
    tomas.do(EndMessage(message, "status_page", End.FAILED, "503"))
    meet(ada, tomas)
    assert told(found(tomas, NeedKind.MESSAGE)) == [(Ask.SEND, Urgency.LATE, True)]
    assert told(found(ada, NeedKind.MESSAGE)) == [(Ask.SEND, Urgency.LATE, False)]
    tomas.do(RetryMessage(message))
    assert found(tomas, NeedKind.MESSAGE) == []


def test_what_is_held_back_is_to_be_written_anew(let_go: tuple[Hand, Hand, str]) -> None:
    _, tomas, message = let_go
    tomas.do(EndMessage(message, "status_page", End.LAPSED, "too late"))
    assert told(found(tomas, NeedKind.MESSAGE)) == [(Ask.REWRITE, Urgency.LATE, True)]
    tomas.do(BeginMessage(again=message))
    assert found(tomas, NeedKind.MESSAGE) == []


def test_what_nobody_sends_is_seen_after_a_while_and_put_off_on_the_record(let_go: tuple[Hand, Hand, str]) -> None:
    _, tomas, _ = let_go
    assert found(tomas, NeedKind.MESSAGE) == []
    [held_up] = found(tomas, NeedKind.MESSAGE, 3)
    assert (held_up.ask, held_up.is_mine) == (Ask.READ_OUT, True)
    tomas.clock.pass_(3)
    tomas.do(SnoozeNeed("message-1", 120))
    snoozes = tomas.board().snoozes
    assert snoozes.until_us(tomas.person, held_up.id, tomas.clock()) is not None


# promises -------------------------------------------------------------------------------------------------------------


def test_a_promise_is_near_then_asked_for_then_late_and_with_whoever_keeps_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(TellAudience("customers", "by phone", next_update_us=ahead(tomas, 30)))
    meet(ada, tomas)

    def customers(hand: Hand, after_min: float) -> list[Need]:
        return [need for need in found(hand, NeedKind.PROMISE, after_min) if need.about == "customers"]

    due_min = (ada.board().promises.told[0].next_update_us or 0) / MINUTE_US - ada.clock() / MINUTE_US
    assert customers(tomas, due_min - 6) == []
    near, asked, late = (customers(tomas, due_min + by)[0] for by in (-4, -1, 1))
    assert [each.urgency for each in (near, asked, late)] == [Urgency.SOON, Urgency.WAITS, Urgency.LATE]
    assert near.id == asked.id == late.id, "one sound for one promise"
    assert near.is_mine
    assert not customers(ada, due_min)[0].is_mine
    assert not customers(ada, due_min + 4)[0].is_mine, "whoever keeps the promises is at it"
    assert customers(ada, due_min + 5)[0].is_mine, "whoever leads is asked as well"
    tomas.do(TellAudience("customers", "by phone again", next_update_us=ahead(tomas, 30)))
    assert customers(tomas, 0) == []


def test_while_nobody_keeps_the_promises_whoever_leads_does() -> None:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV2)
    ada.do(Assign("incident manager", "me"))
    meet(ada, tomas)
    assert all(need.is_mine for need in found(ada, NeedKind.PROMISE, 10))
    assert not any(need.is_mine for need in found(tomas, NeedKind.PROMISE, 10))
