"""The course of something in steps: what is past with its time, what is now, what is to come."""

import enum
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 42
DISC_PX = 16
GAP_PX = 8
TIME_GAP_PX = 6
TICK = ((4.6, 8.3), (7.0, 10.7), (11.4, 5.7))


class StepPlace(enum.Enum):
    """Where a step lies on the course. What was passed over was never entered, and is not ticked."""

    PAST = "past"
    PASSED_OVER = "passed over"
    PRESENT = "present"
    TO_COME = "to come"


class StepShown(msgspec.Struct, frozen=True):
    """One step: its key, its word, where it lies, the time beside it, and the whole of it for a tooltip.

    `short_time` stands in for `time` where there is less room.
    """

    key: str
    word: str
    place: StepPlace
    time: str = ""
    short_time: str = ""
    detail: str = ""


class Stepper(QWidget):
    """Steps side by side with lines between. One stop for Tab; the arrow keys go from step to step."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[StepButton] = []
        self._place = TabPlace(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(0)
        self.setFixedHeight(HEIGHT_PX)

    def show_steps(self, steps: Sequence[StepShown]) -> None:
        """Show this course; buttons are kept, so that focus stays where it is."""
        while len(self.buttons) < len(steps):
            button = StepButton(self)
            button.asked.connect(self.asked)
            self.buttons.append(button)
            self._row.addWidget(button, 1)
            self._place.put(self.buttons)
        for button in self.buttons[len(steps) :]:
            button.hide()
        for button, step in zip(self.buttons, steps, strict=False):
            button.show_step(step, is_last=step is steps[-1])
            button.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [b for b in self.buttons if not b.isHidden()]
        here = next((i for i, b in enumerate(shown) if b.hasFocus()), None)
        there = None if here is None else self._reached(Qt.Key(event.key()), here, len(shown))
        if there is None:
            super().keyPressEvent(event)
        else:
            shown[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reached(self, key: Qt.Key, here: int, count: int) -> int | None:
        """Which step a key leads to; None for a key that leads nowhere."""
        way = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        reached = {
            Qt.Key.Key_Right: here + way,
            Qt.Key.Key_Left: here - way,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }.get(key)
        return None if reached is None else reached % count


class StepButton(ReturnPresses):
    """One step and the line to the next."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = StepShown("", "", StepPlace.TO_COME)
        self._is_last = False
        self.clicked.connect(lambda: self.asked.emit(self.step.key))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_step(self, step: StepShown, *, is_last: bool) -> None:
        self.step, self._is_last = step, is_last
        self.setObjectName(f"step_{step.key.replace(' ', '_')}")
        self.setAccessibleName(f"{step.word} {step.time}".strip())
        self.setAccessibleDescription(step.detail)
        set_tip(self, step.detail)
        is_present = step.place is StepPlace.PRESENT
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_present else Qt.FocusPolicy.ClickFocus)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(110, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(DISC_PX + GAP_PX, HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the stepper's; Qt would have them wander to any button nearby."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_disc(painter)
            end_px = self._paint_words(painter)
            if not self._is_last and end_px + 20 < self.width():
                painter.setPen(QPen(colour("line2"), 1))
                line = self._placed(QRect(end_px + 10, self.height() // 2, self.width() - end_px - 20, 1))
                y = line.top() + 0.5
                painter.drawLine(QPointF(line.left(), y), QPointF(line.right(), y))
            if self.hasFocus():
                self._paint_focus(painter, end_px)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _paint_disc(self, painter: QPainter) -> None:
        top = (self.height() - DISC_PX) // 2
        box = QRectF(self._placed(QRect(0, top, DISC_PX, DISC_PX)))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.step.place is StepPlace.PAST:
            painter.setBrush(colour("line2"))
            painter.drawEllipse(box)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("text"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) for x, y in TICK]))
        elif self.step.place is StepPlace.PRESENT:
            painter.setBrush(colour("accentfill"))
            painter.drawEllipse(box)
            painter.setBrush(colour("onfill"))
            painter.drawEllipse(box.center(), 3, 3)
        else:
            ring = QPen(colour("edge"), 1.5)
            if self.step.place is StepPlace.PASSED_OVER:
                ring.setDashPattern([1.5, 1.5])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(ring)
            painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))

    def _paint_words(self, painter: QPainter) -> int:
        """Returns: where they end."""
        inks = {StepPlace.PAST: "text2", StepPlace.PRESENT: "text"}
        is_present = self.step.place is StepPlace.PRESENT
        face, ink = font(13, 600 if is_present else 500), inks.get(self.step.place, "text3")
        left = self._paint_part(painter, DISC_PX + GAP_PX, self.step.word, face, ink)
        if time := self.fitting_time(left):
            left = self._paint_part(painter, left + TIME_GAP_PX, time, font(13), "accent" if is_present else "text3")
        return left

    def fitting_time(self, left_px: int) -> str:
        """A time that would be cut says nothing: the longest that fits behind the words, or none."""
        room_px = self.width() - left_px - TIME_GAP_PX - 4
        metrics = QFontMetrics(font(13))
        times = (self.step.time, self.step.short_time)
        return next((t for t in times if t and metrics.horizontalAdvance(t) <= room_px), "")

    def _paint_part(self, painter: QPainter, left: int, text: str, face: QFont, ink: str) -> int:
        metrics = QFontMetrics(face)
        room = max(0, self.width() - left - 4)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = min(room, metrics.horizontalAdvance(shown) + 1)
        painter.setFont(face)
        painter.setPen(colour("text" if self.underMouse() else ink))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self._placed(QRect(left, 0, width, self.height())), align, shown)
        return left + width

    def _paint_focus(self, painter: QPainter, end_px: int) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("accent"), 2))
        box = QRectF(self._placed(QRect(0, 6, min(self.width(), end_px + 6), self.height() - 12)))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
