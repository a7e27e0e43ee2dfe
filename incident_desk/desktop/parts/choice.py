"""A choice of one among several that drops down."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from incident_desk.desktop.theme import font, icon

ARROW_PX = 14


class Choice(QComboBox):
    """Paints its own arrow: a style sheet would want a file for it, in each theme's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(13))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        top = (self.height() - ARROW_PX) // 2
        with QPainter(self) as painter:
            arrow = icon("chevron-down", "text2" if self.isEnabled() else "text3")
            arrow.paint(painter, QRect(self.width() - ARROW_PX - 10, top, ARROW_PX, ARROW_PX))
