"""The whole cause map over the window: every factor and effect, in columns from cause to effect."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.causes.sheet import CauseMapSheet
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import EntryId

HIGH_PX = 820


class CauseMapDialog(Dialog):
    """It follows the record: what another desk draws appears here, too."""

    WIDTH_PX = 1720

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("CauseMapDialog", "Cause map")
        super().__init__(window, "cause_map_dialog", "workflow", title)
        self._bridge = bridge
        self._observed = observed
        self._below = window
        self.sheet = CauseMapSheet(bridge, "cause_map_whole", is_whole=True)
        self.sheet.setMinimumHeight(min(HIGH_PX, max(240, window.height() - 260)))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(self.sheet)
        name_incident(self, observed)
        self.promise("history", self.tr("What was drawn before stays on the record; Ctrl+Z takes your last step back"))
        self.close_ = self.add_button("cause_map_close", self.tr("Close"), self.accept, "primary")
        self.sheet.correct_asked.connect(self._correct)
        observed.changed.connect(self._show)
        observed.refolded.connect(self._show)
        self._show()

    def first(self) -> QWidget:
        return self.sheet.view if self.sheet.view.shown.boxes else self.sheet.add

    def _show(self) -> None:
        self.sheet.show_map(self._observed)

    def _correct(self, effect: str) -> None:
        CorrectDialog(self._bridge, self._observed, EntryId(effect), self._below).open()
