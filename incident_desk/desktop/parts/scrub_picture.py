"""The picture of a record on the scrub bar: painted once, and then only shown."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font

LEFT_PX, RIGHT_PX, TOP_PX = 100, 28, 4
BAND_PX, BAND_GAP_PX, LANE_PX, AXIS_PX = 18, 4, 18, 28
TICK_PX = 2


class TickShown(msgspec.Struct, frozen=True):
    """A moment at its place, 0 to 1; `gap` is where it became known, if that was later."""

    at: float
    gap: float | None = None


class LaneShown(msgspec.Struct, frozen=True):
    """The moments of one sort."""

    word: str
    tone: str
    ticks: tuple[TickShown, ...] = ()


class BandShown(msgspec.Struct, frozen=True):
    """Where the incident stood, from place to place."""

    word: str
    start: float
    end: float


class ScrubShown(msgspec.Struct, frozen=True):
    """What does not change while somebody scrubs. `breaks` are where the scale changes; `clocks` name some places."""

    bands: tuple[BandShown, ...] = ()
    lanes: tuple[LaneShown, ...] = ()
    harm: tuple[float, float] | None = None
    breaks: tuple[float, ...] = ()
    clocks: tuple[tuple[float, str], ...] = ()


class ScrubPicture:
    """How a record is painted where its moments lie in `track`: bands and lanes, without the clocks below."""

    def __init__(self, shown: ScrubShown, track: QRectF) -> None:
        self.shown = shown
        self.track = track

    def place(self, part: float) -> float:
        """Where a part of the bar lies, in pixels."""
        return self.track.left() + self.track.width() * part

    def paint(self, painter: QPainter) -> None:
        """Everything that does not change while somebody scrubs."""
        track = self.track
        self._paint_bands(painter)
        lanes = track.adjusted(0, BAND_PX + BAND_GAP_PX, 0, 0)
        if self.shown.harm is not None:
            start, end = (self.place(part) for part in self.shown.harm)
            ground = colour("badsoft")
            ground.setAlphaF(0.5)
            painter.fillRect(QRectF(start, lanes.top(), end - start, lanes.height()), ground)
            painter.fillRect(QRectF(start, lanes.bottom() - 2, end - start, 2), colour("bad"))
        for row, lane in enumerate(self.shown.lanes):
            self._paint_lane(painter, lane, lanes.top() + row * LANE_PX)
        for part in self.shown.breaks:
            x = self.place(part)
            painter.setPen(QPen(colour("pane"), 3))
            painter.drawLine(QPointF(x - 2, lanes.top() - 2), QPointF(x + 2, lanes.bottom()))
            painter.setPen(QPen(colour("edge"), 1))
            for lean in (-2.0, 2.0):
                painter.drawLine(QPointF(x + lean - 2, lanes.top() - 2), QPointF(x + lean + 2, lanes.bottom()))
        for part, words in self.shown.clocks:
            self._paint_clock(painter, part, words)

    def _paint_bands(self, painter: QPainter) -> None:
        for band in self.shown.bands:
            self.paint_band(painter, band, "hover", "text2")

    def paint_band(self, painter: QPainter, band: BandShown, ground: str, ink: str) -> None:
        """One band: the one that holds is painted again in the colours of what holds."""
        start, end, top = self.place(band.start), self.place(band.end), self.track.top()
        box = QRectF(start, top, max(2.0, end - start - 2), BAND_PX)
        painter.fillRect(box, colour(ground))
        if box.width() > 24:
            words = QRect(round(start) + 6, round(top), round(box.width()) - 8, BAND_PX)
            paint_words(painter, words, band.word, font(11, 600), ink)

    def _paint_lane(self, painter: QPainter, lane: LaneShown, top: float) -> None:
        left = QRect(8, round(top), LEFT_PX - 16, LANE_PX)
        paint_words(painter, left, lane.word, font(11), "text3", is_trailing=True)
        painter.fillRect(QRectF(self.track.left(), top + LANE_PX - 0.5, self.track.width(), 0.5), colour("line"))
        ink, faint = colour(lane.tone), colour(lane.tone)
        faint.setAlphaF(0.45)
        for x, gap in self._gathered(lane):
            if gap is not None and gap - x > TICK_PX:
                painter.fillRect(QRectF(x, top + LANE_PX / 2 - 0.5, gap - x, 1), faint)
                painter.setPen(QPen(faint, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(gap, top + LANE_PX / 2), 2.5, 2.5)
            painter.fillRect(QRectF(x - TICK_PX / 2, top + 3, TICK_PX, LANE_PX - 7), ink)

    def _gathered(self, lane: LaneShown) -> list[tuple[float, float | None]]:
        """Each pixel once: ten thousand moments are no slower than a screenful of them."""
        found: dict[int, tuple[float, float | None]] = {}
        for tick in lane.ticks:
            x = self.place(tick.at)
            gap = None if tick.gap is None else self.place(tick.gap)
            before = found.get(round(x))
            longest = max((g for g in (gap, before[1] if before else None) if g is not None), default=None)
            found[round(x)] = (x, longest)
        return list(found.values())

    def _paint_clock(self, painter: QPainter, part: float, words: str) -> None:
        face = font(11)
        width = QFontMetrics(face).horizontalAdvance(words) + 4
        x = min(max(self.place(part), self.track.left()), self.track.right() + RIGHT_PX - width / 2)
        box = QRect(round(x - width / 2), round(self.track.bottom()) + 5, width, 18)
        painter.setFont(face)
        painter.setPen(colour("text3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
