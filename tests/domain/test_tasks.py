"""Tasks: given with a time box, acknowledged, asked about at its end, handed on, ended; two desks at once."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_adoption import AdoptPlan
from incident_desk.domain.roles import Assign, OneRole, Release
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.task_calls import Call, Standing, standing
from incident_desk.domain.task_list import Task, load
from incident_desk.domain.tasks import (
    Drop,
    Extend,
    Finish,
    Give,
    OneTask,
    Reassign,
    Reopen,
    SayStuck,
)
from incident_desk.domain.texts import Reading, read_line
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, START_US, Clock, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders

READING = Reading(START_US, UTC)


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV3)  # asks no first tasks
    tomas.hear(ada)
    ada.hear(tomas)
    return ada, tomas


def meet(*hands: Hand) -> None:
    for hand in (*hands, *hands):
        hand.hear(*hands)


def the_task(hand: Hand, label: str = "1") -> Task:
    return hand.board().tasks.find(label, hand.board().timeline)


def stands(hand: Hand, label: str = "1", after_min: float = 0) -> Standing:
    return standing(the_task(hand, label), hand.board().roles, 300, hand.clock() + round(after_min * MINUTE_US))


def lines(hand: Hand) -> list[str]:
    return [line.english for line in hand.board().timeline.lines[1:]]


def typed(hand: Hand, line: str) -> None:
    hand.do(read_line(line, READING))


# giving ---------------------------------------------------------------------------------------------------------------


def test_a_task_is_given_acknowledged_and_done_and_all_of_it_is_on_the_timeline(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    typed(ada, "/task @Tomas 15m Read the logs of db1")
    meet(ada, tomas)
    assert stands(tomas).call is Call.UNSEEN
    typed(tomas, "/got 1")
    assert stands(tomas).call is Call.QUIET
    typed(tomas, "/done 1 the disk was full")
    meet(ada, tomas)
    assert stands(ada).call is Call.ENDED
    assert lines(ada) == [
        "Task 1 for Tomas, 15 min: Read the logs of db1",
        "Tomas acknowledged task 1",
        "Task 1 done: the disk was full",
    ]


def test_whom_a_task_is_for_may_be_said_in_several_ways(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("operations manager", "Tomas"))
    for line in (
        "/task me Read it",
        "/task Tomas 10m Read it",
        '/task "operations manager" 10m Read it',
        "/task operations manager 1h30m Read it",
        "/task @Sofia Brandt 10m Read it",
        '/task "@Sofia Brandt" 10m Read it',
    ):
        typed(ada, line)
    assert [
        (stands(ada, str(task.number)).holder, task.box_s, task.words(ada.board().timeline))
        for task in ada.board().tasks.all
    ] == [
        (stands(ada, "1").holder, None, "Read it"),
        (stands(ada, "2").holder, 600, "Read it"),
        (stands(ada, "2").holder, 600, "Read it"),
        (stands(ada, "2").holder, 5400, "Read it"),
        (stands(ada, "5").holder, None, "Brandt 10m Read it"),  # nobody knows where an unknown name ends
        (stands(ada, "6").holder, 600, "Read it"),
    ]
    assert [getattr(stands(ada, n).holder, "name", "") for n in "1256"] == ["Ada", "Tomas", "Sofia", "Sofia Brandt"]
    assert stands(ada, "1").acknowledged_us is not None  # who gives it to themselves has it


def test_a_task_needs_words_and_somebody_and_a_time_that_is_one(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    with pytest.raises(RuleError, match="Say what is to be done"):
        typed(ada, "/task @Tomas 15m")
    with pytest.raises(RuleError, match="Nobody here is called “look”"):
        typed(ada, "/task look at the logs")
    with pytest.raises(BadInput, match="not a span of time"):
        typed(ada, "/task @Tomas box=soon Read it")
    typed(ada, "/task @Tomas Read it")
    with pytest.raises(BadInput, match="“box” is needed"):
        typed(ada, "/more 1")
    with pytest.raises(NotFound, match="no task 7"):
        typed(ada, "/done 7")
    with pytest.raises(NotFound, match="is no task of this incident"):
        typed(ada, "/done what")
    typed(ada, "/done read")  # the start of its words
    with pytest.raises(RuleError, match="done already"):
        typed(ada, "/got 1")


def test_a_line_of_the_checklist_becomes_a_task_and_is_ticked_with_it(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("@Sofia", 600, role="operations manager", step="freeze"))
    assert the_task(ada).words(ada.board().timeline) == "Stop deploys and planned changes"
    ada.do(Finish("1", "all stopped"))
    assert list(ada.board().roles.held["operations_manager"].done) == ["freeze"]
    with pytest.raises(NotFound, match="no line of the checklist"):
        ada.do(Give("@Sofia", role="operations manager", step="dance"))


# quietly first, then loud ---------------------------------------------------------------------------------------------


def test_nobody_answering_is_quiet_for_as_long_as_the_plan_waits_then_loud(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("@Tomas", None, "Read it"))
    assert [stands(ada, after_min=m).call for m in (0, 4.9, 5, 60)] == [
        Call.UNSEEN,
        Call.UNSEEN,
        Call.NOT_SEEN,
        Call.NOT_SEEN,
    ]
    assert [Call.UNSEEN.is_loud, Call.NOT_SEEN.is_loud] == [False, True]


def test_at_the_end_of_its_box_a_task_asks_and_later_it_is_late(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 1200, "Read it"))
    assert [stands(ada, after_min=m).call for m in (0, 14.9, 15, 19.9, 20, 24.9, 25)] == [
        Call.QUIET,
        Call.QUIET,
        Call.SOON,
        Call.SOON,
        Call.CHECK_IN,
        Call.CHECK_IN,
        Call.LATE,
    ]
    ada.do(Give("me", 120, "Look once"))
    assert [stands(ada, "2", m).call for m in (0.9, 1, 2, 3)] == [Call.QUIET, Call.SOON, Call.CHECK_IN, Call.LATE]


def test_more_time_and_being_stuck_are_answers(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 600, "Read it"))
    ada.clock.pass_(30)
    ada.do(Extend("1", 900, "the disk is slow"))
    assert (the_task(ada).due_us, stands(ada).call, the_task(ada).extended) == (
        ada.clock() + 15 * MINUTE_US,
        Call.QUIET,
        1,
    )
    ada.do(SayStuck("1", "no password"))
    assert stands(ada).call is Call.STUCK
    ada.do(Reassign("1", "@Tomas", 600, "it is in the safe"))
    assert stands(ada).call is Call.UNSEEN
    assert lines(ada)[-2:] == ["Task 1 is stuck: no password", "Task 1 goes from Ada to Tomas: it is in the safe"]


def test_a_task_that_is_not_needed_is_dropped_and_may_be_opened_again(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 600, "Read it"))
    ada.do(Drop("1", "db1 is gone"))
    assert not the_task(ada).is_open
    ada.do(Reopen("1"))
    assert the_task(ada).is_open
    with pytest.raises(RuleError, match="is open"):
        ada.do(Reopen("1"))


# the plan -------------------------------------------------------------------------------------------------------------


def test_what_a_severity_asks_first_are_tasks_of_whoever_holds_the_role(desks: tuple[Hand, Hand]) -> None:
    ada, _ = two_desks()
    ada.declare(severity=Severity.SEV1)
    board = ada.board()
    assert [(task.number, task.do, task.role, task.box_s) for task in board.tasks.all] == [
        (1, "Open the bridge and post its link", "operations_manager", 300),
        (2, "Call whoever answers for the house", "incident_manager", 900),
    ]
    assert (stands(ada).holder, stands(ada, after_min=5).call) == (None, Call.CHECK_IN)
    ada.do(Assign("operations manager", "Tomas"))
    assert getattr(stands(ada).holder, "name", "") == "Tomas"
    assert stands(ada).acknowledged_us is None
    ada.do(OneRole("operations manager"))  # what comes with a role is acknowledged with it
    assert stands(ada).acknowledged_us is not None
    ada.do(Reassign("1", "@Sofia"))
    assert (getattr(stands(ada).holder, "name", ""), stands(ada).acknowledged_us) == ("Sofia", None)
    ada.do(OneTask("1"))
    ada.do(Finish("1"))
    assert [line for line in lines(ada) if "Task" in line or "task" in line] == [
        "Task 1 goes from Tomas to Sofia",
        "Sofia acknowledged task 1",
        "Task 1 done",
    ]


def test_raising_the_severity_brings_its_tasks_and_lowering_it_drops_those_nobody_has(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SetSeverity(Severity.SEV1, "it spreads"))
    assert [task.id for task in ada.board().tasks.open] == ["plan.bridge", "plan.management"]
    ada.do(Assign("incident manager", "me"))
    ada.do(SetSeverity(Severity.SEV3, "it does not"))
    assert [task.id for task in ada.board().tasks.open] == ["plan.management"]
    ada.do(SetSeverity(Severity.SEV2, "it does"))
    assert [(task.id, task.number) for task in ada.board().tasks.open] == [("plan.bridge", 1), ("plan.management", 2)]


def test_a_newer_plan_brings_the_tasks_it_adds() -> None:
    ada, _ = two_desks()
    ada.declare(severity=Severity.SEV2)
    more = '    tasks:\n      - {key: guard, do: "Lock the door", role: scribe, within: 5 min}\n'
    at = PLAN.index("    tasks:\n", PLAN.index("SEV2:"))
    ada.do(Use(PLAN[:at] + more + PLAN[PLAN.index("\n", at) + 1 :], "a door"))
    ada.do(AdoptPlan())
    assert [(task.number, task.id) for task in ada.board().tasks.all] == [(1, "plan.bridge"), (2, "plan.guard")]


def test_the_load_of_a_person_is_what_lies_with_them(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SetSeverity(Severity.SEV2, "it spreads"))
    ada.do(Assign("operations manager", "Tomas"))
    ada.do(Give("@Tomas", None, "Read it"))
    ada.do(Give("operations manager", None, "Mend it"))
    board = ada.board()
    tomas = board.roles.held["operations_manager"].holder.value
    assert tomas is not None
    assert [task.number for task in load(board.tasks, board.roles, tomas)] == [1, 2, 3]
    ada.do(Release("operations manager"))
    assert [task.number for task in load(ada.board().tasks, ada.board().roles, tomas)] == [2, 3]


# two desks ------------------------------------------------------------------------------------------------------------


def test_two_desks_that_give_it_to_different_people_keep_both_and_see_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("@Sofia", None, "Read it"))
    meet(ada, tomas)
    ada.do(Reassign("1", "@Kim"))
    tomas.do(Reassign("1", "@Lewis"))
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert the_task(ada).is_split
    names = [setting.value.name for setting in the_task(ada).holder.settings]
    assert names == ["Kim", "Lewis"]
    tomas.do(Reassign("1", "@Kim"))
    assert not the_task(tomas).is_split


def test_finishing_at_one_desk_while_another_gives_it_away_is_seen(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("@Sofia", None, "Read it"))
    meet(ada, tomas)
    ada.do(Finish("1", "found it"))
    tomas.do(Reassign("1", "@Lewis"))
    meet(ada, tomas)
    for hand in desks:
        assert not the_task(hand).is_open
        assert the_task(hand).has_crossed
    ada.do(Reopen("1", "Lewis looks once more"))
    assert not the_task(ada).is_split
    ada.do(Finish("1"))
    assert not the_task(ada).is_split


def test_two_desks_that_finish_it_at_once_agree_and_one_that_drops_it_does_not(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    for text in ("Read it", "Mend it"):
        ada.do(Give("@Sofia", None, text))
    meet(ada, tomas)
    ada.do(Finish("1", "done here"))
    tomas.do(Finish("1", "done there"))
    ada.do(Finish("2"))
    tomas.do(Drop("2", "not needed"))
    meet(ada, tomas)
    assert [task.is_split for task in ada.board().tasks.all] == [False, True]
    assert {"Task 1 done: done here", "Task 1 done: done there"} <= set(lines(ada))


def test_a_number_that_two_desks_gave_at_once_is_asked_back(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("me", None, "Read it"))
    tomas.do(Give("me", None, "Mend it"))
    meet(ada, tomas)
    labels = [ada.board().tasks.label(task) for task in ada.board().tasks.all]
    assert all(label.startswith("1-") for label in labels)
    with pytest.raises(NotFound, match="Two desks gave the number 1"):
        ada.do(Finish("1"))
    ada.do(Finish(labels[1]))
    assert [task.is_open for task in ada.board().tasks.all] == [True, False]
    ada.do(Give("me", None, "Go on"))
    assert ada.board().tasks.all[-1].number == 2


# like any entry -------------------------------------------------------------------------------------------------------


def test_a_task_is_corrected_taken_back_and_erased_like_any_line(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    entry = ada.do(Give("@Sofia", 600, "Read teh logs"))[0]
    ada.do(Correct(entry.id, text="Read the logs"))
    assert the_task(ada).words(ada.board().timeline) == "Read the logs"
    ada.do(Correct(entry.id, occurred_us=entry.occurred_us - 5 * MINUTE_US))
    assert the_task(ada).due_us == entry.occurred_us + 5 * MINUTE_US
    ada.do(Retract(entry.id))
    assert ada.board().tasks.all == []
    ada.do(Restore(entry.id))
    ada.do(Finish("1"))
    ada.do(Undo())
    assert the_task(ada).is_open
    ada.do(Ask(entry.id, "a password in it"))
    meet(ada, tomas)
    tomas.do(Confirm(entry.id))
    assert the_task(tomas).words(tomas.board().timeline) == ""
    assert the_task(tomas).due_us == entry.occurred_us + 5 * MINUTE_US


def test_files_and_scripts_get_every_task(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("@Sofia", 600, "Read it"))
    ada.do(SayStuck("1", "no password"))
    [task] = shown(ada.board(), ada.organisation.people)["tasks"]
    assert {name: task[name] for name in ("number", "text", "holder", "person", "ended", "is_split")} == {
        "number": "1",
        "text": "Read it",
        "holder": "Sofia",
        "person": None,
        "ended": None,
        "is_split": False,
    }
    assert task["due_at"] == "2019-01-20T16:14:00Z"
    assert task["stuck"]["text"] == "no password"


# any order ------------------------------------------------------------------------------------------------------------

NAMES = ["give", "give_role", "got", "done", "more", "stuck", "reassign", "drop", "reopen", "sev", "assign"]
AMENDING = ["retract", "restore", "undo", "ask", "confirm", "move", "correct", "hear"]


def act(hand: Hand, name: str, n: int) -> None:
    """One act; a rule may forbid it, which writes nothing."""
    board = hand.board()
    at = list(board.timeline.at)
    line = at[n % len(at)]
    tasks = board.tasks.all
    task = board.tasks.label(tasks[n % len(tasks)]) if tasks else "1"
    then_us = hand.clock() + (n - 25) * MINUTE_US
    fields: dict[str, Any] = {
        "give": Give(("me", "@Ada", "@Sofia")[n % 3], n * 60 or None, f"task {n}"),
        "give_role": Give("operations manager", None, f"task {n}", role="operations manager", step="freeze"),
        "got": OneTask(task),
        "done": Finish(task, f"result {n}"),
        "more": Extend(task, n * 60 + 60),
        "stuck": SayStuck(task, f"why {n}"),
        "reassign": Reassign(task, ("me", "@Ada", "@Sofia")[n % 3], n * 60 or None),
        "drop": Drop(task),
        "reopen": Reopen(task),
        "sev": SetSeverity(list(Severity)[n % 4], "-"),
        "assign": Assign("operations manager", ("me", "Ada", "Bo")[n % 3]),
        "retract": Retract(line),
        "restore": Restore(line),
        "undo": Undo(),
        "ask": Ask(line, "must go"),
        "confirm": Confirm(line),
        "move": Correct(line, occurred_us=then_us),
        "correct": Correct(line, f"corrected {n}"),
    }
    try:
        hand.do(fields[name])
    except DeskError:
        return


@settings(max_examples=100)
@given_by(
    script=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from([*NAMES, *NAMES, *AMENDING]), st.integers(0, 50)), max_size=30
    ),
    data=st.data(),
)
def test_desks_that_have_heard_the_same_have_the_same_tasks(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare(severity=Severity.SEV1)
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
