"""What was changed and what is planned, as a lane of the calm board and the room of the alerts."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.opening import note_change, open_change
from incident_desk.desktop.changes.words import lane_shown, now_line
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.change_lane import ChangeLane
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.changes import Around, changed_in
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
        self.head.addWidget(self.note_change)
        self.body.addWidget(self.lane)
        self.lane.item_asked.connect(self._open_item)
        for changed in (bridge.alerts.changed, bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self._show)
        tick().follow(self, self._tick)
        self._show()

    def _open_item(self, key: str) -> None:
        open_change(self._bridge, self.window(), key)

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
        return _tr("{made} · {ahead} planned").format(made=made, ahead=ahead) if ahead else made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
