"""How many came in each minute, against what is usual at this hour, with the moments that count as upright lines."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 40, 20, 34, 22
HEIGHT_PX = 208
LABEL_PX = 15


class ChartMark(msgspec.Struct, frozen=True):
    """A moment, so many minutes ago."""

    minutes_ago: float
    words: str
    tone: str = "text2"


class ChartShown(msgspec.Struct, frozen=True):
    """`minutes` are counts, the last one of the minute that runs; `clocks` name some moments below."""

    minutes: tuple[int, ...] = ()
    usual: float = 0.0
    marks: tuple[ChartMark, ...] = ()
    clocks: tuple[tuple[float, str], ...] = ()
    warned: float | None = None
    words: str = ""


class RateChart(QWidget):
    """A picture; its words are its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ChartShown()
        self.setObjectName("rate_chart")
        self.setMinimumHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rate(self, shown: ChartShown) -> None:
        """Show this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(shown.words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -BOTTOM_PX)
        top = _round_up(max((*self.shown.minutes, self.shown.usual * 2, 4)))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_grid(painter, box, top)
            self._paint_marks(painter, box)
            self._paint_line(painter, box, top)

    def _x(self, box: QRectF, minutes_ago: float) -> float:
        span = max(len(self.shown.minutes) - 1, 1)
        return box.right() - box.width() * min(max(minutes_ago / span, 0), 1)

    def _paint_grid(self, painter: QPainter, box: QRectF, top: float) -> None:
        for part in range(5):
            value, y = top * part / 4, box.bottom() - box.height() * part / 4
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            words = f"{value:g}"
            paint_words(painter, QRect(0, int(y) - 8, LEFT_PX - 8, 16), words, font(11), "text2", is_trailing=True)
        usual = box.height() * min(self.shown.usual / top, 1)
        band = max(usual, 2.0)
        painter.fillRect(QRectF(box.left(), box.bottom() - band, box.width(), band), colour("hover"))
        for minutes_ago, words in self.shown.clocks:
            x = int(self._x(box, minutes_ago))
            paint_words(painter, QRect(x - 30, int(box.bottom()) + 5, 60, 14), words, font(11), "text2")

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        face = font(11, 500)
        taken: list[QRect] = []
        for mark in self.shown.marks:
            x = self._x(box, mark.minutes_ago)
            painter.setPen(QPen(colour(mark.tone), 1))
            painter.drawLine(QPointF(x, 4), QPointF(x, box.bottom()))
            wide = QFontMetrics(face).horizontalAdvance(mark.words) + 4
            left = int(x) + 5 if x + wide + 8 < self.width() else int(x) - wide - 5
            label = QRect(left, 2, wide, LABEL_PX)
            while any(label.intersects(each) for each in taken) and label.top() < TOP_PX:
                label.translate(0, LABEL_PX)
            taken.append(label)
            paint_words(painter, label, mark.words, face, mark.tone)

    def _paint_line(self, painter: QPainter, box: QRectF, top: float) -> None:
        counts = self.shown.minutes
        if not counts:
            return
        last = len(counts) - 1
        points = [
            QPointF(self._x(box, last - at), box.bottom() - box.height() * min(count / top, 1))
            for at, count in enumerate(counts)
        ]
        painter.setPen(QPen(colour("spark"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("spark"))
        painter.drawEllipse(points[-1], 3, 3)
        if self.shown.warned is not None:
            x = self._x(box, self.shown.warned)
            at = min(points, key=lambda point: abs(point.x() - x))
            painter.setBrush(colour("warn"))
            shape = [at + QPointF(dx, dy) for dx, dy in ((0, -5), (5, 0), (0, 5), (-5, 0))]
            painter.drawPolygon(QPolygonF(shape))


def _round_up(value: float) -> float:
    """The next number that is easily read in quarters."""
    step = 4.0
    while step < value:
        step *= 2 if f"{step:g}"[0] != "4" or step == 4.0 else 2.5
    return step
