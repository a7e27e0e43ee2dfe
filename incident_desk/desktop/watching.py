"""What goes on behind the window: checking the chain, taking backups, watching the clock. Quiet if all is well."""

import asyncio
import logging

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QVBoxLayout

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.clock_bar import ClockTold
from incident_desk.desktop.clock_watch import ClockWatch
from incident_desk.desktop.moments import span_words
from incident_desk.domain.errors import DeskError

log = logging.getLogger(__name__)
CHECK_AFTER_S = 5.0
"""The first seconds belong to whoever opened the window."""
BACK_UP_EVERY_S = 600.0
"""How often it is asked; the desk knows whether one is due."""


class Watching(QObject):
    """Runs from its making to `stop`. What it says of clocks stands in `above`, the place above the room."""

    def __init__(self, bridge: Bridge, above: QVBoxLayout) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.told = ClockTold(bridge, above)
        self._clock = ClockWatch(self)
        self._clock.jumped.connect(self._tell_jump)
        self._tasks = [bridge.soon(flow) for flow in (self._check(), self._back_up())] if bridge.desk else []

    def stop(self) -> None:
        """End it; a check half done leaves nothing behind."""
        self.told.stop()
        for task in self._tasks:
            task.cancel()

    async def _check(self) -> None:
        await asyncio.sleep(CHECK_AFTER_S)
        desk = self._bridge.desk
        assert desk is not None
        problems = await asyncio.to_thread(desk.check)
        self._bridge.truth.found_damage(tuple(problems))

    async def _back_up(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        while True:
            await asyncio.sleep(BACK_UP_EVERY_S)
            try:
                await asyncio.to_thread(desk.back_up, if_due=True)
            except DeskError as e:
                log.warning("No backup was taken: %s", e)  # the header tells of the disk when a save fails

    def _tell_jump(self, moved_us: int) -> None:
        ahead = QCoreApplication.translate("Watching", "The clock jumped ahead by {span}")
        back = QCoreApplication.translate("Watching", "The clock was set back by {span}")
        self._bridge.truth.clock_jumped((ahead if moved_us > 0 else back).format(span=span_words(abs(moved_us))))
