"""The incident that is shown is saved to be read without a desk: by key, by mouse, in the form that is chosen."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit

from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.domain.timeline import Note
from tests.desktop.boards import key
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window, a_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, a window says so of its size


async def asked_where(window: Window) -> QFileDialog:
    """The question where to, once it is there."""
    await until(lambda: any(each.isVisible() for each in window.shell.findChildren(QFileDialog)))
    return next(each for each in window.shell.findChildren(QFileDialog) if each.isVisible())


async def notice(window: Window, name: str) -> NoticeDialog:
    await until(lambda: any(each.objectName() == name for each in window.shell.findChildren(NoticeDialog)))
    return next(each for each in window.shell.findChildren(NoticeDialog) if each.objectName() == name)


async def test_by_key_it_is_saved_as_a_page(app: "QApplication", home: Path, tmp_path: Path) -> None:
    async with a_window(home) as window:
        await window.declare()
        assert window.navigation.shown is not None
        await window.bridge.do(Note("Restore the copy <b>"), window.navigation.shown.incident)
        key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        dialog = await asked_where(window)
        number = window.navigation.shown.board.headline.number
        assert [Path(name).name for name in dialog.selectedFiles()] == [f"{number}.html"]
        name = dialog.findChild(QLineEdit)
        assert name is not None
        name.setText(str(tmp_path / "page.html"))
        dialog.accept()
        (await notice(window, "export_notice")).accept()
    said = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert said.startswith("<!doctype html>")
    assert "Restore the copy &lt;b&gt;" in said


async def test_by_the_menu_it_is_saved_in_the_kind_that_is_chosen(
    app: "QApplication", home: Path, tmp_path: Path
) -> None:
    async with a_window(home) as window:
        await window.declare()
        assert window.navigation.board is not None
        action = window.navigation.board.header.menu.findChild(QAction, "menu_export")
        assert isinstance(action, QAction)
        action.trigger()
        dialog = await asked_where(window)
        dialog.setDirectory(str(tmp_path))
        kinds = dialog.findChild(QComboBox, "fileTypeCombo")
        assert isinstance(kinds, QComboBox)
        kinds.setFocus()
        key(Qt.Key.Key_Down)
        assert window.navigation.shown is not None
        name = f"{window.navigation.shown.board.headline.number}.md"
        await until(lambda: [Path(file).name for file in dialog.selectedFiles()] == [name])
        dialog.accept()
        (await notice(window, "export_notice")).accept()
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("# INC-")


async def test_what_cannot_be_saved_is_said(app: "QApplication", home: Path, tmp_path: Path) -> None:
    async with a_window(home) as window:
        key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        complaint = await notice(window, "complaint")
        said = [label.text() for label in complaint.findChildren(QLabel)]
        assert "No incident is shown that could be saved." in said
        complaint.accept()
