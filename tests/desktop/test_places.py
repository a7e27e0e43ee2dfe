"""Bridge, numbers and links at the side of the board: opened, copied, set and taken away, by mouse and by keys."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from incident_desk.desktop.dialogs.place import PlaceDialog
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan_sections import PlaceKind
from tests.desktop.boards import Room, a_room, key, press, the_board, type_words
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BRIDGE = "https://meet.example.org/7"


class Browser(QObject):
    """What would be opened: Qt hands it here and not to a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@contextmanager
def a_browser() -> Generator[list[str]]:
    browser = Browser()
    schemes = ("https", "http", "tel", "file", "javascript")
    for scheme in schemes:
        # the stub wants bytes; what is behind it takes text only
        QDesktopServices.setUrlHandler(scheme, browser, "take")  # pyright: ignore[reportArgumentType, reportCallIssue]
    yield browser.opened
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def where(room: Room) -> list[str]:
    return [place.where for place in room.board.places.standing]


async def test_the_bridge_is_named_in_a_form_joined_by_a_key_and_there_after_a_restart(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        board.timeline.take_keyboard()
        key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)  # there is none: it is asked for
        dialog = room.dialog(PlaceDialog)
        assert not dialog.go.isEnabled()
        type_words("file:///etc/passwd")
        assert "only http, https and numbers" in dialog.told.text()
        dialog.where.selectAll()
        type_words(BRIDGE)
        assert dialog.told.text() == "A press opens it"
        key(Qt.Key.Key_Return)
        await until(lambda: where(room) == [BRIDGE])
        incident = room.incident.incident
    async with a_room(home, incident=incident) as room:
        board = the_board(room)
        with a_browser() as opened:
            board.timeline.take_keyboard()
            key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
            row = board.places.rows[0]
            row.open.setFocus()
            key(Qt.Key.Key_Return)
            press(row.open)
        assert opened == [BRIDGE] * 3
        assert board.places.told.accessibleName() == "Bridge: opened"


async def test_a_row_is_copied_and_changed_by_mouse_and_by_keys(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(SetPlace(PlaceKind.TICKET, "OPS-12"))
        board = the_board(room)
        row = board.places.rows[0]
        clipboard = QGuiApplication.clipboard()
        for act in (lambda: press(row.copy), lambda: press(row.open), lambda: QTest.keyClick(row.open, Qt.Key.Key_C)):
            clipboard.clear()
            with a_browser() as opened:
                act()
            assert (clipboard.text(), opened) == ("OPS-12", [])
        row.open.setFocus()
        key(Qt.Key.Key_E)
        dialog = room.dialog(PlaceDialog)
        assert (dialog.kinds.key, dialog.where.text()) == ("ticket", "OPS-12")
        dialog.reject()
        press(row.change)
        press(room.dialog(PlaceDialog).away)
        await until(lambda: where(room) == [])
        assert board.places.nothing.isVisible()


@pytest.mark.by_keys("place.set")
async def test_the_command_line_names_a_vendors_case(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        board.timeline.take_keyboard()
        type_words("/vendor-case of=Cisco https://tac.example.org/1")
        key(Qt.Key.Key_Return)
        await until(lambda: where(room) == ["https://tac.example.org/1"])
        assert board.places.rows[0].open.shown.line == "Vendor case, Cisco"


async def test_the_form_shows_what_stands_for_the_kind_that_is_chosen(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(SetPlace(PlaceKind.CHAT, "https://a.example.org"))
        press(board.places.rows[0].change)
        dialog = room.dialog(PlaceDialog)
        press(dialog.kinds.chips[0])
        assert dialog.where.text() == ""
        assert not dialog.away.isVisible()
