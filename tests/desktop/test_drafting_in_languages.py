"""Words in several languages: a missing one is loud, a translation stands beside its original, by mouse and by keys."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.drafting.way_out import WayOut
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.incident import Declare
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push, tab_to, write_into
from tests.domain.test_translations import GERMAN, PAGE, SPEAKING

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WORDS = "Pushes fail since 23:31."


@asynccontextmanager
async def writing(home: Path, surface: type[BoardRoom | CommunicationsRoom]) -> AsyncGenerator["Writing"]:
    """Customers are told in English and German; something is written for the status page."""
    async with a_room(home, (1800, 1400)) as before:
        await before.bridge.do(Use(SPEAKING, "two languages"))
        incident = (await before.bridge.do(Declare("Pulls fail", Severity.SEV2)))[-1].incident
    async with a_room(home, (1800, 1400), incident) as room:
        await room.do(Assign("incident_manager", "Priya Nair"))
        page = surface(room.bridge)
        show(room, page)
        page.observe(room.incident)
        await room.do(BeginMessage("Update", channels=(PAGE,), texts={PAGE: WORDS}))
        found = Writing(room, page)
        await until(lambda: found.editor.text.toPlainText() == WORDS)
        yield found


class Writing:
    """The editor of a surface, and what stands below it."""

    def __init__(self, room: Room, page: QWidget) -> None:
        self.room = room
        self.editor: MessageEditor = page.findChildren(MessageEditor)[0]
        self.way: WayOut = page.findChildren(WayOut)[0]

    @property
    def rows(self) -> dict[str, str]:
        return {row.shown.name: row.shown.stand for row in self.way.rows if row.isVisible()}

    @property
    def tab(self) -> QWidget:
        return next(each for each in self.editor.tabs.tabs if each.shown.key == GERMAN)

    async def until_row(self, name: str, stand: str) -> None:
        await until(lambda: self.rows.get(name) == stand)


@pytest.mark.by_keys("message.keep_translation")
@pytest.mark.parametrize("surface", [BoardRoom, CommunicationsRoom])
async def test_a_missing_language_is_loud_and_written_beside_its_original_by_keys(
    app: QApplication, home: Path, surface: type[BoardRoom | CommunicationsRoom]
) -> None:
    async with writing(home, surface) as at:
        await at.until_row("German: Status page", "missing")
        assert at.tab.accessibleName() == "Status page · de, missing, a press begins it"
        tab_to(at.editor.text)
        key(Qt.Key.Key_T, CTRL_SHIFT)
        await until(at.editor.original.isVisible)
        assert at.editor.original.text.toPlainText() == WORDS
        assert at.editor.text.toPlainText() == ""
        await at.until_row("German: Status page", "missing")
        tab_to(at.editor.text)
        type_words("Pushes schlagen seit 23:31 fehl.")
        await until(lambda: "German: Status page" not in at.rows)
        assert not at.editor.original.keep.isVisible()
        key(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: at.editor.text.toPlainText() == WORDS)
        assert not at.editor.original.isVisible()
        type_words("We look into it. ")
        await at.until_row("German: Status page", "original changed")
        key(Qt.Key.Key_T, CTRL_SHIFT)
        await until(at.editor.original.keep.isVisible)
        assert "We look into it." in at.editor.original.text.toPlainText()
        push(at.editor.original.keep)
        await until(lambda: "German: Status page" not in at.rows)
        await until(lambda: at.tab.accessibleName() == "Status page · de, draft")


@pytest.mark.by_mouse("message.keep_translation")
async def test_a_missing_language_is_begun_and_kept_by_mouse(app: QApplication, home: Path) -> None:
    async with writing(home, CommunicationsRoom) as at:
        await at.until_row("German: Status page", "missing")
        press(next(row for row in at.way.rows if row.shown.name == "German: Status page").fix)
        await until(at.editor.original.isVisible)
        write_into(at.editor.text.viewport(), "Pushes schlagen fehl.")
        await until(lambda: "German: Status page" not in at.rows)
        press(at.editor.tabs.tabs[0])
        await until(lambda: at.editor.text.toPlainText() == WORDS)
        write_into(at.editor.text.viewport(), "Now. ")
        await at.until_row("German: Status page", "original changed")
        press(at.tab)
        await until(at.editor.original.keep.isVisible)
        press(at.editor.original.keep)
        await until(lambda: "German: Status page" not in at.rows)
