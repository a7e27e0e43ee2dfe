"""The reports of customers for the window: folded on the reading thread, live; a rise of them is warned of."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.flows import Flows, Refresh
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS, PAGE_SUBSCRIBERS, WATCHED, IncidentId
from incident_desk.domain.knew_first import Knew, knew_first
from incident_desk.domain.organisation import KINDS
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_forgetting import ForgetReachDue
from incident_desk.domain.report_matching import Asked, Suggestion
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_view import Detail, View

if TYPE_CHECKING:
    from incident_desk.desk import Desk, ReadingDesk
    from incident_desk.desk.customers import Customers
    from incident_desk.desk.writer import Recorded

T = TypeVar("T")
FORGET_EVERY_MS: Final = 3_600_000
"""How to reach whoever reported is erased by the plan: so often a desk looks what is due."""
REST_S: Final = 0.4
"""Between two looks: in a flood the window is brought up to date twice a second, and not with every lot."""


class Window(Protocol):
    """What is asked of the bridge."""

    desk: "Desk | None"

    def now_us(self) -> int: ...
    async def read(self, call: "Callable[[ReadingDesk], T]") -> T: ...
    async def do(self, commands: Fields) -> list[Entry]: ...


class CustomersNow(QObject):
    """One for the window. It begins when the window is ready; `changed` tells that `view` is another one."""

    changed = Signal()

    def __init__(self, parent: QObject, bridge: Window, flows: Flows) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._refresh = Refresh(flows, self._turn)
        self._forget = Refresh(flows, self._forget_due)
        self._forgetting = QTimer(self, interval=FORGET_EVERY_MS)
        self._forgetting.timeout.connect(self._forget.ask)
        self._folded: Customers | None = None
        """Only the reading thread touches it."""
        self._new: list[Entry] = []
        self._has_begun = False
        self._queue = Queue.TO_JUDGE
        self.view = View()

    def begin(self) -> None:
        """Look from now on."""
        self._has_begun = True
        self._refresh.ask()
        self._forgetting.start()
        self._forget.ask()

    def look(self) -> None:
        """Bring it up to date, as of now."""
        if self._has_begun:
            self._refresh.ask()

    def show_queue(self, queue: Queue) -> None:
        """The rows are those of this queue from now on."""
        self._queue = queue
        self.look()

    def hear(self, recorded: "Recorded") -> None:
        """Take in what was recorded."""
        if not self._has_begun:
            return
        from incident_desk.desk.open_incidents import TAKEN  # loaded by now, and not before the window is ready

        own = (CUSTOMER_REPORTS, WATCHED, PAGE_SUBSCRIBERS)
        new = [e for e in recorded.entries if e.incident in own or e.kind in TAKEN or e.kind in KINDS]
        if new:
            self._new += new
            self._refresh.ask()

    async def detail(self, report: ReportId) -> Detail | None:
        """All of one report."""
        return await self._ask(lambda now: now.detail(report))

    async def knew(self, incident: IncidentId) -> Knew:
        """Who knew first of an incident."""
        new, self._new = self._new, []

        def look(desk: "ReadingDesk") -> Knew:
            now = self._up_to_date(desk, new)
            opened = next((each for each in now.opened.boards if each.incident == incident), None)
            board = opened or desk.fold(incident).board
            return knew_first(board, now.opened.organisation.plans.of(board.headline), now.reports, now.warnings)

        return await self._bridge.read(look)

    async def asked(self, asked: Asked) -> tuple[Suggestion, str]:
        """What words may come to that are not written down yet, and approved words that may answer them."""

        def look(now: "Customers") -> tuple[Suggestion, str]:
            found = now.asked(asked)
            return found, now.ready(found.incident)

        return await self._ask(look)

    async def _ask(self, question: "Callable[[Customers], T]") -> T:
        new, self._new = self._new, []
        return await self._bridge.read(lambda desk: question(self._up_to_date(desk, new)))

    async def _turn(self) -> None:
        now_us, queue = self._bridge.now_us(), self._queue
        found, warning = await self._ask(lambda now: (now.view(queue, now_us), now.warning(now_us)))
        self.view = found
        self.changed.emit()
        if warning is not None:
            await self._warn(warning)
        await asyncio.sleep(REST_S)

    async def _warn(self, warning: Fields) -> None:
        if self._bridge.desk is not None:  # else this window only reads
            await self._bridge.do(warning)

    async def _forget_due(self) -> None:
        """What somebody of another level has to ask for is asked for at their desk."""
        desk = self._bridge.desk
        if desk is not None and not desk.is_apart:
            with contextlib.suppress(RuleError):
                await self._bridge.do(ForgetReachDue())

    def _up_to_date(self, desk: "ReadingDesk", new: list[Entry]) -> "Customers":
        """On the reading thread."""
        from incident_desk.desk.customers import Customers

        if self._folded is None:
            self._folded = Customers(desk)
        else:
            self._folded.take(new)
        return self._folded
