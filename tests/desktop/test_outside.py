"""Who outside waits for a word: noted, answered from what is prepared, and what the law asks, by mouse and by keys."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.enquiry import EnquiryDialog
from incident_desk.desktop.dialogs.enquiry_card import EnquiryCard
from incident_desk.desktop.dialogs.notification import NotificationCard
from incident_desk.desktop.parts.two_lines import TwoLineRow
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.enquiries import AnswerEnquiry, NoteEnquiry
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact, WithdrawFact
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from incident_desk.domain.roles import Assign
from tests.desktop.boards import Room, a_room, key, needs, show, the_board, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push, tab_to, write_into

CTRL = Qt.KeyboardModifier.ControlModifier


@asynccontextmanager
async def a_press_room(
    home: Path, size: tuple[int, int] = (1800, 1200)
) -> AsyncGenerator[tuple[Room, CommunicationsRoom]]:
    """Priya Nair is at the desk and leads."""
    async with a_room(home, size) as room:
        await room.do(Assign("incident_manager", "me"))
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)
        yield room, comms


def is_back(room: Room) -> bool:
    """Whether the dialog is gone and the window has the keyboard again."""
    return not room.dialogs() and room.shell.isActiveWindow()


def seen(rows: list[TwoLineRow]) -> list[tuple[str, str, str]]:
    return [(each.shown.line, each.shown.detail, each.shown.aside) for each in rows if each.isVisible()]


@pytest.mark.by_keys("enquiry.note", "enquiry.answer")
async def test_a_question_is_noted_and_answered_from_a_prepared_line_by_keys(app: QApplication, home: Path) -> None:
    async with a_press_room(home) as (room, comms):
        assert comms.enquiries.none.isVisible()
        comms.enquiries.add.setFocus()
        key(Qt.Key.Key_Return)
        dialog = room.dialog(EnquiryDialog)
        type_words("Jo Lee")
        tab_to(dialog.outlet)
        type_words("Daily News")
        tab_to(dialog.words)
        type_words("What caused it?")
        assert dialog.go.isEnabled()
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: len(room.board.enquiries.open) == 1)
        await until(lambda: bool(seen(comms.enquiries.rows)) and is_back(room))
        assert seen(comms.enquiries.rows)[0][:2] == ("1  Jo Lee, Daily News: What caused it?", "nobody answers yet")
        comms.enquiries.rows[0].setFocus()
        key(Qt.Key.Key_Return)
        card = room.dialog(EnquiryCard)
        assert card.first().hasFocus()
        key(Qt.Key.Key_Return)
        assert card.words.toPlainText().startswith("We do not know yet")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: room.board.enquiries.open == [])
        [answer] = room.board.enquiries.all[0].answers.settings
        assert answer.value.line == "cause"
        assert room.board.timeline.line(answer.entry).text.startswith("We do not know yet, and we do not guess.")
        await until(lambda: seen(comms.enquiries.rows)[0][2] == "answered")


async def test_a_line_that_may_not_be_given_says_why_and_its_approver_approves_it(
    app: QApplication, home: Path
) -> None:
    async with a_press_room(home) as (room, comms):
        await room.do(NoteEnquiry("Jo Lee", "Is it an attack?"))
        await until(lambda: bool(seen(comms.enquiries.rows)))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        row = next(each for each in card.rows if each.shown.detail == "Is it an attack?")
        assert row.shown.aside == "Incident manager approves it first"
        push(row)
        assert (card.fault.text(), card.words.toPlainText()) == ("Incident manager approves it first", "")
        push(card.buttons["approve"])
        await until(lambda: "attack" in room.board.enquiries.approved and is_back(room))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        push(next(each for each in card.rows if each.shown.detail == "Is it an attack?"))
        assert card.words.toPlainText() == "We look into every possible cause."
        push(card.buttons["answer"])
        await until(lambda: room.board.enquiries.open == [])


async def test_what_they_were_told_and_holds_no_longer_is_loud_until_it_is_put_right(
    app: QApplication, home: Path
) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(Assign("incident_manager", "me"))
        await room.do(NoteEnquiry("Jo Lee", "Who is hit?", due_us=room.clock.us + 30 * MINUTE_US))
        await until(lambda: "Jo Lee asks: Who is hit?" in needs(board))
        await room.do(StateFact(FactField.WHO, "All of Europe", is_confirmed=True))
        await room.do(AnswerEnquiry("1", line="who"))
        await until(lambda: "Jo Lee asks: Who is hit?" not in needs(board))
        await room.do(WithdrawFact("1", "only Spain"))
        words = "Jo Lee was told what is withdrawn by now: enquiry 1"
        await until(lambda: words in needs(board))
        push(next(row for row in board.needs.mine.rows if row.isVisible() and row.need.words == words))
        card = room.dialog(EnquiryCard)
        write_into(card.words, "We were wrong: it is Spain alone")
        push(card.buttons["answer"])
        await until(lambda: words not in needs(board))


@pytest.mark.by_keys("notification.send", "notification.waive", "notification.raise")
async def test_a_notification_is_raised_sent_with_proof_and_decided_not_to_be(app: QApplication, home: Path) -> None:
    async with a_press_room(home) as (room, comms):
        (row,) = seen(comms.notifications.rows)
        assert (row[0], row[2]) == ("Personal data, to the authority", "not asked for")
        comms.notifications.rows[0].setFocus()
        key(Qt.Key.Key_Return)
        card = room.dialog(NotificationCard)
        assert not card.buttons["waive"].isEnabled()
        push(card.buttons["raise"])
        await until(lambda: comms.notifications.rows[0].shown.aside == "in 3 d" and is_back(room))
        assert comms.notifications.note.text() == "1 to be told"
        push(comms.notifications.rows[0])
        card = room.dialog(NotificationCard)
        tab_to(card.words)
        type_words("No data of people is hit")
        push(card.buttons["waive"])
        await until(lambda: comms.notifications.rows[0].shown.aside == "not to be told" and is_back(room))
        decided = room.board.timeline.lines[-2]
        assert (decided.text, decided.sort) == ("Not to be told: Personal data, to the authority", "decision")
        push(comms.notifications.rows[0])
        card = room.dialog(NotificationCard)
        card.reference.setFocus()
        type_words("LfD 12/34")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: comms.notifications.rows[0].shown.aside == "told")
        assert room.board.timeline.lines[-1].english.endswith("reference LfD 12/34")


async def test_what_the_law_asks_needs_somebody_also_after_the_incident_is_over(app: QApplication, home: Path) -> None:
    async with a_room(home) as room:
        board = the_board(room)
        await room.do(Assign("incident_manager", "me"))
        await room.do(RaiseNotification("personal_data", known_us=room.clock.us - 71 * HOUR_US))
        words = "Personal data, to the authority: tell The supervisory authority for data protection"
        await until(lambda: words in needs(board))
        await room.do(SetState(State.RESOLVED))
        await until(lambda: needs(board) == [words])
        assert board.needs.isVisible()
        assert board.needs.late.isVisible()
        push(next(row for row in board.needs.mine.rows if row.isVisible()))
        assert room.dialog(NotificationCard).buttons["send"].isVisible()


async def test_in_a_narrow_window_they_stand_below_who_must_hear(app: QApplication, home: Path) -> None:
    async with a_press_room(home, (1000, 700)) as (room, comms):
        await room.do(NoteEnquiry("Jo Lee", "Why?"))
        await until(lambda: bool(seen(comms.enquiries.rows)))
        assert comms.audiences.isAncestorOf(comms.enquiries) is False
        assert comms.enquiries.window() is room.shell
        assert comms.enquiries.isVisible()
