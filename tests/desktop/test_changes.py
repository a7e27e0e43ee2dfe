"""What was changed and what is planned: a lane on the calm board; beside an incident, first what is on its services."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.changes.lane import ChangesLane
from incident_desk.desktop.changes.panel import ChangesPanel
from incident_desk.desktop.dialogs.change import ChangeDialog
from incident_desk.desktop.dialogs.change_told import ChangeToldDialog
from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog
from incident_desk.domain.alert_list import Change
from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.ids import ALERTS
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.maintenance import Schedule
from incident_desk.domain.moments import HOUR_US, MINUTE_US
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.test_duty_log import Calm, a_calm_board

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def noted(room: Room) -> list[Change]:
    """As they lie on the disk."""
    assert room.bridge.desk is not None
    return room.bridge.desk.reading.fold(ALERTS).board.alerts.changes


def the_lane(calm: Calm) -> ChangesLane:
    [lane] = calm.room.shell.findChildren(ChangesLane)
    return lane


async def test_made_and_planned_stand_on_one_lane_and_each_opens_what_is_known_of_it(
    app: "QApplication", home: Path
) -> None:
    async with a_calm_board(home) as calm:
        room, lane = calm.room, the_lane(calm)
        room.bridge.alerts.begin()
        assert not lane.lane.isVisible()
        assert lane.note.text() == "None in the last 12 h, none planned for the next 24 h"
        now_us = room.clock.us
        await room.bridge.do(NoteChange("Website 8.17", "Deploys", now_us - HOUR_US, link="https://ci.example.org/817"))
        await room.bridge.do(Schedule("Move db2", now_us + HOUR_US, now_us + 3 * HOUR_US, ("Data storage",)))
        await until(lambda: lane.note.text() == "1 in the last 12 h · 1 planned")
        await until(lane.lane.isVisible)
        lane.lane.setFocus()
        key(Qt.Key.Key_Right)
        assert lane.lane.accessibleName() == "Move db2, 00:31 to 02:31, Data storage · announced"
        key(Qt.Key.Key_Left)
        assert lane.lane.accessibleName() == "Website 8.17, 22:31, Website · Deploys"
        key(Qt.Key.Key_Return)
        [told] = room.shell.findChildren(ChangeToldDialog)
        assert told.words.text() == "Website 8.17"
        assert told.links is not None
        told.accept()
        place = lane.lane.box_of(1).center()
        QTest.mouseClick(lane.lane, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
        [form] = room.shell.findChildren(MaintenanceDialog)
        assert form.form.words.text() == "Move db2"


async def test_one_that_no_program_tells_of_is_noted_by_keys_and_is_on_the_disk(
    app: "QApplication", home: Path
) -> None:
    async with a_calm_board(home) as calm:
        calm.room.bridge.alerts.begin()
        press(the_lane(calm).note_change)
        [form] = calm.room.shell.findChildren(ChangeDialog)
        await until(form.words.hasFocus)
        assert not form.go.isEnabled()
        type_words("max_connections raised to 400")
        key(Qt.Key.Key_Return)
        type_words("10 min ago")
        form.services.choose(["Website"])
        form.link.setText("ci.example.org")
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(form.fault.isVisible)
        assert form.words.text() == "max_connections raised to 400"
        form.link.clear()
        key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(noted(calm.room)) == 1)
        [change] = noted(calm.room)
        assert (change.summary, change.services) == ("max_connections raised to 400", ("Website",))
        assert change.at_us == calm.room.clock.us - 10 * MINUTE_US
        await until(lambda: the_lane(calm).note.text() == "1 in the last 12 h")


async def test_beside_an_incident_what_is_on_its_services_comes_first_and_says_how_long_before(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        panel = ChangesPanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        room.bridge.alerts.begin()
        began_us = room.clock.us - 30 * MINUTE_US
        await room.do(SetImpact("everybody", began_us, services=("Website",)))
        assert not panel.rows
        for summary, minutes in (("Mail relay moved", 3), ("Deployed website 8.18", 22), ("Old", 25 * 60)):
            await room.bridge.do(NoteChange(summary, "Deploys", began_us - minutes * MINUTE_US))
        await until(lambda: len([row for row in panel.rows if not row.isHidden()]) == 2)
        first, second = (row.shown for row in panel.rows)
        assert (first.line, first.detail) == ("Deployed website 8.18", "22 min before it began · On Website")
        assert first.tone == "warn"
        assert (second.line, second.detail) == ("Mail relay moved", "3 min before it began")
        assert panel.note.text() == "1 on its services"
        press(panel.rows[0])
        [told] = room.shell.findChildren(ChangeToldDialog)
        assert told.words.text() == "Deployed website 8.18"
