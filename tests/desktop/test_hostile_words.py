"""Hostile words in every name that is typed: in the board, the communications room and the forms over them they are
words, nothing is drawn of them, fetched or run, and no direction is turned."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.enquiry import EnquiryDialog
from incident_desk.desktop.dialogs.message_change import ChangeMessageDialog
from incident_desk.desktop.dialogs.message_new import NewMessageDialog
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.commands import Fields
from incident_desk.domain.enquiries import AnswerEnquiry, NoteEnquiry
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ConfirmFact, StateFact
from incident_desk.domain.incident import Declare
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.promising import TellAudience
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, press, show, the_board
from tests.desktop.conftest import until
from tests.domain.making import PLAN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

HTML: Final = '<img src="file:///etc/hostname"><b>x</b>'
SCRIPT: Final = "<script>alert(1)</script>{{ 7*7 }}{% for a in b %}"
HOSTILE: Final = f"{HTML} {SCRIPT}"
PLANNED: Final = (
    PLAN.replace("title: Status page,", "title: '<b>Page</b> {x} <img src=a>',")
    .replace("title: Customers,", "title: '<i>Customers</i> {0} %s',")
    .replace("title: Incident manager", "title: '<u>Manager</u> {count}'")
)
LONG: Final = "x" * 10_000_000


def hostile_night(home: Path) -> "str":
    """An incident in which every name is hostile. Returns: its id."""
    assert PLANNED.count("<b>Page</b>") == 1
    with Desk.open(home) as desk:
        desk.choose_person("Priya <b>Nair</b>").result()
        ana = desk.add_person("Ana <img src=x> {name}").result()
        desk.record(Use(PLANNED)).result()
        incident = desk.record(Declare(HOSTILE[:100], Severity.SEV3)).result()[-1].incident
        desk.record(Assign("incident_manager", "me"), incident).result()
        desk.record(Assign("communications_manager", "me"), incident, by=ana).result()
        both: list[Fields] = [
            StateFact(FactField.WHAT, HOSTILE),
            ConfirmFact("1"),
            NoteEnquiry(HTML, HOSTILE, SCRIPT, reach=HTML),
            RaiseNotification("personal_data", HOSTILE),
            TellAudience("inside", HOSTILE),
            BeginMessage(HTML, channels=("status_page",), facts=()),
            ProposeMessage("1", {"status_page": HTML}),
        ]
        for each in both:
            desk.record(each, incident, by=ana).result()
        desk.record(ApproveMessage("1"), incident).result()
        desk.record([ReleaseMessage("1"), SentByHand("1", receipt=HOSTILE)], incident, by=ana).result()
        desk.record(AnswerEnquiry("1", text=HOSTILE), incident, by=ana).result()
        desk.record(NoteEnquiry(HTML, HOSTILE), incident, by=ana).result()
        texts = {"status_page": HTML, "inside": HTML}
        desk.record(BeginMessage(HOSTILE[:110], channels=tuple(texts), texts=texts), incident, by=ana).result()
        desk.record(ProposeMessage("2", texts), incident, by=ana).result()
    return incident


def looks_like_html(text: str) -> bool:
    """More than Qt takes for it."""
    return re.search(r"<[/!?a-zA-Z]", text) is not None


def drawn_of_words(root: QWidget) -> list[str]:
    """What a widget would take for HTML, not as words: in labels, and in what a pointer or a screen reader is told."""
    found: list[str] = []
    for each in (root, *root.findChildren(QWidget)):
        if isinstance(each, QLabel) and each.textFormat() != Qt.TextFormat.PlainText and looks_like_html(each.text()):
            found.append(f"label {each.objectName()}: {each.text()[:80]}")
        told = each.toolTip()
        if looks_like_html(told) and not re.fullmatch(r"<qt>([^<>]|<br>)*</qt>", told):
            found.append(f"tip {each.objectName()}: {told[:80]}")
    return found


async def opened(room: Room, dialog: Dialog) -> None:
    """It is shown, looked through, and gone again."""
    assert drawn_of_words(room.shell) == []
    dialog.reject()
    await until(lambda: not room.dialogs())


async def test_the_board_the_room_and_their_forms_show_hostile_names_as_words(app: "QApplication", home: Path) -> None:
    incident = hostile_night(home)
    async with a_room(home, (1800, 1400), incident) as room:  # pyright: ignore[reportArgumentType]
        board = the_board(room)
        await room.bridge.choose_person("Priya <b>Nair</b>")
        await until(lambda: bool(board.needs.mine.rows))
        assert drawn_of_words(room.shell) == []
        for row in list(board.needs.mine.rows):
            if not row.need.words.startswith(("Message", "Enquiry", "<i>", "The law", HTML[:4])):
                continue
            press(row)
            if room.dialogs():
                await opened(room, room.dialogs()[0])
        way = board.drafting.way
        await until(way.change.isVisible)
        for button in (way.read, way.change, way.large):
            press(button)
            await until(room.dialogs)
            await opened(room, room.dialogs()[0])
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)
        await until(lambda: bool(comms.as_sent.rows))
        assert drawn_of_words(room.shell) == []
        assert any(HTML in row.shown.words for row in comms.as_sent.rows)


@pytest.mark.parametrize("form", [NewMessageDialog, EnquiryDialog])
async def test_ten_megabytes_pasted_into_a_field_stop_nothing(
    app: "QApplication", home: Path, form: type[NewMessageDialog] | type[EnquiryDialog]
) -> None:
    async with a_room(home, (1600, 1000)) as room:
        the_board(room)
        dialog = form(room.bridge, room.incident, room.shell)
        dialog.open()
        for field in dialog.findChildren(QLineEdit):
            began_s = time.monotonic()
            field.setText(LONG)
            dialog.grab()
            assert time.monotonic() - began_s < 5, field.objectName()
        go = next(each for each in dialog.findChildren(QAbstractButton) if each.objectName().endswith("_go"))
        if go.isEnabled():
            press(go)
            await until(lambda: not room.dialogs() or bool(dialog.fault.text()))
        assert len(room.board.messages.all) <= 1
        assert room.board.enquiries.all == []


async def test_the_yes_of_a_public_channel_names_it_in_words(app: "QApplication", home: Path) -> None:
    incident = hostile_night(home)
    async with a_room(home, (1800, 1400), incident) as room:  # pyright: ignore[reportArgumentType]
        board = the_board(room)
        await room.bridge.choose_person("Priya <b>Nair</b>")
        await room.do(Restrict())
        board.drafting.forms.begin()
        dialog = room.dialog(NewMessageDialog)
        press(dialog.channels[0])
        assert dialog.yes.text() == "Everybody may know of it: <b>Page</b> {x} <img src=a>"
        assert drawn_of_words(room.shell) == []
        dialog.reject()
        await until(lambda: not room.dialogs())
        board.drafting.forms.change()
        assert drawn_of_words(room.dialog(ChangeMessageDialog)) == []
