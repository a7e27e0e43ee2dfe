"""The alerts for the window: folded on the reading thread, live."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.flows import Flows, Refresh
from incident_desk.domain.alert_entries import Matcher
from incident_desk.domain.alert_list import Change
from incident_desk.domain.alert_matching import fits_all
from incident_desk.domain.alert_view import Detail, Line, View
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import ALERTS, WATCHED, PersonId
from incident_desk.domain.organisation import KINDS

if TYPE_CHECKING:
    from incident_desk.desk import Desk, ReadingDesk
    from incident_desk.desk.alerts import AlertBook
    from incident_desk.desk.writer import Recorded

T = TypeVar("T")
REST_S: Final = 0.4
"""Between two looks: in a storm the window is brought up to date twice a second, and not with every lot."""
REST_TIMES: Final = 5
"""It rests this many times as long as it looked, so that looking never takes much of the window's time."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"

    @property
    def me(self) -> PersonId: ...
    def now_us(self) -> int: ...
    async def read(self, call: "Callable[[ReadingDesk], T]") -> T: ...


class AlertsNow(QObject):
    """One for the window. It begins when the window is ready; `changed` tells that `view` is another one."""

    changed = Signal()

    def __init__(self, parent: QObject, bridge: Window, flows: Flows) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._refresh = Refresh(flows, self._turn)
        self._folded: AlertBook | None = None
        """Only the reading thread touches it."""
        self._new: list[Entry] = []
        self._has_begun = False
        self.view = View()

    def begin(self) -> None:
        """Look from now on."""
        self._has_begun = True
        self._refresh.ask()

    def look(self) -> None:
        """Bring it up to date, as of now."""
        if self._has_begun:
            self._refresh.ask()

    def hear(self, recorded: "Recorded") -> None:
        """Take in what was recorded."""
        if not self._has_begun:
            return
        from incident_desk.desk.open_incidents import TAKEN  # loaded by now, and not before the window is ready

        own = (ALERTS, WATCHED)
        new = [e for e in recorded.entries if e.incident in own or e.kind in TAKEN or e.kind in KINDS]
        if new:
            self._new += new
            self._refresh.ask()

    async def detail(self, line: Line) -> Detail:
        """All of one line."""
        return await self._ask(lambda book: book.detail(line))

    async def changes(self) -> tuple[Change, ...]:
        """Everything that is known to have been changed, also long ago."""
        return await self._ask(lambda book: tuple(book.alerts.changes))

    async def fitting(self, matchers: Sequence[Matcher]) -> int:
        """How many of the open alerts fit all of these."""
        return await self._ask(lambda book: sum(fits_all(matchers, each.labels) for each in book.alerts.open))

    async def _ask(self, question: "Callable[[AlertBook], T]") -> T:
        self._has_begun = True  # what is recorded from now on belongs to what is folded now
        new, self._new = self._new, []
        return await self._bridge.read(lambda desk: question(self._up_to_date(desk, new)))

    async def _turn(self) -> None:
        me, now_us, took_s = self._bridge.me, self._bridge.now_us(), 0.0

        def look(book: "AlertBook") -> View:
            nonlocal took_s
            began_s = time.thread_time()
            found = book.view(me, now_us)
            took_s = time.thread_time() - began_s
            return found

        self.view = await self._ask(look)
        self.changed.emit()
        await asyncio.sleep(max(REST_S, took_s * REST_TIMES))

    def _up_to_date(self, desk: "ReadingDesk", new: list[Entry]) -> "AlertBook":
        """On the reading thread."""
        from incident_desk.desk.alerts import AlertBook

        if self._folded is None:
            self._folded = AlertBook(desk)
        else:
            self._folded.take(new)
        return self._folded
