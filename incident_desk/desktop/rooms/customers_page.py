"""The room of the customers below what stands above every room."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.rooms.aside_page import AsidePage
from incident_desk.desktop.rooms.customers import CustomersRoom


class CustomersPage(AsidePage):
    """The customers, as a page of the shell."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self.room = CustomersRoom(bridge)
        super().__init__(bridge, self.room, parent)

    def observe(self, incident: ObservedIncident) -> None:
        super().observe(incident)
        self.room.observe(incident)
