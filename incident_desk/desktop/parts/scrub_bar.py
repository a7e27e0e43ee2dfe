"""The bar that a record is scrubbed with: where the incident stood, a lane for each sort of moment, when it hurt."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font, looks

LEFT_PX, RIGHT_PX, TOP_PX = 100, 28, 4
BAND_PX, BAND_GAP_PX, LANE_PX, AXIS_PX = 18, 4, 18, 28
TICK_PX = 2
WHOLE = 1_000_000
"""The value at the end of the bar."""


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


class ScrubBar(QAbstractSlider):
    """Its value goes from 0 to `WHOLE`. `asked` tells the place, 0 to 1, where somebody put it; `step_asked` that an
    arrow key wants one step that way, or with Ctrl ten."""

    asked = Signal(float)
    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ScrubShown()
        self._here = ""
        self._picture: QPixmap | None = None
        self.setObjectName("scrub_bar")
        self.setRange(0, WHOLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        looks.changed.connect(self._forget)

    def show_record(self, shown: ScrubShown) -> None:
        """Another record, or another way to see it."""
        if shown != self.shown:
            self.shown = shown
            self.updateGeometry()
            self._forget()

    def show_place(self, part: float, clock: str, words: str) -> None:
        """The moment that is shown is here; `words` are what a screen reader says of it."""
        self._here = clock
        self.setValue(round(part * WHOLE))
        self.setAccessibleName(words)
        self.update()

    def _forget(self) -> None:
        self._picture = None
        self.update()

    # sizes ------------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(800, TOP_PX + BAND_PX + BAND_GAP_PX + LANE_PX * max(1, len(self.shown.lanes)) + AXIS_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    @property
    def track(self) -> QRectF:
        """Where the moments lie: bands and lanes, without the clocks below."""
        return QRectF(self.rect()).adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -AXIS_PX)

    def place(self, part: float) -> float:
        """Where a part of the bar lies, in pixels."""
        track = self.track
        return track.left() + track.width() * part

    # painting ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_record(painter)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._picture)
            self._paint_here(painter)

    def _paint_record(self, painter: QPainter) -> None:
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
            self._paint_band(painter, band, "hover", "text2")

    def _paint_band(self, painter: QPainter, band: BandShown, ground: str, ink: str) -> None:
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

    def _paint_here(self, painter: QPainter) -> None:
        here = self.value() / WHOLE
        now = next((band for band in reversed(self.shown.bands) if band.start <= here), None)
        if now is not None:
            self._paint_band(painter, now, "accentsoft", "accent")
        x = self.place(here)
        track = self.track
        painter.fillRect(QRectF(x - 1, track.top(), 2, track.height() + 4), colour("text"))
        face = font(11, 600)
        width = QFontMetrics(face).horizontalAdvance(self._here) + 12
        left = min(max(x - width / 2, 2.0), self.width() - width - 2.0)
        label = QRectF(left, track.bottom() + 4, width, 19)
        painter.setPen(QPen(colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("text"))
        painter.drawRoundedRect(label, 4, 4)
        painter.setFont(face)
        painter.setPen(colour("canvas"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._here)

    # hands ------------------------------------------------------------------------------------------------------------

    def _ask(self, event: QMouseEvent) -> None:
        track = self.track
        self.asked.emit(min(1.0, max(0.0, (event.position().x() - track.left()) / track.width())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._ask(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
        far = {Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10}
        key = Qt.Key(event.key())
        if key in ways:
            is_far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.step_asked.emit(ways[key] * (10 if is_far else 1))
        elif key in far:
            self.step_asked.emit(far[key])
        else:
            event.ignore()  # the rest are keys of the room
