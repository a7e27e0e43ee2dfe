"""What became of each promise to an audience, one mark each: kept a disc, missed a cross, promised a ring."""

import enum

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour

SIDE_PX = 8
STEP_PX = 14
MOST = 8


class Mark(enum.Enum):
    """One promise."""

    KEPT = "kept"
    MISSED = "missed"
    LATE = "late"
    PROMISED = "promised"


class PromiseMarks(QWidget):
    """Decoration: whoever shows it says the count in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """The newest at the end."""
        if marks != self._marks:
            self._marks = marks
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(width_of(self._marks), SIDE_PX + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_marks(painter, 1.0, self.height() / 2, self._marks)


def width_of(marks: tuple[Mark, ...]) -> int:
    """So wide are they, painted."""
    return STEP_PX * min(len(marks), MOST)


def paint_marks(painter: QPainter, left: float, middle: float, marks: tuple[Mark, ...]) -> None:
    """Of many the last ones."""
    for at, mark in enumerate(marks[-MOST:]):
        box = QRectF(left + at * STEP_PX, middle - SIDE_PX / 2, SIDE_PX, SIDE_PX)
        if mark is Mark.MISSED:
            painter.setPen(QPen(colour("bad"), 2))
            inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawLine(QLineF(inner.topLeft(), inner.bottomRight()))
            painter.drawLine(QLineF(inner.bottomLeft(), inner.topRight()))
        elif mark is Mark.KEPT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("ok"))
            painter.drawEllipse(box)
        else:
            painter.setPen(QPen(colour("bad" if mark is Mark.LATE else "edge"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
