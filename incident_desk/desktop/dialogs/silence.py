"""Silencing alerts: what fits these conditions does not ring until it ends, with the reason said."""

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.flows import Refresh
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.words import counted
from incident_desk.domain.alert_entries import Matcher
from incident_desk.domain.alert_matching import read_matchers
from incident_desk.domain.alerts import Silence
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput
from incident_desk.domain.spans import read_span

SPANS = ("30m", "2h", "8h", "1d")
LABELS_MOST = 4


class SilenceDialog(Dialog):
    """Says while somebody types how many of the open alerts it would hold."""

    WIDTH_PX = 660

    def __init__(self, bridge: Bridge, window: QWidget, labels: Mapping[str, str]) -> None:
        title = QCoreApplication.translate("SilenceDialog", "Silence alerts")
        super().__init__(window, "silence_dialog", "eye-off", title)
        self._bridge = bridge
        fitting = [Matcher(name, value) for name, value in list(labels.items())[:LABELS_MOST]]
        self.matchers = form_field("silence_matchers", 'service="staging", host=~"db.*"', ", ".join(map(str, fitting)))
        self.reason = form_field("silence_reason", self.tr("Why nobody should be rung for that"))
        self.spans = ChipChoice("silence_span", [(span, span) for span in SPANS])
        self.spans.turn_on("2h")
        self.told = Label("", 12, 400, "text2", "silence_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "silence_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for head, field in ((self.tr("What"), self.matchers), (self.tr("Why"), self.reason)):
            column.addWidget(SectionHead(head))
            column.addWidget(field)
            field.setAccessibleName(head)
            field.returnPressed.connect(self._set)
            field.textChanged.connect(self._show)
        column.addWidget(SectionHead(self.tr("For how long")))
        column.addWidget(self.spans)
        column.addWidget(self.told)
        column.addWidget(self.fault)
        self.promise("keyboard", self.tr("The same by keys: /silence-alerts"))
        self.go = self.add_button("silence_go", self.tr("Silence"), self._set, "primary", "eye-off")
        self.add_key("Ctrl+Return", self._set)
        self._counting = Refresh(bridge.flows, self._count)
        self._show()

    def first(self) -> QWidget:
        return self.reason if self.matchers.text() else self.matchers

    def _show(self) -> None:
        self.go.setEnabled(bool(self.matchers.text().strip() and self.reason.text().strip()))
        self._counting.ask()

    async def _count(self) -> None:
        try:
            matchers = read_matchers(self.matchers.text())
        except BadInput as e:
            self.told.setText(e.what)
            return
        count = await self._bridge.alerts.fitting(matchers)
        if not shiboken6.isValid(self):  # it was closed meanwhile
            return
        held = counted(
            count, self.tr("1 open alert is held at once."), self.tr("{count} open alerts are held at once.")
        )
        stays = self.tr("Alerts with all of these labels do not ring; they stay in the list as silenced.")
        self.told.setText(f"{stays} {held}")

    def _set(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._written(), self.fault, self.go)

    async def _written(self) -> list[Entry]:
        span_s = read_span(self.spans.key)
        return await self._bridge.do(Silence(self.matchers.text(), self.reason.text(), box_s=span_s))
