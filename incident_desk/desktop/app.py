"""The window from start to end. What the first frame does not need is loaded after it."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.language import speech
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.theme import apply
from incident_desk.desktop.window_state import WindowState

if TYPE_CHECKING:
    from incident_desk.desk import Clock, Desk
    from incident_desk.desktop.demo_bar import Player

FRAME_MS = 2000
"""Where nothing is ever painted (a minimised window), work begins after this long."""


def run(
    home: Path,
    *,
    theme: str | None = None,
    size: tuple[int, int] | None = None,
    scale: float | None = None,
    clock: "Clock | None" = None,
    play: "Callable[[Desk], Player] | None" = None,
    on_first_frame: Callable[[], None] | None = None,
    on_ready: Callable[[], None] | None = None,
    is_wall: bool = False,
) -> int:
    """Show the window, and come back when it is closed. Returns: the exit code.

    Args:
        theme: "dark", "light" or "system"; None for what was chosen in this home.
        size: of the window, in pixels of the screen.
        scale: how many pixels of the screen one of the looks takes; None for what the screen says.
        clock: of the desk; None for this machine's.
        play: starts a demo at the open desk; a bar above the room steers it.
        on_first_frame, on_ready: called once each; ready is when the first room is painted and takes keys.
        is_wall: show the wall and nothing beside it.
    """
    gc.disable()  # until the window is ready: all that is loaded stays, and looking through it again costs 60 ms
    app = application(scale)
    state = WindowState(home)
    apply(app, theme or state.theme)
    speech.speak(app, state.language)
    shell = Shell(state)
    shell.show_as_before(QSize(*size) / (scale or 1) if size else None)
    _paint(shell)
    if on_first_frame:
        on_first_frame()
    from incident_desk.desktop.session import Session  # the rest of the window, asyncio, and the record's libraries

    return Session(app, shell, state, home, clock=clock, play=play, on_ready=on_ready, is_wall=is_wall).run()


def application(scale: float | None = None) -> QApplication:
    """The application, made once in a process."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    if scale:
        os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
    app = QApplication(sys.argv[:1])
    app.setApplicationName("incident-desk")
    app.setApplicationDisplayName("Incident Desk")
    app.setDesktopFileName("incident-desk")
    app.setQuitOnLastWindowClosed(False)
    return app


def _paint(shell: Shell) -> None:
    """Run Qt until the first frame is on the screen."""
    painted = QEventLoop()
    shell.first_frame.connect(painted.quit)
    QTimer.singleShot(FRAME_MS, painted.quit)
    painted.exec()
