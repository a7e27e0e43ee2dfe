"""A task as one row: what it calls for, what to do, who has it, and the word that decides. A press opens its card."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import shortened
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 26
ICON_PX = 14
WORDS_AT_PX = 24
GAP_PX = 12
MARK_PX = 12


class TaskShown(msgspec.Struct, frozen=True):
    """What a row says; `mark` only where the words are not shared yet, or two desks disagree.

    `number` stands before the words, and where those do not fit their end is kept: both tell one from another. With
    so many words as `alike` others that stand there begin as well.
    """

    key: str
    words: str
    number: str = ""
    who: str = ""
    when: str = ""
    symbol: str = "circle"
    tone: str = "text3"
    spoken: str = ""
    mark: TruthGlyph | None = None
    is_done: bool = False
    alike: int = 0


class TaskRow(ReturnPresses):
    """The words give way first, then the name; what decides is never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = TaskShown("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def show_task(self, shown: TaskShown) -> None:
        """Say this from now on; what it says already is not painted again."""
        if shown != self.shown:
            self.shown = shown
            spoken = shown.spoken or ", ".join(filter(None, (shown.words, shown.who, shown.when)))
            self.setAccessibleName(", ".join(filter(None, (spoken, shown.mark.words if shown.mark else ""))))
            self.setToolTip(tip(self.accessibleName()))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.fillRect(self.rect(), colour("hover"))
            top = (HEIGHT_PX - ICON_PX) // 2
            paint_icon(painter, self._placed(QRect(2, top, ICON_PX, ICON_PX)), shown.symbol, shown.tone)
            right = self.width() - 4
            if shown.mark is not None:
                at = QRect(right - MARK_PX, (HEIGHT_PX - MARK_PX) // 2, MARK_PX, MARK_PX)
                paint_icon(painter, self._placed(at), shown.mark.symbol, shown.mark.tone_in_rows)
                right -= MARK_PX + 6
            face = font(12, {"warn": 600, "text": 500}.get(shown.tone, 400))
            right = self._at_right(painter, right, shown.when, face, shown.tone)
            right = self._at_right(painter, right, shown.who, font(12), "text3")
            ink = "text3" if shown.is_done else "text"
            left = WORDS_AT_PX + self._paint_number(painter)
            self._line(painter, QRect(left, 0, right - left, HEIGHT_PX), shown.words, font(13), ink, keeps_end=True)
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_number(self, painter: QPainter) -> int:
        """Returns: the width it took, with the gap behind it."""
        if not self.shown.number:
            return 0
        width = QFontMetrics(font(13)).horizontalAdvance(self.shown.number)
        self._line(painter, QRect(WORDS_AT_PX, 0, width + 1, HEIGHT_PX), self.shown.number, font(13), "text3")
        return width + 6

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _at_right(self, painter: QPainter, right: int, text: str, face: QFont, tone: str) -> int:
        """Returns: where what stands to the left of it must end. It takes at most a third of the row."""
        if not text:
            return right
        width = min(QFontMetrics(face).horizontalAdvance(text) + 1, self.width() // 3)
        self._line(painter, QRect(right - width, 0, width, HEIGHT_PX), text, face, tone)
        return right - width - GAP_PX

    def _line(
        self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str, *, keeps_end: bool = False
    ) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        width = max(0, box.width())
        elided = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
        shown = shortened(text, face, width, self.shown.alike) if keeps_end else elided
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
