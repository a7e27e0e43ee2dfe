"""The column of roles folded to discs, for windows where the centre needs the width."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.duties import Standing
from incident_desk.desktop.panels.role_words import brief
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.role_row import BADGE_PX, RoleBadge
from incident_desk.desktop.tab_order import TabPlace


class FoldedRoles(QWidget):
    """`asked` carries the key of the role that was pressed; `unfold_asked` wants the column back."""

    asked = Signal(str)
    unfold_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(BADGE_PX[0])
        self._bridge = bridge
        self.badges: dict[str, RoleBadge] = {}
        self.order: list[str] = []
        content = QWidget()
        self._place = TabPlace(content)
        self._discs = QVBoxLayout(content)
        self._discs.setContentsMargins(0, 4, 0, 0)
        self._discs.setSpacing(0)
        self._discs.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._scroll = scroll
        self.unfold = IconButton("panel-left-open", self.tr("Show the roles whole"), "roles_unfold")
        self.unfold.clicked.connect(self.unfold_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(scroll, 1)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_standings(self, found: Sequence[Standing]) -> None:
        """Show these; where not all can be seen without scrolling, mine first and then the loudest."""
        for key in set(self.badges) - {standing.key for standing in found}:
            badge = self.badges.pop(key)
            badge.hide()
            badge.deleteLater()
        for standing in found:
            if standing.key not in self.badges:
                self._make(standing.key)
            self.badges[standing.key].show_brief(brief(standing, self._bridge.zone))
        shown = list(found)
        if len(found) * BADGE_PX[1] > self._scroll.viewport().height():
            shown.sort(key=lambda s: (s.holder is None or s.holder.person != self._bridge.me, s.loudness))
        self._put_in_order([standing.key for standing in shown])

    def _put_in_order(self, order: list[str]) -> None:
        """Nothing moves away from under somebody's keyboard."""
        is_worked_in = any(badge.hasFocus() for badge in self.badges.values())
        if order == self.order or (is_worked_in and set(order) == set(self.order)):
            return
        self.order = order
        for at, key in enumerate(order):
            self._discs.insertWidget(at, self.badges[key])
        self._place.put(self.badges[key] for key in order)

    def _make(self, key: str) -> None:
        badge = self.badges[key] = RoleBadge()
        badge.setObjectName(f"role_badge_{key}")
        badge.clicked.connect(lambda: self.asked.emit(key))
        self._discs.insertWidget(self._discs.count() - 1, badge)
        badge.show()
