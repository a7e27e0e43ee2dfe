"""An incident that turns out to be two is split in the window: by keys, by mouse and by a command, and comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desktop.dialogs.split import GOES, SplitDialog
from incident_desk.desktop.parts.timeline_row import ROW
from incident_desk.desktop.rooms.board_page import BoardPage
from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Undo
from incident_desk.domain.courses import Propose
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.splitting import Split
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from tests.desktop.boards import Room, a_room, focused, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.timelines import CTRL, a_desk

MAIL = "Mail is late"


def said(board: Board) -> list[str]:
    return [line.text for line in board.timeline.lines if line.text and not line.is_retracted]


def on_disk(home: Path, incident: IncidentId) -> Board:
    """As somebody has it who opens the record anew."""
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(incident).board
    finally:
        reading.close()


async def second_of(room: Room) -> IncidentId:
    await until(lambda: len(room.bridge.headlines) == 2)
    return next(b.incident for b in room.bridge.headlines if b.incident != room.incident.incident)


async def a_busy_incident(room: Room) -> None:
    await room.do(
        Assign("incident manager", "me"),
        Assign("operations manager", "Kim"),
        Note("Queue is full"),
        Note("Pushes fail again"),
        Give("@Kim", 900, "Read the mail logs"),
        AskSomebody("@Kim", "Where is the dump?"),
        Propose("Restart the queue"),
    )


@pytest.mark.by_keys("incident.split")
async def test_by_keys_alone_from_the_line_that_belongs_elsewhere(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        await a_busy_incident(desk.room)
        note = next(line for line in desk.incident.board.timeline.lines if line.text == "Queue is full")
        desk.select(note.entry)
        key(Qt.Key.Key_S)
        dialog = desk.room.dialog(SplitDialog)
        assert dialog.model.chosen == {note.entry}
        type_words(MAIL)
        key(Qt.Key.Key_Return)
        type_words("mail logs")
        key(Qt.Key.Key_Return)
        assert focused() is dialog.list
        key(Qt.Key.Key_Space)
        assert "There go, with their times: 1 line, task" in dialog.told.text()
        key(Qt.Key.Key_Return, CTRL)
        second = await second_of(desk.room)
        await until(lambda: desk.told.startswith("Split off"))
        there = on_disk(home, second)
        assert there.headline.title.value == MAIL
        assert {"Read the mail logs", "Queue is full"} <= set(said(there))
        assert "Queue is full" not in said(desk.incident.board)
        desk.panel.take_keyboard()
        key(Qt.Key.Key_Z, CTRL)
        await until(lambda: "Queue is full" in said(desk.incident.board))
        assert on_disk(home, second).headline.state is State.MERGED


@pytest.mark.by_mouse("incident.split")
async def test_with_the_mouse_everything_chosen_goes_and_the_preview_said_so(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await a_busy_incident(room)
        page = BoardPage(room.bridge)
        page.observe(room.incident)
        show(room, page)
        press(page.room.links.split)
        dialog = room.dialog(SplitDialog)
        assert not dialog.go.isEnabled()
        dialog.words.setText(MAIL)
        dialog.severity.setCurrentIndex(dialog.severity.findData(Severity.SEV3))
        for words in ("Read the mail logs", "Where is the dump?", "Restart the queue", "Queue is full"):
            dialog.filter.setText(words)
            middle = dialog.list.visualRect(dialog.model.index(0, 0)).center()
            QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        dialog.filter.clear()
        dialog.holders["operations_manager"].setCurrentIndex(GOES)
        told = dialog.told.text()
        assert "1 line, task" in told
        assert "course 1, question 1" in told
        assert "Free in" in told
        assert "Kim (Operations manager)" in told
        assert "Only in" in told
        press(dialog.go)
        second = await second_of(room)
        await until(lambda: not room.dialogs())
        there = on_disk(home, second)
        assert (there.headline.severity.value, len(there.courses.all), len(there.questions.open)) == (
            Severity.SEV3,
            1,
            1,
        )
        assert there.roles.held["operations_manager"].holder.value is not None
        assert room.board.roles.held["operations_manager"].holder.value is None
        row = page.room.links.rows[0]
        assert "was split from this" in row.accessibleName() + row.accessibleDescription()


async def test_by_a_command_the_selected_line_goes_and_its_place_is_followed(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        entry = await desk.note("Queue is full", 1)
        desk.select(entry)
        await desk.enter(f"/split {MAIL} severity=3")
        second = await second_of(desk.room)
        assert said(on_disk(home, second))[-1] == "Queue is full"
        asked: list[tuple[str, str]] = []

        def ask(incident: str, entry: str) -> None:
            asked.append((incident, entry))

        desk.panel.line_asked.connect(ask)
        desk.select(entry)
        key(Qt.Key.Key_G)
        assert asked[0][0] == second


async def test_the_word_alone_opens_the_form_and_a_stretch_is_chosen_with_shift(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        await a_busy_incident(room)
        page = BoardPage(room.bridge)
        page.observe(room.incident)
        show(room, page)
        page.room.timeline.take_keyboard()
        type_words("/split")
        key(Qt.Key.Key_Return)
        dialog = room.dialog(SplitDialog)
        dialog.list.setFocus()
        key(Qt.Key.Key_Space)
        for _ in range(2):
            key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
        assert len(dialog.model.chosen) >= 2
        boxes = [dialog.model.index(at, 0).data(Qt.ItemDataRole.CheckStateRole) for at in range(3)]
        assert Qt.CheckState.Checked in boxes
        assert dialog.model.index(0, 0).data(ROW).text
        key(Qt.Key.Key_Escape)
        assert not room.dialogs()
        assert len(room.bridge.headlines) == 1


async def test_what_is_refused_is_said_and_nothing_typed_is_lost(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type(f"/split {MAIL}")
        key(Qt.Key.Key_Return)
        await until(lambda: desk.told.startswith("Say what belongs"))
        assert desk.typed == f"/split {MAIL}"


async def test_a_title_too_long_is_told_in_the_form_which_stays(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.select(await desk.note("Queue is full", 1))
        key(Qt.Key.Key_S)
        dialog = desk.room.dialog(SplitDialog)
        dialog.words.setText("x" * 300)
        press(dialog.go)
        await until(dialog.fault.isVisible)
        assert "at most" in dialog.fault.text()
        assert dialog.words.text() == "x" * 300


def test_it_is_there_after_a_restart_and_can_still_be_taken_back(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        first = desk.record(Declare("Pushes fail")).result()[-1].incident
        note = desk.record(Note("Queue is full"), first).result()[0]
    with Desk.open(tmp_path / "home") as desk:
        made = desk.record(Split(MAIL, entries=(note.id,)), first).result()
        second = next(e.incident for e in made if e.kind == "gov.incident.opened")
    with Desk.open(tmp_path / "home") as desk:
        assert "Queue is full" in said(desk.board(second))
        desk.record(Undo(), first).result()
    with Desk.open(tmp_path / "home") as desk:
        assert "Queue is full" in said(desk.board(first))
        assert desk.board(second).headline.state is State.MERGED
