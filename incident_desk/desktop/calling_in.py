"""Beside the window, the desk calls people in, sends what was let go and answers to reports: once there is cause.

That is a ladder of contacts in a plan, or a channel that is set up here, or words that were let go.
"""

import asyncio
import contextlib
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from incident_desk.domain.errors import DeskError
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.message_entries import MessageReleased
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.report_entries import ReportsAnswered, ReportsHandedOn

if TYPE_CHECKING:  # what sends is loaded once somebody may be called
    from concurrent.futures import Future

    from incident_desk.desk import Desk
    from incident_desk.desk.following import Following
    from incident_desk.desk.writer import Recorded
    from incident_desk.outreach.calling import Caller
    from incident_desk.outreach.outbox import Outbox
    from incident_desk.outreach.report_answers import ReportAnswers
    from incident_desk.store.home import Home

CHANNELS = "channels"
"""The setting with the channels that are set up here."""
GO_OUT = (kind_named(MessageReleased), kind_named(ReportsAnswered), kind_named(ReportsHandedOn))
SECTION = "ladders:"
"""How a plan says it has some; whoever has none is spared the thread."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"
    organisation: Organisation

    def now_us(self) -> int: ...


class CallingIn(QObject):
    """One for an open record. A demo calls nobody, and sends nothing."""

    _wanted = Signal(bool)

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._is_on = False
        self._caller: Caller | None = None
        self._outbox: Outbox | None = None
        self._answers: ReportAnswers | None = None
        self._following: Following | None = None
        self._wanted.connect(self._send_if, Qt.ConnectionType.QueuedConnection)
        self.since_us = 0
        """Since when this desk calls people in, by its own clock; 0 if it does not."""

    @property
    def trouble(self) -> str:
        """Why nothing can be sent now; empty if it can."""
        all_of_them = (self._caller, self._outbox, self._answers)
        return next((each.trouble for each in all_of_them if each is not None and each.trouble), "")

    def begin(self) -> None:
        """From now on, once there is something to begin with."""
        self._is_on = True
        self.look()
        desk = self._window.desk
        if desk is not None and not desk.is_apart:
            desk.setting(CHANNELS).add_done_callback(lambda kept: self._look_for_letters(desk.home, kept))

    def _look_for_letters(self, home: "Home", kept: "Future[str | None]") -> None:
        """Not on the GUI thread."""
        from incident_desk.outreach.outbox import has_to_send

        with contextlib.suppress(DeskError):
            self._wanted.emit(has_to_send(home, kept.result()))

    def hear(self, recorded: "Recorded") -> None:
        """Something may have been let go, or somebody who reported been answered."""
        if self._outbox is None and any(entry.kind in GO_OUT for entry in recorded.entries):
            self._send_if(True)

    def _send_if(self, is_wanted: bool) -> None:
        desk = self._window.desk
        if not is_wanted or not self._is_on or desk is None or desk.is_apart or self._outbox is not None:
            return
        from incident_desk.outreach.outbox import Outbox
        from incident_desk.outreach.report_answers import ReportAnswers

        self._outbox, self._answers = Outbox(desk, self._follow(desk)), ReportAnswers(desk, self._follow(desk))
        self._outbox.start()
        self._answers.start()

    def _follow(self, desk: "Desk") -> "Following":
        from incident_desk.desk.following import Following

        if self._following is None:
            self._following = Following(desk)
        return self._following

    def look(self) -> None:
        """The plan may have a ladder by now."""
        desk, plans = self._window.desk, self._window.organisation.plans
        if not self._is_on or desk is None or desk.is_apart or self._caller is not None:
            return
        if any(SECTION in text for text in (plans.default, *plans.texts)):
            from incident_desk.outreach.calling import Caller

            self._caller = Caller(desk, self._follow(desk))
            self._caller.start()
            self.since_us = self._window.now_us()

    async def stop(self) -> None:
        """End it; what is being tried ends first."""
        self._is_on = False
        for each in (self._caller, self._outbox, self._answers):
            if each is not None:
                await asyncio.to_thread(each.stop)
        if self._following is not None:
            await asyncio.to_thread(self._following.close)
