"""What a reviewer wrote and waits at another desk: whom to ask, and declining it from here if nobody can be asked."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.offer_words import told_elsewhere
from incident_desk.desktop.parts.facts import Facts
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import font
from incident_desk.domain.adoption import Decline
from incident_desk.domain.awaiting import Awaited


class AwaitingDialog(Dialog):
    """Its words are not here, so nothing of it can be adopted here."""

    WIDTH_PX = 620

    def __init__(self, bridge: Bridge, observed: ObservedIncident, awaited: Sequence[Awaited], window: QWidget) -> None:
        title = QCoreApplication.translate("AwaitingDialog", "Waits at another desk")
        super().__init__(window, "awaiting_dialog", "file-clock", title)
        self._bridge = bridge
        self._observed = observed
        self.reason = QLineEdit()
        self.fault = Label("", 13, 400, "bad", "awaiting_fault", wraps=True)
        self.fault.hide()
        self._lay_out(awaited)
        self.promise("shield-check", self.tr("None of its words is on this computer"))
        self.no = self.add_button("awaiting_decline", self.tr("Decline"), self._decline)
        self.later = self.add_button("awaiting_later", self.tr("Not now"), self.reject)
        bridge.rights.changed.connect(self._show)
        self._show()

    def _lay_out(self, awaited: Sequence[Awaited]) -> None:
        told = self.tr(
            "Somebody who may not write here wrote this into a bundle. It is adopted where the bundle was taken in; "
            "to read and adopt it here, take in the same file."
        )
        asked = self.tr("why, if it is declined for all; the reason stays on the record")
        self.reason.setObjectName("awaiting_reason")
        self.reason.setAccessibleName(self.tr("Why it is declined"))
        self.reason.setPlaceholderText(asked)
        self.reason.setFont(font(13))
        self.reason.textChanged.connect(self._show)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addWidget(Label(told, 13, 400, "text2", wraps=True))
        column.addWidget(Facts(told_elsewhere(awaited, self._bridge)))
        column.addWidget(self.reason)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.later

    def _show(self) -> None:
        why = self._bridge.rights.why_not()
        self.no.setEnabled(not why and not self.is_busy and bool(self.reason.text().strip()))
        self.no.setToolTip(why or self.tr("With the reason, which stays on the record"))

    def _decline(self) -> None:
        if self.no.isEnabled():
            told = self._bridge.do(Decline("elsewhere", self.reason.text()), self._observed.incident)
            self.attempt(self._bridge, told, self.fault, self.no)
