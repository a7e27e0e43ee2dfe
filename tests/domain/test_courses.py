"""Courses of action: proposed, decided by who leads, carried out in steps with their gates, ended; two at once."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.course_entries import CourseStep, Outcome, StepEnd
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.course_steps import DoStep, ReleaseStep, SettleStep, SkipStep
from incident_desk.domain.course_text import read_steps, written
from incident_desk.domain.courses import Approve, Begin, Decline, End, ExtendCourse, Propose
from incident_desk.domain.decisions import Object
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.roles import Assign, Release
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.tasks import Finish
from incident_desk.domain.texts import Reading, read_line
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Clock, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders
from tests.domain.test_tasks import lines, meet

READING = Reading(START_US, UTC)


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads, Tomas carries out."""
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV3)
    tomas.hear(ada)
    ada.hear(tomas)
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("operations manager", "Tomas"))
    tomas.hear(ada)
    return ada, tomas


def typed(hand: Hand, line: str) -> None:
    hand.do(read_line(line, READING))


def the_course(hand: Hand, label: str = "1") -> Course:
    return hand.board().courses.find(label, hand.board().timeline)


def open_tasks(hand: Hand) -> list[str]:
    return [task.words(hand.board().timeline) for task in hand.board().tasks.open]


def test_a_step_for_a_role_that_is_not_open_says_its_title(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose(runbook="fail_over"))
    ada.do(Approve("1"))
    ada.do(Begin("1"))
    assert lines(ada)[-1] == "Task 1 for SME Database, 5 min: Say how far the standby is behind"


# proposing ------------------------------------------------------------------------------------------------------------


def test_a_proposal_says_what_effect_risk_undo_time_and_needs(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    typed(tomas, '/propose Fail over to db2 effect="writes work" risk="3 s lost" undo="fail back" needs="Jun" box=20m')
    meet(ada, tomas)
    [course] = shown(ada.board(), ada.organisation.people)["courses"]
    wanted = {
        "number": "1",
        "text": "Fail over to db2",
        "effect": "writes work",
        "risk": "3 s lost",
        "undo": "fail back",
        "needs": "Jun",
        "box_s": 1200,
        "stand": "proposed",
    }
    assert {name: course[name] for name in wanted} == wanted
    with pytest.raises(RuleError, match="Say what is proposed"):
        ada.do(Propose())


def test_a_runbook_of_the_plan_brings_its_steps_with_owners_boxes_and_gates(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose(runbook="fail_over", risk="nothing is lost"))
    course = the_course(ada)
    assert course.what(ada.board().timeline) == "Fail over to the standby"
    assert (course.risk, course.undo) == ("nothing is lost", "Fail back once the old primary has caught up")
    assert course.steps[2] == CourseStep(
        "Promote the standby",
        role="operations_manager",
        box_s=300,
        precondition="The old primary takes no writes",
        read_back=True,
        hold=True,
        title="Operations manager",
    )
    with pytest.raises(NotFound, match="no runbook of the plan; there are fail_over"):
        ada.do(Propose(runbook="dance"))


def test_steps_are_typed_one_a_line_with_owner_box_and_gates(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    board, people = ada.board(), ada.organisation.people
    text = "@operations manager 10m Stop the writers (read back)\n@Sofia 1h Copy it (if the disk is there) (hold)\nLook"
    steps = read_steps(text, board.roles, people)
    assert steps == (
        CourseStep("Stop the writers", role="operations_manager", box_s=600, read_back=True),
        CourseStep("Copy it", name="Sofia", box_s=3600, precondition="the disk is there", hold=True),
        CourseStep("Look"),
    )
    assert read_steps(written(steps, board.roles), board.roles, people) == steps
    with pytest.raises(BadInput, match="step 2 says nothing to do"):
        read_steps("Look; @Sofia 5m", board.roles, people)
    with pytest.raises(BadInput, match="at most 60 steps"):
        read_steps("Look;" * 61, board.roles, people)


# deciding -------------------------------------------------------------------------------------------------------------


def test_who_leads_approves_or_declines_and_says_why(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    for text in ("Fail over", "Wait"):
        tomas.do(Propose(text))
    meet(ada, tomas)
    with pytest.raises(RuleError, match="Ada, Incident manager, decides this"):
        tomas.do(Approve("1"))
    tomas.do(Approve("1", "nothing else helps", speaker="Ada"))  # by phone
    meet(ada, tomas)
    with pytest.raises(RuleError, match="Say why"):
        ada.do(Decline("2"))
    typed(ada, "/decline 2 it gets worse every minute")
    assert [course.stand for course in ada.board().courses.all] == [Stand.APPROVED, Stand.DECLINED]
    assert lines(ada)[-2:] == ["Course 1 approved: nothing else helps", "Course 2 declined: it gets worse every minute"]
    with pytest.raises(RuleError, match="Course 2 is declined; it must be approved"):
        ada.do(Begin("2"))


def test_nobody_decides_while_nobody_leads(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose("Fail over"))
    ada.do(Release("incident manager"))
    with pytest.raises(RuleError, match="Nobody holds Incident manager, who decides this"):
        ada.do(Approve("1"))


def test_an_approval_is_a_decision_and_may_be_objected_to(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Propose("Fail over"))
    approval = ada.do(Approve("1", "nothing else helps"))[0]
    tomas.hear(ada)
    tomas.do(Object(approval.id, "webhooks are missing in it"))
    [decision] = shown(tomas.board(), tomas.organisation.people)["decisions"]
    assert [objection["text"] for objection in decision["objections"]] == ["webhooks are missing in it"]


# carrying out ---------------------------------------------------------------------------------------------------------


def test_an_owner_whom_only_a_role_names_is_known_with_all_of_their_name(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("operations_manager", "Zoë of the vendor"))
    ada.do(Propose("Fail over", steps="@Zoë of the vendor 5m Stop the writers"))
    [step] = ada.board().courses.all[-1].steps
    assert (step.name, step.box_s, step.do) == ("Zoë of the vendor", 300, "Stop the writers")


@pytest.fixture
def under_way(desks: tuple[Hand, Hand]) -> tuple[Hand, Hand]:
    ada, tomas = desks
    ada.do(Propose(runbook="fail_over"))
    ada.do(Approve("1"))
    ada.do(Begin("1", "Tomas"))
    meet(ada, tomas)
    return desks


def test_each_step_is_a_task_of_its_owner_while_it_is_its_turn(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    assert open_tasks(tomas) == ["Say how far the standby is behind"]
    tomas.do(Finish("1", "3 s"))
    assert open_tasks(tomas) == ["Stop writes to the primary"]
    assert lines(tomas)[-3:] == [
        "Task 1 done: 3 s",
        "Course 1, step 1 done",
        "Task 2 for Operations manager, 3 min: Stop writes to the primary",
    ]
    with pytest.raises(RuleError, match="More is asked of this step"):
        tomas.do(Finish("2"))
    tomas.do(DoStep("1", 2, read_back_by="Ada"))
    assert open_tasks(tomas) == ["Promote the standby"]
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())


def test_a_step_waits_for_its_turn_its_reader_its_precondition_and_a_word(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    with pytest.raises(RuleError, match="Step 1 comes first"):
        tomas.do(DoStep("1", 2))
    tomas.do(DoStep("1", 1))
    with pytest.raises(RuleError, match="A second person reads this step back"):
        tomas.do(DoStep("1", 2))
    ada.hear(tomas)
    with pytest.raises(RuleError, match="Somebody else reads it back"):
        ada.do(DoStep("1", 2, read_back_by="Ada"))
    tomas.do(DoStep("1", 2, read_back_by="@Ada"))
    with pytest.raises(RuleError, match="Before this step: The old primary takes no writes"):
        tomas.do(DoStep("1", 3, read_back_by="Ada"))
    with pytest.raises(RuleError, match="waits until who leads lets it go on: /go-on 1 3"):
        tomas.do(DoStep("1", 3, read_back_by="Ada", is_met=True))
    with pytest.raises(RuleError, match="decides this"):
        tomas.do(ReleaseStep("1", 3))
    meet(ada, tomas)
    typed(ada, "/go-on 1 3")
    meet(ada, tomas)
    typed(tomas, "/step 1 3 promoted is_met=yes read_back_by=Ada")
    assert the_course(tomas).next_step == 4


def test_skipping_a_step_is_a_decision_with_its_reason(under_way: tuple[Hand, Hand]) -> None:
    _, tomas = under_way
    with pytest.raises(RuleError, match="Say why: /skip 1 1"):
        tomas.do(SkipStep("1", 1))
    typed(tomas, "/skip 1 1 the monitor says it")
    told_ = shown(tomas.board(), tomas.organisation.people)["decisions"]
    assert [line["line"] for line in told_][-1] == "Course 1, step 1 skipped: the monitor says it"
    assert "Task 1 is not needed any more: Step 1 was skipped" in lines(tomas)
    assert the_course(tomas).next_step == 2


def test_a_course_ends_with_the_effect_that_was_seen(under_way: tuple[Hand, Hand]) -> None:
    _, tomas = under_way
    with pytest.raises(RuleError, match="Step 1 is open"):
        tomas.do(End("1", Outcome.WORKED, "errors at 0"))
    with pytest.raises(RuleError, match="Say what was seen"):
        tomas.do(End("1", Outcome.FAILED))
    typed(tomas, "/failed 1 the standby lost its disk")
    assert (the_course(tomas).stand, open_tasks(tomas)) == (Stand.FAILED, [])
    typed(tomas, "/rolled-back 1 writes go to the old primary again")
    assert the_course(tomas).stand is Stand.ROLLED_BACK
    with pytest.raises(RuleError, match="Course 1 is rolled back; it must be under way"):
        tomas.do(ExtendCourse("1", 600))


def test_past_its_time_a_course_is_late_until_it_gets_more(under_way: tuple[Hand, Hand]) -> None:
    _, tomas = under_way
    begun_us = the_course(tomas).begun_us
    assert begun_us is not None
    assert the_course(tomas).is_late(begun_us + 19 * MINUTE_US) is False
    assert the_course(tomas).is_late(begun_us + 20 * MINUTE_US) is True
    tomas.clock.pass_(25)
    typed(tomas, "/takes-longer 1 15m the copy is slow")
    assert the_course(tomas).is_late(tomas.clock()) is False


# two desks ------------------------------------------------------------------------------------------------------------


def test_two_desks_that_decide_differently_at_once_keep_both_and_see_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Propose("Fail over"))
    meet(ada, tomas)
    ada.do(Approve("1"))
    tomas.do(Decline("1", "too risky", speaker="Ada"))
    meet(ada, tomas)
    for hand in desks:
        assert the_course(hand).is_split
        assert {setting.value for setting in the_course(hand).stands.settings} == {Stand.APPROVED, Stand.DECLINED}
    ada.do(Approve("1", "it is less risky than waiting"))
    assert (the_course(ada).stand, the_course(ada).is_split) == (Stand.APPROVED, False)


def test_a_step_done_at_one_desk_and_skipped_at_another_is_both(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    tomas.do(DoStep("1", 1))
    ada.do(SkipStep("1", 1, "the monitor says it"))
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert set(the_course(ada).ends(1)) == {StepEnd.DONE, StepEnd.SKIPPED}
    assert the_course(ada).is_split


@pytest.mark.parametrize("how", StepEnd)
def test_one_word_settles_a_step_that_two_desks_ended_differently_and_its_task(
    under_way: tuple[Hand, Hand], how: StepEnd
) -> None:
    ada, tomas = under_way
    with pytest.raises(RuleError, match="Nobody differs about step 1 of course 1"):
        ada.do(SettleStep("1", 1, how))
    tomas.do(DoStep("1", 1, "3 s"))
    ada.do(SkipStep("1", 1, "the monitor says it"))
    meet(ada, tomas)
    said_by = the_course(ada).ends(1)[how].by
    typed(ada, f"/settle-step 1 1 {how}")
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert {end: mark.by for end, mark in the_course(ada).ends(1).items()} == {how: said_by}
    assert not the_course(tomas).is_split
    assert not any(task.is_split for task in ada.board().tasks.all)
    assert lines(ada)[-1] == f"Course 1, step 1: it was {how}"
    ada.do(Undo())
    assert the_course(ada).is_split


def test_two_who_settle_a_step_differently_at_once_are_told_again(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    tomas.do(DoStep("1", 1))
    ada.do(SkipStep("1", 1, "the monitor says it"))
    meet(ada, tomas)
    ada.do(SettleStep("1", 1, StepEnd.SKIPPED))
    tomas.do(SettleStep("1", 1, StepEnd.DONE))
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert the_course(ada).split_step == 1
    tomas.do(SettleStep("1", 1, StepEnd.DONE))
    meet(ada, tomas)
    assert list(the_course(ada).ends(1)) == [StepEnd.DONE]


def test_a_choice_holds_although_the_line_it_chose_is_taken_back(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    [done, *_] = tomas.do(DoStep("1", 1))
    ada.do(SkipStep("1", 1, "the monitor says it"))
    meet(ada, tomas)
    ada.do(SettleStep("1", 1, StepEnd.DONE))
    ada.do(Retract(done.id))
    assert list(the_course(ada).ends(1)) == [StepEnd.DONE]
    assert the_course(ada).ends(1)[StepEnd.DONE].by == tomas.person


def test_the_next_step_that_two_desks_gave_at_once_is_done_once(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    tomas.do(DoStep("1", 1))
    ada.do(DoStep("1", 1))
    meet(ada, tomas)
    assert not the_course(ada).is_split
    assert open_tasks(ada) == ["Stop writes to the primary"] * 2
    tomas.do(DoStep("1", 2, read_back_by="Ada"))
    assert open_tasks(tomas) == ["Promote the standby"]


def test_a_time_that_two_desks_said_differs_no_longer_once_the_course_is_over(under_way: tuple[Hand, Hand]) -> None:
    ada, tomas = under_way
    ada.do(ExtendCourse("1", 600))
    tomas.do(ExtendCourse("1", 3600))
    meet(ada, tomas)
    assert the_course(ada).is_split
    ada.do(End("1", Outcome.FAILED, "no effect"))
    assert not the_course(ada).is_split


def test_a_proposal_is_corrected_taken_back_and_erased_like_any_line(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    entry = ada.do(Propose("Fail ovre", steps="Look at hunter2", risk="hunter2"))[0]
    ada.do(Correct(entry.id, text="Fail over"))
    assert the_course(ada).what(ada.board().timeline) == "Fail over"
    ada.do(Retract(entry.id))
    assert ada.board().courses.all == []
    ada.do(Restore(entry.id))
    approval = ada.do(Approve("1"))[0]
    ada.do(Undo())
    assert the_course(ada).stand is Stand.PROPOSED
    ada.do(Restore(approval.id))
    ada.do(Ask(entry.id, "a password in it"))
    meet(ada, tomas)
    tomas.do(Confirm(entry.id))
    meet(ada, tomas)
    assert b"hunter2" not in told(ada.board())
    assert the_course(ada).stand is Stand.APPROVED


# any order ------------------------------------------------------------------------------------------------------------

NAMES = ["propose", "book", "approve", "decline", "begin", "longer", "end", "step", "skip", "settle"]
OTHERS = ["release", "task", "lead"]
AMENDING = ["retract", "restore", "undo", "ask", "confirm", "move", "correct", "hear"]


def act(hand: Hand, name: str, n: int) -> None:
    """One act; a rule may forbid it, which writes nothing."""
    board = hand.board()
    at = list(board.timeline.at)
    line = at[n % len(at)]
    courses, tasks = board.courses.all, board.tasks.all
    course = courses[n % len(courses)] if courses else None
    label = board.courses.label(course) if course else "1"
    step = (course.next_step if course else None) or 1
    fields: dict[str, Any] = {
        "propose": Propose(f"course {n}", steps="@Ada 5m One (hold); Two (read back); Three", box_s=n * 60 or None),
        "book": Propose(runbook=("fail_over", "roll_back")[n % 2]),
        "approve": Approve(label, f"why {n}", speaker="Incident manager"),
        "decline": Decline(label, f"why {n}", speaker="Incident manager"),
        "begin": Begin(label, ("me", "Ada", "Sofia")[n % 3]),
        "longer": ExtendCourse(label, n * 60 + 60),
        "end": End(label, list(Outcome)[n % 3], f"effect {n}"),
        "step": DoStep(label, step, read_back_by="Kim", is_met=True),
        "skip": SkipStep(label, step, f"why {n}"),
        "release": ReleaseStep(label, step, speaker="Incident manager"),
        "settle": SettleStep(label, (course.split_step if course else None) or 1, list(StepEnd)[n % 2]),
        "task": Finish(board.tasks.label(tasks[n % len(tasks)]) if tasks else "1"),
        "lead": Assign("incident manager", ("me", "Ada", "Bo")[n % 3]),
        "retract": Retract(line),
        "restore": Restore(line),
        "undo": Undo(),
        "ask": Ask(line, "must go"),
        "confirm": Confirm(line),
        "move": Correct(line, occurred_us=hand.clock() + (n - 25) * MINUTE_US),
        "correct": Correct(line, f"corrected {n}"),
    }
    try:
        hand.do(fields[name])
    except DeskError:
        return


@settings(max_examples=100)
@given(
    script=st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from([*NAMES, *OTHERS, *NAMES, *OTHERS, *AMENDING]), st.integers(0, 50)
        ),
        max_size=35,
    ),
    data=st.data(),
)
def test_desks_that_have_heard_the_same_have_the_same_courses(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare(severity=Severity.SEV2)
    hands[0].do(Assign("incident manager", "me"))
    meet(*hands)
    for who, name, n in script:
        if name == "hear":
            hands[who].hear(*hands)
        else:
            act(hands[who], name, n)
    meet(*hands)
    seen = {told(hand.board()) for hand in hands}
    record = of_incident(hands[0])
    arrival = data.draw(orders(len(record)))
    assert seen == {told(Fold(INCIDENT, [record[place] for place in arrival]).board)}
    assert seen == {told(folded(INCIDENT, in_order(list(hands[0].fold().entries.values()))))}
