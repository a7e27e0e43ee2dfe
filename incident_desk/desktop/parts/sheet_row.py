"""A sentence of the fact sheet: how far it can be relied on, what it answers, the words, and when it was confirmed."""

import msgspec
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.theme import colour, font, paint_icon

LINE_PX = 18
PAD_PX = 3
ICON_PX = 14
WORDS_AT_PX = 23
GAP_PX = 8
RIGHT_PX = 4
MARK_PX = 12
MOST_LINES = 2


class SheetRowShown(msgspec.Struct, frozen=True):
    """What a row says; `lead` is what the sentence answers, empty where the row above says it already.

    A `mark` only where the words are not shared yet. `is_loud`: what is said at its end needs somebody.
    """

    key: str
    words: str
    lead: str = ""
    aside: str = ""
    symbol: str = "circle-dashed"
    tone: str = "text3"
    aside_tone: str = "text2"
    spoken: str = ""
    mark: TruthGlyph | None = None
    is_struck: bool = False
    is_loud: bool = False


class SheetRow(ReturnPresses):
    """The words take a second line before they are cut; what stands at the end never is.

    `menu_asked` carries where a menu of it is wanted.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = SheetRowShown("", "")
        self._lead_px = 0
        self._lines: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LINE_PX + 2 * PAD_PX)

    def show_fact(self, shown: SheetRowShown, lead_px: int = 0) -> None:
        """Say this from now on. `lead_px` is the room for what sentences answer: all rows of a sheet have the same."""
        if (shown, lead_px) != (self.shown, self._lead_px):
            self.shown, self._lead_px = shown, lead_px
            spoken = shown.spoken or ", ".join(filter(None, (shown.lead, shown.words, shown.aside)))
            self.setAccessibleName(", ".join(filter(None, (spoken, shown.mark.words if shown.mark else ""))))
            self.setToolTip(tip(self.accessibleName()))
            self._break_lines()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break_lines()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @property
    def _face(self) -> QFont:
        face = font(13)
        face.setStrikeOut(self.shown.is_struck)
        return face

    @property
    def _aside_face(self) -> QFont:
        return font(12, 600 if self.shown.is_loud else 400)

    @property
    def _words_at_px(self) -> int:
        return WORDS_AT_PX + (self._lead_px + GAP_PX if self._lead_px else 0)

    @property
    def _aside_px(self) -> int:
        wide = QFontMetrics(self._aside_face).horizontalAdvance(self.shown.aside) + 1 if self.shown.aside else 0
        return min(wide, self.width() // 2) + (MARK_PX + 6 if self.shown.mark else 0)

    def _break_lines(self) -> None:
        room_px = max(40, self.width() - self._words_at_px - self._aside_px - GAP_PX - RIGHT_PX)
        self._lines = lines_fitting(self.shown.words, self._face, room_px, MOST_LINES)
        self.setFixedHeight(LINE_PX * max(1, len(self._lines)) + 2 * PAD_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.fillRect(self.rect(), colour("hover"))
            top = PAD_PX + (LINE_PX - ICON_PX) // 2
            paint_icon(painter, self._placed(QRect(3, top, ICON_PX, ICON_PX)), shown.symbol, shown.tone)
            lead = QRect(WORDS_AT_PX, PAD_PX, self._lead_px, LINE_PX)
            paint_words(painter, self._placed(lead), shown.lead, font(12), "text3")
            self._paint_aside(painter)
            left, width = self._words_at_px, self.width() - self._words_at_px - self._aside_px - GAP_PX - RIGHT_PX
            ink = "text3" if shown.is_struck else "text"
            for at, line in enumerate(self._lines):
                box = QRect(left, PAD_PX + at * LINE_PX, width, LINE_PX)
                paint_words(painter, self._placed(box), line, self._face, ink)
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_aside(self, painter: QPainter) -> None:
        shown, right = self.shown, self.width() - RIGHT_PX
        if shown.mark is not None:
            at = QRect(right - MARK_PX, PAD_PX + (LINE_PX - MARK_PX) // 2, MARK_PX, MARK_PX)
            paint_icon(painter, self._placed(at), shown.mark.symbol, shown.mark.tone_in_rows)
            right -= MARK_PX + 6
        left = self.width() - RIGHT_PX - self._aside_px
        box = self._placed(QRect(left, PAD_PX, right - left, LINE_PX))
        paint_words(painter, box, shown.aside, self._aside_face, shown.aside_tone, is_trailing=True)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
