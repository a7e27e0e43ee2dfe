"""Whether the wall is shown, also after the next start; a screen of its own may show nothing else."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.window_state import WindowState

if TYPE_CHECKING:
    from incident_desk.desktop.wall.window import WallWindow

OPEN: Final = "window/wall"


class Walling(QObject):
    """One for the window. The wall goes with the record: a locked desk shows nothing of it."""

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._state = state
        self.wall: WallWindow | None = None
        shell.show_wall.triggered.connect(lambda _=False: self.turn())

    def come_back(self) -> None:
        """Show it again if it was shown when the window was closed."""
        if self._state.text(OPEN):
            self.show_wall()

    def turn(self) -> None:
        """Show it, or take it away."""
        if self.wall is None:
            self.show_wall()
        else:
            self.wall.close()

    def show_wall(self, *, alone: bool = False) -> None:
        """Args:
        alone: the window beside it goes, until the wall does.
        """
        from incident_desk.desktop.wall.window import WallWindow

        if self.wall is None:
            self.wall = WallWindow(self._bridge, self._shell)
            self.wall.left.connect(self._leave)
            self._state.keep(OPEN, "1")
            self._shell.wall.setChecked(True)
        self.wall.open()
        self._shell.setHidden(alone)

    def _leave(self) -> None:
        self.wall = None
        self._state.keep(OPEN, "")
        self._shell.wall.setChecked(False)
        self._shell.show()

    def end(self) -> None:
        """The record is closed: the wall goes, and comes back with the next start."""
        if self.wall is not None:
            self.wall.left.disconnect(self._leave)
            self.wall.close()
            self.wall = None
