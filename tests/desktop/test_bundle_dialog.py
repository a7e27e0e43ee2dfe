"""Making a bundle in the window: an incident, the whole record or a period; for everybody or for named people."""

import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from incident_desk.desk.bundles.looking import look
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.bundle import BundleDialog
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.parts.command_edit import CommandEdit
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare
from incident_desk.domain.timeline import Note
from incident_desk.store.bundles import packing
from tests.desktop.conftest import a_bridge, a_shell, focused, until
from tests.desktop.test_bundles import a_bundle
from tests.desktop.test_importing import press, told

# offscreen, the dialog that asks for a file has no frame
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Window(msgspec.Struct):
    """A window over two incidents, the board of the second in front."""

    bridge: Bridge
    shell: Shell
    navigation: Navigation
    ways: Ways

    async def asked(self) -> BundleDialog:
        """The dialog, as Ctrl+B opens it."""
        self.shell.bundle.trigger()
        (dialog,) = self.shell.findChildren(BundleDialog)
        return dialog

    async def save_as(self, file: Path) -> None:
        """Press the button and name the file."""
        press(self.shell, "bundle_go")
        await until(lambda: self.shell.findChildren(QFileDialog))
        (dialog,) = self.shell.findChildren(QFileDialog)
        name = dialog.findChild(QLineEdit)
        assert name is not None
        name.setText(str(file))
        dialog.accept()

    async def notice(self) -> list[str]:
        """What is told when it is saved; the notice is closed."""
        await until(lambda: self.shell.findChildren(NoticeDialog))
        lines = told(self.shell)
        press(self.shell, "bundle_done")
        return lines


@asynccontextmanager
async def a_window(home: Path) -> AsyncGenerator[Window]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        await bridge.do(Declare("Mail is late"))
        incident = (await bridge.do(Declare("Pushes fail")))[-1].incident
        await bridge.do(Note("db1 is empty"), incident)
        navigation = Navigation(shell, bridge, WindowState(home))
        ways = Ways(shell, bridge, WindowState(home), navigation)
        shell.open_for_work()
        navigation.go_to(incident)
        await until(lambda: navigation.shown is not None and not navigation.is_calm)
        yield Window(bridge, shell, navigation, ways)


async def test_the_incident_that_is_shown_is_saved_and_told_of(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pushes.bundle"
    async with a_window(home) as window:
        dialog = await window.asked()
        assert focused() is dialog.incident
        await window.save_as(file)
        lines = await window.notice()
        shown = window.navigation.shown
        assert shown is not None
        looked = look(home, file)
        assert (looked.covers.incident, looked.problems) == (shown.incident, ())
        assert lines[0] == str(file)
        number = shown.board.headline.number
        assert lines[1] == f"{looked.entries} entries and 0 files, of {number}"
        assert lines[2] == "Everybody who gets hold of the file can read it."


async def test_the_whole_record_of_a_period_says_what_was_left_out(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.bundle"
    async with a_window(home) as window:
        dialog = await window.asked()
        QTest.keyClick(dialog.whole, Qt.Key.Key_Space)
        assert (dialog.incident.isChecked(), dialog.whole.isChecked()) == (False, True)
        dialog.before.edit.setText("2017-01-31 23:27 UTC")
        await window.save_as(file)
        lines = await window.notice()
        covers = look(home, file).covers
        assert (covers.incident, covers.from_us, covers.to_us) == (None, None, 1_485_905_220_000_000)
        assert any(line.startswith("Left out: ") and "outside the period" in line for line in lines)


async def test_named_people_get_it_encrypted_and_nobody_is_asked_about_at_once(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sealed.bundle"
    async with a_window(home) as window:
        dialog = await window.asked()
        dialog.sealed.click()
        press(window.shell, "bundle_go")
        await until(dialog.fault.isVisible)
        assert dialog.fault.text() == "Choose who can read it."
        dialog.people.other.setText(window.bridge.name(window.bridge.me))
        await window.save_as(file)
        lines = await window.notice()
        assert lines[2] == f"Encrypted for: {window.bridge.name(window.bridge.me)}."
        assert look(home, file).is_sealed


async def test_somebody_whose_key_is_unknown_is_said_and_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sealed.bundle"
    async with a_window(home) as window:
        dialog = await window.asked()
        dialog.sealed.click()
        dialog.people.choose(["Nobody Known"])
        await window.save_as(file)
        await until(dialog.fault.isVisible)
        assert "Nobody Known" in dialog.fault.text()
        assert dialog.people.chosen() == ("Nobody Known",)
        assert dialog.go.isEnabled()
        assert not file.exists()


async def test_a_period_that_ends_before_it_begins_is_refused(home: Path) -> None:
    async with a_window(home) as window:
        dialog = await window.asked()
        dialog.after.edit.setText("2017-02-01 00:00 UTC")
        dialog.before.edit.setText("2017-01-31 00:00 UTC")
        press(window.shell, "bundle_go")
        await until(dialog.fault.isVisible)
        assert dialog.fault.text() == "The period ends before it begins."


async def test_stopping_leaves_no_file_and_the_choices(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out" / "pushes.bundle"
    file.parent.mkdir()
    reached, go_on = threading.Event(), threading.Event()
    write = packing.write

    def held(*given: object) -> object:
        reached.set()
        go_on.wait()
        return write(*given)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(packing, "write", held)
    async with a_window(home) as window:
        dialog = await window.asked()
        await window.save_as(file)
        await until(reached.is_set)
        press(window.shell, "bundle_stop")
        assert dialog.told.text() == "Stopping…"
        go_on.set()
        await until(dialog.fault.isVisible)
        assert dialog.fault.text() == "Stopped; no file was written."
        assert list(file.parent.iterdir()) == []
        assert dialog.go.isEnabled()


async def test_the_list_of_incidents_and_the_settings_lead_there_too(home: Path) -> None:
    async with a_window(home) as window:
        window.shell.incidents.trigger()
        press(window.shell, "incident_bundle")
        (dialog,) = window.shell.findChildren(BundleDialog)
        dialog.reject()
        await until(lambda: not window.shell.findChildren(BundleDialog))
        window.navigation.show_settings("shared")
        press(window.shell, "settings_bundle")
        assert len(window.shell.findChildren(BundleDialog)) == 1


async def test_a_bundle_dropped_on_the_line_is_imported_and_shown(home: Path, tmp_path: Path) -> None:
    file, incident = a_bundle(tmp_path)
    async with a_window(home) as window:
        edit = next(each for each in window.shell.findChildren(CommandEdit) if each.isVisible())
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(str(file))])
        how = (Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(edit, QDragEnterEvent(QPoint(5, 5), *how))
        QApplication.sendEvent(edit, QDropEvent(QPointF(5, 5), *how))
        await until(lambda: window.shell.findChildren(NoticeDialog))
        assert told(window.shell)[0].startswith("mail.bundle, made by Grace:")
        press(window.shell, "import_done")
        await until(lambda: window.navigation.shown is not None and window.navigation.shown.incident == incident)
