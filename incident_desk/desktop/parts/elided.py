"""One line of words that gives way: where it does not fit it ends in an ellipsis, and its tooltip has the whole."""

from PySide6.QtCore import Property, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip, words_and_parent
from incident_desk.desktop.theme import colour, font

LEAST_PX = 24


class Elided(QLabel):
    """A plain QLabel would force its column wider and then clip."""

    def __init__(
        self,
        text: str | QWidget | None = "",
        size_px: int = 13,
        weight: int = 400,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        words, parent = words_and_parent(text, parent)
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size_px, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self.setText(words)

    def setText(self, text: str) -> None:
        if text == self.text():
            return  # with every tick most are as they were, and each would have the window laid out anew
        super().setText(text)
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()

    def _get_tone(self) -> str:
        return self._tone

    def set_tone(self, tone: str) -> None:
        """Another ink from now on."""
        self._tone = tone
        self.update()

    tone = Property(str, _get_tone, set_tone)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance(self.text())) + 2, round(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, round(QFontMetricsF(self.font()).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        with QPainter(self) as painter:
            painter.setPen(colour(self._tone if self.isEnabled() else "text3"))
            painter.drawText(self.rect(), side | Qt.AlignmentFlag.AlignVCenter, shown)
