"""The tabs of a draft: one for each variant, as wide as its name, and in a second row before no name can be read."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.channel_tab import HEIGHT_PX, ChannelTab, ChannelTabShown
from incident_desk.desktop.tab_order import TabPlace

LEAST_PX = 84
"""Narrower than this a tab tells nothing: the next one stands in another row."""


class ChannelTabs(QWidget):
    """`turned_to` carries the key of the one that was pressed."""

    turned_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs: list[ChannelTab] = []
        self._count = 0
        self._place = TabPlace(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def show_tabs(self, shown: Sequence[ChannelTabShown], key: str) -> None:
        """These, of which that one is chosen."""
        while len(self.tabs) < len(shown):
            made = ChannelTab(self)
            made.setObjectName(f"channel_tab_{len(self.tabs) + 1}")
            made.clicked.connect(lambda _=False, made=made: self.turned_to.emit(made.shown.key))
            self.tabs.append(made)
            self._place.put(self.tabs)
        self._count = len(shown)
        for at, made in enumerate(self.tabs):
            made.setVisible(at < len(shown))
            if at < len(shown):
                made.show_tab(shown[at])
                made.setChecked(shown[at].key == key)
        self._spread()

    def sizeHint(self) -> QSize:
        return QSize(sum(each.sizeHint().width() for each in self.tabs[: self._count]), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        tabs = self.tabs[: self._count]
        if not tabs or self.width() <= 0:
            return
        row = max(1, self.width() // LEAST_PX)
        lines = math.ceil(len(tabs) / row)
        row = math.ceil(len(tabs) / lines)
        self.setFixedHeight(lines * HEIGHT_PX)
        for line in range(lines):
            self._spread_row(tabs[line * row : (line + 1) * row], line * HEIGHT_PX)

    def _spread_row(self, tabs: Sequence[ChannelTab], top: int) -> None:
        """Where not all names have room beside their signs, a draft goes without: it is what each is at first."""
        for tab in tabs:
            tab.set_bare(is_bare=False)
        if sum(tab.sizeHint().width() for tab in tabs) > self.width():
            for tab in tabs:
                tab.set_bare(is_bare=True)
        left = 0
        for tab, wide in zip(tabs, shares([tab.sizeHint().width() for tab in tabs], self.width()), strict=True):
            tab.setGeometry(_placed(self, QRect(left, top, wide, HEIGHT_PX)))
            left += wide


def shares(wanted: Sequence[int], width: int) -> list[int]:
    """How wide each is: what is over goes to all alike, what is missing is taken from the widest."""
    over = width - sum(wanted)
    if over >= 0:
        share, rest = divmod(over, len(wanted))
        return [each + share + (at < rest) for at, each in enumerate(wanted)]
    found, left = [0] * len(wanted), width
    for done, at in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        found[at] = min(wanted[at], left // (len(wanted) - done))
        left -= found[at]
    return found


def _placed(parent: QWidget, box: QRect) -> QRect:
    direction = parent.layoutDirection()
    return box if direction == Qt.LayoutDirection.LeftToRight else QStyle.visualRect(direction, parent.rect(), box)
