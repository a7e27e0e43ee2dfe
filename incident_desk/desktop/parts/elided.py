"""One line of words that gives way: where it does not fit it ends in an ellipsis, and its tooltip has the whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font

LEAST_PX = 24


class Elided(QWidget):
    """A QLabel would force its column wider and then clip."""

    def __init__(
        self, text: str = "", size_px: int = 13, weight: int = 400, tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(font(size_px, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self._text = ""
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another ink from now on."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(colour(self._tone))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
