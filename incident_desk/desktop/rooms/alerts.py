"""Alerts: where they come from at the left, the lines in the centre, one of them at the right; watched series below."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.alert_table import AlertTable
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes.lane import ChangesLane
from incident_desk.desktop.models.alerts import AlertModel
from incident_desk.desktop.panels.alert_acts import AlertActs
from incident_desk.desktop.panels.alert_bars import AlertFilter, StoryBar
from incident_desk.desktop.panels.alert_called import CalledPanel
from incident_desk.desktop.panels.alert_sheet import AlertSheet
from incident_desk.desktop.panels.alert_sources import SilencesPanel, SourcesPanel
from incident_desk.desktop.panels.alert_worth import WorthPanel
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line as Rule
from incident_desk.desktop.series.tiles import SeriesTiles
from incident_desk.desktop.ticking import tick
from incident_desk.domain.alert_view import Line

LEFT_PX, SIDE_PX = 336, 424
NARROW_LEFT_PX, NARROW_SIDE_PX, WIDE_PX = 300, 400, 1456
SIDE_FROM_PX = 1340
"""Below this width the sheet of one line gives way, and comes with Enter."""
LOW_PX = 900
"""Below this height what is watched gives way to the lines."""
LOOK_EVERY: Final = 10
"""Seconds after which it is looked at again, though nothing came: what is late, and what holds by now."""


class AlertsRoom(QWidget):
    """`left` leads back to where somebody came from. Its acts go by the keys of the table, too."""

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alerts_room")
        self._bridge = bridge
        self._seconds = 0
        self.sources, self.silences = SourcesPanel(bridge), SilencesPanel(bridge)
        self.called, self.worth = CalledPanel(bridge), WorthPanel()
        self.filter, self.story = AlertFilter(), StoryBar(bridge)
        self.model = AlertModel(bridge, self)
        self.table = AlertTable(bridge)
        self.table.setAccessibleName(_tr("Alerts"))
        self.table.show_model(self.model)
        self.nothing = Empty("bell-ring", _tr("No alert here"), _tr("What monitors tell comes up here by itself."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.series, self.changes = SeriesTiles(bridge), ChangesLane(bridge, 2)
        self.sheet = AlertSheet(bridge)
        self.acts = AlertActs(bridge, self.sheet, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = ColumnScroll("alerts_left")
        for part in (self.sources, self.silences, self.called, self.worth):
            self._left.add(part)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.filter, Rule(), self.story):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.changes)
        column.addWidget(self.series)
        self._side = ColumnScroll("alerts_side")
        self._side.add(self.sheet)
        self._side_line = Rule(is_upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._left, Rule(is_upright=True), middle, self._side_line, self._side):
            row.addWidget(part, 1 if part is middle else 0)

    def _connect(self) -> None:
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        alerts = self._bridge.alerts
        alerts.changed.connect(self._show)
        self.filter.chosen.connect(self._show)
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.model.modelReset.connect(self._select)
        self.table.chosen.connect(self._show_sheet)
        self.table.asked.connect(self._act)
        self.sheet.asked.connect(self._act)
        self.story.asked.connect(self.acts.declare)
        self.sources.asked.connect(self.acts.let_in)
        self.sources.removed.connect(self.acts.let_out)
        self.silences.asked.connect(lambda: self.acts.silence(None))
        self.silences.ended.connect(self.acts.end_silence)
        self.acts.done.connect(alerts.look)
        self._bridge.zone_changed.connect(self._show)
        tick().follow(self, self._tick)

    # shown ------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        self._left.setFixedWidth(LEFT_PX if is_wide else NARROW_LEFT_PX)
        self._side.setFixedWidth(SIDE_PX if is_wide else NARROW_SIDE_PX)
        self._show_both(is_side=self.width() >= SIDE_FROM_PX, is_left=True)
        is_low = self.height() < LOW_PX
        self.series.set_rows(1 if is_low else 2)
        self.changes.lane.set_rows(1 if is_low else 2)

    def _show_both(self, *, is_side: bool, is_left: bool) -> None:
        self._left.setVisible(is_left)
        for part in (self._side, self._side_line):
            part.setVisible(is_side)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bridge.alerts.look()
        self._show()

    def take_keyboard(self) -> None:
        """The list has the keys, or where there is nothing the choice of what is shown."""
        (self.table if self.model.lines else self.filter.choice.chips[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        self._seconds += 1
        if self._seconds % LOOK_EVERY == 0 and self.isVisible():
            self._bridge.alerts.look()

    def _show(self) -> None:
        if not self.isVisible():
            return
        view = self._bridge.alerts.view
        self.sources.show_view(view)
        self.silences.show_view(view)
        self.worth.show_worth(view.worth)
        lines = self.filter.show_view(view)
        self.story.show_lines(view.lines)
        self.table.show_lines(lines)
        self.stack.setCurrentWidget(self.table if lines else self.nothing)
        self._select()

    @property
    def current(self) -> Line | None:
        """The line with the cursor."""
        return self.table.current()

    def _select(self) -> None:
        self._bridge.soon(self._read_detail(self.current))

    async def _read_detail(self, line: Line | None) -> None:
        detail = await self._bridge.alerts.detail(line) if line is not None else None
        current = self.current
        if (detail is None and current is None) or (detail and current and detail.line.id == current.id):
            self.sheet.show_detail(detail)

    def _show_sheet(self) -> None:
        """Where there is no room for both, the sheet takes the place of the left column until Escape."""
        if self.width() < SIDE_FROM_PX:
            self._show_both(is_side=True, is_left=False)
        shown = (self.sheet.declare, self.sheet.take, self.sheet.give_back, self.sheet.silence)
        if button := next((each for each in shown if each.isVisible() and each.isEnabled()), None):
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _leave(self) -> None:
        if self._left.isHidden():
            self._show_both(is_side=False, is_left=True)
        elif not self.sheet.isAncestorOf(self.focusWidget() or self):
            self.left.emit()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, what: str) -> None:
        self.acts.act(what, self.current)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertsRoom", text)
