"""What the window begins with: the first questions, the tour, and a demo beside it."""

import sys
from functools import partial

from PySide6.QtCore import QObject, QProcess, Qt, Signal

from incident_desk.desktop.beginning.dialog import FirstRunDialog
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.theme import is_dark
from incident_desk.desktop.window_state import WindowState


class Beginning(QObject):
    """`tour_asked` carries what somebody mostly is; `files_asked` is told when they were given a file."""

    tour_asked = Signal(str)
    files_asked = Signal()

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState) -> None:
        super().__init__(shell)
        dialog = self.dialog = FirstRunDialog(bridge, state, shell)
        dialog.demo_asked.connect(partial(play_demo, is_toured=True))
        # queued: first the dialog gives the keyboard back, then the tour takes it
        dialog.accepted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        dialog.finished.connect(self.deleteLater, Qt.ConnectionType.QueuedConnection)
        self._mostly = "incident_manager"
        dialog.accepted.connect(self._hear)

    def _hear(self) -> None:
        self._mostly = "" if self.dialog.wants_file else self.dialog.who.key

    def _begin(self) -> None:
        if self._mostly:
            self.tour_asked.emit(self._mostly)
        else:
            self.files_asked.emit()


def play_demo(name: str = "", *, is_toured: bool = False) -> None:
    """A real incident, in a window and a home of its own, perhaps with the tour over it."""
    is_packed = getattr(sys, "frozen", False)
    call = [] if is_packed else ["-c", "from incident_desk.cli import main; raise SystemExit(main())"]
    which = [name, "--tour"] if is_toured else []
    QProcess.startDetached(sys.executable, [*call, "demo", *which, "--theme", "dark" if is_dark() else "light"])
