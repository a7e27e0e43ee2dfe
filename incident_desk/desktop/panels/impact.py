"""Who is hurt, where, from when to when: five tiles, each pressed to set its fact."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import IN_IMPACT, conflict_of
from incident_desk.desktop.panels.impact_words import in_conflict, tiles
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.tile import Tile

FACTS = (*IN_IMPACT, "detect")
GAP_PX = 8
NARROW_PX = 860


class ImpactPanel(Observing, Section):
    """Where the window is low the tiles are one line each, and their head goes."""

    HEARD = ("impact.", "incident.", "severity.", "state.", "entry.", "gov.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("impact_panel", QCoreApplication.translate("ImpactPanel", "Impact"), parent)
        self._bridge = bridge
        self.tiles = {fact: self._tile(fact) for fact in FACTS}
        self._aside: QWidget | None = None
        self._is_slim = False
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP_PX)
        for tile in self.tiles.values():
            self._row.addWidget(tile, 1)
        self.body.addLayout(self._row)
        bridge.zone_changed.connect(self._show)

    def _tile(self, fact: str) -> Tile:
        tile = Tile()
        tile.setObjectName(f"impact_{fact}")
        self._bridge.rights.rule(tile)
        tile.clicked.connect(lambda: self._ask(fact))
        return tile

    def set_aside(self, control: QWidget) -> None:
        """A control of the room that stands at the right of the head, or of the line of tiles."""
        self._aside = control
        self.head.addWidget(control)

    def set_slim(self, is_slim: bool) -> None:
        """One line, or whole tiles under a head."""
        self._is_slim = is_slim
        self.set_head_shown(not is_slim)
        if self._aside is not None:
            (self._row if is_slim else self.head).addWidget(self._aside)
        for tile in self.tiles.values():
            tile.set_slim(is_slim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow line what follows from the other facts goes first."""
        super().resizeEvent(event)
        self.tiles["detect"].setVisible(not self._is_slim or self.width() >= NARROW_PX)

    def _show(self) -> None:
        if self._observed is None:
            return
        board = self._observed.board
        severity = board.headline.severity.value
        self.note.setText(self._observed.plan.severities[severity].means if severity else "")
        for fact, shown in tiles(board, self._bridge).items():
            conflict = conflict_of(board, fact, self._bridge) if fact in IN_IMPACT else None
            self.tiles[fact].show_fact(in_conflict(shown, conflict) if conflict else shown)

    def _ask(self, fact: str) -> None:
        if self._observed is None:
            return
        conflict = conflict_of(self._observed.board, fact, self._bridge) if fact in IN_IMPACT else None
        if conflict is not None:
            from incident_desk.desktop.dialogs.conflict import ConflictDialog

            ConflictDialog(self._bridge, self._observed.incident, conflict, self.window()).open()
        else:
            asked = "started_us" if fact == "detect" else fact
            from incident_desk.desktop.dialogs.impact import ImpactDialog

            ImpactDialog(self._bridge, self._observed, asked, self.window()).open()
