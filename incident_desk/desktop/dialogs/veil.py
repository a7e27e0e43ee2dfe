"""The veil over the window while a dialog is open: it dims what is below, and takes the mouse away from it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.theme import colour

OPACITY = 0.72
MARGIN_PX = 24


class Veil(QWidget):
    """Covers the whole window and keeps its one child, the dialog's card, in the middle."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("veil")
        self.window_below = window
        self._card: QWidget | None = None
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def hold(self, card: QWidget) -> None:
        """Show this card in the middle from now on."""
        self._card = card
        card.installEventFilter(self)
        self.place()

    def place(self) -> None:
        """Give the card the size it asks for, as far as the window has it."""
        if self._card is None:
            return
        room = self.size() - QSize(2 * MARGIN_PX, 2 * MARGIN_PX)
        size = self._card.sizeHint().boundedTo(room)
        corner = QPoint((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)
        self._card.setGeometry(QRect(corner, size))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window_below:
            self.setGeometry(self.window_below.rect())
        elif event.type() == QEvent.Type.LayoutRequest and watched is self._card:
            self.place()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = colour("canvas")
        shade.setAlphaF(OPACITY)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), shade)
