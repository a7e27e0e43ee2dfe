"""A tile: the name of a fact, the fact itself large or in words, and a line below."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font, icon

FULL_PX = 116
SLIM_PX = 36
PAD_PX = 12
ICON_PX = 16
MOST_LINES = 3


class TileShown(msgspec.Struct, frozen=True):
    """What a tile says. A fact is either one large `value` or some `words`; `is_open` marks one nobody has told yet.

    `short` is the name in a line.
    """

    name: str
    value: str = ""
    words: str = ""
    foot: str = ""
    tone: str = "text"
    foot_tone: str = "text3"
    symbol: str = ""
    symbol_tone: str = ""
    is_open: bool = False
    short: str = ""

    @property
    def fact(self) -> str:
        """The fact, in whichever form."""
        return self.value or self.words


class Tile(ReturnPresses):
    """A press opens where the fact is set. Slim, it is one line: the name, and the fact at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = TileShown("")
        self._is_slim = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_fact(self, shown: TileShown) -> None:
        """Say it; the whole of it is in the tooltip, and is what is read aloud."""
        if shown == self.shown:
            return
        self.shown = shown
        whole = "\n".join(part for part in (shown.fact, shown.foot) if part)
        self.setAccessibleName(f"{shown.name}: {shown.fact}")
        self.setAccessibleDescription(shown.foot)
        set_tip(self, whole)
        self.update()

    def set_slim(self, is_slim: bool) -> None:
        """One line, or the whole tile."""
        self._is_slim = is_slim
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, SLIM_PX if self._is_slim else FULL_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_card(painter)
            if self._is_slim:
                self._paint_slim(painter)
            else:
                self._paint_full(painter)

    def _paint_card(self, painter: QPainter) -> None:
        width = 2.0 if self.hasFocus() else 1.0
        edge = "accent" if self.hasFocus() else "line2" if self.underMouse() else "line"
        pen = QPen(colour(edge), width)
        if self.shown.is_open and not self.hasFocus():
            pen = QPen(colour("line2"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("hover" if self.underMouse() else "card"))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, 6, 6)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, ink: str) -> None:
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(face)
        painter.setPen(colour(ink))
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _paint_full(self, painter: QPainter) -> None:
        inner = self.width() - 2 * PAD_PX
        self._line(painter, QRect(PAD_PX, 8, inner - ICON_PX - 4, 18), self.shown.name, font(12, 500), "text2")
        if self.shown.symbol:
            at = QRect(self.width() - PAD_PX - ICON_PX, 9, ICON_PX, ICON_PX)
            icon(self.shown.symbol, self.shown.symbol_tone or self.shown.tone).paint(painter, self._placed(at))
        if self.shown.value:
            face = font(20, 600)
            if QFontMetrics(face).horizontalAdvance(self.shown.value) > inner:
                face = font(15, 600)  # a value in small letters says more than half of one in large
            self._line(painter, QRect(PAD_PX, 28, inner, 30), self.shown.value, face, self.shown.tone)
        elif self.shown.words:
            self._paint_words(painter, QRect(PAD_PX, 32, inner, FULL_PX - 32 - 28))
        self._line(
            painter, QRect(PAD_PX, FULL_PX - 28, inner, 20), self.shown.foot, font(12, 500), self.shown.foot_tone
        )

    def _paint_slim(self, painter: QPainter) -> None:
        inner = self.width() - 2 * PAD_PX
        face = font(12, 500)
        called = self.shown.short or self.shown.name
        name = min(QFontMetrics(face).horizontalAdvance(called) + 2, inner // 2)
        self._line(painter, QRect(PAD_PX, 0, name, SLIM_PX), called, face, "text2")
        face = font(13, 600)
        room = inner - name - 8
        fact = " ".join(self.shown.fact.split())
        width = min(QFontMetrics(face).horizontalAdvance(fact) + 2, room)
        self._line(painter, QRect(PAD_PX + inner - width, 0, width, SLIM_PX), fact, face, self.shown.tone)

    def _paint_words(self, painter: QPainter, box: QRect) -> None:
        """Up to three lines; the last one ends in an ellipsis where there is more."""
        face = font(13, 500)
        layout = QTextLayout(self.shown.words, face)
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        layout.setTextOption(option)
        metrics = QFontMetrics(face)
        painter.setPen(colour(self.shown.tone))
        painter.setFont(face)
        layout.beginLayout()
        for count in range(MOST_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(box.width())
            top = box.top() + count * metrics.lineSpacing() * 1.12
            start, end = line.textStart(), line.textStart() + line.textLength()
            if count == MOST_LINES - 1 and end < len(self.shown.words):
                rest = metrics.elidedText(self.shown.words[start:], Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(self._placed(QRect(box.left(), round(top), box.width(), metrics.height())), 0, rest)
            else:
                line.draw(painter, QPointF(self._placed(box).left(), top))
        layout.endLayout()
