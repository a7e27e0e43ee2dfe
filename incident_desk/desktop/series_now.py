"""The watched series for the window: a thread polls them beside it, where a source is set up here."""

import asyncio
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:  # what polls is loaded once the window is ready
    from incident_desk.desk import Desk
    from incident_desk.watch.series import Tile
    from incident_desk.watch.watcher import Watcher


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"


class SeriesNow(QObject):
    """One for an open record. A demo watches nothing, and a window that only reads shows nothing."""

    changed = Signal()
    _polled = Signal()

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._watcher: Watcher | None = None
        self._polled.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.tiles: tuple[Tile, ...] = ()
        """The oddest first."""
        self.troubles: dict[str, str] = {}
        """By source, why there is nothing newer; empty if there is."""

    def begin(self) -> None:
        """From now on."""
        desk = self._window.desk
        if desk is None or desk.is_apart or self._watcher is not None:
            return
        from incident_desk.watch.watcher import Watcher

        self._watcher = Watcher(desk, self._polled.emit)
        self._watcher.start()

    def look_again(self) -> None:
        """A source was set up, changed or removed here."""
        if self._watcher is not None:
            self._watcher.look_again()

    def _take(self) -> None:
        if self._watcher is None:
            return
        from incident_desk.watch.series import oddness

        self.tiles = tuple(sorted(self._watcher.tiles, key=oddness))
        self.troubles = self._watcher.troubles
        self.changed.emit()

    async def stop(self) -> None:
        """End it; what is being asked ends first."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            await asyncio.to_thread(watcher.stop)
