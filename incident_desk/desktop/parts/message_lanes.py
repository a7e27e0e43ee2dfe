"""What was said when, a lane for each channel over the hours: sent and numbered, promised, late, and where now is."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.sent_row import paint_number
from incident_desk.desktop.theme import colour, font, paint_icon

HEAD_PX = 24
LANE_PX = 34
NAMES_PX = 176
SIDE_PX = 20
ICON_PX = 14
NEAR_PX = 40
"""A label of an hour nearer to the one of now than this is not drawn."""


class LaneMark(msgspec.Struct, frozen=True):
    """One message on its lane. `tone` is ok once it went out, bad where it was late, else it is promised."""

    key: str
    at_us: int
    number: str
    tone: str = "text2"
    words: str = ""
    spoken: str = ""


class Lane(msgspec.Struct, frozen=True):
    """One channel."""

    symbol: str
    name: str
    marks: tuple[LaneMark, ...] = ()


class LanesShown(msgspec.Struct, frozen=True):
    """All of it: `hours` are the labels of the axis, `now` the one of the present."""

    lanes: tuple[Lane, ...] = ()
    from_us: int = 0
    to_us: int = 1
    hours: tuple[tuple[int, str], ...] = ()
    now_us: int = 0
    now: str = ""


class MessageLanes(QFrame):
    """`mark_asked` carries the key of a message. The arrow keys go from one to the next, Enter opens it."""

    mark_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = LanesShown()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_lanes(self, shown: LanesShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            grows = len(shown.lanes) != len(self.shown.lanes)
            self.shown = shown
            self._at = min(self._at, max(0, len(self._marks) - 1))
            self._tell()
            if grows:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, HEAD_PX + LANE_PX * len(self.shown.lanes))

    # which of them ----------------------------------------------------------------------------------------------------

    @property
    def _marks(self) -> list[tuple[int, LaneMark]]:
        """Each with the lane that it is on, in the order of time."""
        found = [(at, mark) for at, lane in enumerate(self.shown.lanes) for mark in lane.marks]
        return sorted(found, key=lambda each: (each[1].at_us, each[0]))

    def _tell(self) -> None:
        """The one that the keyboard is on, for whoever hears the window."""
        marks = self._marks
        told = marks[self._at][1].spoken if marks else ""
        self.setAccessibleName(told or self.tr("Messages by channel"))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.setToolTip(tip(told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        marks = self._marks
        if marks and (step := steps.get(Qt.Key(event.key()))) is not None:
            self._at = min(len(marks) - 1, max(0, self._at + step))
            self._tell()
            self.update()
        elif marks and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.mark_asked.emit(marks[self._at][1].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (found := self._under(event.position().toPoint())) is not None:
            self._at = found
            self._tell()
            self.update()
            self.mark_asked.emit(self._marks[found][1].key)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position().toPoint())
        self.setToolTip(tip(self._marks[found][1].spoken if found is not None else ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor)

    def _under(self, point: QPoint) -> int | None:
        places = enumerate(self._marks)
        return next((at for at, (lane, mark) in places if self.box_of(lane, mark).contains(point)), None)

    def box_of(self, lane: int, mark: LaneMark) -> QRect:
        """Where a mark of that lane stands."""
        middle = HEAD_PX + lane * LANE_PX + LANE_PX // 2
        return QRect(round(self._x(mark.at_us)) - SIDE_PX // 2, middle - SIDE_PX // 2, SIDE_PX, SIDE_PX)

    def _x(self, at_us: int) -> float:
        """Time goes to the right in every language, as on a clock."""
        shown = self.shown
        share = (at_us - shown.from_us) / max(1, shown.to_us - shown.from_us)
        return NAMES_PX + share * max(1, self.width() - NAMES_PX - SIDE_PX)

    # painting ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_hours(painter)
            for at, lane in enumerate(self.shown.lanes):
                self._paint_lane(painter, at, lane)
            self._paint_now(painter)
            for at, lane in enumerate(self.shown.lanes):
                self._paint_marks(painter, at, lane.marks)
            if self.hasFocus():
                self._paint_focus(painter)

    def _paint_hours(self, painter: QPainter) -> None:
        now = self._x(self.shown.now_us)
        painter.setPen(QPen(colour("line"), 1))
        places = [(round(self._x(at_us)) + 0.5, words) for at_us, words in self.shown.hours]
        for x, _ in places:
            painter.drawLine(QLineF(x, HEAD_PX, x, self.height()))
        for x, words in places:
            if not self.shown.now or abs(x - now) > NEAR_PX:
                self._paint_label(painter, x, words, "text2", 400)

    def _paint_label(self, painter: QPainter, x: float, words: str, tone: str, weight: int) -> None:
        face = font(11, weight)
        width = QFontMetrics(face).horizontalAdvance(words) + 4
        left = min(max(0, round(x) - width // 2), self.width() - width)
        paint_words(painter, QRect(left, 0, width, HEAD_PX - 2), words, face, tone)

    def _paint_now(self, painter: QPainter) -> None:
        if self.shown.now:
            x = round(self._x(self.shown.now_us)) + 0.5
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawLine(QLineF(x, HEAD_PX - 2, x, self.height()))
            self._paint_label(painter, x, self.shown.now, "accent", 600)

    def _paint_lane(self, painter: QPainter, at: int, lane: Lane) -> None:
        top = HEAD_PX + at * LANE_PX
        painter.setPen(QPen(colour("line"), 1))
        for y in (top + 0.5, top + LANE_PX - 0.5):
            painter.drawLine(QLineF(0, y, self.width(), y))
        paint_icon(painter, QRect(0, top + (LANE_PX - ICON_PX) // 2, ICON_PX, ICON_PX), lane.symbol, "text2")
        left = ICON_PX + 8
        paint_words(painter, QRect(left, top, NAMES_PX - left - 8, LANE_PX), lane.name, font(13), "text")

    def _paint_marks(self, painter: QPainter, at: int, marks: Sequence[LaneMark]) -> None:
        """Words beside a mark end before the next one, or go."""
        for number, mark in enumerate(marks):
            box = self.box_of(at, mark)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("pane"))
            painter.drawRoundedRect(QRectF(box), 4, 4)
            paint_number(painter, QRectF(box), mark.number, mark.tone)
            if mark.words:
                ends = self.box_of(at, marks[number + 1]).left() - 6 if number + 1 < len(marks) else self.width()
                room = QRect(box.right() + 6, box.top(), ends - box.right() - 6, SIDE_PX)
                face = font(11, 600)
                words_px = QFontMetrics(face).horizontalAdvance(mark.words) + 2
                if words_px <= room.width():
                    painter.fillRect(QRect(room.left(), room.top(), words_px, SIDE_PX), colour("pane"))
                    paint_words(painter, room, mark.words, face, mark.tone)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        marks = self._marks
        box = self.box_of(*marks[self._at]).adjusted(-2, -2, 2, 2) if marks else self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(QRectF(box), 5, 5)
