"""A person as a disc with initials; dashed while they have not said that they are there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour, font


def initials(name: str) -> str:
    """Up to two letters: of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


class Avatar(QWidget):
    """Decoration beside a name: the name itself is what is read aloud."""

    def __init__(self, name: str = "", side_px: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._side_px = side_px
        self._is_dashed = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, *, is_dashed: bool = False) -> None:
        """Show this person; dashed where an acknowledgement is missing."""
        self._name, self._is_dashed = name, is_dashed
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPen(colour("warn" if self._is_dashed else "line2"), 1)
        if self._is_dashed:
            edge.setStyle(Qt.PenStyle.DashLine)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(edge)
            painter.setBrush(Qt.BrushStyle.NoBrush if self._is_dashed else colour("hover"))
            painter.drawEllipse(box)
            painter.setFont(font(self._side_px * 3 // 8, 600))
            painter.setPen(colour("warn" if self._is_dashed else "text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(self._name))
