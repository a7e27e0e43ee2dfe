"""While somebody declares: the maintenance that could be what they see, and how to say that it is it gone wrong."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.maintenance_words import announced_words, expected_words
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.announced import told_of
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance import CameOf
from incident_desk.domain.maintenance_list import Maintenance


class Announced(QFrame):
    """Hidden while nothing matches; `turned` tells that it came or went. Of several that run the longest is shown."""

    turned = Signal()

    def __init__(self, bridge: Bridge, came_of: EntryId | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("announced")
        self.setProperty("kind", "advice")
        self._bridge = bridge
        self._came_of = came_of
        self.shown: Maintenance | None = None
        self.words = Elided("", 13, 600, "warn")
        self.expect = Elided("", 12, 400, "text2")
        self.chip = ToggleChip(_tr("It went wrong: link it"), "", self)
        self.chip.setObjectName("announced_link")
        self.chip.setChecked(came_of is not None)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.words)
        told.addWidget(self.expect)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(10)
        row.addWidget(Picture(symbol="wrench", ink="warn"))
        row.addLayout(told, 1)
        row.addWidget(self.chip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def look(self, services: tuple[str, ...], title: str) -> None:
        """Say what was announced of these services, or of what the title says."""
        maintenances, now_us = self._bridge.organisation.maintenances, self._bridge.now_us()
        found = told_of(maintenances, services, title, now_us)
        if self._came_of is not None and (one := maintenances.of.get(self._came_of)) is not None:
            found = [one]
        self.shown = max(found, key=lambda one: one.ends_us, default=None)
        was_hidden = self.isHidden()
        self.setVisible(self.shown is not None)
        if was_hidden != self.isHidden():
            self.turned.emit()
        if self.shown is not None:
            self.words.setText(announced_words(self.shown, maintenances, now_us, self._bridge.zone))
            also = [maintenances.label(one) for one in found if one is not self.shown]
            self.expect.setText(expected_words(self.shown, also, self._bridge.organisation.people))

    def commands(self) -> list[Fields]:
        """What links the incident to it, where somebody wants that."""
        return [CameOf(self.shown.id)] if self.shown is not None and self.chip.isChecked() else []


def _tr(text: str) -> str:
    return QCoreApplication.translate("Announced", text)
