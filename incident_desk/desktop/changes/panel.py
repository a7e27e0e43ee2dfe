"""What was changed before an incident began: what is on its services first, so that whoever looks for a reason begins
there."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.opening import note_change, open_change
from incident_desk.desktop.changes.words import began_line, lane_shown, now_line, row_shown
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.change_lane import ChangeLane
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.words import counted
from incident_desk.domain.changes import BEFORE_US, Around, Changed, changed_in, likely_first
from incident_desk.domain.moments import DAY_US, MINUTE_US

MOST: Final = 4
AFTER_US: Final = 30 * MINUTE_US
LONGEST_US: Final = DAY_US
"""Of an incident that goes on for days, the changes of its first day are shown."""


class ChangesPanel(Observing, Section):
    """It comes to be seen once something was changed. A press on a row or a mark opens it."""

    HEARD = ("impact.", "incident.", "state.", "entry.", "gov.", "maintenance.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("changes_panel", _tr("What changed?"), parent)
        self._bridge = bridge
        self._rows_shown: list[Changed] = []
        self.note_change = Button(_tr("Note a change"), "plus", "small", "changes_note")
        self.note_change.clicked.connect(lambda: note_change(bridge, self.window()))
        bridge.rights.rule(self.note_change)
        self.head.addWidget(self.note_change)
        self.lane = ChangeLane(2)
        self.lane.item_asked.connect(self._open_item)
        self.body.addWidget(self.lane)
        self._pool = PooledRows("change", TabPlace(self), lambda _, row: self.body.addWidget(row), self._open)
        self.rows = self._pool.rows
        for changed in (bridge.alerts.changed, bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self._show)

    def _open_item(self, key: str) -> None:
        open_change(self._bridge, self.window(), key)

    def _open(self, at: int) -> None:
        self._open_item(self._rows_shown[at].entry)

    def _show(self) -> None:
        if self._observed is None:
            return
        bridge, board = self._bridge, self._observed.board
        now_us, zone, headline = bridge.now_us(), bridge.zone, board.headline
        began_us = _began_us(board.impact.started_us.value, headline.since_us, now_us)
        to_us = min((headline.ended_us or now_us) + AFTER_US, began_us + LONGEST_US)
        services = tuple(board.impact.services.value or ())
        around = Around(began_us - BEFORE_US, to_us, self._observed.plan.service_names, services)
        found = changed_in(around, bridge.alerts.view.changes, bridge.organisation.maintenances, now_us)
        self.setVisible(bool(found))
        lines = [began_line(began_us, zone)]
        if around.holds(now_us, now_us):
            lines.append(now_line(now_us, zone))
        span = (around.from_us, around.to_us)
        self.lane.show_changes(lane_shown(found, span, now_us, zone, uprights=tuple(lines)))
        self._rows_shown = likely_first(found, began_us)[:MOST]
        self._pool.show_rows([row_shown(each, began_us, now_us, zone) for each in self._rows_shown])
        touching = sum(each.touches for each in found)
        told = counted(touching, _tr("1 on its services"), _tr("{count} on its services")) if touching else ""
        self.note.setText(told)


def _began_us(started_us: int | None, since_us: int | None, now_us: int) -> int:
    """When it was first felt, else detected."""
    known = [each for each in (started_us, since_us) if each is not None]
    return min(known, default=now_us)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
