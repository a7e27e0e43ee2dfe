"""Lines that somebody began and did not enter: each incident has its own, and it is there again after a restart."""

import asyncio
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.store.home import Home

KEY = "window/unfinished"
REST_MS = 400
"""Written when the fingers rest, so that a kill takes half a sentence at the most."""


class UnfinishedLines(QObject):
    """Kept with what the window remembers, never in the record: what was not entered was not said."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._home = bridge.desk.home if bridge.desk else None
        self._of = _read(self._home) if self._home else {}
        self._writes: set[asyncio.Task[None]] = set()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write)

    def of(self, incident: IncidentId) -> str:
        """What was begun in this incident; empty for nothing."""
        return self._of.get(incident, "")

    def keep(self, incident: IncidentId, text: str) -> None:
        """Remember it as it is now; one that was entered is forgotten at once, or it would come back."""
        if text == self.of(incident):
            return
        if text:
            self._of[incident] = text
            self._rest.start()
        else:
            del self._of[incident]
            self._rest.stop()
            self._write()

    async def settle(self) -> None:
        """Write what waits for the fingers to rest, and let no write come later: the window is about to close."""
        waits = self._rest.isActive()
        self._rest.stop()
        if self._writes:
            await asyncio.wait(self._writes)
        if waits and self._home is not None:
            await asyncio.to_thread(_keep, self._home, dict(self._of))

    def _write(self) -> None:
        if self._home is not None:
            write = self._bridge.soon(asyncio.to_thread(_keep, self._home, dict(self._of)))
            self._writes.add(write)
            write.add_done_callback(self._writes.discard)


def _read(home: "Home") -> dict[IncidentId, str]:
    try:
        return msgspec.json.decode(WindowState.of(home).text(KEY, "{}"), type=dict[IncidentId, str])
    except msgspec.DecodeError:
        return {}


def _keep(home: "Home", lines: dict[IncidentId, str]) -> None:
    """On a worker thread, through an object of its own: Qt's settings are shared below."""
    state = WindowState.of(home)
    state.keep(KEY, msgspec.json.encode(lines).decode() if lines else "")
    state.save()
