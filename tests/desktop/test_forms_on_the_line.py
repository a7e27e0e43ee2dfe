"""A slash word with nothing behind it opens the form that asks for the rest, and never names a field to somebody."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.domain.incident import Declare
from incident_desk.domain.links import Relation
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from tests.desktop.boards import key, type_words
from tests.desktop.conftest import focused, until
from tests.desktop.hands import push
from tests.desktop.test_board import War, a_war_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def enter(war: War, line: str) -> None:
    war.page.room.timeline.take_keyboard()
    type_words(line)
    key(Qt.Key.Key_Return)


async def test_a_handover_asks_about_my_role_first(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        enter(war, "/handover")
        line = war.page.room.timeline.line
        assert line.answer.words == "Nobody holds a role yet: there is nothing to hand over."
        assert line.edit.text() == "/handover"
        line.edit.put("")
        await war.room.do(Assign("incident_manager", "Kim"), Assign("scribe", "me"))
        enter(war, "/handover")
        assert war.room.dialog(HandoverDialog).role == "scribe"
        assert line.edit.text() == ""


@pytest.mark.by_keys("link.add")
async def test_merging_asks_which_with_a_preview(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        other = (await war.room.bridge.do(Declare("Mail is late", Severity.SEV1)))[-1].incident
        await until(lambda: any(board.incident == other for board in war.room.bridge.headlines))
        enter(war, "/part-of")
        dialog = war.room.dialog(LinkDialog)
        assert dialog.form.relation.currentData() == Relation.PART_OF
        key(Qt.Key.Key_Escape)
        await war.closed()
        enter(war, "/merge")
        dialog = war.room.dialog(LinkDialog)
        which = dialog.findChild(WhichIncident)
        assert which is not None
        assert war.board.headline.number in which.accessibleName()
        assert focused() in (dialog.form.other_incident, dialog.form.other_incident.lineEdit())
        await until(lambda: "Ctrl+Z on the empty command line takes it back" in dialog.form.link_note.text())
        push(dialog.go)
        await until(lambda: [link.relation for link in war.board.links.standing.values()] == [Relation.DUPLICATE_OF])


async def test_merging_with_a_number_behind_it_shows_what_becomes_of_everything_first(
    app: "QApplication", home: Path
) -> None:
    async with a_war_room(home) as war:
        other, third = [(await war.room.bridge.do(Declare(title)))[-1].incident for title in ("Mail is late", "Off")]
        await until(lambda: {other, third} <= {board.incident for board in war.room.bridge.headlines})
        headlines = {board.incident: board.headline for board in war.room.bridge.headlines}
        for typed in (headlines[other].number.lower(), "mail is"):
            enter(war, f"/merge {typed}")
            dialog = war.room.dialog(LinkDialog)
            assert dialog.form.other_incident.currentData() == headlines[other].number
            await until(lambda: "Ctrl+Z on the empty command line" in war.room.dialog(LinkDialog).form.link_note.text())
            assert focused() is dialog.go
            assert not war.board.links.standing
            key(Qt.Key.Key_Escape)
            await war.closed()
        enter(war, "/merge INC-nowhere")
        dialog = war.room.dialog(LinkDialog)
        push(dialog.go)
        await until(dialog.form.link_fault.isVisible)
        assert "INC-nowhere" in dialog.form.other_incident.currentText()
        dialog.name_other("mail")
        key(Qt.Key.Key_Return)
        push(dialog.go)
        await until(lambda: [link.other for link in war.board.links.standing.values()] == [other])


async def test_whoever_is_asked_is_completed_with_tab(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        await war.room.do(Assign("operations_manager", "Tomas Lind"))
        war.page.room.timeline.take_keyboard()
        type_words("@To")
        key(Qt.Key.Key_Tab)
        assert war.page.room.timeline.line.edit.text() == "@Tomas Lind "
        type_words("where is the dump?")
        key(Qt.Key.Key_Return)
        await until(lambda: len(war.board.questions.open) == 1)
