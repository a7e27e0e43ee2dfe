"""An icon by itself: decoration beside words that say the same."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import icon


class Picture(QWidget):
    """Painted at each paint, so that it follows the theme and the scale of the screen.

    In a Designer form the properties `symbol`, `ink` and `side_px` say the same as the arguments here.
    """

    def __init__(self, parent: QWidget | None = None, symbol: str = "", ink: str = "text2", side_px: int = 16) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._symbol, self._ink, self._side_px = symbol, ink, side_px

    def show_symbol(self, symbol: str, ink: str) -> None:
        """Another icon or colour from now on."""
        self._symbol, self._ink = symbol, ink
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self._symbol = str(self.property("symbol") or self._symbol)
            self._ink = str(self.property("ink") or self._ink)
            self._side_px = int(self.property("side_px") or self._side_px)
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._symbol:
            with QPainter(self) as painter:
                icon(self._symbol, self._ink).paint(painter, self.rect())
