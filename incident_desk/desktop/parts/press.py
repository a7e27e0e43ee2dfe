"""What painted buttons have in common: Enter presses them, as Space does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class ReturnPresses(QAbstractButton):
    """A painted button whose Enter and Return press it; a plain QAbstractButton knows Space only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
