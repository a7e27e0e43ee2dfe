"""Keeps the screen on while the wall is on it, as far as the system lets a program ask for that."""

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:  # loaded where there is a bus
    from PySide6.QtDBus import QDBusMessage

SERVICE: Final = "org.freedesktop.ScreenSaver"
PATH: Final = "/org/freedesktop/ScreenSaver"
_CONTINUOUS, _DISPLAY = 0x80000000, 0x2
"""ES_CONTINUOUS and ES_DISPLAY_REQUIRED of winbase.h."""


class Awake(QObject):
    """Asks once it is made, and takes it back at the end. Where nobody answers, the system's own rules hold."""

    def __init__(self, why: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cookie: int | None = None
        if sys.platform == "win32":
            _on_windows(_CONTINUOUS | _DISPLAY)
        elif sys.platform != "darwin":
            self._ask(why)

    def _ask(self, why: str) -> None:
        """The Idle Inhibition Service of freedesktop.org, which GNOME, KDE and others answer; without waiting."""
        from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            self._answer = QDBusPendingCallWatcher(bus.asyncCall(_said("Inhibit", "incident-desk", why)), self)
            self._answer.finished.connect(self._keep)

    def _keep(self) -> None:
        arguments = [] if self._answer.isError() else self._answer.reply().arguments()
        if arguments and isinstance(arguments[0], int):
            self._cookie = arguments[0]

    def end(self) -> None:
        """Let the screen rest again."""
        if sys.platform == "win32":
            _on_windows(_CONTINUOUS)
        elif self._cookie is not None:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.sessionBus().asyncCall(_said("UnInhibit", self._cookie))
            self._cookie = None


def _said(call: str, *arguments: object) -> "QDBusMessage":
    from PySide6.QtDBus import QDBusMessage

    message = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, call)
    message.setArguments(list(arguments))
    return message


def _on_windows(state: int) -> None:
    import ctypes

    ctypes.windll.kernel32.SetThreadExecutionState(state)  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType]
