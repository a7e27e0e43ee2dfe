"""The course of an incident above the board: read at a glance, moved by a press or by the keyboard."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from incident_desk.desktop.dialogs.state import StateDialog
from incident_desk.desktop.panels.stepper import IncidentStepper, course_of, place_of
from incident_desk.desktop.parts.stepper import StepPlace
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import COURSE, SetState, State
from incident_desk.domain.standing_down import StandDown
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def a_stepper(room: Room) -> IncidentStepper:
    stepper = IncidentStepper(room.bridge)
    show(room, stepper)
    stepper.observe(room.incident)
    return stepper


def step(stepper: IncidentStepper, state: State) -> QAbstractButton:
    found = stepper.findChild(QAbstractButton, f"step_{state.replace(' ', '_')}")
    assert isinstance(found, QAbstractButton)
    return found


async def test_the_next_step_is_taken_at_once(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        press(step(stepper, State.INVESTIGATING))
        await until(lambda: room.board.headline.state is State.INVESTIGATING)
        assert room.shell.findChildren(StateDialog) == []
        assert step(stepper, State.INVESTIGATING).accessibleName() == "Investigating since 23:31"


async def test_a_step_that_passes_others_over_asks_first(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        press(step(stepper, State.MITIGATING))
        dialog = room.dialog(StateDialog)
        assert room.board.headline.state is State.DECLARED
        type_words("Failover is under way")
        press(dialog.go)
        await until(lambda: room.board.headline.state is State.MITIGATING)
        assert room.board.timeline.lines[-1].text == "Failover is under way"
        assert place_of(room.board.headline, State.INVESTIGATING) is StepPlace.PASSED_OVER


async def test_a_way_back_asks_and_what_was_entered_lies_ahead_again(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        await room.do(SetState(State.INVESTIGATING), SetState(State.MITIGATING))
        press(step(stepper, State.INVESTIGATING))
        dialog = room.dialog(StateDialog)
        assert "now Mitigating" in dialog.meta.text()
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: room.board.headline.state is State.INVESTIGATING)
        assert place_of(room.board.headline, State.MITIGATING) is StepPlace.TO_COME
        assert "came back" in step(stepper, State.MITIGATING).toolTip()


async def test_a_step_asked_for_and_left_changes_nothing(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        press(step(stepper, State.RESOLVED))
        key(Qt.Key.Key_Escape)
        assert room.board.headline.state is State.DECLARED


async def test_the_arrows_go_from_step_to_step_and_enter_takes_it(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        step(stepper, State.DECLARED).setFocus()
        key(Qt.Key.Key_Right)
        assert focused() is step(stepper, State.INVESTIGATING)
        key(Qt.Key.Key_End)
        assert focused() is step(stepper, State.REVIEWED)
        key(Qt.Key.Key_Home)
        assert focused() is step(stepper, State.DETECTED)
        key(Qt.Key.Key_Left)
        assert focused() is step(stepper, State.REVIEWED)
        step(stepper, State.INVESTIGATING).setFocus()
        key(Qt.Key.Key_Return)
        await until(lambda: room.board.headline.state is State.INVESTIGATING)


async def test_tab_stops_at_the_present_step_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        stops = [s for s in COURSE if step(stepper, s).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [State.DECLARED]


async def test_a_false_alarm_ends_the_course_where_it_was_left(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        a_stepper(room)
        await room.do(SetState(State.INVESTIGATING), StandDown("A test page"))
        course = course_of(room.board.headline)
    assert course == [State.DETECTED, State.DECLARED, State.INVESTIGATING, State.FALSE_ALARM]


async def test_a_refused_step_is_told_below_the_steps(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        press(step(stepper, State.INVESTIGATING))
        press(step(stepper, State.INVESTIGATING))  # before the first was written
        await until(stepper.fault.isVisible)
        assert "already" in stepper.fault.accessibleName()
        press(step(stepper, State.MITIGATING))
        await until(lambda: room.board.headline.state is State.MITIGATING)
        assert not stepper.fault.isVisible()


async def test_the_impact_can_end_with_the_move(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        stepper = a_stepper(room)
        await room.do(SetImpact(started_us=room.clock.us - 60_000_000))
        await room.do(SetState(State.INVESTIGATING), SetState(State.MITIGATING))
        press(step(stepper, State.MONITORING))
        dialog = room.dialog(StateDialog)
        dialog.form.moment.edit.setText("2017-01-31 23:30:30 UTC")
        press(dialog.ends)
        press(dialog.go)
        await until(lambda: not room.board.impact.is_running)
        assert room.board.impact.ended_us.value == 1_485_905_430_000_000
        assert room.board.headline.entered_us[State.MONITORING] == 1_485_905_430_000_000
