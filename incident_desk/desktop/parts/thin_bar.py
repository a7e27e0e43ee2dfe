"""How much of something is done, as a bar of four pixels beside its words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour

HEIGHT_PX = 4
LEAST_PX = 16


class ThinBar(QWidget):
    """Decoration: the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None, width_px: int = 64) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self._share = 0.0
        self._tone = "spark"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: str = "spark") -> None:
        """Fill this share of it, 0 to 1."""
        self._share, self._tone = min(1.0, max(0.0, share)), tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width_px, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        full = QRectF(box)
        full.setWidth(box.width() * self._share)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            full.moveRight(box.right())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("line"))
            painter.drawRoundedRect(box, 2, 2)
            if self._share > 0:
                painter.setBrush(colour(self._tone))
                painter.drawRoundedRect(full, 2, 2)
