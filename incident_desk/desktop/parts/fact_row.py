"""A fact in one line, with its time at the right. A press takes it on."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 24
ICON_PX = 14


class FactRow(ReturnPresses):
    """`key` is the line it stands for."""

    def __init__(self, symbol: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol, self._tone = symbol, tone
        self.key = self._words = self._clock = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_fact(self, key: str, words: str, clock: str) -> None:
        """Say this from now on."""
        if (key, words, clock) != (self.key, self._words, self._clock):
            self.key, self._words, self._clock = key, words, clock
            self.setAccessibleName(f"{clock}, {words}")
            self.setToolTip(tip(words))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            top = (self.height() - ICON_PX) // 2
            paint_icon(painter, self._placed(QRect(2, top, ICON_PX, ICON_PX)), self._symbol, self._tone)
            clock_px = QFontMetrics(font(12)).horizontalAdvance(self._clock) + 2
            left = ICON_PX + 10
            words = QRect(left, 0, self.width() - left - clock_px - 10, self.height())
            paint_words(painter, self._placed(words), self._words, font(13), "text")
            aside = QRect(self.width() - clock_px - 2, 0, clock_px, self.height())
            paint_words(painter, self._placed(aside), self._clock, font(12), "text2", is_trailing=True)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
