"""Standing down in the window: by mouse and by keys, what it ends is shown before and done after."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.stand_down import StandDownDialog
from incident_desk.desktop.dialogs.state import StateDialog
from incident_desk.desktop.panels.stepper import IncidentStepper
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Undo
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Give
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def staffed(room: Room) -> None:
    await room.do(
        Assign("incident manager", "me"),
        Assign("operations manager", "Lewis Grant"),
        Give("@Sofia Almeida", 900, "Read the logs of db1"),
        SetImpact(started_us=room.clock.us),
    )


def a_stepper(room: Room) -> IncidentStepper:
    stepper = IncidentStepper(room.bridge)
    stepper.observe(room.incident)
    show(room, stepper)
    return stepper


def holders(board: Board) -> list[str]:
    return [holding.holder.value.name for holding in board.roles.held.values() if holding.holder.value]


@pytest.mark.by_mouse("incident.stand_down")
async def test_with_the_mouse_it_shows_what_ends_and_ends_it(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await staffed(room)
        press(a_stepper(room).down)
        dialog = room.dialog(StandDownDialog)
        told = " ".join(row.accessibleName() for row in dialog.body.findChildren(StepRow))
        assert "2 become free: Priya Nair (Incident manager), Lewis Grant (Operations manager)" in told
        assert "Read the logs of db1" in told
        assert dialog.heard.text() == "Lewis Grant, Sofia Almeida"
        dialog.reason.setText("A test page")
        assert "“Pushes fail”, was a false alarm. A test page. Nothing more" in dialog.draft.toPlainText()
        press(dialog.copy)
        assert QGuiApplication.clipboard().text() == dialog.draft.toPlainText()
        press(dialog.go)
        await until(lambda: room.board.headline.state is State.FALSE_ALARM)
        assert holders(room.board) == room.board.tasks.open == []
        assert not room.board.impact.is_running
        await until(lambda: not room.dialogs())
        incident = room.incident.incident
    with Desk.open(home) as desk:
        assert desk.reading.fold(incident).board.headline.state is State.FALSE_ALARM


@pytest.mark.by_keys("incident.stand_down")
async def test_with_keys_alone_and_own_words_in_the_draft(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await staffed(room)
        page = BoardPage(room.bridge)
        page.observe(room.incident)
        show(room, page)
        page.room.timeline.setFocus()
        key(Qt.Key.Key_D, CTRL | SHIFT)
        dialog = room.dialog(StandDownDialog)
        type_words("A test page")
        key(Qt.Key.Key_Return)
        assert focused() is dialog.draft
        key(Qt.Key.Key_A, CTRL)
        type_words("All is well")
        dialog.reason.setText("A test page, says the vendor")
        assert dialog.draft.toPlainText() == "All is well"
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: room.board.headline.state is State.FALSE_ALARM)
        assert room.board.timeline.lines[-1].text == "All is well"
        await room.do(Undo())
        await until(lambda: room.board.headline.state is State.DECLARED)
        assert holders(room.board) == ["Priya Nair", "Lewis Grant"]


async def test_from_the_list_of_states_the_note_and_the_moment_come_along(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.do(SetState(State.INVESTIGATING), SetState(State.MITIGATING))
        stepper = a_stepper(room)
        assert stepper.down.isHidden()  # something is done about it already
        dialog = StateDialog(room.bridge, room.incident, State.FALSE_ALARM, room.shell)
        dialog.open()
        dialog.form.note.setPlainText("The sensor is broken")
        dialog.form.moment.edit.setText("never")
        press(dialog.go)
        assert not dialog.form.state_fault.isHidden()
        dialog.form.moment.edit.setText("23:30")
        press(dialog.go)
        asked = room.dialog(StandDownDialog)
        assert asked.reason.text() == "The sensor is broken"
        assert asked.draft.isHidden()
        assert asked.heard.text().startswith("Nobody was told")
        press(asked.go)
        await until(lambda: room.board.headline.state is State.FALSE_ALARM)
        assert room.board.headline.entered_us[State.FALSE_ALARM] == room.clock.us - 60_000_000
        assert stepper.down.isHidden()


async def test_a_course_under_way_is_named_and_nothing_can_be_pressed(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident manager", "me"), Propose("Fail over"), Approve("1"), Begin("1"))
        press(a_stepper(room).down)
        dialog = room.dialog(StandDownDialog)
        assert "Course 1 is under way" in dialog.fault.text()
        assert not dialog.go.isEnabled()


async def test_a_message_that_waits_is_named_and_stays_here(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await staffed(room)
        await room.do(
            BeginMessage("Pushes fail", channels=("inside",)),
            ProposeMessage("1", {"inside": "Pushes fail."}),
            ReleaseMessage("1", from_us=room.clock.us + 3_600_000_000),
        )
        press(a_stepper(room).down)
        dialog = room.dialog(StandDownDialog)
        told = " ".join(row.accessibleName() for row in dialog.body.findChildren(StepRow))
        assert "1 does not go out: message 1 (inside)" in told
        press(dialog.go)
        await until(lambda: room.board.headline.state is State.FALSE_ALARM)
        assert room.board.messages.find("1").variants["inside"].stage is Stage.STOPPED
