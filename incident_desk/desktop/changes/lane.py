"""What was changed and what is planned, as a lane of the calm board and the room of the alerts."""

import asyncio
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.opening import note_change, open_change
from incident_desk.desktop.changes.words import lane_shown, now_line
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.change_lane import ChangeLane
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.saving import chosen_file
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.changes import Around, changed_in
from incident_desk.domain.errors import DeskError
from incident_desk.domain.moments import HOUR_US

BACK_US: Final = 12 * HOUR_US
AHEAD_US: Final = 24 * HOUR_US
LOOK_EVERY: Final = 30
"""Seconds after which now has moved far enough to be seen."""


class ChangesLane(Section):
    """The last hours and the next day. Where there is nothing it says so in a line."""

    def __init__(self, bridge: Bridge, rows: int = 3) -> None:
        super().__init__("changes", _tr("Changes, made and planned"))
        self._bridge = bridge
        self._seconds = 0
        self.lane = ChangeLane(rows)
        self.note_change = Button(_tr("Note a change"), "plus", "small", "changes_note")
        self.note_change.clicked.connect(lambda: note_change(bridge, self.window()))
        bridge.rights.rule(self.note_change)
        self.calendar = Button(_tr("Import a calendar…"), "upload", "small", "changes_calendar")
        self.calendar.setToolTip(_tr("Planned work from an iCalendar file; what was imported before is moved along"))
        self.calendar.clicked.connect(lambda: bridge.soon(self._import()))
        bridge.rights.rule(self.calendar)
        self.told = MessageLine()
        self.head.addWidget(self.calendar)
        self.head.addWidget(self.note_change)
        self.body.addWidget(self.lane)
        self.body.addWidget(self.told)
        self.lane.item_asked.connect(self._open_item)
        for changed in (bridge.alerts.changed, bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self._show)
        tick().follow(self, self._tick)
        self._show()

    def _open_item(self, key: str) -> None:
        open_change(self._bridge, self.window(), key)

    async def _import(self) -> None:
        path = await chosen_file(self.window(), _tr("Import a calendar of planned work"), [_tr("Calendars (*.ics)")])
        if path is not None:
            await self.import_file(path)

    async def import_file(self, path: Path) -> None:
        """Take in what is planned there, and say what came of it."""
        from incident_desk.intake import planned_calendar  # not before somebody asks for it

        bridge = self._bridge
        try:
            found = await asyncio.to_thread(planned_calendar.read, path, bridge.now_us(), bridge.zone)
            entries = await bridge.do(list(found.changes)) if found.changes else []
        except DeskError as e:
            self.told.say(str(e), "circle-alert", "bad")
            return
        words = _tr("{count} planned, {new} of them new or moved").format(count=len(found.changes), new=len(entries))
        if found.faults:
            fault = found.faults[0]
            said = _tr("{count} not understood; line {line}: {words}")
            words += " · " + said.format(count=len(found.faults), line=fault.line, words=fault.words)
        self.told.say(words, "triangle-alert" if found.faults else "circle-check", "warn" if found.faults else "ok")

    def _tick(self) -> None:
        self._seconds += 1
        if self._seconds % LOOK_EVERY == 0:
            self._show()

    def _show(self) -> None:
        bridge = self._bridge
        now_us, zone, plan = bridge.now_us(), bridge.zone, bridge.organisation.plans.current
        around = Around(now_us - BACK_US, now_us + AHEAD_US, plan.service_names)
        found = changed_in(around, bridge.alerts.view.changes, bridge.organisation.maintenances, now_us)
        self.lane.setVisible(bool(found))
        uprights = (now_line(now_us, zone),)
        self.lane.show_changes(lane_shown(found, (around.from_us, around.to_us), now_us, zone, uprights=uprights))
        self.note.setText(self._told(len(found), sum(each.from_us > now_us for each in found)))

    def _told(self, count: int, ahead: int) -> str:
        if not count:
            return _tr("None in the last 12 h, none planned for the next 24 h")
        made = counted(count - ahead, _tr("1 in the last 12 h"), _tr("{count} in the last 12 h"))
        planned = _tr("{count} planned").format(count=ahead)
        return " · ".join(words for words, many in ((made, count - ahead), (planned, ahead)) if many)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
