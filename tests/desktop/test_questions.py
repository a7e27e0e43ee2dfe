"""Questions in the window: asked on the command line, among the needs of whoever is asked, answered there."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.answer import AnswerDialog
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.roles import Assign
from tests.desktop.boards import a_room, key, needs, press, the_board, type_words
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


async def test_a_line_that_asks_somebody_stays_open_until_it_is_answered(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        board.timeline.take_keyboard()
        type_words("@Tomas where is the dump?")
        key(Qt.Key.Key_Return)
        await until(lambda: len(room.board.questions.open) == 1)
        assert "Tomas has not answered: where is the dump?" not in needs(board)
        room.clock.go_on(6)
        assert "Tomas has not answered: where is the dump?" in needs(board)
        press(next(row for row in board.needs.mine.rows if "has not answered" in row.need.words))
        dialog = room.dialog(AnswerDialog)
        assert dialog.speaker.text() == "Tomas"
        assert not dialog.go.isEnabled()
        type_words("on db2")
        key(Qt.Key.Key_Return)
        await until(lambda: not room.board.questions.open)
        assert (room.board.timeline.lines[-1].text, room.board.timeline.lines[-1].speaker) == ("on db2", "Tomas")
        await until(lambda: not any("dump" in words for words in needs(board)))


@pytest.mark.parametrize("hand", ["keys", "mouse"])
async def test_it_is_answered_from_its_line_while_it_is_open(app: "QApplication", home: Path, hand: str) -> None:
    async with a_room(home) as room:
        await room.do(AskSomebody("@Tomas", "where is the dump?"))
        timeline = the_board(room).timeline
        asked = next(line for line in room.board.timeline.lines if line.text == "where is the dump?")
        menu = timeline.line_actions.menu(asked)
        assert "line_answer" in [each.objectName() for each in menu.actions()]
        if hand == "mouse":
            next(each for each in menu.actions() if each.objectName() == "line_answer").trigger()
        else:
            timeline.reveal(asked.entry)
            key(Qt.Key.Key_A)
        room.dialog(AnswerDialog).words.setFocus()
        type_words("on db2")
        key(Qt.Key.Key_Return)
        await until(lambda: not room.board.questions.open)
        assert "line_answer" not in [each.objectName() for each in timeline.line_actions.menu(asked).actions()]


@pytest.mark.by_keys("question.answer")
async def test_whoever_is_asked_sees_it_at_once_and_after_a_restart(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "me"), AskSomebody("@incident manager", "shall we?", speaker="Kim"))
        incident = room.incident.incident
    async with a_room(home, incident=incident) as room:
        board = the_board(room)
        assert "Kim asks: shall we?" in needs(board)
        board.timeline.take_keyboard()
        type_words("/answer 1 yes")
        key(Qt.Key.Key_Return)
        await until(lambda: not room.board.questions.open)
        await until(lambda: "Kim asks: shall we?" not in needs(board))


async def test_what_waits_for_a_word_comes_before_all_else(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "me"), Propose("Fail over", box_s=60), Approve("1"), Begin("1"))
        await room.do(Propose("Wait"), AskSomebody("@incident manager", "shall we?", speaker="Kim"))
        room.clock.go_on(12)
        board = the_board(room)
        found = needs(board)
        assert found[:2] == ["Course 2 waits for your yes: Wait", "Course 1: Fail over"]
        assert "Kim asks: shall we?" in found
