"""Handing a shift over: who is on duty next, and what they must know, filled in from the duty log."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.maintenance_words import row
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.duty_log import HandOverShift
from incident_desk.domain.lines import Line
from incident_desk.domain.moments import DAY_US

WORDS_PX = 200
AHEAD_US = DAY_US
"""So far ahead maintenance is told of: no shift is longer."""


class DutyHandoverDialog(Dialog):
    """The lines of this shift stand in the words already; the giver changes them as they like."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, lines: Sequence[Line], window: QWidget) -> None:
        title = QCoreApplication.translate("DutyHandoverDialog", "Hand over the shift")
        super().__init__(window, "duty_handover_dialog", "arrow-left-right", title)
        self._bridge = bridge
        self.taker = Choice()
        self.taker.setObjectName("duty_taker")
        self.taker.setEditable(True)
        self.taker.setAccessibleName(self.tr("Who is on duty next?"))
        self.taker.addItems([name for person, name in bridge.organisation.people.all() if person != bridge.me])
        self.taker.setCurrentIndex(-1)
        self.taker.currentTextChanged.connect(self._show)
        self.told = form_text("duty_told", self.tr("What they must know"), WORDS_PX)
        zone, now_us = bridge.zone, bridge.now_us()
        said = (f"{clock_near(x.occurred_us, now_us, zone)} {' '.join(line_words(x).split())}" for x in lines)
        self.told.setPlainText("\n".join((*said, *self._maintenance())))
        self.fault = Label("", 12, 500, "bad", "duty_handover_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("Who is on duty next?"), ""))
        column.addWidget(self.taker)
        column.addWidget(
            SectionHead(
                self.tr("What they must know"), self.tr("filled from the log of this shift and from what is planned")
            )
        )
        column.addWidget(self.told)
        column.addWidget(self.fault)
        dress(self.body)
        self.promise("shield-check", self.tr("It stands in the duty log, and the next shift begins with it"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("duty_handover_go", self.tr("Hand over"), self._give, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._give)
        self._show()

    def first(self) -> QWidget:
        return self.taker

    def _maintenance(self) -> list[str]:
        """What the next shift finds at work, or still to come in it."""
        bridge, now_us = self._bridge, self._bridge.now_us()
        rows = (
            row(one, bridge.organisation, None, now_us, bridge.zone)
            for one in bridge.organisation.maintenances.near(now_us, AHEAD_US)
        )
        return [" · ".join(filter(None, (each.line, each.detail, each.aside))) for each in rows]

    def _show(self) -> None:
        self.go.setEnabled(bool(self.taker.currentText().strip()) and not self.is_busy)

    def _give(self) -> None:
        if self.go.isEnabled():
            name = self.taker.currentText().strip()
            person = self._bridge.organisation.people.called(name) or f"@{name}"
            fields = HandOverShift(person, self.told.toPlainText())
            self.attempt(self._bridge, self._bridge.do(fields), self.fault, self.go)
