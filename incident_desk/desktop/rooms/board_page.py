"""The board with what stands above it: the incident's header and its stepper."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.archive import ArchiveBar
from incident_desk.desktop.panels.clocks import ClocksPanel
from incident_desk.desktop.panels.incident import IncidentHeader, IncidentStepper
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.rooms.board import BoardRoom


class BoardPage(QWidget):
    """One incident at a time; all its parts observe the same one."""

    declare_asked = Signal()
    incidents_asked = Signal()
    search_asked = Signal()
    bundle_asked = Signal()
    export_asked = Signal()
    disk_asked = Signal()
    incident_asked = Signal(str)
    investigation_asked = Signal(str)
    line_asked = Signal(str, str)
    communications_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board_page")
        self.header = IncidentHeader(bridge, self)
        self.stepper = IncidentStepper(bridge, self)
        self.clocks = ClocksPanel(bridge, self)
        self.archive = ArchiveBar(bridge, self)
        self.room = BoardRoom(bridge, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.stepper, 1)
        row.addWidget(self.clocks)
        column.addLayout(row)
        column.addWidget(Line())
        column.addWidget(self.archive)
        column.addWidget(self.room, 1)
        self.header.declare_asked.connect(self.declare_asked)
        self.header.incidents_asked.connect(self.incidents_asked)
        self.header.bundle_asked.connect(self.bundle_asked)
        self.header.export_asked.connect(self.export_asked)
        self.room.search_asked.connect(self.search_asked)
        self.room.line_asked.connect(self.line_asked)
        self.room.incident_asked.connect(self.incident_asked)
        self.room.investigation_asked.connect(self.investigation_asked)
        self.room.communications_asked.connect(self.communications_asked)
        self.clocks.promise_asked.connect(self.communications_asked)
        self.room.ways.clocks_asked.connect(self.clocks.open)
        self.room.ways.disk_asked.connect(self.disk_asked)
        for action in self.keyed:
            self.addAction(action)

    @property
    def keyed(self) -> tuple[QAction, ...]:
        """What the keys of a board call."""
        room = self.room
        return (
            self.header.rename,
            self.stepper.down_action,
            self.clocks.look,
            room.roles.filling.fill,
            room.needs.go,
            room.drafting.go,
            room.join,
            room.timeline.taking_back.act,
        )

    def observe(self, incident: ObservedIncident) -> None:
        """Show this incident from now on."""
        for part in (self.header, self.stepper, self.clocks, self.archive, self.room):
            part.observe(incident)
