"""A column that scrolls where the window is too low for it, its right edge in one place with and without the bar."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from incident_desk.desktop.tab_order import go_behind


class ColumnScroll(QScrollArea):
    """What lies in `column` keeps its width: the bar takes of the padding at its right, not of the words."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.setWidget(self.content)
        self._is_giving_way = False
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(self._give_way)
        self._below_above: tuple[QWidget, QWidget] = self, self
        self._keys = QTimer(self, interval=0, singleShot=True)
        """Qt walks along the order of the keyboard while it shows a page, and must not find it changed."""
        self._keys.timeout.connect(self._order_keys)
        self.verticalScrollBar().rangeChanged.connect(self._give_way)

    def add(self, widget: QWidget) -> None:
        """Below what is there."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def set_order(self, above: QWidget, below: QWidget) -> None:
        """Of two neighbours, for the eye and for the keyboard."""
        if self.column.indexOf(above) > self.column.indexOf(below):
            self.column.removeWidget(below)
            self.column.insertWidget(self.column.indexOf(above) + 1, below)
            self._below_above = below, above
            self._keys.start()

    def _order_keys(self) -> None:
        go_behind(*self._below_above)

    def _give_way(self) -> None:
        """With a margin below nothing the content reaches under the bar.

        Words that wrap at just that width would turn the bar on and off for ever: so a turn within a turn waits.
        """
        if self._is_giving_way:
            self._again.start()
            return
        self._is_giving_way = True
        bar = self.verticalScrollBar()
        bar_px = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self.content.setContentsMargins(0, 0, -bar_px, 0)
        self._is_giving_way = False
