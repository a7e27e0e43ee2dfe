"""The roles one below the other: whole while they fit, else whoever is at the desk whole and the others as rows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import conflict_of
from incident_desk.desktop.duties import Standing
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.role import height_of
from incident_desk.desktop.panels.role_item import RoleItem
from incident_desk.desktop.panels.role_words import brief
from incident_desk.desktop.panels.roles_fit import fit
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.role_row import HEIGHT_PX as ROW_PX
from incident_desk.desktop.tab_order import TabPlace

LINE_PX = 1
MOST_MINE = 3
"""So many steps of mine are shown where the others are rows."""


class RoleList(ColumnScroll):
    """What is the same from one showing to the next stays untouched, and so does what somebody is typing."""

    incident_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("role_list", parent)
        self._bridge = bridge
        self._items: dict[str, RoleItem] = {}
        self.standings: Sequence[Standing] = ()
        self._opened = ""
        self.order: list[str] = []
        self._is_showing = False
        self.is_compact = False
        self._place = TabPlace(self.content)

    def show_standings(self, observed: ObservedIncident, found: Sequence[Standing]) -> None:
        """Show these; what is the same stays untouched."""
        self._is_showing = True
        self.standings = found
        self._drop_all_but({standing.key for standing in found})
        zone = self._bridge.zone
        for standing in found:
            item = self._items.get(standing.key) or self._made(standing.key)
            item.panel.show_standing(observed, standing, conflict_of(observed.board, standing.key, self._bridge))
            item.row.show_brief(brief(standing, zone))
        self._is_showing = False
        self._fit()

    def item(self, key: str) -> RoleItem:
        """The role of this key."""
        return self._items[key]

    def reveal(self, key: str) -> None:
        """Bring a role into sight, whole, with the keyboard on its first control."""
        if key not in self._items:
            return
        self._open(key)
        item = self._items[key]
        QApplication.sendPostedEvents(self.widget(), QEvent.Type.LayoutRequest.value)
        self.ensureWidgetVisible(item, 0, 0)
        first = next((w for w in item.panel.tab_chain if w.isVisible() and w.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # coming and going -------------------------------------------------------------------------------------------------

    def _made(self, key: str) -> RoleItem:
        item = self._items[key] = RoleItem(self._bridge, key)
        item.panel.resized.connect(self._fit)
        item.panel.acts.incident_asked.connect(self.incident_asked)
        item.row.clicked.connect(lambda: self.reveal(key))
        self.add(item)
        item.show()  # Qt would show it in its own time, and whoever wants to go there has to wait
        return item

    def _drop_all_but(self, keys: set[str]) -> None:
        for key in set(self._items) - keys:
            item = self._items.pop(key)
            item.hide()
            item.deleteLater()

    def _open(self, key: str) -> None:
        """In the narrow form one role at a time is whole, besides mine."""
        self._opened = key
        self._fit()

    # room -------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._is_showing or not self.standings:
            return
        self._is_showing = True
        room_px = self.viewport().height()
        bases = [self._items[s.key].panel.height_without_steps + LINE_PX for s in self.standings]
        steps = fit(bases, [len(s.open_steps) for s in self.standings], room_px)
        self.is_compact = steps is None
        if steps is None:
            self._show_compact(room_px)
        else:
            for standing, count in zip(self.standings, steps, strict=True):
                self._items[standing.key].panel.want_steps(count)
                self._items[standing.key].set_whole(True)
        self._put_in_order()
        self._is_showing = False

    def _show_compact(self, room_px: int) -> None:
        """Rows; what is mine or was opened whole; and of the others the loudest whole, while there is room left."""
        items = {s.key: self._items[s.key] for s in sorted(self.standings, key=_loudness)}
        whole = {s.key for s in self.standings if self._is_open(self._items[s.key], s)}
        for standing in self.standings:
            items[standing.key].panel.want_steps(MOST_MINE if standing.key in whole else 1)
        heights = {key: height_of(item.panel) + LINE_PX for key, item in items.items()}
        left_px = room_px - sum(heights[key] if key in whole else ROW_PX + LINE_PX for key in items)
        for key, item in items.items():
            more_px = heights[key] - ROW_PX - LINE_PX
            if key not in whole and more_px <= left_px:
                whole.add(key)
                left_px -= more_px
            item.set_whole(key in whole)

    def _is_open(self, item: RoleItem, standing: Standing) -> bool:
        """What is mine, was opened, or is being typed into stays whole."""
        return item.key == self._opened or item.panel.is_mine(standing) or item.panel.form.assigning.is_open

    def _put_in_order(self) -> None:
        """Mine first, and of rows then the loudest; nothing moves away from under somebody's keyboard."""
        found = sorted(self.standings, key=_loudness) if self.is_compact else list(self.standings)
        found.sort(key=lambda s: not self._items[s.key].panel.is_mine(s))
        order = [standing.key for standing in found]
        at_keys = QApplication.focusWidget()
        has_keys = bool(at_keys) and self.isAncestorOf(at_keys)
        if order == self.order or (has_keys and set(order) == set(self.order)):
            return
        self.order = order
        for at, key in enumerate(order):
            self.column.insertWidget(at, self._items[key])
        self._place.put(w for key in order for w in (self._items[key].row, *self._items[key].panel.tab_chain))


def _loudness(standing: Standing) -> tuple[int, int]:
    return standing.loudness
