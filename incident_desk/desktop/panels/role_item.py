"""A role in the column: whole, or as one row where there are many."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.role import RolePanel
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.role_row import RoleRow
from incident_desk.desktop.presence import ROLE
from incident_desk.desktop.whereabouts import PLACE


class RoleItem(QWidget):
    """Both shapes of one role and the line below; one of the shapes shows."""

    def __init__(self, bridge: Bridge, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setProperty(PLACE, f"{ROLE}{key}")
        self.panel = RolePanel(bridge, key, self)
        self.row = RoleRow(self)
        self.row.setObjectName(f"role_row_{key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.panel, self.row, Line()):
            column.addWidget(part)
        self.set_whole(True)

    @property
    def is_whole(self) -> bool:
        return not self.panel.isHidden()

    def set_whole(self, is_whole: bool) -> None:
        """Show all of it, or one row."""
        self.panel.setVisible(is_whole)
        self.row.setVisible(not is_whole)
