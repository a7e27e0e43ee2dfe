"""What everybody may know of an investigation that is sealed to them: that it lives, and for how long."""

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.page import RoomPage
from incident_desk.desktop.investigation_words import sealed_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.empty import Empty
from incident_desk.domain.investigation_list import Investigation


class SealedPage(RoomPage):
    """`manage_asked`: whoever manages the incident gives more time, lets somebody in, or breaks the seal."""

    manage_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        self._bridge = bridge
        self.manage = Button(_tr("Time, people, seal…"), "users", "plain", "sealed_manage")
        self.told = Empty("lock", "", "", self.manage)
        super().__init__(_framed(self.told), parent)
        bridge.rights.rule(self.manage)
        self.manage.clicked.connect(self.manage_asked)

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        line, detail = sealed_words(found, observed, self._bridge)
        self.told.say(line, detail)
        self.manage.setVisible(self._bridge.me in observed.board.restriction.managers)

    def first(self) -> QWidget:
        return self.manage if self.manage.isVisibleTo(self.centre) else self.centre


def _framed(told: QWidget) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(48, 24, 48, 24)
    column.addWidget(told)
    return frame


def _tr(text: str) -> str:
    return QCoreApplication.translate("SealedPage", text)
