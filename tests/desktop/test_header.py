"""The incident's header: how bad, what, for how long, is it safe; each part set where it stands."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.severity import SeverityDialog
from incident_desk.desktop.dialogs.state import StateDialog
from incident_desk.desktop.observed import observe
from incident_desk.desktop.opening import open_for_reading
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.parts.clock import ClockLabel
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetState, State
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import a_shell, focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LONG = "Database primary emptied, GitLab.com offline for everyone, restore runs from a six hours old copy of staging"


def a_header(room: Room) -> IncidentHeader:
    header = IncidentHeader(room.bridge)
    show(room, header)
    header.observe(room.incident)
    return header


def figures(clock: ClockLabel) -> str:
    return clock.accessibleName()


# clocks --------------------------------------------------------------------------------------------------------------


async def test_the_clocks_run_while_it_is_open_and_stand_when_it_is_over(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        await room.do(SetImpact(started_us=room.clock.us - 4 * 60_000_000))
        room.clock.go_on(1.5)
        assert figures(header.form.elapsed) == "Elapsed since 23:31 00:01:30"
        assert figures(header.form.impact) == "Customer impact since 23:27 00:05:30"
        await room.do(SetImpact(ended_us=room.clock.us), SetState(State.RESOLVED))
        room.clock.go_on(60)
        assert figures(header.form.elapsed) == "Lasted since 23:31 00:01:30"
        assert figures(header.form.impact) == "Customer impact since 23:27 00:05:30"


async def test_an_impact_nobody_has_told_of_is_not_counted(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        assert figures(header.form.impact) == "Customer impact not known"


async def test_figures_of_one_width_keep_a_clock_from_jumping(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        widths: set[int] = set()
        for _ in range(12):
            room.clock.go_on(1 / 6)
            widths.add(header.form.elapsed.sizeHint().width())
    assert len(widths) == 1


# title ---------------------------------------------------------------------------------------------------------------


async def test_the_title_is_set_where_it_stands(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        press(header.form.title.button)
        type_words("Pushes and pulls fail")
        key(Qt.Key.Key_Return)
        await until(lambda: room.board.headline.title.value == "Pushes and pulls fail")
        await until(lambda: not header.form.title.is_editing)
        assert header.form.title.button.text() == "Pushes and pulls fail"
        assert focused() is header.form.title.button


async def test_f2_begins_and_esc_leaves_the_title_as_it_was(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        header.addAction(header.rename)  # on the board the page has it
        header.form.severity.setFocus()
        key(Qt.Key.Key_F2)
        type_words("Nonsense")
        key(Qt.Key.Key_Escape)
        assert not header.form.title.is_editing
        assert header.form.title.button.text() == "Pushes fail"


async def test_a_refused_title_stays_in_the_field_with_the_reason_below(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        press(header.form.title.button)
        type_words("x" * 201)
        key(Qt.Key.Key_Return)
        await until(header.form.title.fault.isVisible)
        assert "at most 200 characters" in header.form.title.fault.accessibleName()
        assert header.form.title.editor.text() == "x" * 201


async def test_a_title_that_arrives_while_one_is_typed_does_not_take_the_words_away(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        press(header.form.title.button)
        type_words("Pushes fail for")
        await room.do(Retitle("Something else"))
        assert header.form.title.editor.text() == "Pushes fail for"


# severity and state --------------------------------------------------------------------------------------------------


async def test_the_severity_is_set_by_a_digit_and_a_reason(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        header.form.severity.setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(SeverityDialog)
        assert dialog.severity is Severity.SEV2
        assert dialog.triggers.text() == ""
        key(Qt.Key.Key_1)
        assert "First: Call whoever answers for the house." in dialog.triggers.text()
        assert "Our own people: 30 min → 20 min." in dialog.triggers.text()
        type_words("Data is being lost")
        key(Qt.Key.Key_Return)
        await until(lambda: room.board.headline.severity.value is Severity.SEV1)
        assert header.form.severity.accessibleName() == "SEV 1 Critical"
        assert room.board.timeline.lines[-1].text == "Data is being lost"


async def test_a_changed_severity_is_asked_why_and_one_key_says_that_nobody_had_the_time(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        header.form.severity.setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(SeverityDialog)
        key(Qt.Key.Key_1)
        key(Qt.Key.Key_Return)
        assert dialog.form.severity_fault.text().startswith("Why?")
        assert room.board.headline.severity.value is Severity.SEV2
        assert focused() is dialog.form.reason
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: room.board.headline.severity.value is Severity.SEV1)
        assert room.board.timeline.lines[-1].english == "Severity SEV2 → SEV1, no reason given"


@pytest.mark.by_mouse("severity.set")
async def test_a_severity_is_lowered_with_the_mouse_and_a_reason_or_none(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        header = a_header(room)
        press(header.form.severity)
        dialog = room.dialog(SeverityDialog)
        press(dialog.rows[2])
        press(dialog.go)
        assert dialog.form.severity_fault.isVisible()
        dialog.form.reason.setFocus()
        type_words("Only the interns feel it")
        assert not dialog.unexplained.isEnabled()
        press(dialog.go)
        await until(lambda: room.board.headline.severity.value is Severity.SEV3)
        await until(lambda: not room.dialogs())
        press(header.form.severity)
        dialog = room.dialog(SeverityDialog)
        press(dialog.rows[3])
        press(dialog.unexplained)
        await until(lambda: room.board.headline.severity.value is Severity.SEV4)


async def test_the_filled_button_says_the_next_move(app: "QApplication", home: Path) -> None:
    said: list[str] = []
    async with a_room(home) as room:
        header = a_header(room)
        for state in (State.INVESTIGATING, State.MITIGATING, State.MONITORING, State.RESOLVED, State.REVIEWED):
            said.append(header.form.move.text())
            press(header.form.move)
            press(room.dialog(StateDialog).go)
            await until(lambda: not room.dialogs())
            assert room.board.headline.state is state
        said.append(header.form.move.text())
        assert header.form.move.property("kind") == "plain"
    assert said == ["Investigate", "Mitigate", "Mitigated", "Resolve", "Reviewed", "Reopen"]


# room ----------------------------------------------------------------------------------------------------------------


async def test_a_long_title_gives_way_and_nothing_else_is_cut(app: "QApplication", home: Path) -> None:
    async with a_room(home, size=(1280, 720)) as room:
        header = a_header(room)
        await room.do(Retitle(LONG))
        form = header.form
        assert form.title.button.width() < form.title.button.sizeHint().width()
        for part in (form.severity, form.elapsed, form.impact, form.move):
            assert part.width() >= part.sizeHint().width()
        assert LONG in form.title.button.toolTip()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a menu cannot take the mouse
async def test_in_a_narrow_window_declaring_moves_into_the_menu(app: "QApplication", home: Path) -> None:
    async with a_room(home, size=(1900, 1000)) as room:
        header = a_header(room)
        asked: list[str] = []
        header.declare_asked.connect(lambda: asked.append("declare"))
        header.incidents_asked.connect(lambda: asked.append("incidents"))
        press(header.form.declare)
        press(header.form.number)
        assert not header.form.more.isVisible()
        room.shell.resize(1000, 700)
        assert not header.form.declare.isVisible()
        QTest.mouseClick(header.form.more, Qt.MouseButton.LeftButton)
        for action in header.menu.actions():
            action.trigger()
        header.menu.close()
    assert asked == ["declare", "incidents", "declare", "incidents"]


async def test_where_nothing_can_be_written_nothing_can_be_set(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        incident = room.incident.incident
    bridge = Bridge(await asyncio.to_thread(open_for_reading, home))
    async with a_shell(home) as shell:
        header = IncidentHeader(bridge)
        shell.show_page(shell.add_page(header))
        header.observe(await observe(bridge, incident, shell))
        assert [header.form.severity.isEnabled(), header.form.title.isEnabled(), header.form.move.isEnabled()] == [
            False,
            False,
            False,
        ]
        assert header.form.declare.isVisible()
    await bridge.close()
    bridge.deleteLater()
