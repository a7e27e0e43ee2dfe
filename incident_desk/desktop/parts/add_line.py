"""A line that opens where something is added: Enter hands over what was typed and waits for the next, Esc closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from incident_desk.desktop.theme import font

HEIGHT_PX = 30


class AddLine(QLineEdit):
    """Hidden until it is begun. `opener` gets the keyboard back when it closes."""

    typed = Signal(str)

    def __init__(self, name: str, words: str, opener: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self.setObjectName(name)
        self.setFont(font(13))
        self.setMinimumHeight(HEIGHT_PX)
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.returnPressed.connect(self._enter)
        self.hide()

    def begin(self) -> None:
        """Open, and take the keyboard."""
        self.show()
        self.setFocus()

    def leave(self) -> None:
        """Close; the keyboard, if it is still here, goes back to where it came from. What is typed stays."""
        is_here = self.window().focusWidget() is self
        self.hide()
        if is_here:
            self._opener.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if words := self.text().strip():
            self.typed.emit(words)
