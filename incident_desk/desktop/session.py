"""What happens in the window from the first frame on: open the record, work, close it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.leaving import leave_on_signals, leaves_words
from incident_desk.desktop.loop import Collecting, window_loop
from incident_desk.desktop.navigation import Navigation, incident_to_show
from incident_desk.desktop.opening import Opened
from incident_desk.desktop.opening_trouble import opened_with_care
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.watching import Watching
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState, zone_named
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.desk import Clock, Desk
    from incident_desk.desktop.demo_bar import Player


class Session:
    """One run of the window over one home."""

    def __init__(
        self,
        app: QApplication,
        shell: Shell,
        state: WindowState,
        home: Path,
        *,
        clock: "Clock | None" = None,
        play: "Callable[[Desk], Player] | None" = None,
        on_ready: Callable[[], None] | None = None,
    ) -> None:
        self._app = app
        self._shell = shell
        self._state = state
        self._home = home
        self._clock = clock
        self._play = play
        self._on_ready = on_ready
        self._collecting = Collecting(shell)

    def run(self) -> int:
        """Returns: the exit code."""
        with window_loop(self._app) as loop:
            return loop.run_until_complete(self._run())

    async def _run(self) -> int:
        wants_to_close = asyncio.Event()
        self._shell.closing.connect(wants_to_close.set)
        leave_on_signals(self._shell)
        opening = asyncio.ensure_future(opened_with_care(self._shell, self._home, self._clock, self._choose))
        closing = asyncio.ensure_future(wants_to_close.wait())
        await asyncio.wait([opening, closing], return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        try:
            if opening.done() and (opened := opening.result()) is not None:
                await self._work(opened, wants_to_close)
        finally:
            self._collecting.stop()
        opening.cancel()  # closed before it was open: the process ends, and with it the lock
        self._state.save()
        self._shell.leave()
        return 0

    def _choose(self, headlines: list[Board]) -> IncidentId | None:
        return incident_to_show(headlines, self._state)

    async def _work(self, opened: Opened, wants_to_close: asyncio.Event) -> None:
        bridge = Bridge(opened)
        bridge.zone = zone_named(self._state.zone_name)
        navigation = Navigation(self._shell, bridge, self._state)
        ways = Ways(self._shell, bridge, self._state, navigation)
        if opened.first is not None:
            navigation.show_fold(opened.first)
        else:
            navigation.show_calm()
        self._shell.open_for_work()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # else parts are painted without a size
        self._shell.repaint()
        self._collecting.start()
        if self._on_ready:
            self._on_ready()
        if not opened.is_person_chosen and self._play is None:
            ways.person()
        player = self._started(bridge)
        watching = Watching(bridge)
        bridge.person_changed.connect(bridge.sharing.begin)
        bridge.sharing.begin()
        await self._until_left(navigation, wants_to_close)
        watching.stop()
        if player is not None:
            await asyncio.to_thread(player.close)
        navigation.keep_layout()
        await bridge.close()

    def _started(self, bridge: Bridge) -> "Player | None":
        if self._play is None or bridge.desk is None:
            return None
        from incident_desk.desktop.demo_bar import DemoBar

        player = self._play(bridge.desk)
        self._shell.above.addWidget(DemoBar(player, bridge))
        return player

    async def _until_left(self, navigation: Navigation, wants_to_close: asyncio.Event) -> None:
        """Wait until somebody closes the window and leaves no word behind that is not on the disk."""
        while True:
            await wants_to_close.wait()
            wants_to_close.clear()
            words = navigation.unsaved()
            if not words or await leaves_words(self._shell, words):
                return
