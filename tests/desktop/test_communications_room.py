"""The room of the communications: who must hear, the draft, what went out when, and its words to copy."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show
from tests.desktop.conftest import until
from tests.desktop.test_investigations_room import a_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


async def say(room: Room, words: str, *channels: str, next_min: int = 20) -> None:
    """Somebody writes this, somebody else approves it, and it is sent by hand."""
    number = str(len(room.board.messages.all) + 1)
    at_us = room.clock.us + next_min * MINUTE_US
    await room.do(BeginMessage("Update", channels=channels))
    await room.do(ProposeMessage(number, dict.fromkeys(channels, words), next_update_us=at_us))
    if channels != ("inside",):
        await room.bridge.choose_person("Priya Nair")
        await room.do(ApproveMessage(number))
        await room.bridge.choose_person("Ana Reyes")
    await room.do(ReleaseMessage(number))
    room.clock.go_on(0.25)
    for channel in channels:
        await room.do(SentByHand(number, channel))


@asynccontextmanager
async def a_comms_room(home: Path) -> AsyncGenerator[tuple[Room, CommunicationsRoom]]:
    """Priya Nair leads, Ana Reyes is at the desk."""
    async with a_room(home, (1800, 1200)) as room:
        await room.do(Assign("incident_manager", "Priya Nair"))
        await room.bridge.choose_person("Ana Reyes")
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)
        yield room, comms


async def test_a_promise_that_was_missed_is_a_cross_and_the_next_one_runs(app: "QApplication", home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        assert [row.shown.next for row in comms.audiences.rows] == ["first by 23:36", "first by 00:01"]
        room.clock.go_on(2)
        await say(room, "Pushes fail.", "status_page", "social")
        room.clock.go_on(30)
        await say(room, "Pushes still fail.", "status_page")
        await until(lambda: comms.audiences.note.text() == "1 kept, 1 missed")
        [customers] = [row.shown for row in comms.audiences.rows if row.shown.key == "customers"]
        assert [mark.name for mark in customers.marks] == ["KEPT", "MISSED", "PROMISED"]
        assert customers.next == "23:53 missed by 10 min"
        assert comms.lanes.note.text() == "3 sent, 1 late, 4 promised"
        lanes = {lane.name: [(mark.number, mark.tone) for mark in lane.marks] for lane in comms.lanes.lanes.shown.lanes}
        assert lanes["Status page"] == [("1", "ok"), ("2", "bad"), ("3", "text2")]
        assert lanes["Our own people"] == [("1", "text2")]


async def test_what_was_sent_is_found_on_its_lane_and_copied(app: "QApplication", home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        await say(room, "Pushes fail.", "status_page")
        await say(room, "For those inside.", "inside")
        await until(lambda: len(comms.lanes.lanes.shown.lanes[0].marks) == 2)
        lanes = comms.lanes.lanes
        lanes.setFocus()
        QTest.keyClick(lanes, Qt.Key.Key_Left)
        QTest.keyClick(lanes, Qt.Key.Key_Return)
        assert comms.as_sent.rows[0].shown.words == "Pushes fail."
        press(comms.as_sent.rows[0])
        assert QGuiApplication.clipboard().text() == "Pushes fail."
        inside = lanes.box_of(3, lanes.shown.lanes[3].marks[0]).center()
        QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(inside))
        assert comms.as_sent.rows[0].shown.words == "For those inside."
        press(comms.as_sent.copy)
        assert QGuiApplication.clipboard().text() == "31 January 2017 23:31:30 UTC\nFor those inside."


async def test_a_fact_is_put_into_the_words_by_a_press(app: "QApplication", home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        await room.do(StateFact(FactField.SAFE, "Repositories are safe", is_confirmed=True))
        await room.do(BeginMessage("Update", channels=("inside",), texts={"inside": "Pushes fail. "}))
        await until(lambda: comms.centre.editor.text.toPlainText() == "Pushes fail. ")
        press(comms.centre.facts[0])
        await until(lambda: comms.work.texts == {"inside": "Pushes fail. Repositories are safe"})


async def test_of_several_that_are_not_out_yet_one_is_chosen(app: "QApplication", home: Path) -> None:
    async with a_comms_room(home) as (room, comms):
        for words in ("One", "Two"):
            await room.do(BeginMessage(words, channels=("inside", "social"), texts={"inside": words, "social": words}))
        await until(lambda: comms.centre.editor.text.toPlainText() == "Two")
        press(comms.messages.rows[1])
        await until(lambda: comms.centre.editor.text.toPlainText() == "One")
        press(next(row for row in comms.audiences.rows if row.shown.key == "customers"))
        assert comms.work.key == "social"


async def test_the_rail_and_one_key_lead_there_and_escape_back(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        page = window.navigation.communications
        assert page is not None
        assert page.isVisible()
        assert window.shell.communications.isChecked()
        assert page.room.centre.holding.hasFocus()
        key(Qt.Key.Key_Escape)
        assert not page.isVisible()
        press(window.shell.communications)
        assert page.isVisible()
