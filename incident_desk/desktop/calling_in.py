"""Beside the window, the desk calls people in: begun once a plan has a ladder of contacts, ended with the window."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge

if TYPE_CHECKING:  # what sends is loaded once somebody may be called
    from incident_desk.desk.following import Following
    from incident_desk.outreach.calling import Caller

SECTION = "ladders:"
"""How a plan says it has some; whoever has none is spared the thread."""


class CallingIn(QObject):
    """One for an open record. A demo calls nobody."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._caller: Caller | None = None
        self._following: Following | None = None
        bridge.organisation_changed.connect(self.begin)

    def begin(self) -> None:
        """Begin, if there is something to begin with."""
        desk, plans = self._bridge.desk, self._bridge.organisation.plans
        if desk is None or desk.is_apart or self._caller is not None:
            return
        if any(SECTION in text for text in (plans.default, *plans.texts)):
            from incident_desk.desk.following import Following
            from incident_desk.outreach.calling import Caller

            self._following = Following(desk)
            self._caller = Caller(desk, self._following)
            self._caller.start()

    async def stop(self) -> None:
        """End it; what is being tried ends first."""
        self._bridge.organisation_changed.disconnect(self.begin)
        if self._caller is not None and self._following is not None:
            await asyncio.to_thread(self._caller.stop)
            await asyncio.to_thread(self._following.close)
