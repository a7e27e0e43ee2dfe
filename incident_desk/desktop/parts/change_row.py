"""One side of a change: what stood there, or what stands there now, with the place it is about."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 26
SIDE_PX = 12
SIGN_PX = 18
PLACE_PX = 230
GROUND_ALPHA = 110
"""A full ground shouts; sign and words carry it (43 %)."""


class ChangeRow(QWidget):
    """Red with a minus for what goes, green with a plus for what comes."""

    def __init__(self, place: str, words: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._words, self._is_new = place, words, is_new
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(f"{place}: {words}"))
        self.setAccessibleName(f"{'+' if is_new else '-'} {place}: {words}")

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = "ok" if self._is_new else "bad"
        ground = QColor(colour(f"{tone}soft"))
        ground.setAlpha(GROUND_ALPHA)
        place_px = min(PLACE_PX, (self.width() - 2 * SIDE_PX) // 3) + 10 if self._place else 0
        words_at = SIDE_PX + SIGN_PX + place_px
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            painter.setFont(font(12, 600))
            self._line(painter, (SIDE_PX, SIDE_PX + SIGN_PX), "+" if self._is_new else "−", tone)
            painter.setFont(font(12, 500))
            self._line(painter, (SIDE_PX + SIGN_PX, words_at - 10), self._place, "text2")
            self._line(painter, (words_at, self.width() - SIDE_PX), self._words, "text")

    def _line(self, painter: QPainter, between: tuple[int, int], text: str, tone: str) -> None:
        left, right = between
        box = QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(left, 0, right - left, self.height()))
        painter.setPen(colour(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
