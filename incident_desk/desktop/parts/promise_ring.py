"""How long a promised message may still take: a ring that empties, amber at the end, red when it is late."""

import enum

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font

SIDE_PX = 72
SMALL_PX = 56
PEN_PX = 4
WHOLE = 360 * 16
TOP = 90 * 16


class Near(enum.Enum):
    """How near the end of a promise is."""

    NONE = "none"
    FAR = "far"
    SOON = "soon"
    LATE = "late"


TONES = {Near.NONE: "text3", Near.FAR: "accent", Near.SOON: "warn", Near.LATE: "bad"}


class RingShown(msgspec.Struct, frozen=True):
    """`clock` and `word` stand in the middle; `share` is how much of the time is left, from 0 to 1."""

    clock: str = "—"
    word: str = ""
    share: float = 0.0
    near: Near = Near.NONE
    spoken: str = ""


class PromiseRing(QWidget):
    """Tells the same in words to whoever hears the window."""

    def __init__(self, side_px: int = SIDE_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.shown = RingShown()
        self.setFixedSize(side_px, side_px)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_ring(self, shown: RingShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(shown.spoken or " ".join(filter(None, (shown.clock, shown.word))))
            self.setToolTip(tip(shown.spoken))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()), self.shown)


def paint_ring(painter: QPainter, box: QRectF, shown: RingShown) -> None:
    """The same inside another part."""
    inset = PEN_PX / 2 + 1
    circle = box.adjusted(inset, inset, -inset, -inset)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("line"), PEN_PX))
    painter.drawEllipse(circle)
    share = 1.0 if shown.near is Near.LATE else min(1.0, max(0.0, shown.share))
    if share > 0 and shown.near is not Near.NONE:
        painter.setPen(QPen(colour(TONES[shown.near]), PEN_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, TOP, round(WHOLE * share))
    _paint_middle(painter, box, shown)


def _paint_middle(painter: QPainter, box: QRectF, shown: RingShown) -> None:
    """The largest letters in which the time still fits between the two sides of the ring."""
    room = box.width() - 2 * PEN_PX - 8
    faces = [font(size, 600) for size in (15, 13, 12, 11)]
    face = next((each for each in faces if QFontMetricsF(each).horizontalAdvance(shown.clock) <= room), faces[-1])
    is_small = box.width() < SIDE_PX
    word = "" if is_small else shown.word
    middle = box.center().y() - (7 if word else 0)
    painter.setFont(face)
    painter.setPen(colour("text3" if shown.near is Near.NONE else "text"))
    line = QRectF(box.left(), middle - 10, box.width(), 20)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown.clock)
    if word:
        painter.setFont(font(11, 500))
        painter.setPen(colour("text2"))
        painter.drawText(line.translated(0, 16), Qt.AlignmentFlag.AlignCenter, word)
