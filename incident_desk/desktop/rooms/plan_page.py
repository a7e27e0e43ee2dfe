"""The plan room below what stands above every room."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.rooms.aside_page import AsidePage
from incident_desk.desktop.rooms.plan import PlanRoom


class PlanPage(AsidePage):
    """The plan room, as a page of the shell."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self.room = PlanRoom(bridge)
        super().__init__(bridge, self.room, parent)
