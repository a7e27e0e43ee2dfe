"""What was like the incident that is shown; a press goes there."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.remembering import Wanted
from incident_desk.desktop.seen_before import SeenBefore
from incident_desk.domain.ids import IncidentId

LEAST_PX = 300


class SeenBeforeDialog(Dialog):
    """`chosen` tells the incident to go to."""

    WIDTH_PX = 620
    chosen = Signal(str)

    def __init__(self, bridge: Bridge, incident: IncidentId, number: str, window: QWidget) -> None:
        title = QCoreApplication.translate("SeenBeforeDialog", "Like {number}").format(number=number)
        super().__init__(window, "seen_before_dialog", "history", title)
        self.seen = SeenBefore(bridge)
        self.seen.setMinimumHeight(LEAST_PX)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 14)
        column.addWidget(self.seen)
        self.promise("hard-drive", self.tr("Found on this desk, with no network"))
        self.add_button("seen_close", self.tr("Close"), self.reject)
        self.seen.turned.connect(self._showed)
        self.seen.incident_asked.connect(self._go)
        self.seen.look_for(Wanted(incident=incident))

    def _showed(self) -> None:
        self.fit()
        if self.seen.rows and not self.seen.isAncestorOf(self.focusWidget()):
            self.seen.rows[0].setFocus()

    def _go(self, incident: str) -> None:
        self.accept()
        self.chosen.emit(incident)
