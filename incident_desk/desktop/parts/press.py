"""Enter presses what has the keyboard, as Space does. Of itself Qt does so in its own dialogs only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReturnPresses(QAbstractButton):
    """A painted button whose Enter and Return press it; a plain QAbstractButton knows Space only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.click()
        else:
            super().keyPressEvent(event)


def is_pressed(focused: QWidget | None, event: QKeyEvent) -> bool:
    """Press the button that has the keyboard, if this is Enter and nobody took it before. Returns: whether it was."""
    if not isinstance(focused, QAbstractButton) or event.key() not in ENTERS or event.isAutoRepeat():
        return False
    focused.click()
    return True
