"""Severity as a shape, so that nobody needs to tell colours apart: octagon, triangle, diamond, circle."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour
from incident_desk.domain.severity import Severity


def paint_shape(painter: QPainter, box: QRectF, severity: Severity | None, ink: QColor | None = None) -> None:
    """The shape of a severity, filling the box; a ring where there is no severity yet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink or colour(severity.lower() if severity else "edge"))
    if severity is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink or colour("edge"))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif severity is Severity.SEV4:
        painter.drawEllipse(box)
    else:
        painter.drawPolygon(_corners(box, severity))
    painter.restore()


def _corners(box: QRectF, severity: Severity) -> QPolygonF:
    if severity is Severity.SEV2:
        return QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    count, turn = (8, math.pi / 8) if severity is Severity.SEV1 else (4, 0.0)
    reach = box.width() / 2 / (math.cos(math.pi / 8) if count == 8 else 1)
    angles = [turn + i * math.tau / count for i in range(count)]
    middle = box.center()
    return QPolygonF([middle + QPointF(math.cos(a), math.sin(a)) * reach for a in angles])


class SeverityShape(QWidget):
    """The shape alone; the number and the word stand beside it."""

    def __init__(self, severity: Severity | None = None, side_px: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self._side_px = side_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_severity(self, severity: Severity | None) -> None:
        self._severity = severity
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_shape(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._severity)
