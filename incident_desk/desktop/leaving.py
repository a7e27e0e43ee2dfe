"""Closing the window: never with words that are not on the disk, unless somebody says so."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtGui import QGuiApplication

from incident_desk.desktop.shell import Shell


async def leaves_words(shell: Shell, words: list[str]) -> bool:
    """Ask what becomes of lines and files that were not saved. Returns: whether to close all the same."""
    from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

    told = [_tr("These words are not on the disk. If the window closes now, they are lost:"), *words]
    ways = [Way("copy", _tr("Copy them and close")), Way("leave", _tr("Close")), Way("stay", _tr("Stay"), "primary")]
    way = await NoticeDialog(shell, "unsaved_notice", _tr("Not saved"), told, ways).chosen()
    if way == "copy":
        QGuiApplication.clipboard().setText("\n".join(words))
    return way != "stay"


def leave_on_signals(shell: Shell) -> None:
    """Close as if by hand when the system or a terminal asks the process to end.

    Python runs its own handlers only between its own steps, and an idle window makes none: a socket wakes Qt.
    """
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _noted)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, shell)
    notifier.activated.connect(shell.close)
    notifier.destroyed.connect(lambda: (reader.close(), writer.close()))


def _noted(number: int, frame: FrameType | None) -> None:
    """The wake-up socket tells the window; nothing is left to do here."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Leaving", text)
