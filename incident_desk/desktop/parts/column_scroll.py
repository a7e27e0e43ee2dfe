"""A column that scrolls where the window is too low for it, its right edge in one place with and without the bar."""

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QStyle, QVBoxLayout, QWidget

from incident_desk.desktop.tab_order import go_behind


class ColumnScroll(QScrollArea):
    """What lies in `column` keeps its width: the bar stands over the padding at its right, and not beside the words.

    A bar of Qt's own would make the column narrower; words that wrap at just that width would turn it on and off for
    ever, each turn within the last, down to the end of the stack.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.setWidget(self.content)
        self._below_above: tuple[QWidget, QWidget] = self, self
        self._keys = QTimer(self, interval=0, singleShot=True)
        """Qt walks along the order of the keyboard while it shows a page, and must not find it changed."""
        self._keys.timeout.connect(self._order_keys)
        hidden = self.verticalScrollBar()
        hidden.rangeChanged.connect(self._show_bar)
        hidden.valueChanged.connect(self.bar.setValue)
        self.bar.valueChanged.connect(hidden.setValue)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bar()

    def _show_bar(self) -> None:
        """As far as there is something to scroll."""
        hidden, wide_px = self.verticalScrollBar(), self.bar.sizeHint().width()
        self.bar.setRange(hidden.minimum(), hidden.maximum())
        self.bar.setPageStep(self.viewport().height())
        self.bar.setSingleStep(hidden.singleStep())
        self.bar.setValue(hidden.value())
        place = QRect(self.width() - wide_px, 0, wide_px, self.height())
        self.bar.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self.bar.setVisible(hidden.maximum() > hidden.minimum())
        self.bar.raise_()
