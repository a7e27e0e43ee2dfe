"""Whoever asks from outside, and what the law asks, with one hand: by keys alone, and by the mouse alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.dialogs.enquiry import EnquiryDialog
from incident_desk.desktop.dialogs.enquiry_card import EnquiryCard
from incident_desk.desktop.dialogs.notification import NotificationCard
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.enquiries import NoteEnquiry
from incident_desk.domain.moments import MINUTE_US
from tests.desktop.boards import Room, key, press, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push, tab_to, write_into
from tests.desktop.test_outside import a_press_room, is_back

SELECT_ALL = (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
ATTACK = "Is it an attack?"


async def note(room: Room, comms: CommunicationsRoom, words: str) -> None:
    """Somebody asks."""
    count = len(room.board.enquiries.all)
    await room.do(NoteEnquiry("Jo Lee", words))
    await until(lambda: len([row for row in comms.enquiries.rows if row.isVisible()]) == count + 1)


def due_us(room: Room) -> int | None:
    return room.board.enquiries.all[0].due_us


@pytest.mark.by_keys("enquiry.take", "enquiry.put_off", "enquiry.approve", "enquiry.close")
async def test_a_question_is_taken_put_off_its_line_approved_and_closed_by_keys(app: QApplication, home: Path) -> None:
    async with a_press_room(home) as (room, comms):
        await note(room, comms, ATTACK)
        now_us = room.clock.us
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        assert not card.put_off.isEnabled()
        tab_to(card.due.edit)
        type_words("in 40 min")
        push(card.put_off)
        await until(lambda: due_us(room) == now_us + 40 * MINUTE_US and is_back(room))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        assert card.due.edit.text() != ""
        push(card.buttons["take"])
        await until(lambda: room.board.enquiries.all[0].owner.value is not None and is_back(room))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        assert "take" not in card.buttons
        push(next(each for each in card.rows if each.shown.detail == ATTACK))
        push(card.buttons["approve"])
        await until(lambda: "attack" in room.board.enquiries.approved and is_back(room))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        tab_to(card.due.edit)
        key(*SELECT_ALL)
        key(Qt.Key.Key_Backspace)
        push(card.put_off)
        await until(lambda: due_us(room) is None and is_back(room))
        push(comms.enquiries.rows[0])
        card = room.dialog(EnquiryCard)
        tab_to(card.words)
        type_words("They will not be answered")
        push(card.buttons["close"])
        await until(lambda: room.board.enquiries.open == [])


@pytest.mark.by_mouse("enquiry.note", "enquiry.take", "enquiry.put_off")
@pytest.mark.by_mouse("enquiry.approve", "enquiry.answer", "enquiry.close")
async def test_questions_are_noted_answered_and_closed_by_mouse(app: QApplication, home: Path) -> None:
    async with a_press_room(home) as (room, comms):
        press(comms.enquiries.add)
        dialog = room.dialog(EnquiryDialog)
        write_into(dialog.who, "Jo Lee")
        write_into(dialog.words.viewport(), ATTACK)
        press(dialog.go)
        await until(lambda: len(room.board.enquiries.open) == 1 and is_back(room))
        await until(lambda: bool(comms.enquiries.rows) and comms.enquiries.rows[0].isVisible())
        for step in ("take", "put_off", "approve", "answer"):
            press(comms.enquiries.rows[0])
            card = room.dialog(EnquiryCard)
            prepared = next(each for each in card.rows if each.shown.detail == ATTACK)
            if step == "put_off":
                write_into(card.due.edit, "in 40 min")
                press(card.put_off)
            else:
                if step != "take":
                    press(prepared)
                press(card.buttons[step])
            await until(lambda: is_back(room))
        enquiry = room.board.enquiries.all[0]
        assert (enquiry.owner.value is not None, enquiry.due_us is not None, enquiry.is_open) == (True, True, False)
        await note(room, comms, "When?")
        press(next(row for row in comms.enquiries.rows if row.shown.line.endswith("When?")))
        card = room.dialog(EnquiryCard)
        write_into(card.words.viewport(), "Asked twice")
        press(card.buttons["close"])
        await until(lambda: room.board.enquiries.open == [])


@pytest.mark.by_mouse("notification.send", "notification.waive", "notification.raise")
async def test_what_the_law_asks_is_raised_decided_and_told_by_mouse(app: QApplication, home: Path) -> None:
    async with a_press_room(home) as (room, comms):
        row = comms.notifications.rows[0]
        press(row)
        press(room.dialog(NotificationCard).buttons["raise"])
        await until(lambda: row.shown.aside == "in 3 d" and is_back(room))
        press(row)
        card = room.dialog(NotificationCard)
        write_into(card.words.viewport(), "No data of people is hit")
        press(card.buttons["waive"])
        await until(lambda: row.shown.aside == "not to be told" and is_back(room))
        press(row)
        card = room.dialog(NotificationCard)
        write_into(card.reference, "LfD 12/34")
        press(card.buttons["send"])
        await until(lambda: row.shown.aside == "told")
