"""The window in this process, opened as a session opens it, to measure how long the GUI thread is busy."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

from incident_desk.desktop import theme
from incident_desk.desktop.app import application
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.loop import window_loop
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId

T = TypeVar("T")
BEAT_MS = 1
PATIENCE_S = 30.0


class Window(msgspec.Struct):
    """A window over an open record."""

    shell: Shell
    bridge: Bridge
    navigation: Navigation

    async def go_to(self, incident: IncidentId) -> None:
        """Show an incident, and wait until it is shown."""
        self.navigation.go_to(incident)
        await until(lambda: (shown := self.navigation.shown) is not None and shown.incident == incident)


class Heartbeat(QObject):
    """How long the GUI thread leaves a timer waiting that wants to be heard every millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self._longest = 0.0

    def begin(self) -> None:
        """Listen from now on."""
        self._longest = 0.0
        self._last = time.perf_counter()
        self._timer.start()

    def end(self) -> float:
        """Returns: the longest stall since the beginning, in seconds."""
        self._beat()
        self._timer.stop()
        return self._longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last - BEAT_MS / 1000)
        self._last = now


def in_window(flow: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on the loop of the window, on no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    theme.apply(app, "dark")
    with window_loop(app) as loop:
        return loop.run_until_complete(flow())


@asynccontextmanager
async def a_window(home: Path) -> AsyncGenerator[Window]:
    """The board over this home, shown."""
    state = WindowState(home)
    shell = Shell(state)
    shell.resize(1600, 1000)
    shell.show()
    bridge = Bridge(await asyncio.to_thread(open_home, home))
    try:
        shell.open_for_work()
        yield Window(shell, bridge, Navigation(shell, bridge, state))
    finally:
        await bridge.close()
        shell.leave()


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds. Raises: TimeoutError."""
    end = time.perf_counter() + PATIENCE_S
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError("the window did not get there")
        await asyncio.sleep(0.002)
