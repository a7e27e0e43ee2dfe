"""Two desks propose different words for one message without knowing of each other: one is chosen in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.message_choose import ChooseWordsDialog
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.roles import Assign
from tests.desktop.boards import a_room, key, press, the_board
from tests.desktop.conftest import focused, until
from tests.desktop.test_drafting import Pane
from tests.shared.test_levels_in_window import homes
from tests.shared.test_restricted import meet

__all__ = ["homes"]
WORDS = {"Ada": "Pushes fail.", "Bea": "Some pushes fail."}


@pytest.fixture
def apart(homes: tuple[Path, Path]) -> tuple[Path, IncidentId]:
    """Ada's home, in which both wordings stand."""
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        incident = ada.reading.headlines()[0].incident
        ada.record(Assign("incident manager", "me"), incident).result()
        message = ada.record(BeginMessage("Update", channels=("status_page",)), incident).result()[0].id
        meet(ada, bea)
        for desk, words in zip((ada, bea), WORDS.values(), strict=True):
            desk.record(ProposeMessage(message, {"status_page": words}), incident).result()
        meet(ada, bea)
    return homes[0], incident


@pytest.mark.by_mouse("message.choose")
async def test_the_need_leads_to_both_and_one_press_settles_it(
    app: QApplication, apart: tuple[Path, IncidentId]
) -> None:
    async with a_room(apart[0], (1800, 1400), apart[1]) as room:
        pane = Pane(room, the_board(room))
        await pane.be("Ada")
        words = "Message 1: two different words were proposed at once"
        await until(lambda: words in [row.need.words for row in pane.board.needs.mine.rows])
        press(next(row for row in pane.board.needs.mine.rows if row.need.words == words))
        dialog = room.dialog(ChooseWordsDialog)
        assert [each.accessibleName() for each in dialog.buttons] == [
            "The words of Ada stand",
            "The words of Bea stand",
        ]
        press(dialog.buttons[1])
        await until(lambda: pane.message.rivals == [])
        assert pane.message.proposal is not None
        assert pane.message.proposal.texts == {"status_page": WORDS["Bea"]}


@pytest.mark.by_keys("message.choose")
async def test_the_one_button_leads_there_by_keys(app: QApplication, apart: tuple[Path, IncidentId]) -> None:
    async with a_room(apart[0], (1800, 1400), apart[1]) as room:
        pane = Pane(room, the_board(room))
        await pane.be("Ada")
        await pane.until_button("Two wordings: choose…")
        pane.panel.editor.text.setFocus()
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(room.dialogs)
        assert focused() is room.dialog(ChooseWordsDialog).buttons[0]
        key(Qt.Key.Key_Space)
        await until(lambda: pane.message.rivals == [])
        assert pane.message.proposal is not None
        assert pane.message.proposal.texts == {"status_page": WORDS["Ada"]}
