"""Messages by the tray, where the desktop has one and no bus for them; else the window asks for a look."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from incident_desk.desktop.theme import icon


class Tray(QObject):
    """The sign in the tray is there only while a message is. `pressed` carries the key of the last message."""

    pressed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sign: QSystemTrayIcon | None = None
        self._key = ""

    def tell(self, key: str, title: str, words: str) -> None:
        """Show a message, in the place of the one before."""
        self._key = key
        if QSystemTrayIcon.isSystemTrayAvailable():
            sign = self._made()
            sign.show()
            sign.showMessage(title, words, QSystemTrayIcon.MessageIcon.Information)
        else:
            for window in QApplication.topLevelWidgets():
                if isinstance(window, QMainWindow):
                    QApplication.alert(window)

    def withdraw(self, key: str) -> None:
        """Take the message away, if it is this one."""
        if key == self._key:
            self.hide()

    def hide(self) -> None:
        """Take the sign away, and its message with it."""
        self._key = ""
        if self._sign is not None:
            self._sign.hide()

    def _made(self) -> QSystemTrayIcon:
        if self._sign is None:
            self._sign = QSystemTrayIcon(icon("bell-ring", "accent"), self)
            self._sign.setToolTip("Incident Desk")
            self._sign.messageClicked.connect(self._press)
            self._sign.activated.connect(self._press)
        return self._sign

    def _press(self) -> None:
        if self._key:
            self.pressed.emit(self._key)
