"""Beside the window, the desk calls people in: begun once a plan has a ladder of contacts, ended with the window."""

import asyncio
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from incident_desk.domain.organisation import Organisation

if TYPE_CHECKING:  # what sends is loaded once somebody may be called
    from incident_desk.desk import Desk
    from incident_desk.desk.following import Following
    from incident_desk.outreach.calling import Caller

SECTION = "ladders:"
"""How a plan says it has some; whoever has none is spared the thread."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"
    organisation: Organisation

    def now_us(self) -> int: ...


class CallingIn(QObject):
    """One for an open record. A demo calls nobody."""

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._is_on = False
        self._caller: Caller | None = None
        self._following: Following | None = None
        self.since_us = 0
        """Since when this desk calls people in, by its own clock; 0 if it does not."""

    @property
    def trouble(self) -> str:
        """Why nothing can be sent now; empty if it can."""
        return self._caller.trouble if self._caller is not None else ""

    def begin(self) -> None:
        """From now on, once there is something to begin with."""
        self._is_on = True
        self.look()

    def look(self) -> None:
        """The plan may have a ladder by now."""
        desk, plans = self._window.desk, self._window.organisation.plans
        if not self._is_on or desk is None or desk.is_apart or self._caller is not None:
            return
        if any(SECTION in text for text in (plans.default, *plans.texts)):
            from incident_desk.desk.following import Following
            from incident_desk.outreach.calling import Caller

            self._following = Following(desk)
            self._caller = Caller(desk, self._following)
            self._caller.start()
            self.since_us = self._window.now_us()

    async def stop(self) -> None:
        """End it; what is being tried ends first."""
        self._is_on = False
        if self._caller is not None and self._following is not None:
            await asyncio.to_thread(self._caller.stop)
            await asyncio.to_thread(self._following.close)
