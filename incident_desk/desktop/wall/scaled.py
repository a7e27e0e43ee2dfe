"""Painting for a wall: all measures are those of a screen 1920 wide, and scaled to the one it is.

No letter is below 36 of them. On a 65 inch screen that is 20 mm, which is read from five metres.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.desktop.wall.shown import WallPart, WallRow

WIDE: Final = 1920
SMALL, ROW, STRONG, TITLE, FIGURES = 36, 40, 52, 64, 132
EDGE, GAP, ICON, LINE = 48, 16, 36, 1.5
HEAD_H, ROW_H = 72, 60
NAMES_W: Final = 240
"""The column in which the names of roles stand is no wider."""


class Scaled:
    """A painter, and boxes inside others."""

    def __init__(self, painter: QPainter, scale: float) -> None:
        self.painter = painter
        self._scale = scale

    def px(self, looks_px: float) -> int:
        """A measure on this screen."""
        return round(looks_px * self._scale)

    def face(self, size: float, weight: int = 400) -> QFont:
        return font(max(1, self.px(size)), weight)

    def strong(self, size: float) -> QFont:
        return self.face(size, 600)

    def wide(self, words: str, face: QFont) -> int:
        """How much room words take."""
        return QFontMetrics(face).horizontalAdvance(words)

    def strip(self, box: QRect, top: float, height: float, left: float = 0, right: float = 0) -> QRect:
        """A part of a box, so far below its top and so high, so far from its sides."""
        inner_px = box.width() - self.px(left) - self.px(right)
        return QRect(box.left() + self.px(left), box.top() + self.px(top), max(0, inner_px), self.px(height))

    def words(self, box: QRect, words: str, face: QFont, tone: str = "text2", *, is_trailing: bool = False) -> None:
        paint_words(self.painter, box, words, face, tone, is_trailing=is_trailing)

    def icon(self, box: QRect, name: str, tone: str, side: float = ICON) -> None:
        """At the beginning of a box, in the middle of its height."""
        side_px = self.px(side)
        paint_icon(self.painter, QRectF(box.left(), self._middle(box, side_px), side_px, side_px), name, tone)

    def under(self, box: QRect) -> None:
        """A thin line at the foot of a box."""
        height = max(1, self.px(LINE))
        self.painter.fillRect(QRect(box.left(), box.bottom() - height + 1, box.width(), height), colour("line"))

    def beside(self, box: QRect) -> None:
        """A thin line at the left of a box."""
        self.painter.fillRect(QRect(box.left(), box.top(), max(1, self.px(LINE)), box.height()), colour("line"))

    def bar(self, box: QRect, share: float, tone: str) -> None:
        """How much of a time is over."""
        self.painter.save()
        self.painter.setPen(Qt.PenStyle.NoPen)
        radius = box.height() / 2
        done = QRect(box.left(), box.top(), max(box.height(), round(box.width() * min(share, 1.0))), box.height())
        for part, token in ((box, "band"), (done, tone)):
            self.painter.setBrush(colour(token))
            self.painter.drawRoundedRect(part, radius, radius)
        self.painter.restore()

    # parts ------------------------------------------------------------------------------------------------------------

    def part(self, box: QRect, part: WallPart, row_h: float, *, is_named: bool = False) -> None:
        """A head and as many rows as have room: closer together before one is left out.

        Args:
            is_named: the heads of the rows are in a column of their own, and their signs at the end.
        """
        self.words(self.strip(box, 12, 60, EDGE, EDGE), part.head, self.face(SMALL))
        rows = box.adjusted(self.px(EDGE), self.px(HEAD_H), -self.px(EDGE), 0)
        if not part.rows:
            self.words(self.strip(rows, 0, ROW_H), part.nothing, self.face(SMALL), "text3")
            return
        most = max(1, rows.height() // self.px(ROW_H))
        shown = list(part.rows[:most]) if part.is_latest else fitting(part.rows, most)
        height = min(self.px(row_h), rows.height() // len(shown))
        names_px = self._names_px(shown) if is_named else 0
        for at, row in enumerate(shown):
            self.row(QRect(rows.left(), rows.top() + at * height, rows.width(), height), row, names_px)

    def _names_px(self, rows: Sequence[WallRow]) -> int:
        """As wide as the longest needs."""
        widest = max(self.wide(row.head, self.face(SMALL)) for row in rows)
        return min(self.px(NAMES_W), widest + self.px(GAP + 8))

    def row(self, box: QRect, row: WallRow, names_px: int = 0) -> None:
        """One row: sign, head, words, end.

        Args:
            names_px: how wide the column of the heads is; then the sign is at the end.
        """
        left, right = box.left(), box.right()
        if row.symbol and names_px:
            right -= self.px(ICON)
            self.icon(QRect(right, box.top(), self.px(ICON), box.height()), row.symbol, row.symbol_tone)
            right -= self.px(GAP)
        elif row.symbol or row.severity is not None:
            self._sign(box, row)
            left += self.px(ICON + GAP)
        small = self.face(SMALL)
        if row.head:
            wide = names_px or self.wide(row.head, small) + self.px(GAP)
            self.words(QRect(left, box.top(), wide - self.px(8), box.height()), row.head, small, row.head_tone)
            left += wide
        if row.end:
            face = self.face(SMALL, 500)
            wide = min(self.wide(row.end, face) + 1, (right - left) * 2 // 3)
            self.words(
                QRect(right - wide, box.top(), wide, box.height()), row.end, face, row.end_tone, is_trailing=True
            )
            right -= wide + self.px(2 * GAP)
        face = self.face(ROW, 600 if names_px or row.end else 500)
        self.words(QRect(left, box.top(), max(0, right - left), box.height()), row.words, face, row.tone)

    def _sign(self, box: QRect, row: WallRow) -> None:
        side = self.px(ICON)
        if row.symbol:
            self.icon(box, row.symbol, row.symbol_tone)
        else:
            paint_shape(self.painter, QRectF(box.left(), self._middle(box, side), side, side), row.severity)

    def _middle(self, box: QRect, side_px: int) -> int:
        return box.top() + (box.height() - side_px) // 2


def fitting(rows: Sequence[WallRow], most: int) -> list[WallRow]:
    """So many of them; where some have no room, the last says how many."""
    if len(rows) <= most:
        return list(rows)
    left = len(rows) - most + 1
    words = QCoreApplication.translate("Wall", "and {count} more").format(count=left)
    return [*rows[: most - 1], WallRow(words, tone="text2")]
