"""What words to others need, in the list of the board: each line leads to what is done about it, by key or mouse."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.message import MessageDialog
from incident_desk.desktop.dialogs.message_by_hand import ByHandDialog
from incident_desk.desktop.parts.need_row import NeedRow
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.commands import Fields
from incident_desk.domain.delivering import EndMessage
from incident_desk.domain.message_entries import End
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.roles import Assign
from tests.desktop.boards import key, press
from tests.desktop.conftest import until
from tests.desktop.test_board import War, a_war_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TEXT = "Pushes fail. We look into it."


@asynccontextmanager
async def the_board(home: Path, *commands: Fields) -> AsyncGenerator[War]:
    """Priya leads; Tomas keeps the promises, wrote to the status page and asked for a yes."""
    async with a_war_room(home) as war:
        room = war.room
        await room.do(Assign("incident_manager", "Priya Nair"))
        await room.bridge.choose_person("Tomas Lind")
        await room.do(Assign("communications_manager", "me"), BeginMessage("Pushes fail", channels=("status_page",)))
        await room.do(ProposeMessage("1", {"status_page": TEXT}))
        await room.bridge.choose_person("Priya Nair")
        await room.do(*commands) if commands else None
        yield war


def row(war: War, words: str) -> NeedRow:
    return next(each for each in war.page.room.needs.mine.rows if words in each.need.words)


def words_of(war: War) -> list[str]:
    return [each.need.words for each in war.page.room.needs.mine.rows]


def message_of(war: War) -> Message:
    return war.room.board.messages.all[0]


async def test_a_yes_that_is_asked_for_stands_first_and_is_given_there_by_keys(app: "QApplication", home: Path) -> None:
    async with the_board(home) as war:
        await until(lambda: words_of(war)[0] == "Message 1 waits for your yes: Pushes fail")
        key(Qt.Key.Key_F7)
        key(Qt.Key.Key_Return)
        dialog = war.room.dialog(MessageDialog)
        assert [each.text() for each in dialog.shown] == [TEXT]
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: not any("Message 1" in words for words in words_of(war)))
        assert len(message_of(war).proposal.approved) == 1  # pyright: ignore[reportOptionalMemberAccess]


async def test_what_failed_leads_to_the_button_that_tries_again(app: "QApplication", home: Path) -> None:
    async with the_board(home, ApproveMessage("1"), ReleaseMessage("1")) as war:
        war.room.clock.go_on(1)
        await war.room.do(EndMessage("1", "status_page", End.FAILED, "503"))
        await war.room.bridge.choose_person("Tomas Lind")
        await until(lambda: "Message 1 was not delivered: Status page" in words_of(war))
        late = row(war, "was not delivered")
        assert late.need.tone == "bad"
        late.setFocus()
        key(Qt.Key.Key_Return)
        go = war.page.room.drafting.way.go
        await until(go.hasFocus)
        assert go.text() == "Try again"


async def test_what_is_held_back_is_begun_anew_by_one_press(app: "QApplication", home: Path) -> None:
    async with the_board(home, ApproveMessage("1"), ReleaseMessage("1")) as war:
        await war.room.do(EndMessage("1", "status_page", End.LAPSED, "too late"))
        await war.room.bridge.choose_person("Tomas Lind")
        await until(lambda: "Message 1 is held back: Status page" in words_of(war))
        press(row(war, "is held back"))
        await until(lambda: [each.again for each in war.room.board.messages.all] == [None, message_of(war).id])
        await until(lambda: not any("held back" in words for words in words_of(war)))


async def test_what_is_read_out_leads_to_its_words_and_the_tick(app: "QApplication", home: Path) -> None:
    async with the_board(home, ApproveMessage("1"), ReleaseMessage("1")) as war:
        await war.room.bridge.choose_person("Tomas Lind")
        war.room.clock.go_on(4)
        await until(lambda: "Message 1 has not gone out yet: Status page" in words_of(war))
        press(row(war, "has not gone out yet"))
        dialog = war.room.dialog(ByHandDialog)
        press(dialog.go)
        await until(lambda: message_of(war).variants["status_page"].stage is Stage.SENT)


async def test_a_promise_is_near_in_the_header_and_late_in_the_list_and_leads_to_the_room(
    app: "QApplication", home: Path
) -> None:
    async with the_board(home) as war:
        await war.room.bridge.choose_person("Tomas Lind")
        chip = war.page.clocks.promise
        await until(lambda: chip.text() == "Customers in 5 min")
        assert chip.tone == "sev4"
        asked: list[str] = []
        war.page.communications_asked.connect(asked.append)
        war.room.clock.go_on(4)
        await until(lambda: chip.tone == "warn")
        press(chip)
        key(Qt.Key.Key_Escape)  # back from the room
        war.room.clock.go_on(4)
        if war.page.room.needs.more.isVisible():
            press(war.page.room.needs.more)
        await until(lambda: "Customers wait for an update" in words_of(war))
        assert row(war, "Customers wait for").need.tone == "bad"
        row(war, "Customers wait for").setFocus()
        key(Qt.Key.Key_Return)
        assert asked == ["status_page", "status_page"]
