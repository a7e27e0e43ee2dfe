"""A running clock: what it counts, since when, and how long."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.parts.label import Label


class ClockLabel(QWidget):
    """A small caption over large figures of one width, so that it never jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = Label("", 11, 500, "text2")
        self._figures = Label("", 20, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        for label in (self._caption, self._figures):
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addStretch(1)

    def show_time(self, caption: str, figures: str, tone: str = "text") -> None:
        """Say what is counted and how long it has been."""
        if caption != self._caption.text():
            self._caption.setText(caption)
        if figures != self._figures.text():
            self._figures.setText(figures)
        self.setAccessibleName(f"{caption} {figures}")
        self._figures.set_tone(tone)
