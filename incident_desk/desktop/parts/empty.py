"""What stands where there is nothing yet: what is missing, what happens next, and the way to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture


class Empty(QWidget):
    """An icon, two lines, and up to a few buttons. Never a blank well."""

    def __init__(self, symbol: str, line: str, detail: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(Picture(symbol=symbol, side_px=20), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        self._line = Label(line, 13, 600, wraps=True)
        self._detail = Label(detail, 13, 400, "text2", wraps=True)
        for words in (self._line, self._detail):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)

    def say(self, line: str, detail: str) -> None:
        """Other words from now on."""
        self._line.setText(line)
        self._detail.setText(detail)
