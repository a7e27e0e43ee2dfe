"""The room of the alerts below what stands above every room."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.rooms.alerts import AlertsRoom
from incident_desk.desktop.rooms.aside_page import AsidePage


class AlertsPage(AsidePage):
    """The alerts, as a page of the shell."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self.room = AlertsRoom(bridge)
        super().__init__(bridge, self.room, parent)
