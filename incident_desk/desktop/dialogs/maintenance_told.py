"""What was said of one maintenance so far, by whom, and why: the newest first."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_rows import body_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.maintenance import Maintenance

MOST: Final = 6
"""More of them stand in the duty log."""


class MaintenanceTold(QWidget):
    """Each in as many lines as it takes."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows = [Label("", 12, 400, "text2", f"maintenance_told_{at + 1}", wraps=True) for at in range(MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHead(self.tr("What was said so far"), self.tr("all of it stands in the duty log")))
        for each in self.rows:
            column.addWidget(each)

    def show_told(self, one: Maintenance) -> None:
        """What there is by now."""
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        told = one.told[::-1][:MOST]
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(told))
            if at < len(told):
                each = told[at]
                said = body_words(each.body, zone)
                row.setText(f"{clock_near(each.occurred_us, now_us, zone)} {self._bridge.name(each.by)}: {said}")
