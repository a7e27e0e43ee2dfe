"""A row to press: what it is, and below it what is to be said about it."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.thumbnail import paint_thumbnail
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 46
ICON_PX = 16
PAD_PX = 12
PICTURE_PX = 42


class RowShown(msgspec.Struct, frozen=True):
    """What a row says; `aside` stands at the right of its second line, a picture or a symbol before both."""

    line: str
    detail: str = ""
    aside: str = ""
    symbol: str = ""
    tone: str = "text2"
    detail_tone: str = "text2"
    picture: QPixmap | None = None


class TwoLineRow(ReturnPresses):
    """With `is_card` it lies on a card of its own; without, its words begin where the section's do."""

    def __init__(self, parent: QWidget | None = None, *, is_card: bool = False) -> None:
        super().__init__(parent)
        self.shown = RowShown("")
        self._is_card = is_card
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, shown: RowShown) -> None:
        """Say this from now on."""
        self.shown = shown
        self.setAccessibleName(", ".join(part for part in (shown.line, shown.detail, shown.aside) if part))
        self.setToolTip(tip("\n".join(part for part in (shown.line, shown.detail, shown.aside) if part)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            left = PAD_PX if self._is_card else 0
            if shown.picture is not None:
                at = QRect(left, 7, PICTURE_PX, self.height() - 14)
                paint_thumbnail(painter, self._placed(at), shown.picture)
                left += PICTURE_PX + 10
            elif shown.symbol:
                at = QRect(left, (self.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
                paint_icon(painter, self._placed(at), shown.symbol, shown.tone)
                left += ICON_PX + 10
            right = self.width() - PAD_PX if self._is_card else self.width()
            self._line(painter, QRect(left, 6, right - left, 17), shown.line, font(13, 500), "text")
            if shown.aside:
                width = min(QFontMetrics(font(12)).horizontalAdvance(shown.aside) + 1, (right - left) // 2)
                self._line(painter, QRect(right - width, 23, width, 17), shown.aside, font(12), "text3")
                right -= width + 10
            self._line(painter, QRect(left, 23, right - left, 17), shown.detail, font(12), shown.detail_tone)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _paint_ground(self, painter: QPainter) -> None:
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        is_seen = self._is_card or self.hasFocus()
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "line2"), width) if is_seen else Qt.PenStyle.NoPen)
        ground = "hover" if self.underMouse() else "card" if self._is_card else ""
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
