"""One audience: how long until it must hear again, by which channels, how often, and which promises were kept."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.promise_marks import Mark, paint_marks, width_of
from incident_desk.desktop.parts.promise_ring import SMALL_PX, RingShown, paint_ring
from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 80
LINE_PX = 18
"""So much higher it is for what they heard last, and for who has not confirmed it."""
PAD_PX = 16
WORDS_AT_PX = PAD_PX + SMALL_PX + 16


class AudienceShown(msgspec.Struct, frozen=True):
    """What a row says. `next` stands behind the marks in `tone`; `spoken` is all of it. `last` is what they were told
    last, `silent` who of them has not confirmed that it has come.
    """

    key: str
    name: str
    every: str = ""
    channels: str = ""
    marks: tuple[Mark, ...] = ()
    next: str = ""
    tone: str = "text2"
    ring: RingShown = RingShown()
    spoken: str = ""
    last: str = ""
    silent: str = ""


class AudienceRow(ReturnPresses):
    """The chosen one is what the draft is written for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = AudienceShown("", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_audience(self, shown: AudienceShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            said = (shown.name, shown.channels, shown.every, shown.next, shown.last, shown.silent, shown.ring.spoken)
            self.setAccessibleName(shown.spoken or ", ".join(filter(None, said)))
            self.setToolTip(tip(self.accessibleName()))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, HEIGHT_PX + LINE_PX * len(self._lines))

    @property
    def _lines(self) -> list[tuple[str, str]]:
        """What stands below the marks, each with its tone."""
        return [(words, tone) for words, tone in ((self.shown.last, "text2"), (self.shown.silent, "warn")) if words]

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            ring = self._placed(QRect(PAD_PX, (HEIGHT_PX - SMALL_PX) // 2, SMALL_PX, SMALL_PX))
            paint_ring(painter, QRectF(ring), shown.ring)
            right = self.width() - PAD_PX
            face = font(12)
            every_px = min(QFontMetrics(face).horizontalAdvance(shown.every) + 2, (right - WORDS_AT_PX) // 2)
            every = QRect(right - every_px, 12, every_px, 18)
            paint_words(painter, self._placed(every), shown.every, face, "text2", is_trailing=True)
            name = QRect(WORDS_AT_PX, 12, right - every_px - 8 - WORDS_AT_PX, 18)
            paint_words(painter, self._placed(name), shown.name, font(13, 600), "text")
            below = QRect(WORDS_AT_PX, 30, right - WORDS_AT_PX, 17)
            paint_words(painter, self._placed(below), shown.channels, face, "text2")
            self._paint_marks(painter, right)
            for at, (words, tone) in enumerate(self._lines):
                line = QRect(WORDS_AT_PX, HEIGHT_PX - 11 + LINE_PX * at, right - WORDS_AT_PX, LINE_PX)
                paint_words(painter, self._placed(line), words, face, tone)

    def _paint_marks(self, painter: QPainter, right: int) -> None:
        shown = self.shown
        marks_px = width_of(shown.marks)
        at = self._placed(QRect(WORDS_AT_PX, 48, marks_px, 20))
        paint_marks(painter, at.left() + 1, at.center().y() + 1, shown.marks)
        left = WORDS_AT_PX + marks_px + (6 if marks_px else 0)
        said = QRect(left, 48, right - left, 20)
        paint_words(painter, self._placed(said), shown.next, font(12, 600 if shown.tone == "bad" else 400), shown.tone)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(box, colour("card" if self.isChecked() else "hover"))
        if self.isChecked():
            edge = self._placed(QRect(0, 0, 2, self.height()))
            painter.fillRect(edge, colour("accent"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour("line"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
