"""Calling people in, as the window shows it: whom somebody has to speak to, and who does not answer at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from incident_desk.desktop.dialogs.call import CallDialog
from incident_desk.domain.call_list import standings
from incident_desk.domain.calls import Make
from incident_desk.domain.incident import Declare
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, key, needs, press, the_board, type_words
from tests.desktop.conftest import a_bridge, until
from tests.domain.test_calls import LADDERS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from incident_desk.domain.ids import IncidentId


async def declared(home: Path) -> "IncidentId":
    """An incident on a plan with ladders."""
    async with a_bridge(home) as bridge:
        await bridge.choose_person("Priya Nair")
        await bridge.do(Use(LADDERS))
        return (await bridge.do(Declare("Pushes fail", Severity.SEV2)))[-1].incident


async def climb(room: Room) -> None:
    """The next rung is tried, as the desk does by itself."""
    people, now_us = room.bridge.organisation.people, room.clock()
    [standing] = standings(room.board, room.incident.plan, people, now_us)
    await room.do(Make(standing.occasion.call, standing.rung))


async def test_whoever_leads_speaks_to_somebody_and_ticks_what_they_say(app: "QApplication", home: Path) -> None:
    incident = await declared(home)
    async with a_room(home, incident=incident) as room:
        await room.do(Assign("incident_manager", "me"), Assign("scribe", "Ray"))
        await climb(room)
        board = the_board(room)
        assert "Call Ray: Radio 4, for Scribe" in needs(board)
        row = next(row for row in board.needs.mine.rows if row.need.words.startswith("Call Ray"))
        row.setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(CallDialog)
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert any(text.startswith("Tell them their duty: ") for text in said)
        press(dialog.dial)  # nothing here dials a radio
        assert QGuiApplication.clipboard().text() == "4"
        press(dialog.silent)
        await until(lambda: "Ray does not answer at all: Scribe" in needs(board))
        board.timeline.take_keyboard()
        type_words("/reached Ray on the way")
        key(Qt.Key.Key_Return)
        await until(lambda: room.board.roles.held["scribe"].acknowledged_us is not None)
        assert not any("Ray" in words for words in needs(board))


async def test_whoever_does_not_answer_at_all_is_a_need_that_leads_to_the_deputy(
    app: "QApplication", home: Path
) -> None:
    incident = await declared(home)
    async with a_room(home, incident=incident) as room:
        await room.do(Assign("incident_manager", "me"), Assign("customer_liaison", "Ray"))
        await room.do(Assign("communications_manager", "Kim"))
        await room.do(Assign("scribe", "Ray"))
        room.clock.go_on(70)
        board = the_board(room)
        found = [words for words in needs(board) if "does not answer" in words]
        assert found.count("Ray does not answer at all: Scribe") == 1
        assert "Scribe does not answer" not in found
        press(next(row for row in board.needs.mine.rows if row.need.words == "Ray does not answer at all: Scribe"))
        assert board.roles.list.item("scribe").panel.form.acknowledge.hasFocus()
