"""A line of a checklist: a box to tick, what to do, and by when. A task stands among them with a mark of its own."""

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font, icon
from incident_desk.domain.due_steps import Due

HEIGHT_PX = 24
BOX_PX = 14
WORDS_AT_PX = 24
CLOCK_PX = 14
FOCUS_PX = 2
REASON_PX, REASON_SIDE_PX = 20, 12


TONES = {Due.LATER: "text3", Due.SOON: "warn", Due.LATE: "text"}


class StepLine(msgspec.Struct, frozen=True):
    """One step: its key, what to do, when (empty for none), the whole of it in words, and whose it is.

    With a `symbol` it is a task: that stands in place of the box, and a press opens the task instead of ticking it.
    `because` is the lesson that it comes from, marked behind the words.
    """

    key: str
    do: str
    when: str = ""
    due: Due = Due.LATER
    is_done: bool = False
    detail: str = ""
    who: str = ""
    symbol: str = ""
    because: str = ""


def paint_box(painter: QPainter, box: QRectF, *, is_ticked: bool, is_near: bool = False) -> None:
    """A box to tick, BOX_PX wide and high."""
    painter.setPen(QPen(colour("ok" if is_ticked else "accent" if is_near else "edge"), 1.5))
    painter.setBrush(colour("oksoft") if is_ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
    if is_ticked:
        tick = ((3.5, 7.2), (6.2, 9.8), (10.6, 4.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) for x, y in tick]))


class StepRow(ReturnPresses):
    """Checked when the step is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = StepLine("", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def show_step(self, step: StepLine) -> None:
        self.step = step
        self.setChecked(step.is_done)
        self.setAccessibleName(step.do)
        self.setAccessibleDescription(step.detail)
        set_tip(self, step.detail)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_box(painter)
            right = self.width() - self._paint_when(painter)
            room = right - WORDS_AT_PX - self._paint_who(painter, right) - (REASON_PX if self.step.because else 0)
            face = font(13)
            painter.setFont(face)
            painter.setPen(colour("text3" if self.step.is_done else "text"))
            shown = QFontMetrics(face).elidedText(self.step.do, Qt.TextElideMode.ElideRight, room)
            self._paint_text(painter, QRect(WORDS_AT_PX, 0, room, HEIGHT_PX), shown)
            if self.step.because:
                at = WORDS_AT_PX + QFontMetrics(face).horizontalAdvance(shown) + 6
                mark = QRect(at, (HEIGHT_PX - REASON_SIDE_PX) // 2, REASON_SIDE_PX, REASON_SIDE_PX)
                icon("lightbulb", "accent").paint(painter, self._placed(mark))
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), FOCUS_PX))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _paint_text(self, painter: QPainter, box: QRect, text: str) -> None:
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self._placed(box), align, text)

    def _paint_box(self, painter: QPainter) -> None:
        if self.step.symbol:
            at = QRect(1, (HEIGHT_PX - BOX_PX) // 2, BOX_PX, BOX_PX)
            icon(self.step.symbol, "accent" if self.underMouse() else TONES[self.step.due]).paint(
                painter, self._placed(at)
            )
            return
        box = QRectF(self._placed(QRect(1, (HEIGHT_PX - BOX_PX) // 2, BOX_PX, BOX_PX)))
        paint_box(painter, box, is_ticked=self.isChecked(), is_near=self.underMouse())

    def _paint_who(self, painter: QPainter, right: int) -> int:
        """Returns: the width it took, with the gap before it."""
        if not self.step.who:
            return 0
        face = font(12)
        width = min(QFontMetrics(face).horizontalAdvance(self.step.who) + 1, self.width() // 4)
        painter.setFont(face)
        painter.setPen(colour("text3"))
        shown = QFontMetrics(face).elidedText(self.step.who, Qt.TextElideMode.ElideRight, width)
        self._paint_text(painter, QRect(right - width, 0, width, HEIGHT_PX), shown)
        return width + 12

    def _paint_when(self, painter: QPainter) -> int:
        """Returns: the width it took, with the gap before it."""
        if not self.step.when:
            return 0
        is_loud = self.step.due is not Due.LATER and not self.step.is_done
        tone = TONES[self.step.due] if is_loud else "text3"
        face = font(13, 600 if is_loud else 400)
        width = min(QFontMetrics(face).horizontalAdvance(self.step.when) + 1, self.width() // 2)
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(self.step.when, Qt.TextElideMode.ElideRight, width)
        self._paint_text(painter, QRect(self.width() - width, 0, width, HEIGHT_PX), shown)
        if is_loud and not self.step.symbol:
            at = QRect(self.width() - width - CLOCK_PX - 6, (HEIGHT_PX - CLOCK_PX) // 2, CLOCK_PX, CLOCK_PX)
            icon("clock-alert", tone).paint(painter, self._placed(at))
        if (
            is_loud and not self.step.symbol
        ) or self.step.who:  # where it says whose a step is, all of that stands in one column
            width += CLOCK_PX + 6
        return width + 8
