"""One watched series: its name, what it is at now, and its last hours against what is usual."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font, icon

HEIGHT_PX = 140
LEAST_PX = 176
PAD_PX = 12
ICON_PX = 16
TOP_PX, BOTTOM_PX = 62, 32
STEP_PX = 3
"""A line that turns more often is a grey field."""
DIAMOND_PX = 4.5


class SeriesShown(msgspec.Struct, frozen=True):
    """What a tile says. `points` are moments in seconds with values, the newest last; `low` to `high` is usual.

    `warned_s` is the moment at which it left its pattern.
    """

    series: str
    name: str
    value: str = ""
    unit: str = ""
    foot: str = ""
    tone: str = "text"
    symbol: str = ""
    points: tuple[tuple[float, float], ...] = ()
    low: float | None = None
    high: float | None = None
    warned_s: float | None = None


class SeriesTile(ReturnPresses):
    """A press chooses it: what can be done about it stands below the tiles."""

    def __init__(self, parent: QWidget | None = None, height_px: int = HEIGHT_PX) -> None:
        super().__init__(parent)
        self._height_px = height_px
        self.shown = SeriesShown("", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_series(self, shown: SeriesShown) -> None:
        """Say it; its words are what is read aloud, and the picture only shows them."""
        if shown == self.shown:
            return
        self.shown = shown
        value = " ".join(filter(None, (shown.value, shown.unit)))
        self.setAccessibleName(f"{shown.name}: {value}")
        self.setAccessibleDescription(shown.foot)
        set_tip(self, "\n".join(filter(None, (shown.name, value, shown.foot))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, self._height_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, self._height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_card(painter)
            self._paint_words(painter)
            self._paint_line(painter)

    def _paint_card(self, painter: QPainter) -> None:
        is_strong = self.hasFocus() or self.isChecked()
        width = 2.0 if is_strong else 1.0
        painter.setPen(QPen(colour("accent" if is_strong else "line2" if self.underMouse() else "line"), width))
        painter.setBrush(colour("hover" if self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 6, 6)

    def _paint_words(self, painter: QPainter) -> None:
        inner, shown = self.width() - 2 * PAD_PX, self.shown
        self._words(painter, QRect(PAD_PX, 8, inner - ICON_PX - 4, 18), shown.name, font(12, 500), "text2")
        if shown.symbol:
            at = QRect(self.width() - PAD_PX - ICON_PX, 9, ICON_PX, ICON_PX)
            icon(shown.symbol, shown.tone).paint(painter, self._placed(at))
        face = font(20, 600)
        wide = min(QFontMetrics(face).horizontalAdvance(shown.value) + 2, inner)
        self._words(painter, QRect(PAD_PX, 28, wide, 28), shown.value, face, shown.tone)
        unit = QRect(PAD_PX + wide + 4, 32, inner - wide - 4, 22)
        self._words(painter, unit, shown.unit, font(12, 400), "text2")
        foot = QRect(PAD_PX, self._height_px - 26, inner, 18)
        is_odd = shown.tone != "text"
        self._words(painter, foot, shown.foot, font(11, 600 if is_odd else 400), shown.tone if is_odd else "text2")

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _words(self, painter: QPainter, box: QRect, text: str, face: QFont, ink: str) -> None:
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(face)
        painter.setPen(colour(ink))
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _paint_line(self, painter: QPainter) -> None:
        points, low, high = self.shown.points, self.shown.low, self.shown.high
        box = QRectF(PAD_PX, TOP_PX, self.width() - 2 * PAD_PX, self._height_px - TOP_PX - BOTTOM_PX)
        if not points:
            return
        points = _thinned(points, int(box.width() / STEP_PX))
        values = [value for _, value in points]
        least = min(values if low is None else (*values, low))
        most = max(values if high is None else (*values, high))
        room, first, last = (most - least) or abs(most) or 1.0, points[0][0], points[-1][0]

        def y(value: float) -> float:
            return box.bottom() - box.height() * min(max((value - least) / room, 0.0), 1.0)

        def x(at: float) -> float:
            return box.left() + box.width() * ((at - first) / (last - first) if last > first else 1.0)

        if low is not None and high is not None:
            top = y(high)
            painter.fillRect(QRectF(box.left(), top, box.width(), max(y(low) - top, 2.0)), colour("band"))
        tone = "spark" if self.shown.tone == "text" else self.shown.tone
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tone), 1.5))
        painter.drawPolyline(QPolygonF([QPointF(x(at), y(value)) for at, value in points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tone))
        painter.drawEllipse(QPointF(x(last), y(values[-1])), 2.5, 2.5)
        if self.shown.warned_s is not None and first <= self.shown.warned_s <= last:
            at, value = min(points, key=lambda point: abs(point[0] - (self.shown.warned_s or 0.0)))
            self._paint_warning(painter, box, QPointF(x(at), y(value)), tone)

    def _paint_warning(self, painter: QPainter, box: QRectF, at: QPointF, tone: str) -> None:
        """An upright line, and the diamond on the point."""
        painter.setPen(QPen(colour(tone), 1))
        painter.drawLine(QPointF(at.x(), box.top()), QPointF(at.x(), box.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        edges = ((0, -DIAMOND_PX), (DIAMOND_PX, 0), (0, DIAMOND_PX), (-DIAMOND_PX, 0))
        painter.drawPolygon(QPolygonF([at + QPointF(*edge) for edge in edges]))


def _thinned(points: tuple[tuple[float, float], ...], most: int) -> tuple[tuple[float, float], ...]:
    """As many as can be seen: means of neighbours, and the last one as it is."""
    size = -(-len(points) // max(most, 2))
    if size <= 1:
        return points
    parts = (points[max(end - size, 0) : end] for end in range(len(points) - 1, 0, -size))
    means = [(sum(at for at, _ in part) / len(part), sum(value for _, value in part) / len(part)) for part in parts]
    return (*reversed(means), points[-1])
