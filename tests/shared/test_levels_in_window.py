"""Levels in the window: changed by mouse and by keys, seen in another window at once, and mirrored by every control."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.dialogs.levels import LevelDialog
from incident_desk.desktop.panels.command_line import CommandLine
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.two_lines import TwoLineRow
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level, Power
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import focused, until
from tests.desktop.test_settings import Window, a_window

OBSERVER = "Observers read everything in this record and write nothing; an administrator can change that."


@pytest.fixture
def homes(tmp_path: Path, database: str) -> tuple[Path, Path]:
    """Ada's home, which made the shared database, and Bea's, which joined it; and an incident in both."""
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(database)
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
        ada.record(Declare("Pushes fail")).result()
        for desk in (ada, bea, ada):
            desk.shared.exchange()
    return tmp_path / "ada", tmp_path / "bea"


@asynccontextmanager
async def connected(home: Path, incident: IncidentId | None = None) -> AsyncGenerator[Window]:
    """A window that shows this incident, else the newest open one."""
    async with a_window(home) as window:
        window.bridge.sharing.begin()
        await until(lambda: window.bridge.sharing.is_connected)
        window.navigation.go_home() if incident is None else window.navigation.go_to(incident)
        await until(lambda: window.navigation.shown is not None and window.navigation.board is not None)
        yield window
        await until(lambda: not window.bridge.sharing.is_beginning)


def told(window: Window) -> list[str]:
    page = window.room.people
    return [part.text() for part in (*page.findChildren(QLabel), *page.findChildren(Elided)) if part.text()]


def press(window: Window, name: str) -> None:
    found = window.shell.findChild(QAbstractButton, name)
    assert found is not None, name
    assert found.isEnabled(), f"{name} is off: {found.toolTip()}"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def line_of(window: Window) -> CommandLine:
    found = window.shell.findChild(CommandLine)
    assert found is not None
    return found


def level_of(window: Window) -> Level | None:
    return window.bridge.rights.level(window.bridge.me)


async def give(window: Window, level: str, reason: str) -> None:
    """By mouse: the level of Bea."""
    window.navigation.show_settings("people")
    press(window, "level_change_2")
    press(window, f"level_{level}")
    dialog = window.shell.findChild(LevelDialog)
    assert dialog is not None
    dialog.reason.setText(reason)
    await until(dialog.go.isEnabled)
    press(window, "level_go")
    await until(lambda: window.shell.findChild(LevelDialog) is None)


async def test_a_level_is_changed_by_mouse_and_another_window_mirrors_it_at_once(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        line = line_of(bea)
        QTest.keyClicks(line.edit, "half a thought")
        await give(ada, "observer", "on leave")
        await until(lambda: level_of(bea) is Level.OBSERVER)
        await until(lambda: "Bea: Observer, by Ada" in [row.shown.line for row in ada.room.findChildren(TwoLineRow)])
        await until(lambda: "Observer" in told(ada))
        quick = line.form.quick_decision
        assert (quick.isEnabled(), quick.toolTip()) == (False, OBSERVER)
        assert line.edit.placeholderText() == OBSERVER
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
        assert (line.edit.text(), line.answer.words) == ("half a thought", OBSERVER)
        controls = [w for w in bea.shell.findChildren(QWidget) if w.toolTip() == OBSERVER]
        assert {"severity", "move", "declare", "stepper", "link_incident", "add_role"} <= {
            w.objectName() for w in controls
        }
        assert [w.objectName() for w in controls if w.isEnabled() and w.focusPolicy() != Qt.FocusPolicy.NoFocus] == []
        await give(ada, "responder", "back")
        await until(lambda: level_of(bea) is Level.RESPONDER)
        assert quick.isEnabled()
        assert quick.toolTip() != OBSERVER
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
        await until(lambda: line.edit.text() == "")


async def test_a_level_is_changed_by_keys_alone(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with connected(homes[0]) as ada:
        ada.navigation.show_settings("people")
        button = ada.shell.findChild(QAbstractButton, "level_change_2")
        assert button is not None
        button.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        dialog = ada.shell.findChild(LevelDialog)
        assert dialog is not None
        assert focused() is dialog.chips[Level.RESPONDER]
        QTest.keyClick(focused(), Qt.Key.Key_4)
        assert dialog.chips[Level.MANAGER].isChecked()
        assert "erases, together with a second person" in dialog.words.text()
        assert not dialog.go.isEnabled()
        dialog.reason.setFocus()
        QTest.keyClicks(focused(), "4 weeks on call")
        QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: "Manager" in told(ada))
        assert any("4 weeks on call" in row.shown.detail for row in ada.room.findChildren(TwoLineRow))


async def test_the_dialog_follows_what_others_change_meanwhile(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with connected(homes[0]) as ada:
        ada.navigation.show_settings("people")
        press(ada, "level_change_2")
        dialog = ada.shell.findChild(LevelDialog)
        assert dialog is not None
        dialog.reason.setText("back from leave")
        assert (dialog.now.note.text(), dialog.go.isEnabled()) == ("now: Responder", False)
        await ada.bridge.do(SetLevel("Bea", Level.OBSERVER, "on leave"))
        await until(dialog.go.isEnabled)
        assert dialog.now.note.text() == "now: Observer"
        press(ada, "level_go")
        await until(lambda: ada.shell.findChild(LevelDialog) is None)
        await until(lambda: "Responder" in told(ada))


async def test_two_administrators_agree_in_the_window(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        await give(ada, "administrator", "a second pair of eyes")
        await until(lambda: level_of(bea) is Level.ADMINISTRATOR)
        await give(ada, "responder", "that was enough")
        bea.navigation.show_settings("people")
        await until(lambda: bea.shell.findChild(QAbstractButton, "level_agree_1") is not None)
        assert level_of(bea) is Level.ADMINISTRATOR
        press(bea, "level_agree_1")
        dialog = bea.shell.findChild(LevelDialog)
        assert dialog is not None
        assert (dialog.reason.text(), dialog.takes.text()) == (
            "that was enough",
            "Ada asked for it, too: you are the second.",
        )
        press(bea, "level_go")
        await until(lambda: level_of(bea) is Level.RESPONDER)
        last = "Ada is the last administrator: name another one first"
        await until(lambda: last in [b.toolTip() for b in ada.room.people.findChildren(QAbstractButton)])


async def test_what_a_responder_may_not_do_is_off_with_the_reason(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with connected(homes[1]) as bea:
        bea.navigation.show_settings("people")
        change = bea.shell.findChild(QAbstractButton, "level_change_1")
        assert change is not None
        assert (change.isEnabled(), change.toolTip()) == (
            False,
            "Only administrators do that; your level is Responder.",
        )
        assert bea.navigation.shown is not None
        bea.navigation.go_to(bea.navigation.shown.incident)
        line = line_of(bea)
        QTest.keyClicks(line.edit, "/level Ada observer because")
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
        assert line.edit.text() == "/level Ada observer because"
        assert line.answer.words == "Only administrators do that; your level is Responder."
        assert bea.bridge.rights.why_not(Power.ERASE) == "Managers and administrators erase; your level is Responder."
        room = bea.navigation.board
        assert room is not None
        timeline = room.room.timeline
        await bea.bridge.do(Note("a password"), bea.navigation.shown.incident)
        menu = timeline.line_actions.menu(bea.navigation.shown.board.timeline.lines[-1])
        erase = menu.findChild(QAction, "line_erase")
        assert erase is not None
        assert (erase.isEnabled(), erase.toolTip()) == (False, bea.bridge.rights.why_not(Power.ERASE))
        menu.deleteLater()


async def test_an_observer_who_declares_by_key_is_answered(app: QApplication, homes: tuple[Path, Path]) -> None:
    with Desk.open(homes[1]) as bea:
        me = bea.me
        bea.set_setting("levels", f'{{"{me}":"observer"}}').result()
    async with a_window(homes[1]) as window:  # without the shared database: what it told last holds
        QTest.keyClick(focused(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: window.shell.findChild(QWidget, "complaint") is not None)
        assert window.shell.findChild(DeclareDialog) is None
        notice = window.shell.findChild(QWidget, "complaint")
        assert notice is not None
        assert OBSERVER in [label.text() for label in notice.findChildren(QLabel)]
        assert window.shell.findChild(QLineEdit, "declare_title") is None
