"""Handing roles over in the window: offered, answered by the taker or taken back; one role, or the whole room."""

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.handover_room import HandoverRoomDialog
from incident_desk.desktop.handover_drafts import drafts_kept
from incident_desk.desktop.panels.needs import NeedsPanel
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.courses import Approve, Propose
from incident_desk.domain.enquiries import NoteEnquiry
from incident_desk.domain.handover_answers import Accept
from incident_desk.domain.handover_list import HandoverState, state_of
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import AttachmentAdded
from tests.desktop.boards import Room, a_room, key, press, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.test_board import a_war_room
from tests.desktop.test_roles import holder, of, the_roles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROLE = "operations_manager"


def panel_of(room: Room) -> RolePanel:
    return of(the_roles(room), ROLE)


def the_needs(room: Room) -> NeedsPanel:
    panel = NeedsPanel(room.bridge)
    room.shell.show_page(room.shell.add_page(panel))
    panel.observe(room.incident)
    return panel


def states(room: Room) -> list[HandoverState]:
    board = room.incident.board
    return [state_of(each, board.roles) for each in board.handovers.all]


@pytest.mark.by_keys("handover.accept")
async def test_whoever_is_offered_a_role_reads_and_accepts_it_with_the_keyboard_alone(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        me = room.bridge.name(room.bridge.me)
        await room.do(Assign(ROLE, "@Tomas Lind"), Offer(ROLE, me, "Two promises run", "The staging disk"))
        panel = panel_of(room)
        await until(panel.offer.isVisible)
        assert (panel.offer.told.text(), panel.offer.button.text()) == (f"Offered to {me}", "Answer")
        panel.offer.button.setFocus()
        key(Qt.Key.Key_Space)
        dialog = room.dialog(HandoverAnswerDialog)
        told = [label.text() for label in dialog.findChildren(QLabel)]
        assert {"Two promises run", "Worry: The staging disk"} <= set(told)
        assert any(text.startswith("Carries out what") for text in told)  # the duty, before it is taken
        assert focused() is dialog.go
        key(Qt.Key.Key_Return)
        await until(lambda: holder(room, ROLE) == me)
        await until(lambda: not panel.offer.isVisible())
        assert room.incident.board.roles.held[ROLE].acknowledged_us is not None


@pytest.mark.by_mouse("handover.decline")
async def test_declining_needs_the_reason_and_the_role_stays_where_it_is(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        me = room.bridge.name(room.bridge.me)
        await room.do(Assign(ROLE, "@Tomas Lind"), Offer(ROLE, me))
        panel = panel_of(room)
        press(panel.offer.button)
        dialog = room.dialog(HandoverAnswerDialog)
        press(dialog.decline)
        await until(dialog.fault.isVisible)
        assert dialog.fault.text().startswith("Say why")
        dialog.said.setFocus()
        type_words("I have two roles")
        press(dialog.decline)
        await until(lambda: states(room) == [HandoverState.DECLINED])
        assert holder(room, ROLE) == "Tomas Lind"


@pytest.mark.by_mouse("handover.withdraw")
async def test_the_giver_takes_an_offer_back(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "me"), Offer(ROLE, "@Sofia Brandt"))
        panel = panel_of(room)
        assert panel.offer.button.text() == "Read it"
        press(panel.offer.button)
        press(room.dialog(HandoverAnswerDialog).withdraw)
        await until(lambda: states(room) == [HandoverState.WITHDRAWN])
        await until(lambda: not panel.offer.isVisible())


async def test_an_offer_is_asked_about_at_the_taker_and_loud_at_the_giver_after_a_while(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        me = room.bridge.name(room.bridge.me)
        await room.do(Assign(ROLE, "@Tomas Lind"), Offer(ROLE, me))
        needs = the_needs(room)
        assert needs.mine.rows[0].need.words == "Tomas Lind offers you Operations manager"
        await room.do(Assign(ROLE, "me"), Offer(ROLE, "@Sofia Brandt"))
        assert not any("Sofia" in row.need.words for row in needs.mine.rows)
        room.clock.go_on(5 * 60)
        needs.observe(room.incident)
        tones = {line.shown.words: line.shown.tone for line in needs.found.mine}
        assert tones["Sofia Brandt does not answer: Operations manager"] == "warn"


async def test_a_whole_room_is_offered_at_once_and_what_was_begun_goes_along(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "me"), Assign("scribe", "@Lewis"), Assign("incident_manager", "@Priya Nair"))
        press(panel_of(room).form.hand_over)
        form = room.dialog(HandoverDialog)
        QTest.keyClicks(focused(), "The staging disk")
        press(form.room)
        dialog = room.dialog(HandoverRoomDialog)
        assert dialog.worry.toPlainText() == "The staging disk"
        assert not dialog.go.isEnabled()
        assert not panel_of(room).offer.isVisible()  # it went along, and is no draft of the one role any more
        dialog.takers[ROLE].setCurrentText("Kim")
        dialog.takers["scribe"].setCurrentText("Bo")
        assert dialog.go.text() == "Offer 2 roles"
        dialog.worry.setFocus()
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: states(room) == [HandoverState.WAITING] * 2)
        offered = room.incident.board.handovers.all
        assert {(each.role, each.taker.name) for each in offered} == {(ROLE, "Kim"), ("scribe", "Bo")}
        assert len({each.room for each in offered}) == 1


# kept as a draft ------------------------------------------------------------------------------------------------------


def begun(room: Room) -> HandoverDialog:
    """The form of the role, opened with the mouse, with two words said in it."""
    press(panel_of(room).form.hand_over)
    dialog = room.dialog(HandoverDialog)
    dialog.form.taker.setFocus()
    type_words("Kim")
    dialog.worry.setFocus()
    type_words("The staging disk")
    return dialog


async def test_a_handover_kept_as_a_draft_is_found_in_the_panel_and_goes_on_there(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        room.bridge.zone = UTC
        await room.do(Assign(ROLE, "me"), Give("me", 900, "Read the logs"))
        panel = panel_of(room)
        dialog = begun(room)
        [task] = dialog.rows.rows["task"]
        press(task)
        keep = dialog.findChild(QPushButton, "handover_keep")
        assert keep is not None
        press(keep)
        await until(lambda: not room.dialogs())
        assert panel.offer.told.text() == "Your draft of a handover, 23:31"
        await room.do(Give("me", 900, "Watch the disk"))  # what came since goes over
        panel.offer.button.setFocus()
        key(Qt.Key.Key_Space)
        dialog = room.dialog(HandoverDialog)
        assert (dialog.form.taker.currentText(), dialog.worry.toPlainText()) == ("Kim", "The staging disk")
        assert [row.isChecked() for row in dialog.rows.rows["task"]] == [False, True]
        assert dialog.meta.text().endswith("your draft of 23:31")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: states(room) == [HandoverState.WAITING])
        await until(lambda: panel.offer.told.text() == "Offered to Kim")
        await until(lambda: drafts_kept(WindowState(home)) == {})


async def test_what_is_typed_into_a_handover_is_on_the_disk_before_anybody_closes_it(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "me"))
        dialog = begun(room)
        kept = home / "window.ini"  # a kill leaves it there
        await until(lambda: kept.exists() and b"The staging disk" in kept.read_bytes())
        again = HandoverDialog(room.bridge, room.incident, ROLE, room.shell)
        assert again.worry.toPlainText() == "The staging disk"
        again.reject()
        dialog.worry.clear()
        dialog.form.taker.setCurrentText("")
        key(Qt.Key.Key_Escape)
        await until(lambda: drafts_kept(WindowState(home)) == {})
        assert not panel_of(room).offer.isVisible()


async def test_a_whole_room_is_kept_as_a_draft_and_what_is_ticked_off_stays(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "me"), Assign("scribe", "@Lewis"), Assign("incident_manager", "me"))
        await room.do(Propose("Restore the copy", box_s=600))
        await room.do(Approve("1", "nothing else helps"))
        press(panel_of(room).form.hand_over)
        press(room.dialog(HandoverDialog).room)
        dialog = room.dialog(HandoverRoomDialog)
        dialog.takers[ROLE].setFocus()
        type_words("Kim")
        key(Qt.Key.Key_Escape)
        await until(lambda: not room.dialogs())
        press(panel_of(room).form.hand_over)
        press(room.dialog(HandoverDialog).room)
        dialog = room.dialog(HandoverRoomDialog)
        assert dialog.go.text() == "Offer 1 role"
        [course] = dialog.rows.rows["course"]
        [risk, *_] = dialog.rows.rows["risk"]
        course.setFocus()
        key(Qt.Key.Key_Space)
        press(risk)
        promise = dialog.rows.rows["promise"][0]
        press(promise)
        press(dialog.go)
        await until(lambda: states(room) == [HandoverState.WAITING])
        told = room.board.timeline.line(room.board.handovers.all[0].id).text
        assert not any(row.step.key in told for row in (course, risk, promise))
        assert dialog.rows.rows["promise"][1].step.key in told


async def test_what_those_outside_are_owed_is_in_the_form_of_the_role_that_sees_to_it(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        writer = "communications_manager"
        await room.do(Assign(ROLE, "me"), Assign(writer, "me"))
        await room.do(BeginMessage("Orders fail", channels=("status_page",)), NoteEnquiry("Jo Lee", "Is data lost?"))
        press(panel_of(room).form.hand_over)
        dialog = room.dialog(HandoverDialog)
        assert dialog.rows.rows["owed"] == [], "they are of another role"
        dialog.reject()
        await until(lambda: not room.dialogs())
        press(of(the_roles(room), writer).form.hand_over)
        dialog = room.dialog(HandoverDialog)
        rows = {row.step.do: row for row in dialog.rows.rows["owed"]}
        assert {"Message 1, Orders fail: being written for Status page", "Enquiry 1 from Jo Lee: not answered"} <= set(
            rows
        )
        assert any(words.startswith("Customers: the first word") for words in rows)
        asks = rows["Enquiry 1 from Jo Lee: not answered"]
        asks.setFocus()
        key(Qt.Key.Key_Space)  # ticked off with the keyboard: it stays here
        dialog.form.taker.setFocus()
        type_words("Kim")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: states(room) == [HandoverState.WAITING])
        told = room.board.timeline.line(room.board.handovers.all[0].id).text
        assert "Owed: Message 1, Orders fail: being written for Status page" in told
        assert "Jo Lee" not in told


async def test_the_form_tells_what_is_known_of_the_taker(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "@Tomas Lind"), Assign("incident_manager", "me"), Give("@Tomas Lind", 900, "Look"))
        panel = of(the_roles(room), "incident_manager")
        press(panel.form.hand_over)
        dialog = room.dialog(HandoverDialog)
        assert dialog.taker.known.text() == "deputy · Operations manager · 2 tasks"  # one came with the role
        assert not dialog.taker.here.isVisible()  # nobody can know where others are
        dialog.form.taker.setCurrentText("Kim")
        assert dialog.taker.known.text() == "not known to this record: somebody answers for them"


async def test_the_answer_names_the_incident(app: "QApplication", home: Path) -> None:
    async with a_room(home) as room:
        await room.do(Assign(ROLE, "me"), Offer(ROLE, "@Sofia Brandt"))
        press(panel_of(room).offer.button)
        named = room.dialog(HandoverAnswerDialog).findChild(WhichIncident, "dialog_incident")
        assert named is not None
        assert named.text() == f"{room.board.headline.number} Pushes fail"


@pytest.mark.by_mouse("clock.keep", "handover.accept")
async def test_a_state_document_is_saved_with_the_acceptance(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        room = war.room
        me = room.bridge.name(room.bridge.me)
        await room.do(Assign(ROLE, "@Tomas Lind"), Assign("scribe", "@Tomas Lind"))
        await room.do(OfferRoom(f"all: {me}", "Two promises run"), Accept(ROLE))
        press(war.role("scribe").offer.button)
        press(room.dialog(HandoverAnswerDialog).go)
        name = f"{room.board.headline.number}-state-20170131-2331"
        await until(lambda: room.board.timeline.lines[-1].english == f"State document: done: {name}.pdf")
        files = [line.body for line in room.board.timeline.lines if isinstance(line.body, AttachmentAdded)]
        assert [each.name for each in files] == [f"{name}.txt", f"{name}.pdf"]  # one for both roles
        text = await room.bridge.read(lambda desk: desk.attachment(files[0].digest))
        assert f"Scribe: {me}" in text.decode()
