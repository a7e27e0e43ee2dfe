"""The bar that a record is scrubbed with: where the incident stood, a lane for each sort of moment, when it hurt."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from incident_desk.desktop.parts.scrub_picture import (
    AXIS_PX,
    BAND_GAP_PX,
    BAND_PX,
    LANE_PX,
    LEFT_PX,
    RIGHT_PX,
    TOP_PX,
    ScrubPicture,
    ScrubShown,
)
from incident_desk.desktop.theme import colour, font, looks

WHOLE = 1_000_000
"""The value at the end of the bar."""


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

    @property
    def _painted(self) -> ScrubPicture:
        return ScrubPicture(self.shown, self.track)

    def place(self, part: float) -> float:
        """Where a part of the bar lies, in pixels."""
        return self._painted.place(part)

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
                self._painted.paint(painter)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._picture)
            self._paint_here(painter)

    def _paint_here(self, painter: QPainter) -> None:
        here = self.value() / WHOLE
        now = next((band for band in reversed(self.shown.bands) if band.start <= here), None)
        if now is not None:
            self._painted.paint_band(painter, now, "accentsoft", "accent")
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
