"""How the boxes and arrows of a cause map are painted."""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from incident_desk.desktop.causes.shown import BoxShown
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_lines
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.learning.cause_placing import GAP_PX, LOW_PX, Place, Point

ICON_PX, SIDE_PX, LETTER_PX, HEAD_PX, LINE_PX = 14, 8, 16, 6, 16
MOST_LETTERS, MOST_LINES = 4, 7


def rect_of(place: Place) -> QRectF:
    """The box as Qt has it."""
    return QRectF(place.x, place.y, place.width, place.height)


def paint_box(painter: QPainter, place: Place, shown: BoxShown, *, is_here: bool, is_start: bool) -> None:
    """A factor on a card; an effect with the edge of harm, and what was felt outside filled with it."""
    box = rect_of(place)
    width = 2.0 if is_here else 1.0
    edge = "accent" if is_here or is_start else "bad" if shown.is_effect else "line2"
    painter.setPen(QPen(colour(edge), width, Qt.PenStyle.DashLine if is_start else Qt.PenStyle.SolidLine))
    painter.setBrush(colour("badsoft" if shown.is_harm else "accentsoft" if is_start else "card"))
    painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4)
    room = box.toRect()
    icon = QRect(room.left() + SIDE_PX, room.top() + (room.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
    paint_icon(painter, icon, shown.symbol, shown.ink)
    end = _paint_letters(painter, room, shown.letters)
    left = icon.right() + 7
    words = QRect(left, room.top(), end - left - 4, room.height())
    paint_lines(painter, words, _lines(shown, words.width()), font(12, 600), "text", line_px=LINE_PX)


def high(shown: BoxShown, width: float) -> float:
    """How high a box must be for its words where it is so wide."""
    face = font(11, 600)
    marks = sum(_letter_px(letter, face) + 3 for letter in _told(shown.letters))
    room = int(width) - 2 * SIDE_PX - ICON_PX - 12 - marks
    return LOW_PX + LINE_PX * (max(1, len(_lines(shown, room))) - 1)


def _lines(shown: BoxShown, width: int) -> list[str]:
    return lines_fitting(shown.words, font(12, 600), width, MOST_LINES)


def _told(letters: tuple[str, ...]) -> tuple[str, ...]:
    return letters if len(letters) <= MOST_LETTERS else (*letters[: MOST_LETTERS - 1], f"+{len(letters) - 3}")


def _letter_px(letter: str, face: QFont) -> int:
    return max(LETTER_PX, QFontMetrics(face).horizontalAdvance(letter) + 6)


def _paint_letters(painter: QPainter, room: QRect, letters: tuple[str, ...]) -> int:
    """Who found it, at the end of the box; in accent where several did. Returns: where the words must end."""
    face = font(11, 600)
    right = room.right() - SIDE_PX
    is_shared = len(letters) > 1
    for letter in reversed(_told(letters)):
        width = _letter_px(letter, face)
        mark = QRect(right - width, room.top() + (room.height() - LETTER_PX) // 2, width, LETTER_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accentsoft" if is_shared else "hover"))
        painter.drawRoundedRect(QRectF(mark), 3, 3)
        painter.setFont(face)
        painter.setPen(colour("accent" if is_shared else "text2"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, letter)
        right = mark.left() - 3
    return right


def paint_arrow(painter: QPainter, one: Place, other: Place, bends: tuple[Point, ...], *, is_near: bool) -> None:
    """From a cause to what came of it; in accent where it begins or ends at the box with the keyboard."""
    path, tip, angle = _path(one, other, bends)
    ink = colour("accent" if is_near else "edge")
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip, *(_back(tip, angle + turn) for turn in (0.45, -0.45))]))


def _back(tip: QPointF, angle: float) -> QPointF:
    return QPointF(tip.x() - HEAD_PX * math.cos(angle), tip.y() - HEAD_PX * math.sin(angle))


def _path(one: Place, other: Place, bends: tuple[Point, ...]) -> tuple[QPainterPath, QPointF, float]:
    """The way of an arrow, its tip, and where that points, in radians."""
    if abs(one.x - other.x) < 1:
        return _beside(one, other)
    points = [QPointF(one.x + one.width, one.middle[1]), *(QPointF(*bend) for bend in bends)]
    points.append(QPointF(other.x, other.middle[1]))
    path = QPainterPath(points[0])
    for start, end in pairwise(points):
        half = (end.x() - start.x()) / 2
        path.cubicTo(start + QPointF(half, 0), end - QPointF(half, 0), end)
    return path, points[-1], 0.0


def _beside(one: Place, other: Place) -> tuple[QPainterPath, QPointF, float]:
    """Between two boxes of one column: straight to the next, else round by the right edge."""
    is_down = other.y > one.y
    upper, lower = (one, other) if is_down else (other, one)
    if lower.y - upper.y - upper.height < 2 * GAP_PX:
        x = one.middle[0]
        start, end = (one.y + one.height, other.y) if is_down else (one.y, other.y + other.height)
        path = QPainterPath(QPointF(x, start))
        path.lineTo(QPointF(x, end))
        return path, QPointF(x, end), math.pi / 2 if is_down else -math.pi / 2
    right = one.x + one.width
    start, end = QPointF(right - 26, one.y + (one.height if is_down else 0)), QPointF(right - 26, 0)
    end.setY(other.y if is_down else other.y + other.height)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(36, 20 if is_down else -20), end + QPointF(36, -20 if is_down else 20), end)
    return path, end, math.pi / 2 if is_down else -math.pi / 2
