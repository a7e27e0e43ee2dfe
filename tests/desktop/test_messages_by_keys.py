"""Messages and promises on the command line: all that is done to them with a mouse is done by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.domain.delivering import EndMessage
from incident_desk.domain.message_entries import End
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage
from tests.desktop.conftest import until
from tests.desktop.test_board import War
from tests.desktop.test_by_keys_and_by_mouse import enter
from tests.desktop.test_with_one_hand import leading

by_keys = pytest.mark.by_keys


@by_keys("message.propose", "message.approve", "message.decline", "message.stop", "message.drop")
async def test_words_are_proposed_answered_stopped_and_dropped_on_the_command_line(
    app: QApplication, home: Path
) -> None:
    async with leading(home) as war:
        me, other = war.room.bridge, "Ana Reyes"
        await me.choose_person(other)
        await war.room.do(BeginMessage("Update", texts={"status_page": "Pushes fail."}))
        enter(war, "/propose-message 1")
        await until(lambda: war.board.messages.all[0].proposal is not None)
        await me.choose_person("Priya Nair")
        enter(war, "/decline-message 1 it says too little")
        await until(lambda: stage_of(war) is Stage.DECLINED)
        await me.choose_person(other)
        enter(war, "/propose-message 1")
        await until(lambda: stage_of(war) is Stage.ASKED)
        await me.choose_person("Priya Nair")
        enter(war, "/approve-message 1")
        await until(lambda: len(approved(war)) == 1)
        enter(war, "/send 1")
        await until(lambda: stage_of(war) is Stage.RELEASED)
        enter(war, "/stop-message 1")
        await until(lambda: stage_of(war) is Stage.STOPPED)
        await war.room.do(BeginMessage("Another", texts={"inside": "For us."}))
        enter(war, "/drop-message 2")
        await until(lambda: [each.title for each in war.board.messages.all] == ["Update"])


@by_keys("message.sent_by_hand", "message.retry", "promise.tell")
async def test_what_was_let_go_is_tried_again_ticked_and_an_audience_told_on_the_command_line(
    app: QApplication, home: Path
) -> None:
    async with leading(home) as war:
        await war.room.do(BeginMessage("Update", texts={"inside": "For us."}), ProposeMessage("1"), ReleaseMessage("1"))
        await war.room.do(EndMessage("1", "inside", End.FAILED, "503"))
        enter(war, "/retry-message 1")
        await until(lambda: stage_of(war) is Stage.RELEASED)
        enter(war, "/sent-by-hand 1")
        await until(lambda: stage_of(war) is Stage.SENT)
        enter(war, "/told customers by phone")
        await until(lambda: [each.audience for each in war.board.promises.told] == ["customers"])


def stage_of(war: War) -> Stage:
    [variant] = war.board.messages.all[0].variants.values()
    return variant.stage


def approved(war: War) -> list[str]:
    proposal = war.board.messages.all[0].proposal
    return [each.name for each in proposal.approved.values()] if proposal is not None else []
