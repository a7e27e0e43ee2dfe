"""Tasks in the window: given, answered and handed on by mouse and by keys; quiet first, then loud."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton

from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.dialogs.task_new import NewTaskDialog
from incident_desk.desktop.panels.roles import RolesPanel
from incident_desk.desktop.panels.tasks import TasksPanel
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.domain.handover_answers import Accept
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.task_entries import TaskReassigned
from incident_desk.domain.task_list import Task, acknowledged_us, assignment
from incident_desk.domain.tasks import Extend, Finish, Give, OneTask, Reassign
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_conflicts import heard
from tests.desktop.test_roles import of, the_roles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_tasks(room: Room, width: int = 1000) -> TasksPanel:
    panel = TasksPanel(room.bridge)
    panel.setFixedWidth(width)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def told(panel: TasksPanel) -> list[tuple[str, str, str]]:
    return [(row.shown.words, row.shown.who, row.shown.when) for row in panel.rows if row.isVisible()]


def the_task(room: Room, number: int) -> Task:
    return next(task for task in room.board.tasks.all if task.number == number)


def who_has(room: Room, number: int) -> str:
    now = assignment(the_task(room, number), room.board.roles)
    return now[0].name if now else ""


# giving ---------------------------------------------------------------------------------------------------------------


async def test_a_task_is_given_by_keys_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.add_person("Tomas Lind")
        panel = the_tasks(room)
        press(panel.give)
        dialog = room.dialog(NewTaskDialog)
        assert not dialog.go.isEnabled()
        type_words("Read the logs of db1")
        key(Qt.Key.Key_Return)  # leads on to who
        assert focused() is dialog.taker.choice or focused().parent() is dialog.taker.choice
        type_words("Tomas Lind")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.tasks.all) == 2)
        task = the_task(room, 2)
        assert (who_has(room, 2), task.box_s, task.words(room.board.timeline)) == (
            "Tomas Lind",
            900,
            "Read the logs of db1",
        )
        await until(lambda: not room.dialogs())


@pytest.mark.by_mouse("task.give")
async def test_a_task_is_given_by_mouse_with_another_box(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("scribe", "Sofia Brandt"))
        panel = the_tasks(room)
        press(panel.give)
        dialog = room.dialog(NewTaskDialog)
        dialog.words.setText("Save the graphs")
        dialog.taker.choice.setCurrentIndex(dialog.taker.choice.findText("Sofia Brandt"))
        assert dialog.taker.known.text() == "Scribe"
        assert dialog.go.text() == "Give it to Sofia Brandt"
        press(dialog.box.chips[0])
        press(dialog.go)
        await until(lambda: len(room.board.tasks.all) == 2)
        assert (who_has(room, 2), the_task(room, 2).box_s) == ("Sofia Brandt", 300)


@pytest.mark.by_keys("task.give")
async def test_a_task_is_given_on_the_command_line(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = TimelinePanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        panel.take_keyboard()
        type_words("/task @Lewis 15m Read the logs")
        key(Qt.Key.Key_Return)
        await until(lambda: len(room.board.tasks.all) == 2)
        assert (who_has(room, 2), the_task(room, 2).box_s) == ("Lewis", 900)


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_a_line_of_a_checklist_becomes_a_task(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = of(the_roles(room), "operations_manager")
        row = next(row for row in panel.steps if row.step.key == "channel")
        row.customContextMenuRequested.emit(row.rect().center())  # by the right button, or the key for menus
        [action] = panel.menu.actions()
        assert isinstance(action, QAction)
        action.trigger()
        panel.menu.close()
        dialog = room.dialog(NewTaskDialog)
        assert dialog.words.text() == "Open one working channel"
        dialog.taker.set_name("Eli Novak")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.tasks.all) == 2)
        await room.do(Finish("2"))
        await until(lambda: "channel" in room.board.roles.held["operations_manager"].done)


# quiet, then loud -----------------------------------------------------------------------------------------------------


async def test_what_is_loud_comes_first_and_says_why(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 900, "Read it"), Give("@Lewis", None, "Find it"), Give("me", 600, "Lead it"))
        panel = the_tasks(room)
        assert [row[0] for row in told(panel)] == [
            "Open the bridge and post its link",  # the plan's; in 10 minutes
            "Lead it",
            "Read it",
            "Find it",
        ]
        assert panel.note.text() == ""
        room.clock.go_on(6)
        assert told(panel) == [
            ("Open the bridge and post its link", "nobody yet", "nobody"),
            ("Read it", "Tomas", "not seen"),
            ("Find it", "Lewis", "not seen"),
            ("Lead it", "Priya Nair", "in 4 min"),
        ]
        assert panel.note.text() == "3 not acknowledged"
        room.clock.go_on(5)
        assert ("Lead it", "Priya Nair", "1 min late") in told(panel)
        room.clock.go_on(5)
        assert told(panel)[0] == ("Open the bridge and post its link", "nobody yet", "6 min late")


async def test_filters_show_what_runs_what_ended_and_by_person(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(*(Give("@Zoe" if n % 2 else "@Adam", None, f"Step {n}") for n in range(12)))
        await room.do(Finish("3", "it was the disk"))
        panel = the_tasks(room)
        panel.filters.chosen.emit("done")
        assert [row[0] for row in told(panel)] == ["Step 1"]
        panel.filters.chosen.emit("person")
        assert [row[1] for row in told(panel)] == ["nobody yet", *["Adam"] * 6, *["Zoe"] * 5]
        assert panel.more.text() == "4 more"
        press(panel.more)
        assert panel.more.text() == "Fewer"


async def test_in_a_narrow_panel_the_rows_lie_in_one_column(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 900, "Read it"))
        panel = the_tasks(room, width=500)
        first, second = panel.rows[:2]
        assert first.x() == second.x()
        panel.setFixedWidth(1200)
        await until(lambda: first.x() < second.x())


# answering ------------------------------------------------------------------------------------------------------------


@pytest.mark.by_keys("task.finish")
async def test_whoever_has_a_task_is_asked_and_answers_with_two_keys(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("me", 600, "Lead it"))
        board = BoardRoom(room.bridge)
        show(room, board)
        board.observe(room.incident)
        assert not any("Lead it" in row.need.words for row in board.needs.mine.rows)
        room.clock.go_on(11)
        need = next(row for row in board.needs.mine.rows if row.need.words == "Task 2, done? Lead it")
        assert need.need.when == "1 min late"
        need.setFocus()
        key(Qt.Key.Key_Return)
        room.dialog(TaskDialog)
        type_words("we know who does what")
        key(Qt.Key.Key_Return)
        await until(lambda: not the_task(room, 2).is_open)
        assert room.board.timeline.lines[-1].english == "Task 2 done: we know who does what"


@pytest.mark.by_mouse("task.drop", "task.extend", "task.reopen", "task.stuck")
async def test_more_time_stuck_and_not_needed_are_answers_too(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(*(Give("@Tomas", 600, f"Step {n}") for n in range(3)))
        panel = the_tasks(room)
        panel.open_task(the_task(room, 2).id)
        dialog = room.dialog(TaskDialog)
        dialog.words.setText("the disk is slow")
        press(dialog.more.chips[2])
        press(dialog.extend)
        await until(lambda: the_task(room, 2).extended == 1 and not room.dialogs())
        assert the_task(room, 2).due_us == room.clock.us + 15 * 60_000_000
        panel.open_task(the_task(room, 3).id)
        press(room.dialog(TaskDialog).stuck)
        await until(lambda: the_task(room, 3).stuck is not None and not room.dialogs())
        assert told(panel)[0][2] == "stuck"
        panel.open_task(the_task(room, 4).id)
        press(room.dialog(TaskDialog).drop)
        await until(lambda: not the_task(room, 4).is_open and not room.dialogs())
        panel.open_task(the_task(room, 4).id)
        press(room.dialog(TaskDialog).reopen)
        await until(lambda: the_task(room, 4).is_open)


async def test_a_task_is_acknowledged_and_given_over_on_its_card(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 600, "Read it"))
        panel = the_tasks(room)
        panel.open_task(the_task(room, 2).id)
        dialog = room.dialog(TaskDialog)
        assert focused() is dialog.got
        key(Qt.Key.Key_Return)
        await until(lambda: acknowledged_us(the_task(room, 2), room.board.roles) is not None and not room.dialogs())
        panel.open_task(the_task(room, 2).id)
        dialog = room.dialog(TaskDialog)
        dialog.taker.set_name("Kim Sato")
        press(dialog.reassign)
        await until(lambda: who_has(room, 2) == "Kim Sato")


async def test_a_refusal_leaves_the_card_and_its_words(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 600, "Read it"))
        panel = the_tasks(room)
        panel.open_task(the_task(room, 2).id)
        dialog = room.dialog(TaskDialog)
        dialog.words.setText("found it")
        await room.do(Finish("2", "somebody was faster"))
        press(dialog.done_)
        await until(lambda: "done already" in dialog.fault.text())
        assert dialog.words.text() == "found it"


# roles ----------------------------------------------------------------------------------------------------------------


async def test_tasks_stand_in_the_panel_of_whoever_has_them_with_the_load(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("operations_manager", "Tomas Lind"), OneRole("operations_manager"))
        await room.do(*(Give("Tomas Lind", 300 + n, f"Step {n}") for n in range(7)))
        panel = of(the_roles(room), "operations_manager")
        assert panel.form.all_steps.text() == "0 of 8 steps · 8 tasks, above 7"
        press(panel.form.all_steps)
        tasks = [row.step.do for row in panel.steps if row.isVisible() and row.step.symbol]
        assert tasks == [*(f"Step {n}" for n in range(7)), "Open the bridge and post its link"]
        press(next(row for row in panel.steps if row.step.do == "Step 0"))
        assert room.dialog(TaskDialog).heading.text() == "Task 2"


async def test_a_handover_takes_the_ticked_tasks_along(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("operations_manager", "Tomas Lind"), OneRole("operations_manager"))
        await room.do(Give("Tomas Lind", 600, "Read it"), Give("Tomas Lind", 600, "Mend it"))
        panel: RolesPanel = the_roles(room)
        press(of(panel, "operations_manager").form.hand_over)
        dialog = room.dialog(HandoverDialog)
        tasks = dialog.rows.rows["task"]
        assert [row.step.do for row in tasks] == ["Task 2: Read it", "Task 3: Mend it"]
        press(tasks[0])
        dialog.form.taker.setCurrentText("Sofia Brandt")
        press(dialog.go)
        await until(lambda: not room.dialogs())
        await room.do(Accept("operations_manager", "by phone"))
        await until(lambda: who_has(room, 3) == "Sofia Brandt")
        assert [who_has(room, number) for number in (1, 2, 3)] == ["Sofia Brandt", "Tomas Lind", "Sofia Brandt"]


# two desks ------------------------------------------------------------------------------------------------------------


@pytest.mark.by_mouse("task.reassign")
async def test_two_answers_of_two_desks_are_marked_and_one_is_chosen(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 600, "Read it"))
        task = the_task(room, 2)
        another = TaskReassigned(task.id, 2, name="Lewis", giver="Tomas", over={"holder": task.holder.over})
        room.clock.go_on(1)
        await room.do(Reassign("2", "@Kim"))
        incident, last = room.incident.incident, list(room.incident.entries.values())[-1]
    heard(home, last, another)
    async with a_room(home, incident=incident) as room:
        panel = the_tasks(room)
        row = next(row for row in panel.rows if row.shown.words == "Read it")
        assert row.shown.mark is not None
        assert "choose one" in row.accessibleName()
        press(row)
        choose = room.dialog(TaskDialog).findChild(QPushButton, "task_choose")
        assert choose is not None
        press(choose)
        press(room.dialog(ConflictDialog).choices[0])
        await until(lambda: not the_task(room, 2).is_split)
        assert who_has(room, 2) in ("Kim", "Lewis")


async def test_the_card_of_a_task_follows_its_correction(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Give("@Tomas", 600, "Read it"), OneTask("2"), Extend("2", 600))
        panel = the_tasks(room)
        panel.open_task(the_task(room, 2).id)
        stands = room.dialog(TaskDialog).findChild(QLabel, "task_stands")
        assert stands is not None
        assert stands.text().startswith("Acknowledged, due at")
