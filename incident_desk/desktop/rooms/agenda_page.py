"""The list of all incidents below what stands above every room."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.rooms.agenda import AgendaRoom
from incident_desk.desktop.rooms.aside_page import AsidePage
from incident_desk.desktop.window_state import WindowState


class AgendaPage(AsidePage):
    """The list, as a page of the shell."""

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        self.room = AgendaRoom(bridge, state)
        super().__init__(bridge, self.room, parent)
