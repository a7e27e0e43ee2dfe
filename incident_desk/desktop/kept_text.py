"""One text that the window remembers, written when the fingers rest: a kill takes half a sentence at the most."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.window_state import WindowState

if TYPE_CHECKING:
    from incident_desk.store.home import Home

REST_MS = 400


class KeptText(QObject):
    """Kept with what the window remembers, never in the record: what was not entered was not said."""

    def __init__(self, bridge: Bridge, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._home = bridge.desk.home if bridge.desk else None
        self._key = key
        self._text = WindowState.of(self._home).text(key) if self._home else ""
        self._written = self._text
        self._writing: asyncio.Future[None] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write)

    @property
    def text(self) -> str:
        """As it is now, written or not; empty for nothing."""
        return self._text

    def keep(self, text: str, *, at_once: bool = False) -> None:
        """Remember it as it is now; `at_once` for what must not come back, and for what somebody asked to keep."""
        self._text = text
        if at_once:
            self._rest.stop()
            self._write()
        else:
            self._rest.start()

    async def settle(self) -> None:
        """Write what waits for the fingers to rest, and let no write come later: the window is about to close."""
        self._rest.stop()
        if self._writing is not None:
            await asyncio.wait([self._writing])
        if self._text != self._written and self._home is not None:
            await asyncio.to_thread(_keep, self._home, self._key, self._text)

    def _write(self) -> None:
        if self._home is not None and (self._writing is None or self._writing.done()):
            self._writing = self._bridge.soon(self._write_on(self._home))

    async def _write_on(self, home: "Home") -> None:
        """One write after the other, until what is on the disk is what is said now."""
        while self._written != self._text:
            text = self._text
            await asyncio.to_thread(_keep, home, self._key, text)
            self._written = text


def _keep(home: "Home", key: str, text: str) -> None:
    """On a worker thread, through an object of its own: Qt's settings are shared below."""
    state = WindowState.of(home)
    state.keep(key, text)
    state.save()
