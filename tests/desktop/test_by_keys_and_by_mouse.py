"""Courses of action, tasks and decisions from beginning to end in the whole window: with the keyboard alone, and again
with the mouse. What the other tests of these capabilities reach by one of the two only is reached here by the other."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.course_propose import ProposeDialog
from incident_desk.desktop.dialogs.courses_compare import CompareDialog
from incident_desk.desktop.dialogs.decide import DecideDialog
from incident_desk.desktop.dialogs.revisit import RevisitDialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.panels.tasks import TasksPanel
from incident_desk.desktop.parts.button import IconButton
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.courses import Begin, Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.roles import Assign
from incident_desk.domain.task_list import Task
from incident_desk.domain.tasks import Give
from tests.desktop.boards import key, needs, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.hands import CTRL, choose, push, tab_to, write_into
from tests.desktop.test_board import War, a_war_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def enter(war: War, line: str) -> None:
    """Type a line at the foot of the board."""
    war.page.room.timeline.take_keyboard()
    type_words(line)
    key(Qt.Key.Key_Return)


def need(war: War, words: str) -> QWidget:
    """The line about this among what needs whoever is at the desk."""
    return next(row for row in war.page.room.needs.mine.rows if words in row.need.words)


def the_course(war: War, number: int = 1) -> Course:
    return next(course for course in war.board.courses.all if course.number == number)


def the_task(war: War, number: int) -> Task:
    return next(task for task in war.board.tasks.all if task.number == number)


def newest(war: War) -> str:
    return war.board.timeline.lines[-1].english


async def leads(war: War) -> None:
    await war.room.do(Assign("incident_manager", "me"), Assign("operations_manager", "Tomas Lind"))


# courses of action ----------------------------------------------------------------------------------------------------


@pytest.mark.by_keys(
    "course.approve",
    "course.begin",
    "course.decline",
    "course.do_step",
    "course.end",
    "course.propose",
    "course.release_step",
    "course.skip_step",
)
async def test_a_course_goes_all_its_way_with_the_keyboard_alone(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await leads(war)
        enter(war, "/propose")
        form = war.room.dialog(ProposeDialog)
        type_words("Fail over to db2")
        for field, words in ((form.effect, "writes work"), (form.risk, "3 s are lost"), (form.undo, "fail back")):
            tab_to(field)
            type_words(words)
        choose(form.box, 1)
        chosen = form.box.seconds
        tab_to(form.needs)
        type_words("two people")
        tab_to(form.steps)
        type_words("@operations manager 5m Stop the writers (read back)")
        key(Qt.Key.Key_Return)
        type_words("Promote db2 (if nothing writes) (hold)")
        key(Qt.Key.Key_Return)
        type_words("Look at the errors")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(war.board.courses.all) == 1)
        course = the_course(war)
        assert (course.effect, course.risk, course.undo, course.needs) == (
            "writes work",
            "3 s are lost",
            "fail back",
            "two people",
        )
        assert (course.box_s, len(course.steps)) == (chosen, 3)
        await war.closed()
        await _decide_by_keys(war)
        await _carry_out_by_keys(war)


async def _decide_by_keys(war: War) -> None:
    """Beside another one, which is declined with the reason."""
    await war.room.do(Propose("Wait for the vendor", risk="it gets worse"))
    panel = war.page.room.courses
    await until(panel.compare.isVisible)
    push(panel.compare)
    dialog = war.room.dialog(CompareDialog)
    type_words("it gets worse every minute")
    push(dialog.decline[1])
    await until(lambda: the_course(war, 2).stand is Stand.DECLINED)
    tab_to(dialog.reason)
    type_words("nothing else helps")
    push(dialog.approve[0])
    await until(lambda: the_course(war).stand is Stand.APPROVED)
    assert newest(war) == "Course 1 approved: nothing else helps"
    await war.closed()


async def _carry_out_by_keys(war: War) -> None:
    """Step by step, through every gate; it fails, and is rolled back after all."""
    [card] = [card for card in war.page.room.courses.columns[1].cards if card.isVisible()]
    tab_to(card)
    key(Qt.Key.Key_Return)
    dialog = war.room.dialog(CourseDialog)
    push(dialog.buttons["begin"])
    await until(lambda: dialog.step is not None and focused() is dialog.step.reader)
    first = dialog.step
    assert first is not None
    type_words("Kim Sato")
    push(first.done_)
    await until(lambda: dialog.step is not None and dialog.step is not first and focused() is dialog.step.go_on)
    key(Qt.Key.Key_Space)
    await until(lambda: dialog.step is not None and focused() is dialog.step.met)
    second = dialog.step
    assert second is not None
    key(Qt.Key.Key_Space)
    tab_to(second.words)
    type_words("promoted")
    key(Qt.Key.Key_Return)
    await until(lambda: dialog.step is not None and focused() is dialog.step.words and dialog.step is not second)
    third = dialog.step
    assert third is not None
    push(third.skip)
    await until(lambda: "why" in dialog.fault.text().lower())  # leaving it out is a decision: it wants the reason
    tab_to(third.words)
    type_words("the monitor looks")
    push(third.skip)
    await until(lambda: dialog.step is None and focused() is dialog.words)
    assert "the monitor looks" in newest(war)
    type_words("errors stay at 40 %")
    push(dialog.buttons["failed"])
    await until(lambda: the_course(war).stand is Stand.FAILED and focused() is dialog.words)
    assert newest(war).endswith("errors stay at 40 %")
    type_words("db1 takes writes again")
    push(dialog.buttons["rolled_back"])
    await until(lambda: the_course(war).stand is Stand.ROLLED_BACK)
    assert newest(war).endswith("db1 takes writes again")


@pytest.mark.by_mouse("course.approve", "course.begin", "course.decline", "course.end", "course.propose")
async def test_a_course_is_proposed_declined_and_carried_out_with_the_mouse(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await leads(war)
        panel = war.page.room.courses
        for what in ("Wait for the vendor", "Fail over to db2"):
            press(panel.propose)
            form = war.room.dialog(ProposeDialog)
            write_into(form.what, what)
            write_into(form.effect, "writes work")
            press(form.box.chips[0])
            write_into(form.steps, "@Tomas Lind 5m Stop the writers")
            press(form.go)
            await war.closed()
        cards = {card.shown.words: card for card in panel.columns[0].cards if card.isVisible()}
        press(cards["Wait for the vendor"])
        dialog = war.room.dialog(CourseDialog)
        press(dialog.buttons["decline"])
        await until(dialog.fault.isVisible)
        write_into(dialog.words, "it gets worse")
        press(dialog.buttons["decline"])
        await until(lambda: the_course(war).stand is Stand.DECLINED)
        press(dialog.findChildren(IconButton, "dialog_close")[0])
        await war.closed()
        press(cards["Fail over to db2"])
        dialog = war.room.dialog(CourseDialog)
        write_into(dialog.words, "nothing else helps")
        press(dialog.buttons["approve"])
        await until(lambda: the_course(war, 2).stand is Stand.APPROVED and "begin" in dialog.buttons)
        press(dialog.buttons["begin"])
        await until(lambda: the_course(war, 2).stand is Stand.UNDER_WAY and dialog.step is not None)
        told = [task.words(war.board.timeline) for task in war.board.tasks.open]
        assert "Stop the writers" in told  # a step with a person is a task of theirs
        write_into(dialog.words, "the replica was behind")
        press(dialog.buttons["rolled_back"])
        await until(lambda: the_course(war, 2).stand is Stand.ROLLED_BACK)


@pytest.mark.by_keys("course.extend")
async def test_a_late_course_gets_more_time_with_the_keyboard(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await leads(war)
        await war.room.do(Propose("Copy the snapshot", box_s=600))
        enter(war, "/approve 1 nothing else helps")
        await until(lambda: the_course(war).stand is Stand.APPROVED)
        await war.room.do(Begin("1"))
        war.room.clock.go_on(13)
        tab_to(need(war, "Copy the snapshot"))
        key(Qt.Key.Key_Return)
        dialog = war.room.dialog(CourseDialog)
        type_words("the disk is slow")
        push(dialog.buttons["longer"])
        await until(lambda: not any("Copy the snapshot" in words for words in needs(war.page.room)))


# tasks ----------------------------------------------------------------------------------------------------------------


@pytest.mark.by_keys("task.drop", "task.extend", "task.reassign", "task.reopen", "task.stuck")
async def test_every_answer_to_a_task_is_given_with_the_keyboard_alone(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(*(Give("@Tomas", 600, f"Step {number}") for number in range(2, 5)))
        panel = war.page.room.tasks

        def card(number: int) -> TaskDialog:
            row = next(row for row in panel.rows if row.isVisible() and row.shown.words == f"Step {number}")
            tab_to(row)
            key(Qt.Key.Key_Return)
            return war.room.dialog(TaskDialog)

        _filter(panel, "filter_running")
        dialog = card(2)
        tab_to(dialog.words)
        type_words("the disk is slow")
        choose(dialog.more, 2)
        push(dialog.extend)
        await until(lambda: the_task(war, 2).extended == 1)
        await war.closed()
        dialog = card(3)
        tab_to(dialog.taker)
        type_words("Kim Sato")
        push(dialog.reassign)
        await until(lambda: newest(war).endswith("to Kim Sato") or "Kim Sato" in newest(war))
        await war.closed()
        dialog = card(4)
        tab_to(dialog.words)
        type_words("no password")
        push(dialog.stuck)
        await until(lambda: the_task(war, 4).stuck is not None)
        await war.closed()
        dialog = card(4)
        push(dialog.drop)
        await until(lambda: not the_task(war, 4).is_open)
        await war.closed()
        _filter(panel, "filter_done")
        card(4)
        key(Qt.Key.Key_Return)
        await until(lambda: the_task(war, 4).is_open)


def _filter(panel: TasksPanel, name: str) -> None:
    """Tab goes to the filter that is on, and the arrows from one to the next."""
    while not focused().objectName().startswith("filter_") or not panel.isAncestorOf(focused()):
        key(Qt.Key.Key_Tab)
    for _ in range(4):
        if focused().objectName() != name:
            key(Qt.Key.Key_Right)
    assert focused().objectName() == name


@pytest.mark.by_mouse("task.acknowledge", "task.finish")
async def test_a_task_is_acknowledged_and_its_check_in_answered_with_the_mouse(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(Give("@Tomas", 600, "Read the logs"))
        panel = war.page.room.tasks
        war.room.clock.go_on(6)
        press(next(row for row in panel.rows if row.isVisible() and row.shown.words == "Read the logs"))
        press(war.room.dialog(TaskDialog).got)
        await war.closed()
        await war.room.do(Give("me", 300, "Call the vendor"))
        war.room.clock.go_on(6)
        press(need(war, "Call the vendor"))
        dialog = war.room.dialog(TaskDialog)
        write_into(dialog.words, "they look at it")
        press(dialog.done_)
        await until(lambda: newest(war) == "Task 3 done: they look at it")


# decisions ------------------------------------------------------------------------------------------------------------


@pytest.mark.by_keys("decision.make", "decision.revisit")
async def test_all_of_a_decision_is_written_down_with_the_keyboard_alone(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await leads(war)
        enter(war, "/decide")
        dialog = war.room.dialog(DecideDialog)
        type_words("Fail over")
        choose(dialog.way, 1)
        choose(dialog.again, 0)
        choose(dialog.strong, 2)
        tab_to(dialog.objector)
        type_words("Kim Sato")
        tab_to(dialog.objection)
        type_words("replication is 6 h behind")
        key(Qt.Key.Key_Return, CTRL)
        await war.closed()
        decision, objection = war.board.timeline.lines[-2:]
        for part in ("Fail over · no way back", "strong objections were asked for", "look again"):
            assert part in decision.english
        assert (objection.text, objection.speaker) == ("replication is 6 h behind", "Kim Sato")
        war.room.clock.go_on(16)
        tab_to(need(war, "Look again: Fail over"))
        key(Qt.Key.Key_Return)
        again = war.room.dialog(RevisitDialog)
        type_words("the replica caught up")
        push(again.falls)
        await until(lambda: newest(war).endswith("no longer holds: the replica caught up"))


@pytest.mark.by_mouse("decision.make", "decision.revisit")
async def test_all_of_a_decision_is_written_down_and_upheld_with_the_mouse(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await leads(war)
        press(war.page.room.timeline.line.form.quick_decision)
        dialog = war.room.dialog(DecideDialog)
        write_into(dialog.what, "Wait")
        write_into(dialog.why, "the vendor works on it")
        write_into(dialog.other, "fail over")
        write_into(dialog.speaker, "Sofia Brandt")
        press(dialog.way.chips[0])
        press(dialog.again.chips[0])
        press(dialog.strong.chips[1])
        press(dialog.go)
        await war.closed()
        told = newest(war)
        for part in ("Wait · because the vendor works on it", "instead of: fail over", "can be undone", "look again"):
            assert part in told
        war.room.clock.go_on(16)
        press(need(war, "Look again: Wait"))
        again = war.room.dialog(RevisitDialog)
        press(again.again.chips[1])
        press(again.stands)
        await until(lambda: " stands · look again" in newest(war))


@pytest.mark.by_keys("decision.object")
async def test_somebody_objects_to_a_decision_from_its_line_with_a_key(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(Decide("Fail over"))
        timeline = war.page.room.timeline
        timeline.form.timeline_lines.select(0)
        timeline.form.timeline_lines.setFocus()
        key(Qt.Key.Key_X)
        type_words("replication is 6 h behind")
        key(Qt.Key.Key_Return)
        await until(lambda: war.board.timeline.lines[-1].text == "replication is 6 h behind")
        assert war.board.decisions.objections
