"""What needs somebody: whose it is, in which order, and that it is put off on the record and comes back by itself."""

from datetime import UTC

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clocks import Keep
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct
from incident_desk.domain.courses import Approve, Begin, ExtendCourse, Propose
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.handovers import Offer
from incident_desk.domain.incident import SetState
from incident_desk.domain.investigating import AddEvidence, AnswerOpen, AskOpen, Hypothesis, Rate, SetTrust
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_notes import OwnQuestion
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.needs_of_investigations import inside
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.roles import Assign, OneRole, OpenRole, Tick
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.domain.snooze_entries import NeedSnoozed, NeedWoken
from incident_desk.domain.snoozing import SnoozeNeed, WakeNeed, address
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Extend, Finish, Give, OneTask, SayStuck
from incident_desk.domain.texts import Reading, read_line
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, START_US, Hand, told, two_desks
from tests.domain.night import orders
from tests.domain.rounds import room, tell


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads; Tomas is at another desk."""
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV4)  # opens one role, and asks no first tasks
    ada.do(Assign("incident_manager", "me"))
    meet(ada, tomas)
    return ada, tomas


def meet(*hands: Hand) -> None:
    for hand in (*hands, *hands):
        hand.hear(*hands)


def do(hand: Hand, *commands: Fields) -> None:
    """One after the other, a minute each."""
    for fields in commands:
        hand.do(fields)


def sees(hand: Hand, after_min: float = 0) -> Situation:
    board, organisation = hand.board(), hand.organisation
    now_us = hand.clock() + round(after_min * MINUTE_US)
    return situation_seen(board, organisation, organisation.plans.of(board.headline), hand.person, now_us)


def found(hand: Hand, after_min: float = 0, *kinds: NeedKind) -> list[Need]:
    kinds = kinds or (NeedKind.TASK, NeedKind.COURSE, NeedKind.APPROVAL, NeedKind.ROLE, NeedKind.HANDOVER)
    return [need for need in needs(sees(hand, after_min)) if need.kind in kinds]


def put_off(hand: Hand, after_min: float = 0) -> list[str]:
    """What this hand does not see now, by its address."""
    at = sees(hand, after_min)
    snoozes = hand.board().snoozes
    return [address(need, at) for need in needs(at) if snoozes.until_us(hand.person, need.id, at.now_us)]


# whose it is ----------------------------------------------------------------------------------------------------------


def test_a_task_is_asked_about_with_whoever_has_it_and_seen_by_the_others(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("@Tomas", 900, "Read the logs"))
    meet(ada, tomas)
    assert [(n.ask, n.urgency, n.is_mine) for n in found(tomas)] == [(Ask.ACKNOWLEDGE, Urgency.WAITS, True)]
    assert found(ada) == []
    assert [(n.ask, n.is_mine) for n in found(ada, 6)] == [(Ask.ACKNOWLEDGE, False)]
    tomas.do(OneTask("1"))
    meet(ada, tomas)
    assert [(n.urgency, n.is_mine) for n in found(tomas, 12)] == [(Urgency.SOON, True)]
    assert [(n.urgency, n.is_mine) for n in found(ada, 30)] == [(Urgency.LATE, False)]
    tomas.do(SayStuck("1", "no password"))
    meet(ada, tomas)
    assert [(n.ask, n.is_mine) for n in found(ada)] == [(Ask.HELP, True)]
    assert [(n.ask, n.is_mine) for n in found(tomas)] == [(Ask.HELP, False)]


def test_a_word_waits_for_whoever_leads_and_for_everybody_while_nobody_does(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(Propose("Fail over"))
    meet(ada, tomas)
    assert [n.is_mine for n in found(ada)] == [True]
    assert [n.is_mine for n in found(tomas)] == [False]
    new = two_desks()[0]
    new.declare()
    new.do(Propose("Fail over"))
    assert [n.is_mine for n in found(new, 0, NeedKind.APPROVAL)] == [True]


def test_who_waits_for_a_yes_longer_than_the_plan_waits_for_an_answer_waits_too_long(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    do(ada, Give("me", 60, "Lead it"), Propose("Fail over"))
    first, second = needs(sees(ada, 4))[:2]
    assert first.kind is NeedKind.APPROVAL, "a yes comes first from its first moment"
    assert second.urgency is Urgency.LATE
    assert [[n.urgency for n in found(ada, after, NeedKind.APPROVAL)] for after in (4, 5)] == [
        [Urgency.WAITS],
        [Urgency.LATE],
    ]


def test_whoever_was_given_a_role_is_asked_at_once_and_the_lead_when_they_say_nothing(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Assign("incident_manager", "@Tomas"))
    meet(ada, tomas)
    assert [(n.ask, n.is_mine) for n in found(tomas)] == [(Ask.ACKNOWLEDGE, True)]
    assert found(ada) == []
    assert [n.is_mine for n in found(ada, 6)] == [True]  # it is the lead who is missing: that is for everybody
    tomas.do(OneRole("incident manager"))
    meet(ada, tomas)
    assert found(ada, 6) == []


def test_whoever_leads_sees_an_empty_role_at_once_and_it_is_asked_about_once_its_time_is_over(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    ada.do(OpenRole("scribe"))
    meet(ada, tomas)
    for minutes, urgency in ((0, Urgency.SOON), (6, Urgency.LATE)):
        [mine], [theirs] = found(ada, minutes, NeedKind.ROLE), found(tomas, minutes, NeedKind.ROLE)
        assert (mine.ask, mine.about, mine.urgency, mine.is_mine) == (Ask.FILL, "scribe", urgency, True)
        assert (theirs.id, theirs.is_mine) == (mine.id, False), "one need, quiet first"
    ada.do(Assign("scribe", "Tomas"))
    assert found(ada, 0, NeedKind.ROLE) == []


def test_a_role_that_is_offered_is_answered_by_its_taker(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Offer("incident_manager", "@Tomas"))
    meet(ada, tomas)
    assert [(n.ask, n.is_mine) for n in found(tomas)] == [(Ask.ACCEPT, True)]
    assert found(ada) == []
    assert [(n.ask, n.is_mine) for n in found(ada, 6)] == [(Ask.ACCEPT, True)]


def test_the_steps_of_a_role_are_soon_and_late_for_its_holder(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    step = next(need for need in found(ada, 2.5, NeedKind.STEP) if need.about == "incident_manager/lead")
    assert (step.urgency, step.is_mine) == (Urgency.LATE, True)
    ada.do(Tick("incident_manager", "lead"))
    meet(ada, tomas)
    assert all(need.about != "incident_manager/lead" for need in found(ada, 9, NeedKind.STEP))
    assert not any(need.is_mine for need in found(tomas, 9, NeedKind.STEP))


def test_nothing_needs_anybody_when_it_is_over(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose("Fail over"))
    ada.clock.pass_(60)
    assert needs(sees(ada))
    ada.do(SetState(State.RESOLVED))
    assert needs(sees(ada)) == []


# which need it is -----------------------------------------------------------------------------------------------------


def test_it_is_the_same_need_until_it_is_answered_and_another_when_it_comes_again(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 600, "Lead it"))
    [asked], [late] = found(ada, 11), found(ada, 30)
    assert asked.id == late.id  # asked quietly first, then loud: one need
    ada.clock.pass_(11)
    ada.do(Extend("1", 600))
    assert found(ada, 1) == []
    [again] = found(ada, 15)
    assert again.id != asked.id


def test_a_clock_is_one_need_a_round_also_when_it_was_put_off(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.clock.pass_(11)
    [first] = found(ada, 0, NeedKind.CLOCK)
    ada.do(SnoozeNeed("call-out", 300))
    assert found(ada, 4, NeedKind.CLOCK) == []
    [back] = found(ada, 6, NeedKind.CLOCK)
    assert back.id == first.id
    ada.do(Keep(Clock.CALL_OUT))
    [other] = found(ada, 11, NeedKind.CLOCK)
    assert other.id != first.id


# in which order -------------------------------------------------------------------------------------------------------


def test_the_plan_says_which_kinds_come_first(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    do(ada, Propose("Fail over", box_s=60), Approve("1", "it helps"), Begin("1"), Give("me", 60, "Lead it"))
    ada.do(Propose("Wait"))
    ada.clock.pass_(5)
    usual = [NeedKind.APPROVAL, NeedKind.COURSE, NeedKind.PROMISE, NeedKind.TASK, NeedKind.STEP, NeedKind.CLOCK]
    assert kinds(sees(ada)) == usual, "no round of a clock was missed yet: it only asks"
    ours = PLAN[: PLAN.index("attention:")] + "attention: {order: [step, task]}\n" + PLAN[PLAN.index("channels:") :]
    by_our_plan = msgspec.structs.replace(sees(ada), plan=read_plan(ours))
    assert kinds(by_our_plan)[:3] == [NeedKind.STEP, NeedKind.TASK, NeedKind.APPROVAL]
    silent = PLAN[: PLAN.index("attention:")] + PLAN[PLAN.index("channels:") :]
    assert kinds(msgspec.structs.replace(sees(ada), plan=read_plan(silent))) == kinds(sees(ada))


def kinds(at: Situation) -> list[NeedKind]:
    """Of what is asked of me now, each kind once."""
    asked = (need.kind for need in needs(at) if need.is_mine and need.urgency is not Urgency.SOON)
    return list(dict.fromkeys(asked))


# put off --------------------------------------------------------------------------------------------------------------


def test_what_somebody_puts_off_is_gone_for_them_until_then_and_comes_back_by_itself(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("@Tomas", 60, "Read the logs"))
    meet(ada, tomas)
    ada.clock.pass_(10)
    tomas.do(read_line("/snooze task-1 5m I am on the phone", Reading(START_US, UTC)))
    meet(ada, tomas)
    assert put_off(tomas, 4) == ["task-1"]
    assert put_off(tomas, 5) == []
    assert put_off(ada) == []  # nobody silences what another has to see
    line = tomas.board().timeline.lines[-1]
    assert line.english.startswith("Put off until 2019-01-20T16:21:00Z: task 1")
    assert line.text == "I am on the phone"
    [told] = shown(ada.board(), ada.organisation.people)["put_off"]
    assert (told["what"], told["name"]) == ("task 1", "Tomas")


def test_without_a_span_the_plans_own_is_taken_and_it_can_be_brought_back(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 60, "Lead it"))
    ada.clock.pass_(10)
    ada.do(read_line("/snooze task-1", Reading(START_US, UTC)))
    assert (put_off(ada, 9.9), put_off(ada, 10)) == (["task-1"], [])
    ada.do(WakeNeed("task-1"))
    assert put_off(ada, 1) == []
    assert ada.board().timeline.lines[-1].english == "No longer put off: task 1"
    with pytest.raises(NotFound, match="what you have put off: nothing"):
        ada.do(WakeNeed("task-1"))


def test_what_is_urgent_by_the_plan_is_put_off_only_for_a_short_while(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    do(ada, Propose("Fail over", box_s=60), Approve("1", "nothing else helps"), Begin("1"))
    ada.clock.pass_(5)
    with pytest.raises(RuleError, match="course-1 may be put off for at most 15 min: /snooze course-1 15m"):
        ada.do(SnoozeNeed("course-1", 3600))
    ada.do(SnoozeNeed("course-1", 900))
    assert put_off(ada) == ["course-1"]
    ada.do(Give("me", 60, "Lead it"))
    ada.clock.pass_(5)
    ada.do(SnoozeNeed("task-1", 8 * 3600))
    with pytest.raises(RuleError, match="at most 8 h"):
        ada.do(SnoozeNeed("task-1", 9 * 3600))


def test_what_becomes_another_need_meanwhile_is_seen_at_once(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    do(ada, Propose("Fail over", box_s=600), Approve("1", "nothing else helps"), Begin("1"))
    ada.clock.pass_(11)
    do(ada, SnoozeNeed("course-1", 900), ExtendCourse("1", 240, "slow"))
    assert put_off(ada) == []
    [again] = found(ada, 5, NeedKind.COURSE)
    assert again.urgency is Urgency.LATE
    assert put_off(ada, 5) == []


def test_what_needs_nobody_is_refused_and_what_does_is_named(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose("Fail over"))
    with pytest.raises(NotFound, match="“task-9” needs nobody now. There is: course-1"):
        ada.do(SnoozeNeed("task-9"))


@given(data=st.data())
def test_any_order_of_arrival_puts_off_the_same(data: st.DataObject) -> None:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV4)
    do(ada, Give("@Tomas", 60, "Read the logs"), Give("me", 60, "Lead it"))
    meet(ada, tomas)
    ada.clock.pass_(10)
    ada.do(SnoozeNeed("task-2", 600))
    do(tomas, SnoozeNeed("task-1", 600), Finish("1", "read"))
    ada.do(WakeNeed("task-2"))
    meet(ada, tomas)
    record = list(ada.fold().entries.values())
    arrival = data.draw(orders(len(record)))
    fold = Fold(INCIDENT)
    for at in arrival:
        fold.add([record[at]])
    assert told(fold.board) == told(ada.board()) == told(tomas.board())
    assert fold.board.snoozes == ada.board().snoozes


# investigations -------------------------------------------------------------------------------------------------------


def test_an_investigation_asks_its_lead_when_all_others_are_in_and_whoever_leads_once_its_time_is_over(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    ada.do(Investigate(2700, "Why did it stop? | Ada | Tomas"))
    meet(ada, tomas)
    assert found(tomas, 1, NeedKind.INVESTIGATION) == []
    ada.do(Submit("A", 70, "The delete"))
    meet(ada, tomas)
    (waits,) = found(tomas, 1, NeedKind.INVESTIGATION)
    assert (waits.urgency, waits.is_mine, address(waits, sees(tomas, 1))) == (Urgency.WAITS, True, "investigation-B")
    assert not any(need.is_mine for need in found(ada, 1, NeedKind.INVESTIGATION))
    for hand in (ada, tomas):
        (late,) = found(hand, 60, NeedKind.INVESTIGATION)
        assert (late.urgency, late.is_mine) == (Urgency.LATE, True)
    tomas.do(Submit("B", 60, "The disk"))
    assert found(tomas, 60, NeedKind.INVESTIGATION) == []


def a_team() -> tuple[Hand, Hand, Hand]:
    """Ada manages; Tomas and Sofia work on an investigation of two hypotheses and a piece of evidence."""
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas, Sofia"))
    tell(ada, tomas, sofia)
    for fields in (Hypothesis("A bulk delete"), Hypothesis("A full disk"), AddEvidence("It lags")):
        tomas.do(fields)
    tell(ada, tomas, sofia)
    return ada, tomas, sofia


def of_members(hand: Hand, after_min: float = 0) -> list[tuple[Ask, str, bool]]:
    """What is asked within investigations: what, about what, and whether it is theirs."""
    at = sees(hand, after_min)
    return [(need.ask, address(need, at), need.is_mine) for need in needs(at) if inside(need, at)]


def test_what_members_said_differently_needs_those_who_said_it_until_it_is_settled() -> None:
    ada, tomas, sofia = a_team()
    for hand, rating, name, trust in (
        (tomas, Rating.CONSISTENT, "A delete", Trust.LOW),
        (sofia, Rating.INCONSISTENT, "Deletes", Trust.MEDIUM),
    ):
        hand.do(Rate("E1", "H2", rating))
        hand.do(Correct(next(iter(hand.board().investigations.find("A").hypotheses)), name))
        hand.do(SetTrust("E1", trust))
    assert of_members(tomas) == []
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        assert of_members(hand) == [(Ask.SETTLE, name, True) for name in ("A-E1-H2", "A-H1", "A-E1")]
    assert of_members(ada) == []
    # whoever manages may have all of it on a desk without a shared record, and is told nothing all the same
    ada.hear(tomas, sofia)
    assert of_members(ada, 600) == []
    for fields in (
        Rate("E1", "H2", Rating.NEUTRAL),
        Correct(next(iter(sofia.board().investigations.find("A").hypotheses)), "A delete"),
        SetTrust("E1", Trust.LOW),
    ):
        sofia.do(fields)
    tell(ada, tomas, sofia)
    assert of_members(tomas) == of_members(sofia) == []


def test_an_open_question_needs_whoever_finds_out_and_the_others_when_nothing_comes_of_it() -> None:
    ada, tomas, sofia = a_team()
    sofia.do(AskOpen("Who began it?"))
    sofia.do(AskOpen("Was it planned?", owner="Sofia"))
    tell(ada, tomas, sofia)
    assert of_members(sofia) == [(Ask.ANSWER, "A-Q2", True)]
    assert of_members(tomas) == []
    assert of_members(tomas, 6) == [(Ask.FILL, "A-Q1", True)]
    assert of_members(tomas, 31) == [(Ask.FILL, "A-Q1", True), (Ask.ANSWER, "A-Q2", True)]
    sofia.do(OwnQuestion("Q1", "Tomas"))
    sofia.do(AnswerOpen("Q2", "It was not"))
    tell(ada, tomas, sofia)
    assert of_members(tomas) == [(Ask.ANSWER, "A-Q1", True)]
    assert of_members(sofia) == []
    assert of_members(ada, 600) == []
    tomas.do(Submit("A", 70, "The delete"))
    tell(ada, tomas, sofia)
    assert of_members(tomas, 31) == []


def test_what_only_members_know_is_put_off_where_only_they_read() -> None:
    ada, tomas, sofia = a_team()
    sofia.do(AskOpen("Who began it?", owner="Tomas"))
    sofia.do(AskOpen("Was it planned?", owner="Tomas"))
    ada.do(Assign("incident_manager", "Tomas"))
    tell(ada, tomas, sofia)
    tomas.do(SnoozeNeed("A-Q1,incident_manager", 600))
    tomas.do(SnoozeNeed("A-Q2", 600))
    tell(ada, tomas, sofia)
    assert set(put_off(tomas)) == {"incident_manager", "A-Q1", "A-Q2"}
    assert told_of_snoozes(ada) == ["incident manager"]
    tomas.do(WakeNeed("A-Q1,incident manager"))
    tell(ada, tomas, sofia)
    assert put_off(tomas) == ["A-Q2"]
    assert told_of_snoozes(ada) == ["incident manager"] * 2


def told_of_snoozes(hand: Hand) -> list[str]:
    """What somebody hears of what was put off, and woken; no id of theirs is of an investigation."""
    bodies = [line.body for line in hand.board().timeline.at.values()]
    found = [each for each in bodies if isinstance(each, NeedSnoozed | NeedWoken)]
    assert not any(need.startswith("investigation") for each in found for need in each.needs)
    return [each.what.lower() for each in found]
