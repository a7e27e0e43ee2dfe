"""Is it us? The room of the customers: heaps at the left, rate and reports in the centre, one report at the right."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.reports import ReportModel
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.report_acts import ReportActs
from incident_desk.desktop.panels.report_bulk import BulkBar, UndeliveredBar, WarningBar
from incident_desk.desktop.panels.report_heaps import HeapsPanel, KnewPanel, WaysPanel, WherePanel
from incident_desk.desktop.panels.report_line import ReportLine
from incident_desk.desktop.panels.report_rate import RatePanel
from incident_desk.desktop.panels.report_sheet import ReportSheet
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.report_table import ReportTable
from incident_desk.desktop.ticking import tick
from incident_desk.domain.knew_first import Knew
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_queues import QUEUE_OF
from incident_desk.domain.report_view import Detail, Row, alike

LEFT_PX, SIDE_PX = 336, 424
NARROW_LEFT_PX, NARROW_SIDE_PX, WIDE_PX = 240, 372, 1456
SIDE_FROM_PX = 1120
"""Below this width the sheet of one report gives way, and comes with Enter."""
RATE_FROM_PX = 620
"""Below this height the picture of the rate gives way to the reports."""
LOOK_EVERY: Final = 10
"""Seconds after which the rate is looked at again, though nothing came."""


class CustomersRoom(QWidget):
    """`left` leads back to where somebody came from. Its acts go by the keys of the table, too."""

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customers_room")
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._knew: Knew | None = None
        self._seconds = 0
        self.heaps, self.knew = HeapsPanel(), KnewPanel(bridge)
        self.where, self.ways = WherePanel(), WaysPanel()
        self.rate, self.bulk, self.warning = RatePanel(bridge), BulkBar(bridge), WarningBar(bridge)
        self.undelivered = UndeliveredBar(bridge)
        self.model = ReportModel(bridge, self)
        self.table = ReportTable()
        self.table.setAccessibleName(_tr("Reports of customers"))
        self.table.show_model(self.model)
        self.nothing = Empty("users", _tr("Nothing to judge"), _tr("What customers report comes up here by itself."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.line = ReportLine(bridge)
        self.sheet = ReportSheet(bridge)
        self.acts = ReportActs(bridge, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = ColumnScroll("customers_left")
        for part in (self.heaps, self.knew, self.where, self.ways):
            self._left.add(part)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.warning, self.rate, self.bulk, self.undelivered):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addWidget(self.line)
        self._side = ColumnScroll("customers_side")
        self._side.add(self.sheet)
        self._side_line = Line(is_upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._left, Line(is_upright=True), middle, self._side_line, self._side):
            row.addWidget(part, 1 if part is middle else 0)

    def _connect(self) -> None:
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        customers = self._bridge.customers
        customers.changed.connect(self._show)
        self.heaps.chosen.connect(customers.show_queue)
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.table.chosen.connect(self._show_sheet)
        self.table.asked.connect(self._act)
        self.sheet.asked.connect(self._act)
        self.bulk.asked.connect(self._act)
        self.undelivered.asked.connect(self._act)
        self.model.ticks_changed.connect(self._show_bulk)
        self.line.kept.connect(customers.look)
        self.acts.done.connect(customers.look)
        self._bridge.zone_changed.connect(self._show)
        tick().follow(self, self._tick)

    def observe(self, observed: ObservedIncident) -> None:
        """The incident whose board has the keys is this one."""
        self._observed = observed
        self._show_knew()

    # shown ------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        self._left.setFixedWidth(LEFT_PX if is_wide else NARROW_LEFT_PX)
        self._side.setFixedWidth(SIDE_PX if is_wide else NARROW_SIDE_PX)
        for part in (self._side, self._side_line):
            part.setVisible(self.width() >= SIDE_FROM_PX)
        self.rate.setVisible(self.height() >= RATE_FROM_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.offer(self._bridge.organisation.plans.current)
        self._bridge.customers.look()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.tick(set())

    async def go_to(self, report: ReportId) -> None:
        """Show this report, in the heap in which it lies."""
        found = await self._bridge.customers.detail(report)
        if found is None:
            return
        self.table.wanted = found.id
        self._bridge.customers.show_queue(QUEUE_OF[found.verdict])

    def take_keyboard(self) -> None:
        """The list has the keys, or where there is nothing the line for a caller."""
        if self.model.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.take_keyboard()

    def _tick(self) -> None:
        self._seconds += 1
        if self._seconds % LOOK_EVERY == 0 and self.isVisible():
            self._bridge.customers.look()

    def _show(self) -> None:
        if not self.isVisible():
            return
        view = self._bridge.customers.view
        self.heaps.show_view(view)
        self.where.show_view(view)
        self.ways.show_view(view)
        self.table.show_rows(view.rows)
        self.stack.setCurrentWidget(self.table if view.rows else self.nothing)
        self._show_knew()
        self.rate.show_view(view, self._knew)
        self.warning.show_view(view)
        self._show_bulk()
        self._select()

    def _show_knew(self) -> None:
        self._bridge.soon(self._read_knew())

    async def _read_knew(self) -> None:
        incident = self._observed.incident if self._observed is not None else None
        found = await self._bridge.customers.knew(incident) if incident is not None else None
        self._knew = found
        self.knew.show_knew(found)
        self.rate.show_view(self._bridge.customers.view, found)

    def _show_bulk(self) -> None:
        view = self._bridge.customers.view
        self.bulk.show_rows(view, len(self.model.ticked))
        self.undelivered.show_rows(view, len(self.model.ticked))

    @property
    def current(self) -> Row | None:
        """The report in the current row."""
        return self.table.current()

    def _select(self) -> None:
        row = self.current
        self._bridge.soon(self._read_detail(row.id if row else None))

    async def _read_detail(self, report: ReportId | None) -> None:
        found: Detail | None = await self._bridge.customers.detail(report) if report is not None else None
        if found is None or (self.current is not None and self.current.id == found.id):
            self.sheet.show_report(found, self._bridge.customers.view.incidents)

    def _show_sheet(self) -> None:
        """Where there is no room for both, the sheet takes the place of the left column until Escape."""
        if self.width() < SIDE_FROM_PX:
            for part, is_shown in ((self._left, False), (self._side, True), (self._side_line, True)):
                part.setVisible(is_shown)
        self.sheet.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._left.isHidden():
            for part, is_shown in ((self._left, True), (self._side, False), (self._side_line, False)):
                part.setVisible(is_shown)
        elif self.sheet.answer.hasFocus() or self.line.words.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        else:
            self.left.emit()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts -------------------------------------------------------------------------------------------------------------

    def _act(self, what: str) -> None:
        view = self._bridge.customers.view
        if what == "tick_alike":
            found = {row.id for row in alike(view.rows)}
            self.model.tick(set() if found and found <= self.model.ticked else found)
            return
        ticked = [row for row in view.rows if row.id in self.model.ticked]
        rows = ticked or ([self.current] if self.current is not None else [])
        if what == "confirm":
            rows = ticked or alike(view.rows)
        elif what == "mail_again":
            rows = ticked or [row for row in view.rows if row.may_mail_again]
        self.acts.act(what, rows, self.sheet)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CustomersRoom", text)
