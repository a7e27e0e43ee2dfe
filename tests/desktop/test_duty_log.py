"""The duty log in the window: noted on the calm board, adopted by an incident, handed over; by mouse and by keys."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.adopt_log import AdoptLogDialog
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.duty_handover import DutyHandoverDialog
from incident_desk.desktop.dialogs.erase import EraseDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_room import HandoverRoomDialog
from incident_desk.desktop.dialogs.move import MoveDialog
from incident_desk.desktop.dialogs.search import SearchDialog
from incident_desk.desktop.models.hits import HitsModel
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.panels.duty_log import DutyLogPanel
from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.desktop.rooms.calm import CalmRoom
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.duty_log import NoteOnDuty
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.timelines import CTRL, a_desk, said

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Calm(msgspec.Struct):
    """A window with the calm board in front, and an incident in the record."""

    room: Room
    log: DutyLogPanel

    def rows(self) -> list[TimelineRow]:
        model = self.log.model
        return [model.index(at, 0).data(ROW) for at in range(model.rowCount())]

    def texts(self) -> list[str]:
        return [row.text for row in self.rows()]

    @property
    def told(self) -> str:
        """What is answered below the line."""
        return self.log.line.answer.words if self.log.line.answer.isVisible() else ""

    async def note(self, words: str) -> None:
        """Type a line, key by key, and wait until it is on the disk."""
        count = len(self.rows())
        self.log.take_keyboard()
        type_words(words)
        key(Qt.Key.Key_Return)
        await until(lambda: len(self.rows()) > count and not self.log.line.edit.text())
        await until(lambda: not self.room.bridge.pending.words())


@asynccontextmanager
async def a_calm_board(home: Path, size: tuple[int, int] = (1600, 1000)) -> AsyncGenerator[Calm]:
    async with a_room(home, size) as room:
        room.bridge.zone = UTC
        calm = CalmRoom(room.bridge, WindowState(home))
        show(room, calm)
        await until(lambda: calm.duty_log.on_duty.observed is not None)
        yield Calm(room, calm.duty_log)


async def test_a_line_is_typed_seen_with_its_time_and_author_and_there_after_a_restart(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as calm:
        await calm.note("Disk of db1 at 80 %")
        calm.room.clock.go_on(5)
        await calm.note("@23:20 Kim says mail is slow")
        assert [(row.time_text, row.text, row.who) for row in calm.rows()] == [
            ("23:31:00", "Disk of db1 at 80 %", "Priya Nair"),
            ("23:20:00", "Kim says mail is slow", "Priya Nair"),
        ]
        assert calm.log.shift.text() == "2 lines in the last 12 h"
    assert said(home) == ["Kim says mail is slow", "Disk of db1 at 80 %"]
    async with a_calm_board(home) as calm:
        assert calm.texts() == ["Disk of db1 at 80 %", "Kim says mail is slow"]


async def test_a_line_is_corrected_taken_back_and_erased_by_its_keys(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        await calm.note("Disk at 8 %")
        view = calm.log.form.timeline_lines
        view.setFocus()
        view.select(0)
        key(Qt.Key.Key_E)
        dialog = calm.room.dialog(CorrectDialog)
        dialog.form.right_words.setPlainText("Disk at 80 %")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: calm.texts() == ["Disk at 80 %"])
        view.setFocus()
        key(Qt.Key.Key_Delete)
        await until(lambda: calm.rows()[0].is_struck)
        calm.log.take_keyboard()
        key(Qt.Key.Key_Z, CTRL | SHIFT)
        calm.log.line_actions.do("restore", view.behind())
        await until(lambda: not calm.rows()[0].is_struck)
        calm.log.line_actions.do("erase", view.behind())
        assert calm.room.dialog(EraseDialog).isVisible()
        calm.room.dialog(EraseDialog).reject()


async def test_what_needs_an_incident_is_refused_and_the_words_stay(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        calm.log.take_keyboard()
        type_words("/mitigated now")
        key(Qt.Key.Key_Return)
        await until(lambda: "needs an incident" in calm.told)
        assert calm.log.line.edit.text() == "/mitigated now"
        calm.log.line.edit.put("")
        type_words("/decide")
        key(Qt.Key.Key_Return)
        await until(lambda: "needs an incident" in calm.told)
        assert calm.room.dialogs() == []


async def test_a_line_is_moved_into_an_incident_from_the_log_and_comes_back_by_one_key(
    app: QApplication, home: Path
) -> None:
    async with a_calm_board(home) as calm:
        await calm.note("Queue is full")
        calm.log.form.timeline_lines.setFocus()
        calm.log.form.timeline_lines.select(0)
        key(Qt.Key.Key_V)
        press(calm.room.dialog(MoveDialog).go)
        await until(lambda: calm.told.startswith("Moved to"))
        number = calm.room.board.headline.number
        assert calm.texts() == [f"moved to {number}: Queue is full"]
        assert "Queue is full" in said(home, calm.room.incident.incident)
        calm.log.take_keyboard()
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: said(home) == ["Queue is full"])


@pytest.mark.by_keys("duty.adopt")
async def test_an_incident_adopts_what_is_ticked_by_keys_alone_and_one_key_brings_it_back(
    app: QApplication, home: Path
) -> None:
    async with a_desk(home) as desk:
        for words in ("One", "Two", "Three"):
            desk.room.clock.go_on(1)
            await desk.room.bridge.do(NoteOnDuty(words))
        desk.type("/adopt-log")
        key(Qt.Key.Key_Return)
        await until(desk.room.dialogs)
        dialog = desk.room.dialog(AdoptLogDialog)
        assert [row.step.do for row in dialog.rows] == ["Three", "Two", "One"]
        assert not dialog.go.isEnabled()
        key(Qt.Key.Key_Space)
        key(Qt.Key.Key_Tab)
        key(Qt.Key.Key_Space)
        assert dialog.go.text() == "Adopt 2 lines"
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: desk.told == "Adopted 2 lines of the duty log")
        assert (said(home), said(home, desk.incident.incident)[-2:]) == (["One"], ["Two", "Three"])
        desk.panel.take_keyboard()
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: said(home) == ["One", "Two", "Three"])


@pytest.mark.by_mouse("duty.adopt", "entry.undo")
async def test_an_incident_adopts_by_mouse_and_the_answer_brings_it_back(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        press(desk.panel.adopt)
        await until(lambda: desk.told.startswith("Nothing stands in the duty log"))
        await desk.room.bridge.do(NoteOnDuty("One"))
        press(desk.panel.adopt)
        await until(desk.room.dialogs)
        dialog = desk.room.dialog(AdoptLogDialog)
        press(dialog.rows[0])
        press(dialog.go)
        await until(lambda: desk.told == "Adopted 1 line of the duty log")
        desk.panel.line.answer.go_on()
        await until(lambda: said(home) == ["One"])


async def test_by_the_command_with_a_count_from_the_line_of_an_incident(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await desk.enter("Something of this incident")
        desk.type("/duty-log Somebody else's matter")
        key(Qt.Key.Key_Return)
        await until(lambda: said(home) == ["Somebody else's matter"])
        await desk.enter("/adopt-log 1")
        await until(lambda: said(home) == [])


async def test_the_shift_is_handed_over_with_its_lines_which_the_giver_changes(app: QApplication, home: Path) -> None:
    async with a_calm_board(home) as calm:
        await calm.note("Disk at 80 %")
        press(calm.log.hand_over)
        await until(calm.room.dialogs)
        dialog = calm.room.dialog(DutyHandoverDialog)
        assert dialog.told.toPlainText() == "23:31 Disk at 80 %"
        assert not dialog.go.isEnabled()
        type_words("Tomas Lind")
        dialog.told.appendPlainText("Call Kim at eight")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: not calm.room.dialogs())
        assert calm.texts()[0] == "The shift goes over to Tomas Lind: 23:31 Disk at 80 % Call Kim at eight"
        assert calm.log.shift.text() == "0 lines in this shift, since 23:31"
        calm.log.take_keyboard()
        type_words("/duty-handover")
        key(Qt.Key.Key_Return)
        await until(calm.room.dialogs)
        key(Qt.Key.Key_Escape)


@pytest.mark.by_mouse("handover.offer")
async def test_the_lines_since_the_last_handover_go_into_that_of_a_role(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.do(NoteOnDuty("Disk at 80 %"))
        await room.bridge.do(NoteOnDuty("Nobody's business"))
        await room.do(Assign("incident_manager", "me"))
        await until(lambda: room.board.roles.held["incident_manager"].holder.value is not None)
        dialog = HandoverDialog(room.bridge, room.incident, "incident_manager", room.shell)
        dialog.open()
        await until(lambda: "duty" in dialog.rows.rows)
        assert [row.step.do for row in dialog.rows.rows["duty"]] == ["Disk at 80 %", "Nobody's business"]
        press(dialog.rows.rows["duty"][1])
        dialog.form.taker.setEditText("Tomas")
        press(dialog.go)
        await until(lambda: room.board.handovers.all)
        told = room.board.timeline.line(room.board.handovers.all[0].id).text
        assert "Duty log: 2017-01-31 23:31 UTC Disk at 80 %" in told
        assert "Nobody's business" not in told


@pytest.mark.by_mouse("handover.offer_room")
async def test_the_whole_room_goes_over_with_the_lines_that_stay_ticked(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.do(NoteOnDuty("Disk at 80 %"))
        await room.bridge.do(NoteOnDuty("Nobody's business"))
        await room.do(Assign("incident_manager", "me"))
        await until(lambda: room.board.roles.held["incident_manager"].holder.value is not None)
        dialog = HandoverRoomDialog(room.bridge, room.incident, room.shell)
        dialog.open()
        await until(lambda: "duty" in dialog.rows.rows)
        press(dialog.rows.rows["duty"][1])
        dialog.reject()
        dialog = HandoverRoomDialog(room.bridge, room.incident, room.shell)
        dialog.open()
        await until(lambda: "duty" in dialog.rows.rows)
        assert [row.isChecked() for row in dialog.rows.rows["duty"]] == [True, False]  # as it was left
        dialog.takers["incident_manager"].setEditText("Tomas")
        press(dialog.go)
        await until(lambda: room.board.handovers.all)
        told = room.board.timeline.line(room.board.handovers.all[0].id).text
        assert "Duty log: 2017-01-31 23:31 UTC Disk at 80 %" in told
        assert "Nobody's business" not in told


async def test_a_search_finds_a_line_of_the_log_and_leads_to_it(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await room.bridge.do(NoteOnDuty("The fan of db1 is loud"))
        navigation = Navigation(room.shell, room.bridge, WindowState(home))
        dialog = SearchDialog(room.bridge, None, room.shell)
        dialog.chosen.connect(navigation.go_to)
        dialog.open()
        type_words("loud")
        model = dialog.list.model()
        assert isinstance(model, HitsModel)
        await until(lambda: model.rowCount() == 1)
        assert model.index(0, 0).data(ROW).who == "Duty log · Priya Nair"
        key(Qt.Key.Key_Return)
        await until(lambda: navigation.calm is not None and navigation.is_calm)
        assert navigation.calm is not None
        lines = navigation.calm.duty_log.form.timeline_lines
        await until(lambda: lines.behind() is not None)
        await navigation.keep_work()


def test_it_is_there_for_the_next_program(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        desk.record(NoteOnDuty("Disk at 80 %")).result()
    assert said(tmp_path / "home") == ["Disk at 80 %"]
