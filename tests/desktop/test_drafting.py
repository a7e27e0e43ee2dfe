"""The drafting pane of the board: words are begun, written by several, asked for, let go, stopped, and said by hand."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.message import MessageDialog
from incident_desk.desktop.dialogs.message_by_hand import ByHandDialog
from incident_desk.desktop.dialogs.message_new import NewMessageDialog
from incident_desk.desktop.drafting.way_out import Act
from incident_desk.desktop.panels.drafting import DraftingPanel
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.incident import Declare
from incident_desk.domain.message_list import Message, Stage, draft_name
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.desktop.boards import Room, a_room, key, press, the_board, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import push
from tests.domain.making import PLAN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FIRST = "    by: [incident_manager, communications_manager]\n    afterwards: true\n"
WORDS = "Pushes fail since 23:31. Your repositories are safe. The next update comes by {{ next_update }}."


class Pane:
    """The pane of a board, and who is at the desk."""

    def __init__(self, room: Room, board: BoardRoom) -> None:
        self.room = room
        self.board = board
        self.panel: DraftingPanel = board.drafting

    @property
    def message(self) -> Message:
        return self.room.board.messages.all[-1]

    @property
    def words(self) -> str:
        return self.panel.editor.text.toPlainText()

    async def be(self, name: str) -> None:
        await self.room.bridge.choose_person(name)

    async def begin(self, *channels: str) -> None:
        count = len(self.room.board.messages.all)
        await self.room.do(BeginMessage("Update", channels=channels, texts=dict.fromkeys(channels, WORDS)))
        await until(lambda: len(self.room.board.messages.all) > count and self.words == WORDS)

    async def until_button(self, words: str) -> None:
        await until(lambda: self.panel.way.go.isVisible() and self.panel.way.go.text() == words)


@asynccontextmanager
async def a_pane(home: Path, size: tuple[int, int] = (1800, 1400)) -> AsyncGenerator[Pane]:
    """Priya Nair leads, and is at the desk."""
    async with a_room(home, size) as room:
        board = the_board(room)
        await room.do(Assign("incident_manager", "Priya Nair"))
        yield Pane(room, board)


@pytest.mark.by_keys("message.begin")
async def test_one_key_begins_the_first_words_and_what_is_typed_is_there_after_a_restart(
    app: "QApplication", home: Path
) -> None:
    async with a_pane(home) as pane:
        assert pane.panel.nothing.isVisible()
        pane.board.timeline.take_keyboard()
        key(Qt.Key.Key_F8)
        await until(pane.panel.editor.text.hasFocus)
        assert pane.message.template == "holding"
        key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_words("Pushes fail. We look into it.")
        name = draft_name(pane.message.id, pane.message.keys[0])
        await until(lambda: name in pane.room.board.drafts.of)
        incident = pane.room.incident.incident
    async with a_room(home, incident=incident) as room:
        board = the_board(room)
        assert board.drafting.editor.text.toPlainText() == "Pushes fail. We look into it."


@pytest.mark.by_keys("message.release")
async def test_the_first_words_left_as_the_plan_has_them_are_sent_by_one_key_and_changed_ones_are_asked_for(
    app: "QApplication", home: Path
) -> None:
    async with a_pane(home) as pane:
        pane.board.timeline.take_keyboard()
        key(Qt.Key.Key_F8)
        await until(pane.panel.editor.text.hasFocus)
        await pane.until_button("Send")
        type_words("!")
        await until(lambda: pane.panel.way.go.text().startswith("Ask "))
        key(Qt.Key.Key_Backspace)
        await pane.until_button("Send")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await pane.until_button("Stop, 10 s left")
        assert {each.stage for each in pane.message.variants.values()} == {Stage.RELEASED}
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: {each.stage for each in pane.message.variants.values()} == {Stage.STOPPED})


async def test_nothing_typed_just_before_another_incident_is_shown_is_lost(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("inside")
        pane.panel.editor.text.setFocus()
        key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        type_words("At once: ")
        name, before = draft_name(pane.message.id, "inside"), pane.room.incident
        pane.panel.observe(before)  # as when the board is brought up again
        await until(lambda: name in pane.room.board.drafts.of)
        assert pane.words == f"At once: {WORDS}"


@pytest.mark.by_mouse("message.propose", "message.approve", "message.release", "message.stop")
async def test_words_are_asked_for_read_approved_let_go_and_stopped(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.be("Ana Reyes")
        await pane.begin("status_page")
        await pane.until_button("Ask Priya to approve")
        press(pane.panel.way.go)
        await pane.until_button("Waiting for Priya")
        assert not pane.panel.way.go.isEnabled()
        await until(lambda: pane.panel.editor.tabs.tabs[0].shown.stand == "approval asked")
        await pane.be("Priya Nair")
        await pane.until_button("Read and approve")
        press(pane.panel.way.go)
        dialog = pane.room.dialog(MessageDialog)
        assert [words.text().endswith("comes by 23:51 UTC.") for words in dialog.shown] == [True]
        press(dialog.yes)
        await pane.until_button("Send")
        press(pane.panel.way.go)
        await pane.until_button("Stop, 10 s left")
        pane.room.clock.go_on(4 / 60)
        await pane.until_button("Stop, 6 s left")
        press(pane.panel.way.go)
        await until(lambda: pane.message.variants["status_page"].stage is Stage.STOPPED)
        await until(pane.panel.nothing.isVisible)


async def test_where_the_plan_lets_it_go_first_one_press_sends_it_and_the_yes_is_owed(
    app: "QApplication", home: Path
) -> None:
    with Desk.open(home) as desk:
        desk.record(Use(PLAN.replace("    by: [incident_manager, communications_manager]\n", FIRST, 1))).result()
        incident = desk.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
    async with a_room(home, (1800, 1400), incident) as room:
        pane = Pane(room, the_board(room))
        await room.do(Assign("incident_manager", "Priya Nair"))
        await pane.be("Ana Reyes")
        await pane.begin("status_page")
        await until(pane.panel.way.first.isVisible)
        assert pane.panel.way.first.toolTip().startswith("The plan lets it go by Status page at once")
        push(pane.panel.way.first)
        await until(lambda: pane.message.variants["status_page"].stage is Stage.RELEASED)
        release = pane.message.ways["status_page"].release
        assert release is not None
        assert release.is_before_approval
        await until(lambda: not pane.panel.way.first.isVisible())
        await pane.be("Priya Nair")
        await room.do(ApproveMessage("1"))


async def test_a_letter_more_takes_the_yes_away(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.be("Ana Reyes")
        await pane.begin("status_page")
        await pane.until_button("Ask Priya to approve")
        press(pane.panel.way.go)
        await pane.until_button("Waiting for Priya")
        await pane.be("Priya Nair")
        await pane.until_button("Read and approve")
        press(pane.panel.way.go)
        press(pane.room.dialog(MessageDialog).yes)
        await pane.until_button("Send")
        await pane.be("Ana Reyes")
        pane.panel.editor.text.setFocus()
        type_words("!")
        await pane.until_button("Ask Priya again")
        await until(lambda: pane.panel.editor.tabs.tabs[0].shown.stand == "changed since approval was asked")


@pytest.mark.by_mouse("message.decline")
async def test_a_no_needs_a_reason_and_its_author_reads_it(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.be("Ana Reyes")
        await pane.begin("status_page")
        await pane.until_button("Ask Priya to approve")
        press(pane.panel.way.go)
        await pane.until_button("Waiting for Priya")
        await pane.be("Priya Nair")
        await pane.until_button("Read and approve")
        press(pane.panel.way.read)
        dialog = pane.room.dialog(MessageDialog)
        press(dialog.no)
        assert dialog.isVisible()
        assert dialog.reason.hasFocus()
        type_words("Nobody has checked the repositories")
        press(dialog.no)
        await until(lambda: pane.message.proposal is not None and pane.message.proposal.declined is not None)
        await pane.be("Ana Reyes")
        await pane.until_button("Ask Priya again")
        said = [row.shown.name for row in pane.panel.way.rows if row.isVisible()]
        assert said[-1] == "Priya Nair said no: Nobody has checked the repositories"


@pytest.mark.by_mouse("message.sent_by_hand")
async def test_what_is_said_by_hand_starts_its_promise(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("inside")
        await pane.until_button("Send")
        press(pane.panel.way.go)
        await pane.until_button("Stop, 10 s left")
        pane.room.clock.go_on(1)
        await pane.until_button("Sent by hand…")
        press(pane.panel.way.go)
        dialog = pane.room.dialog(ByHandDialog)
        press(dialog.copy)
        assert QGuiApplication.clipboard().text().endswith("The next update comes by 23:51 UTC.")
        press(dialog.go)
        await until(lambda: [sent.variant for _, sent in pane.room.board.messages.sent] == ["inside"])
        await until(lambda: bool(pane.panel.sent.rows) and pane.panel.sent.rows[0].isVisible())
        assert pane.panel.sent.rows[0].shown.words.startswith("Our own people 1: Pushes fail")
        assert pane.board.communications.cells[0].accessibleName() == "Our own people: in 19 min"


async def test_two_write_one_draft_and_each_takes_back_only_their_own(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("inside")
        from incident_desk.desktop.drafts import SharedDraft

        other = SharedDraft(pane.room.bridge, pane.room.incident, draft_name(pane.message.id, "inside"), WORDS)
        pane.panel.editor.text.setFocus()
        key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        type_words("Mine. ")
        other.write(f"{WORDS} Theirs.")
        await other.write_down()
        await until(lambda: pane.words == f"Mine. {WORDS} Theirs.")
        key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: pane.words == f"{WORDS} Theirs.")
        await other.write_down()
        other.let_go()


@pytest.mark.by_mouse("message.begin")
async def test_in_a_restricted_incident_no_public_channel_is_ticked_by_itself(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        press(pane.panel.other)
        dialog = pane.room.dialog(NewMessageDialog)
        assert [chip.text() for chip in dialog.channels if chip.isChecked()] == [
            "Status page",
            "Social media",
            "E-mail to customers",
        ]
        dialog.reject()
        await pane.room.do(Restrict())
        press(pane.panel.other)
        dialog = pane.room.dialog(NewMessageDialog)
        assert not any(chip.isChecked() for chip in dialog.channels)
        assert not dialog.go.isEnabled()
        press(dialog.channels[-1])
        press(dialog.go)
        await until(lambda: bool(pane.room.board.messages.all))
        assert pane.message.keys == ("inside",)


async def test_hostile_words_are_words(app: "QApplication", home: Path) -> None:
    hostile = "<img src=http://x.example/1.png><script>alert(1)</script> \u202eevil\u202c \u200bhidden & <b>bold</b>"
    async with a_pane(home) as pane:
        await pane.begin("inside")
        edit, pasted = pane.panel.editor.text, QMimeData()
        edit.selectAll()
        pasted.setText(hostile)
        pasted.setHtml("<h1>Not this</h1>")
        edit.insertFromMimeData(pasted)
        assert pane.words == hostile
        pasted.setText("x" * 10_000_000)
        edit.insertFromMimeData(pasted)
        assert pane.words == hostile
        assert "at most 32 KiB" in pane.panel.editor.told.text()
        await until(lambda: pane.panel.way.next.act is Act.SEND)
        press(pane.panel.way.read)
        [shown] = pane.room.dialog(MessageDialog).shown
        assert shown.textFormat() == Qt.TextFormat.PlainText
        assert shown.text() == hostile


async def test_what_is_wrong_is_said_below_the_words_and_mended_by_a_press(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("status_page")
        pane.panel.editor.text.setFocus()
        type_words(" An engineer deleted the data.")
        rows = pane.panel.checks.rows
        await until(lambda: bool(rows) and any(row.shown.key == "blame" and row.shown.tone != "ok" for row in rows))
        row = next(row for row in rows if row.shown.key == "blame")
        marked = pane.panel.editor.text.extraSelections()
        assert "engineer" in " ".join(each.cursor.selectedText() for each in marked)
        before = pane.words
        press(row.fix)
        if row.shown.fix == "Show":
            assert pane.panel.editor.text.textCursor().selectedText() in before
        else:
            await until(lambda: pane.words != before)


async def test_a_translation_is_spelt_and_read_in_its_own_language(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        german = "Die Website ist seit heute Morgen nicht erreichbar. Wir arbeiten daran und melden uns wieder."
        texts = {"status_page": WORDS, "status_page/de": german}
        await pane.room.do(BeginMessage("Update", channels=tuple(texts), texts=texts))
        await until(lambda: pane.words == WORDS)
        pane.panel.work.turn_to("status_page/de")
        await until(lambda: pane.words == german and not pane.panel.editor.is_unchecked)
        found = pane.panel.editor.checking.last
        assert found is not None
        assert [each.stand for each in found.checks if each.name == "Spelling"] == ["clear"]
        assert pane.panel.editor.text.accessibleName().endswith("de")


HOSTILE = (
    "<b>bold</b> <img src='http://127.0.0.1:9/x.png'> <script>alert(1)</script> \u202egnp.exe\u202c a\u200bb {{ x }}"
)


async def test_hostile_words_are_shown_as_they_are_and_ten_megabytes_are_refused_with_nothing_lost(
    app: "QApplication", home: Path
) -> None:
    async with a_pane(home) as pane:
        await pane.room.do(BeginMessage(HOSTILE[:80], channels=("status_page",), texts={"status_page": HOSTILE}))
        await until(lambda: pane.words == HOSTILE)
        edit = pane.panel.editor.text
        html = edit.toHtml()
        assert "<img" not in html
        assert "&lt;script&gt;" in html
        await pane.until_button("Ask for approval")
        press(pane.panel.way.read)
        read = pane.room.dialog(MessageDialog)
        assert [each.text() for each in read.shown] == [HOSTILE]
        assert {each.textFormat() for each in read.shown} == {Qt.TextFormat.PlainText}
        read.reject()
        given = QMimeData()
        given.setHtml("<img src='http://127.0.0.1:9/y.png'>")
        given.setText("x" * 10_000_000)
        began_s = time.monotonic()
        edit.insertFromMimeData(given)
        assert time.monotonic() - began_s < 1
        assert "at most 32 KiB" in pane.panel.editor.told.text()
        assert pane.words == HOSTILE
        edit.setFocus()
        type_words("!")
        assert pane.words.count("!") == 1
