"""A heap of reports: its mark, its name, a word about it, and how many lie there."""

import msgspec
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 38
PAD_PX = 16


class QueueShown(msgspec.Struct, frozen=True):
    """What a row says."""

    word: str
    count: int
    symbol: str
    tone: str
    note: str = ""


class QueueRow(ReturnPresses):
    """The chosen one is what the list shows."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = QueueShown("", 0, "circle", "text2")
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_queue(self, shown: QueueShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(", ".join(filter(None, (shown.word, str(shown.count), shown.note))))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, box = self.shown, self.rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.isChecked() or self.underMouse():
                painter.fillRect(box, colour("hover"))
            if self.isChecked():
                painter.fillRect(QRect(0, 0, 2, box.height()), colour("accent"))
            if self.hasFocus():
                painter.setPen(colour("accent"))
                painter.drawRoundedRect(box.adjusted(3, 2, -3, -2), 4, 4)
            paint_icon(painter, QRect(PAD_PX, (HEIGHT_PX - 16) // 2, 16, 16), shown.symbol, shown.tone)
            count = str(shown.count)
            face = font(13, 600)
            count_px = QFontMetrics(face).horizontalAdvance(count) + 2
            right = box.width() - PAD_PX
            paint_words(painter, QRect(right - count_px, 0, count_px, HEIGHT_PX), count, face, "text", is_trailing=True)
            note_face = font(12)
            word_px = min(QFontMetrics(face).horizontalAdvance(shown.word) + 4, right - count_px - 40)
            paint_words(painter, QRect(PAD_PX + 28, 0, word_px, HEIGHT_PX), shown.word, face, "text")
            left = PAD_PX + 36 + word_px
            note = QRect(left, 0, max(right - count_px - 10 - left, 0), HEIGHT_PX)
            paint_words(painter, note, shown.note, note_face, "text2", is_trailing=True)
