"""Who has been told what and who has not, at a glance: the row of an audience, and the regions that are silent."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desk import Desk
from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.dialogs.received import ReceivedDialog
from incident_desk.desktop.parts.audience_row import HEIGHT_PX, LINE_PX, AudienceShown
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from incident_desk.domain.plan import Use
from incident_desk.domain.promising import Receive, TellAudience
from tests.desktop.boards import Room, a_room, key, press, show
from tests.desktop.conftest import until
from tests.desktop.hands import CTRL, push, tab_to, write_into

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


async def test_a_row_says_what_they_heard_last_and_who_has_not_confirmed_it(app: "QApplication", home: Path) -> None:
    with Desk.open(home) as desk:
        desk.record(Use(ready_plans()["hospital-it"])).result()
    async with a_room(home, (1800, 1200)) as room:
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)

        def shown(key: str) -> AudienceShown:
            return next(row.shown for row in comms.audiences.rows if row.shown.key == key)

        await until(lambda: len(comms.audiences.rows) > 1)
        assert (shown("wards").last, shown("wards").silent) == ("", "")
        await room.do(TellAudience("wards", "by radio: use the paper forms"))
        await until(lambda: shown("wards").last == "23:31: by radio: use the paper forms")
        assert shown("wards").silent == (
            "silent: Emergency department, Intensive care, Operating theatres, Wards, Outpatient clinics"
        )
        assert shown("patients").last == ""
        await room.do(Receive("emergency", "the sister in charge"), Receive("theatres", "the sister in charge"))
        await until(lambda: shown("wards").silent == "silent: Intensive care, Wards, Outpatient clinics")
        row = next(row for row in comms.audiences.rows if row.shown.key == "wards")
        await until(lambda: row.height() == HEIGHT_PX + 2 * LINE_PX)
        assert "silent: Intensive care" in row.accessibleName()


@asynccontextmanager
async def wards_told(home: Path) -> AsyncGenerator[tuple[Room, CommunicationsRoom]]:
    with Desk.open(home) as desk:
        desk.record(Use(ready_plans()["hospital-it"])).result()
    async with a_room(home, (1800, 1200)) as room:
        comms = CommunicationsRoom(room.bridge)
        show(room, comms)
        comms.observe(room.incident)
        assert not comms.audiences.receipts.isVisible()
        await room.do(TellAudience("wards", "by radio"))
        await until(comms.audiences.receipts.isVisible)
        yield room, comms


def received(room: Room) -> list[str]:
    return [each.region for each in room.board.promises.received]


@pytest.mark.by_mouse("promise.receive")
async def test_those_who_have_it_are_ticked_by_mouse(app: "QApplication", home: Path) -> None:
    async with wards_told(home) as (room, comms):
        press(comms.audiences.receipts)
        dialog = room.dialog(ReceivedDialog)
        assert not dialog.go.isEnabled()
        press(dialog.chips[0])
        press(dialog.chips[2])
        write_into(dialog.says, "the sister in charge")
        press(dialog.go)
        await until(lambda: received(room) == ["emergency", "theatres"])


@pytest.mark.by_keys("promise.receive")
async def test_they_are_ticked_by_keys(app: "QApplication", home: Path) -> None:
    async with wards_told(home) as (room, comms):
        comms.audiences.rows[0].setFocus()
        push(comms.audiences.receipts)
        dialog = room.dialog(ReceivedDialog)
        push(dialog.chips[1])
        tab_to(dialog.says)
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: received(room) == ["intensive"])
