"""One message as it went out on one channel: when, which it was, and what it said. A press opens it."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 26
TALL_PX = 38
ICON_PX = 14
BADGE_PX = 20
PAD_PX = 4
"""Room for the edge that says where the keyboard is."""


class SentShown(msgspec.Struct, frozen=True):
    """`symbol` is the channel's; with a `number` that stands in a badge instead. `aside` says how it came about."""

    key: str
    clock: str
    words: str
    symbol: str = "megaphone"
    number: str = ""
    aside: str = ""
    tone: str = "ok"
    spoken: str = ""


class SentRow(ReturnPresses):
    """Short on the board, taller with a line below in the room, where its number leads."""

    def __init__(self, *, is_tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = SentShown("", "", "")
        self._is_tall = is_tall
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_sent(self, shown: SentShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            said = (shown.number, shown.clock, shown.words, shown.aside)
            self.setAccessibleName(shown.spoken or ", ".join(filter(None, said)))
            self.setToolTip(tip(shown.words))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, TALL_PX if self._is_tall else HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            high, face = self.height(), font(12)
            left = self._paint_badge(painter)
            clock_px = QFontMetrics(face).horizontalAdvance(shown.clock) + 2
            paint_words(painter, self._placed(QRect(left, 0, clock_px, high)), shown.clock, face, "text2")
            left += clock_px + 8
            if not shown.number:
                box = QRect(left, (high - ICON_PX) // 2, ICON_PX, ICON_PX)
                paint_icon(painter, self._placed(box), shown.symbol, shown.tone if shown.tone == "bad" else "text2")
                left += ICON_PX + 8
            aside_px = min(QFontMetrics(face).horizontalAdvance(shown.aside) + 2, self.width() // 3)
            right = self.width() - PAD_PX - (aside_px + 8 if shown.aside else 0)
            words = QRect(left, 0, right - left, high)
            paint_words(painter, self._placed(words), shown.words, font(13), "bad" if shown.tone == "bad" else "text")
            aside = QRect(self.width() - PAD_PX - aside_px, 0, aside_px, high)
            paint_words(painter, self._placed(aside), shown.aside, face, "text2", is_trailing=True)

    def _paint_badge(self, painter: QPainter) -> int:
        """Returns: where what follows begins."""
        if not self.shown.number:
            return PAD_PX
        box = QRect(PAD_PX, (self.height() - BADGE_PX) // 2, BADGE_PX, BADGE_PX)
        paint_number(painter, QRectF(self._placed(box)), self.shown.number, self.shown.tone)
        return PAD_PX + BADGE_PX + 10

    def _paint_ground(self, painter: QPainter) -> None:
        if self._is_tall:
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour("line"))
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)


def paint_number(painter: QPainter, box: QRectF, number: str, tone: str) -> None:
    """The number of a message on its channel: filled in green once sent, red where late, hollow while promised."""
    is_hollow = tone not in ("ok", "bad")
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else colour(f"{tone}soft"))
    edge = "edge" if is_hollow else "bad"
    painter.setPen(QPen(colour(edge), 1) if is_hollow or tone == "bad" else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font(11, 600))
    painter.setPen(colour("text2" if is_hollow else tone))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
