"""What happens in the window from the first frame on: open a record, work, close it; and again after it was locked."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.language import speech
from incident_desk.desktop.leaving import leave_on_signals, leaves_words
from incident_desk.desktop.loop import Collecting, window_loop
from incident_desk.desktop.navigation import Navigation, incident_to_show
from incident_desk.desktop.opening import Opened
from incident_desk.desktop.opening_trouble import opened_with_care
from incident_desk.desktop.page_keeping import page_keeping_of
from incident_desk.desktop.quiet import quiet_kept
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.turns import CLOSE, LOCK, RENEW, Leaving
from incident_desk.desktop.watching import Watching
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState, zone_named
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.desk import Clock, Desk
    from incident_desk.desktop.attention import Attention
    from incident_desk.desktop.crashing import Crashes
    from incident_desk.desktop.demo_bar import Player
    from incident_desk.store.home import Where

T = TypeVar("T")


class Session:
    """One run of the window over one home. Each record that is opened in it has a window of its own: what was shown
    before a lock is gone with that."""

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
        is_wall: bool = False,
    ) -> None:
        self._app = app
        self._shell = shell
        self._state = state
        self._home = home
        self._clock = clock
        self._play = play
        self._on_ready = on_ready
        self._is_wall = is_wall
        self._collecting = Collecting(shell)

    @property
    def shell(self) -> Shell:
        """The window that is shown now."""
        return self._shell

    def run(self) -> int:
        """Returns: the exit code."""
        with window_loop(self._app) as loop:
            return loop.run_until_complete(self.last())

    async def last(self) -> int:
        """Until somebody closes the window. Returns: the exit code."""
        self._leavings: asyncio.Queue[Leaving] = asyncio.Queue()
        self._hear_shell()
        sweeping = asyncio.ensure_future(asyncio.to_thread(_sweep))
        place: Where | None = self._home
        leaving = LOCK if self._has_people() else None
        try:
            while leaving != CLOSE:
                if leaving is not None and leaving != RENEW:
                    place = await self._unless_closed(self._after(leaving, place))
                if place is None:
                    break
                leaving = await self._stint(place)
                if leaving != CLOSE:
                    self._renew_shell()
        finally:
            self._collecting.stop()
            await sweeping
        self._state.save()
        self._shell.leave()
        return 0

    def _has_people(self) -> bool:
        """Whether anybody here may have a PIN; what that takes is loaded only then."""
        return self._play is None and any((self._home / "people").glob("*/pin.json"))

    def _hear_shell(self) -> None:
        self._shell.closing.connect(partial(self._leavings.put_nowait, CLOSE))
        self._shell.lock.triggered.connect(lambda _=False: self._leavings.put_nowait(LOCK))
        leave_on_signals(self._shell)

    def _renew_shell(self) -> None:
        before = self._shell
        self._collecting.stop()
        self._state.keep_geometry(before.saveGeometry())
        self._state = WindowState(self._home)
        speech.speak(self._app, self._state.language)
        self._shell = Shell(self._state)
        self._shell.show_as_before()
        self._collecting = Collecting(self._shell)
        self._hear_shell()
        before.leave()
        before.deleteLater()

    async def _after(self, leaving: Leaving, place: "Where | None") -> "Where | None":
        from incident_desk.desktop.console import after

        return await after(leaving, self._shell, self._home, self._state, place)

    async def _unless_closed(self, flow: Coroutine[Any, Any, T]) -> T | None:
        """What the flow comes to; None if somebody closes the window before."""
        task, closing = asyncio.ensure_future(flow), asyncio.ensure_future(self._closed())
        await asyncio.wait([task, closing], return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if task.done():
            return task.result()
        task.cancel()  # the process ends, and with it the lock
        return None

    async def _closed(self) -> None:
        """Until somebody closes the window; whatever else was asked for has had its turn."""
        while await self._leavings.get() != CLOSE:
            pass

    def _choose(self, headlines: list[Board]) -> IncidentId | None:
        return incident_to_show(headlines, self._state)

    async def _stint(self, place: "Where") -> Leaving:
        """One person's work in one record. Returns: why it ended."""
        self._state = WindowState.of(place) if place is not self._home else self._state
        self._shell.show_opening()
        opening = opened_with_care(self._shell, place, self._clock, self._choose)
        opened = await self._unless_closed(opening)
        return CLOSE if opened is None else await self._work(opened)

    async def _work(self, opened: Opened) -> Leaving:
        bridge = Bridge(opened)
        bridge.zone = zone_named(self._state.zone_name)
        bridge.speaks = self._state.speaks
        bridge.quiet = quiet_kept(self._state)
        navigation = Navigation(self._shell, bridge, self._state)
        ways = Ways(self._shell, bridge, self._state, navigation)
        ways.left.connect(self._leavings.put_nowait)
        if opened.first is not None:
            navigation.show_fold(opened.first)
        else:
            navigation.show_calm()
        self._shell.open_for_work(locks=self._has_people())
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # else parts are painted without a size
        self._shell.repaint()
        navigation.tell_of_forms()
        self._collecting.start()
        if self._on_ready:
            self._on_ready()
            self._on_ready = None
        self._show_over(ways, opened)
        bridge.soon(navigation.come_back())
        crashes = await self._guarded(bridge)
        player = self._started(bridge)
        watching = Watching(bridge, self._shell.above)
        attention = self._attention(bridge, navigation)
        self._lock_when_idle(bridge, navigation)
        bridge.person_changed.connect(bridge.sharing.begin)
        bridge.sharing.begin()
        bridge.calling_in.begin()
        bridge.series.begin()
        page = page_keeping_of(bridge)
        bridge.soon(page.begin())
        bridge.soon(bridge.intake.begin())
        leaving = await self._until_left(navigation)
        ways.walling.end()
        watching.stop()
        for beside in (bridge.calling_in, bridge.series, bridge.intake, page):
            await beside.stop()
        if attention is not None:
            await attention.stop()
        if player is not None:
            await asyncio.to_thread(player.close)
        await navigation.keep_work()
        await self._shut(bridge, crashes)
        return leaving

    async def _shut(self, bridge: Bridge, crashes: "Crashes | None") -> None:
        """Everything was written: the record is closed in good order."""
        if bridge.desk is not None and bridge.desk.home.key is not None:
            from incident_desk.desktop.console import part

            await part(bridge)
        await bridge.close()
        if crashes is not None:
            await asyncio.to_thread(crashes.end)
        bridge.deleteLater()

    async def _guarded(self, bridge: Bridge) -> "Crashes | None":
        """Whatever goes wrong inside from now on is told of above the room. A demo leaves nothing behind."""
        if bridge.desk is None or self._play is not None:
            return None
        from incident_desk.desktop.crash_bar import CrashBar
        from incident_desk.desktop.crashing import FOLDER, Crashes

        home = bridge.desk.home.path
        crashes, bar = Crashes(home, bridge), CrashBar(home / FOLDER)
        self._shell.above.addWidget(bar)
        await asyncio.to_thread(crashes.begin)
        crashes.reported.connect(bar.tell_of_a_fault)
        bar.reopen_asked.connect(lambda: self._leavings.put_nowait(RENEW))
        if crashes.was_left_open:
            bar.tell_of_the_last_time()
        return crashes

    def _show_over(self, ways: Ways, opened: Opened) -> None:
        """What comes over the first room: who is there, if nobody said; else the wall, or the tour that was begun."""
        if not opened.is_person_chosen and self._play is None:
            ways.first_run()
        elif self._is_wall:
            ways.walling.show_wall(alone=True)
        else:
            ways.walling.come_back()
            ways.touring.come_back()

    def _attention(self, bridge: Bridge, navigation: Navigation) -> "Attention | None":
        """From now on, after the window is ready. A demo runs too fast to be listened to."""
        if bridge.desk is None or bridge.desk.is_apart:
            return None
        from incident_desk.desktop.attention import Attention

        return Attention(bridge, navigation, self._state, self._shell)

    def _lock_when_idle(self, bridge: Bridge, navigation: Navigation) -> None:
        """Whoever has a PIN and walks away without a word leaves nothing open."""
        if bridge.desk is None or bridge.desk.home.key is None:
            return
        from incident_desk.desktop.idle import Idle

        idle = Idle(navigation)
        idle.elapsed.connect(lambda: self._leavings.put_nowait(LOCK))
        idle.ending.connect(self._shell.show_locking)

        def take_limit() -> None:
            idle.set_limit(self._state.lock_after_min * 60)

        navigation.lock_after_changed.connect(take_limit)
        take_limit()

    def _started(self, bridge: Bridge) -> "Player | None":
        if self._play is None or bridge.desk is None:
            return None
        from incident_desk.desktop.demo_bar import DemoBar

        player = self._play(bridge.desk)
        self._shell.above.addWidget(DemoBar(player, bridge))
        return player

    async def _until_left(self, navigation: Navigation) -> Leaving:
        """Wait until somebody closes or locks the window, and leaves no word behind that is not on the disk."""
        while True:
            leaving = await self._leavings.get()
            words = navigation.unsaved()
            if not words or await leaves_words(self._shell, words):
                return leaving


def _sweep() -> None:
    """Copies of files that a killed window left: also before anybody has unlocked anything."""
    from incident_desk.desktop.shelf import sweep

    sweep()
