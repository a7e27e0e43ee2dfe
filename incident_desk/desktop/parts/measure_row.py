"""One measure: its name and how long it took, a bar with the median of others as a tick, and both its clock ends."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font

HEIGHT_PX, HIGH_PX = 62, 78
NARROW_PX = 340
"""Below this width what it is compared with stands on a line of its own: both clock ends are told whole."""
BAR_PX = 4
TICK_PX = 2


class MeasureShown(msgspec.Struct, frozen=True):
    """`share` fills the bar, `median` is where its tick stands, both 0 to 1; None leaves them out.

    `foot` names both clock ends, `beside` what it is compared with.
    """

    name: str
    value: str
    foot: str
    beside: str = ""
    share: float | None = None
    median: float | None = None
    tone: str = "text"


class MeasureRow(QWidget):
    """Words first: the bar says nothing that they do not say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.shown = MeasureShown("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_measure(self, shown: MeasureShown) -> None:
        """Show this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(", ".join(p for p in (shown.name, shown.value, shown.foot, shown.beside) if p))
            self.setToolTip(self.accessibleName())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(376, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(HIGH_PX if self.width() < NARROW_PX else HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, width = self.shown, self.width()
        strong = font(15, 600)
        value_px = QFontMetrics(strong).horizontalAdvance(shown.value) + 4
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_words(painter, QRect(0, 4, width - value_px - 12, 22), shown.name, font(13, 500), "text")
            paint_words(
                painter, QRect(width - value_px, 4, value_px, 22), shown.value, strong, shown.tone, is_trailing=True
            )
            self._paint_bar(painter, QRectF(0, 31, width, BAR_PX))
            small = font(12)
            if width < NARROW_PX:
                foot, beside = QRect(0, 39, width, 18), QRect(0, 55, width, 18)
            else:
                beside_px = QFontMetrics(small).horizontalAdvance(shown.beside) + 4
                foot = QRect(0, 39, width - beside_px - 12, 18)
                beside = QRect(width - beside_px, 39, beside_px, 18)
            paint_words(painter, foot, shown.foot, small, "text3")
            paint_words(painter, beside, shown.beside, small, "text3", is_trailing=width >= NARROW_PX)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        painter.fillRect(bar, colour("band"))
        if self.shown.share is not None:
            filled = QRectF(bar)
            filled.setWidth(bar.width() * min(1.0, max(0.0, self.shown.share)))
            painter.fillRect(filled, colour("bad" if self.shown.tone == "bad" else "spark"))
        if self.shown.median is not None:
            x = min(bar.width() - TICK_PX, bar.width() * self.shown.median)
            painter.fillRect(QRectF(x, bar.top() - 3, TICK_PX, BAR_PX + 6), colour("text"))
