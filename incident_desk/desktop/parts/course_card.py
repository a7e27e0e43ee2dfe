"""A course of action: a card with its words, how far it is and what decides; where there are many, one row."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import lines_fitting, shortened
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.theme import colour, font, paint_icon

CARD_PX, ROW_PX = 88, 30
PAD_PX = 12
ICON_PX = 13
LINE_PX = 18
BAR_PX = 4
WEIGHTS = {"warn": 600, "text": 500}


class CourseShown(msgspec.Struct, frozen=True):
    """What it says; `share` is how far it is, None where that means nothing. `when` is the deciding word of a row.

    `number` stands before the words, and where those do not fit their end is kept: both tell one from another. With
    so many words as `alike` others that stand there begin as well.
    """

    key: str
    words: str
    number: str = ""
    foot: str = ""
    when: str = ""
    symbol: str = ""
    tone: str = "text2"
    share: float | None = None
    is_accent: bool = False
    is_over: bool = False
    mark: TruthGlyph | None = None
    spoken: str = ""
    alike: int = 0


class CourseCard(ReturnPresses):
    """A press opens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = CourseShown("", "")
        self._is_row = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(CARD_PX)

    def show_course(self, shown: CourseShown) -> None:
        """Say this from now on; what it says already is not painted again."""
        if shown != self.shown:
            self.shown = shown
            spoken = shown.spoken or ", ".join(filter(None, (shown.words, shown.foot)))
            self.setAccessibleName(", ".join(filter(None, (spoken, shown.mark.words if shown.mark else ""))))
            self.setToolTip(tip(self.accessibleName()))
            self.update()

    def set_row(self, is_row: bool) -> None:
        """One row, or a whole card."""
        if is_row != self._is_row:
            self._is_row = is_row
            self.setFixedHeight(ROW_PX if is_row else CARD_PX)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_PX if self._is_row else CARD_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            if self._is_row:
                self._paint_row(painter)
            else:
                self._paint_card(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(colour("accent" if self.hasFocus() or self.shown.is_accent else "line2"), width))
        painter.setBrush(colour("hover" if self.underMouse() else "card"))
        painter.drawRoundedRect(box, 4, 4)

    def _paint_row(self, painter: QPainter) -> None:
        shown, left, right = self.shown, PAD_PX, self.width() - PAD_PX
        if shown.symbol:
            self._icon(painter, left, (ROW_PX - ICON_PX) // 2, shown.symbol, shown.tone)
            left += ICON_PX + 6
        right = self._paint_mark(painter, right, (ROW_PX - ICON_PX) // 2)
        if shown.when:
            face = font(12, WEIGHTS.get(shown.tone, 400))
            width = min(QFontMetrics(face).horizontalAdvance(shown.when) + 1, self.width() // 2)
            self._line(painter, QRect(right - width, 0, width, ROW_PX), shown.when, face, shown.tone)
            right -= width + 8
        ink = "text3" if shown.is_over else "text"
        left += self._paint_number(painter, QRect(left, 0, right - left, ROW_PX))
        self._line(painter, QRect(left, 0, right - left, ROW_PX), shown.words, font(13, 500), ink, keeps_end=True)

    def _paint_card(self, painter: QPainter) -> None:
        shown, room = self.shown, self.width() - 2 * PAD_PX
        right = self._paint_mark(painter, self.width() - PAD_PX, PAD_PX)
        number_px = self._paint_number(painter, QRect(PAD_PX, 9, right - PAD_PX, LINE_PX))
        self._words(painter, QRect(PAD_PX + number_px, 9, right - PAD_PX - number_px, 2 * LINE_PX))
        if shown.share is not None:
            self._bar(painter, QRectF(PAD_PX, 52, room, BAR_PX), shown.share)
        left, top = PAD_PX, CARD_PX - 24
        if shown.symbol:
            self._icon(painter, left, top + 2, shown.symbol, shown.tone)
            left += ICON_PX + 6
        face = font(12, WEIGHTS.get(shown.tone, 400))
        self._line(painter, QRect(left, top, self.width() - PAD_PX - left, LINE_PX), shown.foot, face, shown.tone)

    def _paint_number(self, painter: QPainter, box: QRect) -> int:
        """Returns: the width it took, with the gap behind it."""
        if not self.shown.number:
            return 0
        face = font(13, 500)
        self._line(painter, box, self.shown.number, face, "text3")
        return QFontMetrics(face).horizontalAdvance(self.shown.number) + 6

    def _paint_mark(self, painter: QPainter, right: int, top: int) -> int:
        """Returns: where what stands to the left of it must end."""
        if self.shown.mark is None:
            return right
        self._icon(painter, right - ICON_PX, top, self.shown.mark.symbol, self.shown.mark.tone_in_rows)
        return right - ICON_PX - 8

    def _words(self, painter: QPainter, box: QRect) -> None:
        """Two lines, the second cut before its end."""
        face, ink = font(13, 500), "text3" if self.shown.is_over else "text"
        shown = self.shown
        lines = lines_fitting(shown.words, face, box.width(), 2, keeps_end=True, alike=shown.alike)
        for at, line in enumerate(lines):
            self._line(painter, QRect(box.left(), box.top() + at * LINE_PX, box.width(), LINE_PX), line, face, ink)

    def _bar(self, painter: QPainter, box: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(box, 2, 2)
        full = QRectF(box)
        full.setWidth(box.width() * min(1.0, max(0.0, share)))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            full.moveRight(box.right())
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(full, 2, 2)

    def _icon(self, painter: QPainter, left: int, top: int, symbol: str, tone: str) -> None:
        paint_icon(painter, self._placed(QRect(left, top, ICON_PX, ICON_PX)), symbol, tone)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _line(
        self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str, *, keeps_end: bool = False
    ) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        width = max(0, box.width())
        elided = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)
        shown = shortened(text, face, width, self.shown.alike) if keeps_end else elided
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
