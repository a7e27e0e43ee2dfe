"""The settings room: reached and left by mouse and by keyboard; every choice takes effect at once and is kept."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.rooms.settings import SettingsRoom
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare
from tests.desktop.conftest import a_bridge, a_shell, focused, until


class Window(msgspec.Struct):
    """The whole window over a home, without the session around it."""

    shell: Shell
    bridge: Bridge
    navigation: Navigation

    @property
    def room(self) -> SettingsRoom:
        assert self.navigation.settings is not None
        return self.navigation.settings.room

    @property
    def is_in_settings(self) -> bool:
        return self.navigation.settings is not None and self.navigation.settings.isVisible()

    async def declare(self) -> None:
        incident = (await self.bridge.do(Declare("Pushes fail")))[-1].incident
        self.navigation.go_to(incident)
        await until(lambda: self.navigation.board is not None and self.navigation.board.isVisible())


@asynccontextmanager
async def a_window(home: Path) -> AsyncGenerator[Window]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        navigation = Navigation(shell, bridge, WindowState(home))
        Ways(shell, bridge, WindowState(home), navigation)
        navigation.show_calm()
        shell.open_for_work()
        yield Window(shell, bridge, navigation)


async def test_settings_open_by_keys_over_the_incident_and_escape_leads_back(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        await window.declare()
        QTest.keyClick(focused(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        assert window.is_in_settings
        assert (window.shell.settings.isChecked(), window.shell.board.isChecked()) == (True, False)
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        assert window.navigation.board.isVisible()
        assert (window.shell.settings.isChecked(), window.shell.board.isChecked()) == (False, True)


async def test_the_rail_leads_there_and_back(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        QTest.mouseClick(window.shell.settings, Qt.MouseButton.LeftButton)
        assert window.is_in_settings
        QTest.mouseClick(window.shell.board, Qt.MouseButton.LeftButton)
        assert window.navigation.is_calm


async def test_arrows_go_from_section_to_section_and_the_last_one_is_remembered(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("you")
        below = ("people", "channels", "sources", "alerts", "status_page", "shared", "attention", "looks", "disk")
        for section in below:
            QTest.keyClick(focused(), Qt.Key.Key_Down)
            assert focused() is window.room.buttons[section]
            assert window.room.pages[section].isVisible()
        window.navigation.leave_aside()
    async with a_window(home) as window:
        window.navigation.show_settings()
        assert window.room.pages["disk"].isVisible()


async def test_an_incident_that_is_shown_meanwhile_stands_above(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("looks")
        await window.declare()
        window.navigation.show_settings()
        assert window.navigation.settings is not None
        header = window.navigation.settings.findChild(IncidentHeader)
        assert isinstance(header, IncidentHeader)
        assert header.form.title.button.text() == "Pushes fail"
        assert header.isVisible()


async def test_the_zone_takes_effect_at_once_and_is_kept(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("looks")
        form = window.room.looks.form
        form.zone_choice.setCurrentIndex(form.zone_choice.findData("UTC"))
        assert str(window.bridge.zone) == "UTC"
    assert WindowState(home).zone_name == "UTC"


async def test_the_record_is_backed_up_and_checked_from_there(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("disk")
        form = window.room.disk.form
        await until(lambda: form.backup_note.text().startswith("None yet"))
        form.backup_now.click()
        await until(lambda: form.backup_note.text().startswith("1 kept"))
        form.check_now.click()
        await until(form.check_now.isEnabled)
        assert form.check_result.text() == "Every entry is as it was written."


async def test_what_this_desk_needs_is_looked_at_when_the_page_is_opened(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("disk")
        await until(lambda: "home" in window.room.disk.found)
        home.chmod(0o755)
        window.navigation.show_settings("you")
        window.navigation.show_settings("disk")
        await until(lambda: window.room.disk.found["home"].is_fault)


async def test_who_is_at_the_desk_follows_the_record(app: QApplication, home: Path) -> None:
    async with a_window(home) as window:
        window.navigation.show_settings("you")
        await window.bridge.choose_person("Priya Nair")
        await until(lambda: window.room.you.form.person_note.text() == "Priya Nair")
