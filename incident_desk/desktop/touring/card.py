"""The card of one stop, and the ring around what it speaks of. Neither takes the mouse away from the window."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.press import is_pressed
from incident_desk.desktop.theme import colour

WIDTH_PX = 360
APART_PX = 14
RING_PX = 4
DOT_PX = 8


class Ring(QWidget):
    """An accent line around a control."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class Dots(QWidget):
    """One for each stop, the one at hand filled."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._at = 0
        self.setFixedSize(count * 2 * DOT_PX, DOT_PX)

    def show_at(self, at: int) -> None:
        self._at = at
        self.setAccessibleName(self.tr("Step {at} of {count}").format(at=at + 1, count=self._count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for dot in range(self._count):
                painter.setBrush(colour("accent" if dot == self._at else "line2"))
                painter.drawEllipse(dot * 2 * DOT_PX, 0, DOT_PX, DOT_PX)


class TourCard(QFrame):
    """Right and Left go on and back, Esc leaves; Tab goes out of it into the window as from any other part."""

    gone_on = Signal()
    gone_back = Signal()
    left = Signal()

    def __init__(self, count: int, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour_card")
        self.setProperty("kind", "tour")
        self.setFixedWidth(WIDTH_PX)
        self._count = count
        self.dots = Dots(count)
        self._title = Label("", 15, 600, name="tour_title", wraps=True)
        self._words = Label("", 13, 400, "text2", "tour_words", wraps=True)
        self.leave = Button(self.tr("Leave the tour"), "", "ghost", "tour_leave")
        self.back = Button(self.tr("Back"), "", "small", "tour_back")
        self.on = Button("", "", "primary", "tour_on")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(self.dots)
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.on)
        column.addSpacing(4)
        column.addLayout(row)
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(self.gone_back)
        self.on.clicked.connect(self.gone_on)

    def show_stop(self, at: int, title: str, words: str) -> None:
        """The words of one stop; a screen reader is told them all at once."""
        self.dots.show_at(at)
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{self.dots.accessibleName()}: {title}")
        self.setAccessibleDescription(words)
        self.back.setEnabled(at > 0)
        is_last = at == self._count - 1
        self.on.setText(self.tr("Done") if is_last else self.tr("Next"))
        self.leave.setVisible(not is_last)

    def put_beside(self, place: QRect, room: QSize) -> None:
        """Where there is room: at its right, its left, below it or above it; in the middle where it is nowhere."""
        height = self.heightForWidth(WIDTH_PX)
        self.resize(WIDTH_PX, height if height > 0 else self.sizeHint().height())
        corner = _corner(place, self.size(), room)
        self.move(
            max(APART_PX, min(corner.x(), room.width() - self.width() - APART_PX)),
            max(APART_PX, min(corner.y(), room.height() - self.height() - APART_PX)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Escape: self.left, Qt.Key.Key_Right: self.gone_on, Qt.Key.Key_Left: self.gone_back}
        if asked := keys.get(Qt.Key(event.key())):
            asked.emit()
        elif not is_pressed(self.focusWidget(), event):
            super().keyPressEvent(event)


def _corner(place: QRect, size: QSize, room: QSize) -> QPoint:
    if place.isEmpty():
        return QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
    if place.right() + APART_PX + size.width() < room.width():
        return QPoint(place.right() + APART_PX, place.top())
    if place.left() - APART_PX - size.width() > 0:
        return QPoint(place.left() - APART_PX - size.width(), place.top())
    if place.bottom() + APART_PX + size.height() < room.height():
        return QPoint(place.left(), place.bottom() + APART_PX)
    return QPoint(place.left(), place.top() - APART_PX - size.height())
