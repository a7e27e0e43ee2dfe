"""An icon by itself: decoration beside words that say the same."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import icon


class Picture(QWidget):
    """Painted at each paint, so that it follows the theme and the scale of the screen."""

    def __init__(self, symbol: str, token: str = "text2", side_px: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_symbol(symbol, token)

    def show_symbol(self, symbol: str, token: str) -> None:
        """Another icon or colour from now on."""
        self._icon = icon(symbol, token)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._icon.paint(painter, self.rect())
