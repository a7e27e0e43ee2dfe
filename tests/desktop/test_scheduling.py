"""Words that go out at a time, and what was said before them, by mouse and by keys."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.message_compare import CompareDialog
from incident_desk.desktop.dialogs.message_schedule import ScheduleDialog
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact, WithdrawFact
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show, the_board, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push, tab_to, write_into
from tests.desktop.test_communications_room import say

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
WORDS = "Pushes fail."


@asynccontextmanager
async def a_comms_room(home: Path) -> AsyncGenerator[tuple[Room, CommunicationsRoom]]:
    """Words for inside, which nobody has to approve, wait to be sent; they draw on a fact."""
    async with a_room(home, (1800, 1400)) as room:
        await room.do(Assign("incident_manager", "me"), StateFact(FactField.WHAT, WORDS))
        fact = room.board.facts.all[0].id
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)
        await room.do(BeginMessage("Update", channels=("inside",), texts={"inside": WORDS}, facts=(fact,)))
        await until(lambda: comms.centre.editor.text.toPlainText() == WORDS)
        yield room, comms


def the_message(room: Room) -> Message:
    return room.board.messages.all[-1]


def stage(room: Room) -> Stage:
    return the_message(room).variants["inside"].stage


@pytest.mark.by_keys("message.release")
async def test_words_are_let_go_for_a_time_by_keys_shown_everywhere_and_stopped(app: QApplication, home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        tab_to(comms.centre.editor.text)
        key(Qt.Key.Key_G, SHIFT)
        dialog = room.dialog(ScheduleDialog)
        type_words("soon")
        assert not dialog.go.isEnabled()
        key(Qt.Key.Key_A, CTRL)
        type_words("in 40 min")
        assert dialog.told.text() == "Goes out at 00:11, in 40 min; says the next at 00:41"
        key(Qt.Key.Key_Return)
        await until(lambda: stage(room) is Stage.RELEASED)
        release = the_message(room).ways["inside"].release
        assert release is not None
        assert release.next_update_us == release.from_us + 30 * MINUTE_US
        await until(lambda: comms.centre.way.go.text() == "Stop: goes out at 00:11")
        tab = comms.centre.editor.tabs.tabs[0]
        await until(lambda: tab.accessibleName() == "Our own people, goes out at 00:11")
        await until(lambda: comms.messages.rows[0].shown.aside == "at 00:11")
        [lane] = [each for each in comms.lanes.lanes.shown.lanes if each.name == "Our own people"]
        assert [(each.number, each.words) for each in lane.marks] == [("1", ""), ("2", "goes out 00:11")]
        assert any(row.shown.name == "Our own people goes out at 00:11" for row in comms.centre.way.rows)
        await until(lambda: not room.dialogs())
        tab_to(comms.centre.way.go)
        key(Qt.Key.Key_Return)
        await until(lambda: stage(room) is Stage.STOPPED)


@pytest.mark.by_mouse("message.release")
async def test_words_are_let_go_for_a_time_by_mouse_on_the_board_and_held_back_with_their_fact(
    app: QApplication, home: Path
) -> None:
    async with a_comms_room(home) as (room, _):
        board = the_board(room)
        press(board.drafting.way.schedule)
        dialog = room.dialog(ScheduleDialog)
        write_into(dialog.moment.edit, "00:11")
        press(dialog.go)
        await until(lambda: stage(room) is Stage.RELEASED and not room.dialogs())
        await room.do(WithdrawFact("1", "they work"))
        await until(lambda: stage(room) is Stage.LAPSED)
        told = "Message 1 is held back, a fact in it was withdrawn: Our own people"
        await until(lambda: told in [row.need.words for row in board.needs.mine.rows if row.isVisible()])


async def test_what_nobody_has_said_yes_to_is_refused_with_nothing_lost(app: QApplication, home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        await room.do(BeginMessage("Update", channels=("status_page",), texts={"status_page": WORDS}))
        await until(lambda: comms.work.key == "status_page")
        press(comms.centre.way.schedule)
        dialog = room.dialog(ScheduleDialog)
        write_into(dialog.moment.edit, "in 40 min")
        press(dialog.go)
        await until(dialog.fault.isVisible)
        assert dialog.fault.text().startswith("Message 2 is still being written")
        assert dialog.moment.edit.text() == "in 40 min"


async def test_what_was_said_before_is_read_and_compared_by_keys_and_copied_by_mouse(
    app: QApplication, home: Path
) -> None:
    async with a_room(home, (1800, 1400)) as room:
        await room.do(Assign("incident_manager", "Priya Nair"))
        await room.bridge.choose_person("Ana Reyes")
        board = the_board(room)
        await say(room, "Pushes fail. We look into it.", "inside")
        await say(room, "Pushes and pulls fail. We look into it.", "inside")
        await room.do(BeginMessage("Update", channels=("inside",), texts={"inside": "Pushes fail. It is the disk."}))
        await until(lambda: board.drafting.editor.text.toPlainText() == "Pushes fail. It is the disk.")
        since = "Since Our own people 2"
        rows = board.drafting.checks.rows
        await until(board.drafting.checks.more.isVisible)
        push(board.drafting.checks.more)
        await until(lambda: any(row.shown.name == since and row.shown.stand == "2 new, 2 gone" for row in rows))
        tab_to(board.drafting.editor.text)
        key(Qt.Key.Key_H, SHIFT)
        dialog = room.dialog(CompareDialog)
        assert [row.shown.number for row in dialog.rows] == ["2", "1"]
        assert dialog.told.text() == "What the draft says otherwise than Our own people 2"
        assert "and pulls " in dialog.words.toPlainText()
        key(Qt.Key.Key_Down)
        assert dialog.told.text() == "What the draft says otherwise than Our own people 1"
        assert "and pulls " not in dialog.words.toPlainText()
        press(dialog.copy)
        assert QGuiApplication.clipboard().text() == "Pushes fail. We look into it."
        key(Qt.Key.Key_Escape)
        await until(lambda: not room.dialogs())
        press(next(row for row in rows if row.isVisible() and row.shown.name == since).fix)
        assert room.dialog(CompareDialog).isVisible()
