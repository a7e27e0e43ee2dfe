"""A room beside the board, with what stands above every room: the incident's header, or that it is quiet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.incident import IncidentHeader, IncidentStepper
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.rooms.calm_header import CalmHeader

CALM_PX = 61
INCIDENT_PX = 61 + 1 + 42


class AsidePage(QWidget):
    """An incident goes on while somebody looks for a setting, or writes at the plan."""

    declare_asked = Signal()
    incidents_asked = Signal()
    bundle_asked = Signal()
    export_asked = Signal()

    def __init__(self, bridge: Bridge, room: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{room.objectName()}_page")
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._incident: tuple[IncidentHeader, IncidentStepper] | None = None
        self._above = QStackedWidget()
        self._above.addWidget(CalmHeader(bridge))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(Line())
        column.addWidget(room, 1)

    def observe(self, incident: ObservedIncident) -> None:
        """Another incident is the one that is shown."""
        self._observed = incident
        for part in self._incident or ():
            part.observe(incident)

    def show_above(self, *, is_calm: bool) -> None:
        """Say what goes on: an incident, or nothing."""
        if not is_calm and self._observed is not None and self._incident is None:
            self._incident = self._made(self._observed)
        self._above.setCurrentIndex(0 if is_calm or self._incident is None else 1)
        self._above.setFixedHeight(CALM_PX if self._above.currentIndex() == 0 else INCIDENT_PX)

    def _made(self, incident: ObservedIncident) -> tuple[IncidentHeader, IncidentStepper]:
        header, stepper = IncidentHeader(self._bridge), IncidentStepper(self._bridge)
        header.declare_asked.connect(self.declare_asked)
        header.incidents_asked.connect(self.incidents_asked)
        header.bundle_asked.connect(self.bundle_asked)
        header.export_asked.connect(self.export_asked)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (header, Line(), stepper):
            column.addWidget(part)
        self._above.addWidget(above)
        header.observe(incident)
        stepper.observe(incident)
        return header, stepper
