"""Decisions in the window: written down in full, and looked at again when their time comes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from incident_desk.desktop.dialogs.decide import DecideDialog
from incident_desk.desktop.dialogs.revisit import RevisitDialog
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.parts.timeline_row import ROW
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.domain.decisions import Decide
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_timeline(room: Room) -> TimelinePanel:
    panel = TimelinePanel(room.bridge)
    show(room, panel)
    panel.observe(room.incident)
    return panel


def needs(panel: NeedsPanel) -> list[str]:
    return [row.need.words for row in panel.mine.rows]


def newest(room: Room) -> str:
    return room.board.timeline.lines[-1].english


async def test_a_decision_is_written_down_by_keys_alone(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_timeline(room)
        panel.take_keyboard()
        type_words("/decide")
        key(Qt.Key.Key_Return)
        room.dialog(DecideDialog)
        type_words("Restore from the 17:20 snapshot")
        for words in ("the dump is empty", "replay the logs", "Sofia Brandt"):
            key(Qt.Key.Key_Tab)
            type_words(words)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.timeline.lines) == 2)
        line = room.board.timeline.lines[-1]
        assert line.speaker == "Sofia Brandt"
        assert line.english == (
            "Restore from the 17:20 snapshot · because the dump is empty · instead of: replay the logs"
        )
        shown = panel.model.index(0, 0).data(ROW)
        assert shown.text == line.english
        assert panel.line.edit.text() == ""


async def test_the_form_asks_for_strong_objections(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        panel = the_timeline(room)
        press(panel.line.form.quick_decision)
        dialog = room.dialog(DecideDialog)
        assert not dialog.go.isEnabled()
        dialog.what.setText("Fail over")
        assert not dialog.objection.isVisible()
        press(dialog.strong.chips[2])
        dialog.objector.setText("Kim Sato")
        press(dialog.go)
        await until(lambda: dialog.fault.text() == "Say what Kim Sato objects.")
        assert dialog.what.text() == "Fail over"
        dialog.objection.setText("replication is 6 h behind")
        press(dialog.way.chips[1])
        press(dialog.go)
        await until(lambda: len(room.board.timeline.lines) == 3)
        decision, objection = room.board.timeline.lines[-2:]
        assert decision.english == "Fail over · no way back · strong objections were asked for"
        assert (objection.text, objection.speaker) == ("replication is 6 h behind", "Kim Sato")


async def test_a_decision_is_loud_at_its_time_until_it_is_looked_at_again(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "me"))
        await room.do(Decide("Wait for the vendor", revisit_s=600, objection="too slow", objector="Kim"))
        board = BoardRoom(room.bridge)
        show(room, board)
        board.observe(room.incident)
        assert not any(words.startswith("Look again") for words in needs(board.needs))
        room.clock.go_on(12)
        assert "Look again: Wait for the vendor" in needs(board.needs)
        press(next(row for row in board.needs.mine.rows if row.need.words.startswith("Look again")))
        dialog = room.dialog(RevisitDialog)
        assert "Kim objects: too slow" in {x.text() for x in dialog.findChildren(QLabel)}
        press(dialog.falls)
        await until(lambda: "Say why it no longer holds" in dialog.fault.text())
        dialog.reason.setText("the vendor is asleep")
        press(dialog.falls)
        await until(lambda: newest(room).endswith("no longer holds: the vendor is asleep"))
        await until(lambda: not any(words.startswith("Look again") for words in needs(board.needs)))


async def test_it_stands_and_is_looked_at_once_more(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Decide("Wait for the vendor", revisit_s=600))
        panel = the_timeline(room)
        panel.form.timeline_lines.select(0)
        panel.form.timeline_lines.setFocus()
        key(Qt.Key.Key_R)
        dialog = room.dialog(RevisitDialog)
        dialog.again.choose(1800)
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(room.board.timeline.lines) == 3)
        assert newest(room).endswith("stands · look again 2017-02-01T00:01:00Z")


async def test_somebody_elses_decision_is_quiet_for_who_does_not_lead(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "Sofia Brandt"), Decide("Wait", revisit_s=600))
        room.clock.go_on(12)
        due = NeedsPanel(room.bridge)
        show(room, due)
        due.observe(room.incident)
        assert "Look again: Wait" in needs(due)  # whoever wrote it down sees it
        await room.bridge.choose_person("Tomas Lind")
        await until(lambda: "Look again: Wait" not in needs(due))


async def test_what_was_written_down_is_there_after_a_restart(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Decide("Wait", why="the vendor works on it", revisit_s=600))
        incident = room.incident.incident
    async with a_room(home, incident=incident) as room:
        assert newest(room) == "Wait · because the vendor works on it · look again 2017-01-31T23:41:00Z"
