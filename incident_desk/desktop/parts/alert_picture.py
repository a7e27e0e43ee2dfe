"""How an alert went in the last two hours: its series against what is usual, how many fired, or how a storm grew."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 132
TOP_PX, LEFT_PX, BELOW_PX, SIDE_PX = 18, 40, 18, 6
DIAMOND_PX = 4.5
THIN_PX = 2.0
"""Of points that are nearer to one another only some are drawn."""


class PictureShown(msgspec.Struct, frozen=True):
    """`line` are moments in seconds with values, None for a gap; `bars` moments with how many, each `bar_s` wide.

    `low` to `high` is usual. `moments` are upright lines with their words; `is_ours` those of our own warnings.
    """

    from_s: float
    until_s: float
    line: tuple[tuple[float, float | None], ...] = ()
    bars: tuple[tuple[float, int], ...] = ()
    bar_s: float = 300.0
    low: float | None = None
    high: float | None = None
    tone: str = "spark"
    is_stepped: bool = False
    moments: tuple["MomentShown", ...] = ()
    clocks: tuple[tuple[float, str], ...] = ()
    words: str = ""

    @property
    def highest(self) -> float:
        """What its top stands for."""
        found = [value for _, value in self.line if value is not None] + [float(count) for _, count in self.bars]
        return max([*found, self.high if self.high is not None else 0.0], default=1.0) or 1.0

    @property
    def lowest(self) -> float:
        """What its foot stands for."""
        return min([0.0, *(value for _, value in self.line if value is not None)])


class MomentShown(msgspec.Struct, frozen=True):
    """Something that happened at a moment."""

    at_s: float
    words: str
    tone: str = "bad"
    is_ours: bool = False


def paint_picture(painter: QPainter, box: QRectF, shown: PictureShown) -> None:
    """Into this box, without words."""
    lowest, span = shown.lowest, (shown.highest - shown.lowest) or 1.0
    room_s = max(shown.until_s - shown.from_s, 1.0)

    def x(at_s: float) -> float:
        return box.left() + box.width() * min(max((at_s - shown.from_s) / room_s, 0.0), 1.0)

    def y(value: float) -> float:
        return box.bottom() - box.height() * (value - lowest) / span

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shown.low is not None and shown.high is not None:
        top = y(shown.high)
        painter.fillRect(
            QRectF(box.left(), top, box.width(), max(y(max(shown.low, lowest)) - top, 2.0)), colour("band")
        )
    for at_s, count in shown.bars:
        left, right = x(at_s), x(at_s + shown.bar_s)
        bar = QRectF(left, y(count), max(right - left - 1.0, 2.0), max(box.bottom() - y(count), 2.0))
        painter.fillRect(bar, colour(shown.tone))
    painter.setPen(QPen(colour(shown.tone), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in _runs(shown, x, y):
        painter.drawPolyline(QPolygonF(run))
    painter.restore()


def _runs(shown: PictureShown, x: Callable[[float], float], y: Callable[[float], float]) -> list[list[QPointF]]:
    """The line without its gaps; of what stands closer than can be seen only some."""
    runs: list[list[QPointF]] = [[]]
    for at_s, value in shown.line:
        if value is None:
            runs.append([])
            continue
        point = QPointF(x(at_s), y(value))
        if shown.is_stepped and runs[-1]:
            runs[-1].append(QPointF(point.x(), runs[-1][-1].y()))
        elif runs[-1] and not shown.is_stepped and point.x() - runs[-1][-1].x() < THIN_PX and value != shown.highest:
            continue
        runs[-1].append(point)
    return [run for run in runs if len(run) > 1]


class AlertPicture(QWidget):
    """The same, large: with a scale, clocks, and the moments at which somebody was told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = PictureShown(0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, shown: PictureShown) -> None:
        """Show this; its words are what is read aloud."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(shown.words)
            self.setToolTip(shown.words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(LEFT_PX, TOP_PX, -SIDE_PX, -BELOW_PX)
            self._paint_scale(painter, box)
            paint_picture(painter, box, self.shown)
            self._paint_moments(painter, box)

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        shown = self.shown
        painter.setFont(font(11, 400))
        lines = painter.fontMetrics().height()
        for value, at in ((shown.highest, box.top()), (shown.lowest, box.bottom())):
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(box.left(), round(at) + 0.5), QPointF(box.right(), round(at) + 0.5))
            painter.setPen(colour("text3"))
            left = QRect(0, round(at) - lines // 2, LEFT_PX - 6, lines)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _scale_words(value))
        for at_s, words in shown.clocks:
            middle = box.left() + box.width() * (at_s - shown.from_s) / max(shown.until_s - shown.from_s, 1.0)
            wide = painter.fontMetrics().horizontalAdvance(words)
            left_px = min(max(middle - wide / 2, box.left()), box.right() - wide)
            painter.drawText(QPointF(left_px, self.height() - 4.0), words)

    def _paint_moments(self, painter: QPainter, box: QRectF) -> None:
        """Their words stand above, each ending before the next begins; without room the later one has its words."""
        shown = self.shown
        painter.setFont(font(11, 600))
        free_px = box.right()
        for moment in sorted(shown.moments, key=lambda each: -each.at_s):
            if not shown.from_s <= moment.at_s <= shown.until_s:
                continue
            at = box.left() + box.width() * (moment.at_s - shown.from_s) / max(shown.until_s - shown.from_s, 1.0)
            painter.setPen(QPen(colour(moment.tone), 1))
            painter.drawLine(QPointF(at, box.top()), QPointF(at, box.bottom()))
            wide = painter.fontMetrics().horizontalAdvance(moment.words)
            left = min(at - wide / 2, free_px - wide)
            if left >= 0:
                painter.drawText(QPointF(left, TOP_PX - 5.0), moment.words)
                free_px = left - 8
            if moment.is_ours:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(moment.tone))
                edges = ((0, -DIAMOND_PX), (DIAMOND_PX, 0), (0, DIAMOND_PX), (-DIAMOND_PX, 0))
                middle = QPointF(at, self._height_at(moment.at_s, box))
                painter.drawPolygon(QPolygonF([middle + QPointF(*edge) for edge in edges]))

    def _height_at(self, at_s: float, box: QRectF) -> float:
        """Where the line is at a moment."""
        shown = self.shown
        near = min(
            ((abs(at - at_s), value) for at, value in shown.line if value is not None), default=(0.0, shown.lowest)
        )
        return box.bottom() - box.height() * (near[1] - shown.lowest) / ((shown.highest - shown.lowest) or 1.0)


def _scale_words(value: float) -> str:
    """So that it fits beside the picture."""
    if abs(value) >= 100_000:
        return f"{value / 1000:.0f}k"
    return f"{value:,.0f}".replace(",", "\u2009") if abs(value) >= 1000 else f"{value:.3g}"
