"""Handing over: offered with what the record knows, the giver's until accepted; two desks at once."""

import contextlib
from datetime import UTC

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, Undo
from incident_desk.domain.decisions import Object
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.handover_answers import Accept, Decline, Withdraw
from incident_desk.domain.handover_list import Handover, HandoverState, handed_over, is_crossed, is_loud, state_of
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.holdings import Holding
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign, OneRole, OpenRole, Release, Tick
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.task_list import acknowledged_us
from incident_desk.domain.tasks import Finish, Give, SayStuck
from incident_desk.domain.texts import Reading, read_line
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Clock, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders

READING = Reading(START_US, UTC)
ROLE = "operations_manager"


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada holds the operations; Tomas is there as well."""
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV3)
    ada.do(OpenRole("scribe"))
    meet(ada, tomas)
    ada.do(Assign(ROLE, "me"))
    meet(ada, tomas)
    return ada, tomas


def meet(*hands: Hand) -> None:
    for hand in (*hands, *hands):
        hand.hear(*hands)


def role(hand: Hand, key: str = ROLE) -> Holding:
    return hand.board().roles.held[key]


def holder(hand: Hand, key: str = ROLE) -> str:
    now = role(hand, key).holder.value
    return now.name if now else ""


def last(hand: Hand) -> Handover:
    return hand.board().handovers.all[-1]


def states(hand: Hand) -> list[HandoverState]:
    return [state_of(each, hand.board().roles) for each in hand.board().handovers.all]


def lines(hand: Hand, count: int) -> list[str]:
    return [line.english for line in hand.board().timeline.lines[-count:]]


def typed(hand: Hand, line: str) -> None:
    hand.do(read_line(line, READING))


# offered and answered -------------------------------------------------------------------------------------------------


def test_a_role_stays_with_its_holder_until_the_next_one_accepts(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Offer(ROLE, "Tomas", "Two promises run", "The staging disk", promises=(), risks=()))
    meet(ada, tomas)
    assert (holder(tomas), states(tomas)) == ("Ada", [HandoverState.WAITING])
    tomas.do(Accept(ROLE))
    meet(ada, tomas)
    assert (holder(ada), states(ada)) == ("Tomas", [HandoverState.ACCEPTED])
    assert role(ada).acknowledged_us is not None
    assert handed_over(role(ada), ada.board().timeline) == "Two promises run\nWorry: The staging disk"
    assert lines(ada, 2) == [
        "Ada offers Operations manager to Tomas: Two promises run\nWorry: The staging disk",
        "Tomas takes Operations manager over from Ada",
    ]


def test_it_is_declined_with_a_reason_and_taken_back_by_who_offered_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Offer(ROLE, "Tomas"))
    meet(ada, tomas)
    with pytest.raises(RuleError, match="Say why Tomas does not take over"):
        tomas.do(Decline(ROLE))
    with pytest.raises(RuleError, match="Only Ada, who offered it"):
        tomas.do(Withdraw(ROLE))
    tomas.do(Decline(ROLE, "I have two roles"))
    meet(ada, tomas)
    assert lines(ada, 1) == ["Tomas declines Operations manager: I have two roles"]
    ada.do(Offer(ROLE, "Tomas"))
    ada.do(Withdraw(ROLE, "I stay"))
    assert (holder(ada), states(ada)) == ("Ada", [HandoverState.DECLINED, HandoverState.WITHDRAWN])
    with pytest.raises(NotFound, match="No handover of Operations manager waits"):
        ada.do(Accept(ROLE))


def test_only_the_next_one_accepts_and_who_writes_for_them_says_how_they_said_so(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Offer(ROLE, "Kim"))
    with pytest.raises(RuleError, match="It is Kim who accepts"):
        ada.do(Accept(ROLE))
    typed(ada, "/accept operations manager on the bridge call")
    assert holder(ada) == "Kim"
    assert lines(ada, 1) == ["Kim takes Operations manager over from Ada: on the bridge call"]


def test_all_of_it_can_be_typed(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    typed(ada, "/handover operations manager Tomas All is quiet")
    assert lines(ada, 1)[0].startswith("Ada offers Operations manager to Tomas: All is quiet")
    meet(ada, tomas)
    typed(tomas, "/decline-handover operations manager I go home")
    meet(ada, tomas)
    typed(ada, "/handover om Tomas")
    typed(ada, "/withdraw-handover operations manager")
    typed(ada, "/handover om Tomas")
    meet(ada, tomas)
    typed(tomas, "/accept operations manager")
    assert holder(tomas) == "Tomas"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (Offer("scribe", "Tomas"), "Nobody holds Scribe yet"),
        (Offer(ROLE, "me"), "Ada holds Operations manager already"),
        (Offer("nobody's", "Tomas"), "is no role of this incident"),
        (Offer(ROLE, "Tomas", "x" * 70_000), "at most"),
        (Offer(ROLE, "Tomas", tasks=("9",)), "There is no task 9"),
        (OfferRoom("operations manager"), "does not say who takes what"),
        (OfferRoom("mine: me"), "Nobody holds a role that could be handed over so"),
        (OfferRoom(""), "Nobody holds a role that could be handed over so"),
        (Accept(ROLE), "No handover of Operations manager waits"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(desks: tuple[Hand, Hand], fields: Offer, why: str) -> None:
    ada, _ = desks
    before = len(ada.entries)
    with pytest.raises(DeskError, match=why):
        ada.do(fields)
    assert len(ada.entries) == before


def test_who_may_not_know_of_the_incident_is_not_offered_a_role(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Restrict((), "an insider may be involved"))
    with pytest.raises(RuleError, match="may not know of this incident"):
        ada.do(Offer(ROLE, "Tomas"))


def test_one_offer_at_a_time(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Offer(ROLE, "Tomas"))
    with pytest.raises(RuleError, match="is offered to Tomas already"):
        ada.do(Offer(ROLE, "Kim"))


def test_a_role_that_goes_elsewhere_overtakes_its_offer(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    offered = ada.do(Offer(ROLE, "Tomas"))[-1]
    ada.do(Assign(ROLE, "Kim"))
    meet(ada, tomas)
    assert states(tomas) == [HandoverState.OVERTAKEN]
    with pytest.raises(RuleError, match="went to somebody else"):
        tomas.do(Accept(ROLE, handover=offered.id))


def test_it_waits_quietly_first_and_then_loudly(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Offer(ROLE, "Tomas"))
    offered_us = last(ada).offered_us
    assert not is_loud(last(ada), 300, offered_us + 4 * MINUTE_US)
    assert is_loud(last(ada), 300, offered_us + 5 * MINUTE_US)


# filled from the record -----------------------------------------------------------------------------------------------


def test_what_is_not_said_is_filled_from_the_record(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    decided = ada.do(Note("Fail back at noon", NoteSort.DECISION))[0]
    ada.do(Object(decided.id, "Too early"))
    ada.do(Give("me", 600, "Read the logs"))
    ada.do(Give("me", 600, "Order a disk"))
    ada.do(Give("Tomas", 600, "Not Ada's"))
    ada.do(SayStuck("2", "no budget"))
    ada.do(Offer(ROLE, "Tomas"))
    body = ada.board().timeline.line(last(ada).id).text
    assert body.splitlines()[1] == "Fail back at noon"
    assert "Risk: Stuck: Order a disk" in body
    assert "Risk: Objection: Too early" in body
    assert "Risk: Nobody holds: Incident manager" in body
    numbers = {task.id: task.number for task in ada.board().tasks.all}
    assert [numbers[task] for task in last(ada).tasks] == [1, 2]


def test_a_ticked_step_and_an_ended_task_are_not_handed_over(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Offer(ROLE, "Tomas"))
    first = ada.board().timeline.line(last(ada).id).text
    assert "Due: Open one working channel" in first
    ada.do(Withdraw(ROLE))
    ada.do(Tick(ROLE, "channel"))
    ada.do(Offer(ROLE, "Tomas"))
    assert "Open one working channel" not in ada.board().timeline.line(last(ada).id).text


def test_the_tasks_that_were_named_go_over_with_the_role_and_others_stay(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    for words in ("Read the logs", "Order a disk", "Call the vendor"):
        ada.do(Give("me", 600, words))
    ada.do(Offer(ROLE, "Tomas", tasks=("1", "3")))
    ada.do(Finish("3"))
    meet(ada, tomas)
    tomas.do(Accept(ROLE))
    meet(ada, tomas)
    tasks, roles = ada.board().tasks.all, ada.board().roles
    assert [task.holder.value.name for task in tasks if task.holder.value] == ["Tomas", "Ada", "Ada"]
    assert acknowledged_us(tasks[0], roles) is not None


def test_an_incident_with_nothing_yet_is_handed_over_too() -> None:
    ada, _ = two_desks()
    ada.declare(severity=None)
    ada.do(Assign(ROLE, "me"))
    ada.do(Offer(ROLE, "Kim", promises=(), risks=()))
    said = ada.board().timeline.line(last(ada).id).text
    assert said.startswith("no severity yet, declared since")


# the whole room -------------------------------------------------------------------------------------------------------


def test_a_shift_hands_over_everything_at_once_and_each_accepts_their_own(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Assign("scribe", "me"))
    ada.do(Assign("incident manager", "Lewis"))
    ada.do(Give("me", 600, "Read the logs"))
    typed(ada, "/handover-room all: Tomas; incident manager: Kim")
    meet(ada, tomas)
    waiting = tomas.board().handovers.waiting(tomas.board().roles)
    assert {(each.role, each.taker.name) for each in waiting} == {
        (ROLE, "Tomas"), ("scribe", "Tomas"), ("incident_manager", "Kim")
    }  # fmt: skip
    assert len({each.room for each in waiting}) == 1
    assert sum(len(each.tasks) for each in waiting) == 1
    tomas.do(Accept("scribe"))
    tomas.do(Accept(ROLE))
    meet(ada, tomas)
    held = {key: holder(ada, key) for key in (ROLE, "scribe", "incident_manager")}
    assert held == {ROLE: "Tomas", "scribe": "Tomas", "incident_manager": "Lewis"}


def test_mine_are_only_my_own(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Lewis"))
    ada.do(OfferRoom("mine: Tomas\n"))
    assert [each.role for each in ada.board().handovers.all] == [ROLE]


# two desks ------------------------------------------------------------------------------------------------------------


def test_two_desks_offer_the_same_role_at_once_and_both_are_seen(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Offer(ROLE, "Kim"))
    tomas.do(Offer(ROLE, "Tomas"))
    meet(ada, tomas)
    assert states(ada) == states(tomas) == [HandoverState.WAITING] * 2
    bo = Hand("Bo", 90_000, ada.clock)
    bo.hear(ada)
    with pytest.raises(NotFound, match="was offered to Kim and to Tomas; say which"):
        bo.do(Accept(ROLE, "by voice"))
    tomas.do(Accept(ROLE))  # the one that was offered to them
    meet(ada, tomas)
    assert sorted(states(ada)) == [HandoverState.ACCEPTED, HandoverState.OVERTAKEN]
    assert holder(ada) == "Tomas"


def test_two_offers_accepted_at_once_are_a_conflict_of_the_role(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Offer(ROLE, "Kim"))
    tomas.do(Offer(ROLE, "Tomas"))
    meet(ada, tomas)
    ada.do(Accept(ROLE, "on the phone", person="Kim"))
    tomas.do(Accept(ROLE))
    meet(ada, tomas)
    assert {setting.value.name for setting in role(ada).holder.settings if setting.value} == {"Kim", "Tomas"}
    assert role(ada).holder.is_conflicted
    ada.do(Assign(ROLE, "Kim"))
    assert not role(ada).holder.is_conflicted


def test_accepted_while_it_was_taken_back_holds_and_is_shown_until_somebody_settles_it(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    ada.do(Offer(ROLE, "Tomas"))
    meet(ada, tomas)
    tomas.do(Accept(ROLE))
    ada.do(Withdraw(ROLE))
    meet(ada, tomas)
    for hand in (ada, tomas):
        assert states(hand) == [HandoverState.ACCEPTED]
        assert is_crossed(last(hand), hand.board().roles)
        assert holder(hand) == "Tomas"
    ada.do(Assign(ROLE, "me"))
    assert not is_crossed(last(ada), ada.board().roles)


def test_what_is_corrected_taken_back_or_erased_later_holds_for_a_handover(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    offered = ada.do(Offer(ROLE, "Tomas", "The password is hunter2", promises=(), risks=()))[-1]
    ada.do(Correct(offered.id, text="All quiet"))
    meet(ada, tomas)
    tomas.do(Accept(ROLE))
    meet(ada, tomas)
    assert handed_over(role(ada), ada.board().timeline) == "All quiet"
    tomas.do(Undo())
    assert (holder(tomas), states(tomas)) == ("Ada", [HandoverState.WAITING])
    meet(ada, tomas)
    ada.do(Ask(offered.id, "a password"))
    meet(ada, tomas)
    tomas.do(Confirm(offered.id))
    assert handed_over(role(tomas), tomas.board().timeline) == ""
    assert "hunter2" not in told(tomas.board()).decode()
    tomas.do(Accept(ROLE))
    assert holder(tomas) == "Tomas"


def test_files_and_scripts_get_every_handover(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Offer(ROLE, "Kim", "All quiet", promises=(), risks=()))
    [handover] = shown(ada.board(), ada.organisation.people)["handovers"]
    assert {name: handover[name] for name in ("role", "giver", "taker", "text", "state", "answered_at")} == {
        "role": ROLE,
        "giver": "Ada",
        "taker": "Kim",
        "text": "All quiet",
        "state": "waiting",
        "answered_at": None,
    }


ACTS = ("offer", "room", "accept", "decline", "withdraw", "assign", "release", "ack", "give", "undo", "hear")


def act(hand: Hand, name: str, n: int) -> None:
    who = ("Ada", "Tomas", "Bo", "Kim")[n % 4]
    key = ("incident_manager", ROLE, "scribe")[n % 3]
    fields = {
        "offer": Offer(key, who),
        "room": OfferRoom(f"all: {who}"),
        "accept": Accept(key, "they said so", person=who if n > 8 else ""),
        "decline": Decline(key, "no time"),
        "withdraw": Withdraw(key),
        "assign": Assign(key, who),
        "release": Release(key),
        "ack": OneRole(key),
        "give": Give("me", 600, f"Task of {n}"),
        "undo": Undo(),
    }[name]
    with contextlib.suppress(DeskError):  # what a desk refuses leaves nothing
        hand.do(fields)


@settings(max_examples=60)
@given_by(
    script=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTS), st.integers(0, 12)), max_size=25),
    data=st.data(),
)
def test_desks_that_have_heard_the_same_have_the_same_handovers(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare(severity=Severity.SEV1)
    meet(*hands)
    hands[0].do(Assign("scribe", "me"))
    meet(*hands)
    for who, name, n in script:
        if name == "hear":
            hands[who].hear(*hands)
        else:
            act(hands[who], name, n)
    meet(*hands)
    entries = of_incident(hands[0])
    shuffled = [entries[at] for at in data.draw(orders(len(entries)))]
    one_by_one = Fold(INCIDENT)
    for entry in shuffled:
        one_by_one.add([entry])
    boards = [hand.board() for hand in hands] + [one_by_one.board, folded(INCIDENT, in_order(entries))]
    assert len({told(board) for board in boards}) == 1
    for board in boards[:1]:
        for handover in board.handovers.all:  # an offer that waits is always one of somebody who holds the role
            if state_of(handover, board.roles) is HandoverState.WAITING:
                heads = board.roles.held[handover.role].holder.settings
                assert any(s.value is not None and s.value.is_(handover.giver) for s in heads)
