"""Between the desk and the window: commands go down, what was recorded comes up in the GUI thread."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from incident_desk.desktop.alerts import AlertsNow
from incident_desk.desktop.calling_in import CallingIn
from incident_desk.desktop.customers import CustomersNow
from incident_desk.desktop.everywhere import Everywhere
from incident_desk.desktop.flows import Flows, Refresh
from incident_desk.desktop.gathering import Gathering
from incident_desk.desktop.intake_now import IntakeNow
from incident_desk.desktop.opening import Opened
from incident_desk.desktop.pending import PendingLines
from incident_desk.desktop.quiet import Quiet
from incident_desk.desktop.remembering import Remembering
from incident_desk.desktop.rights import Rights
from incident_desk.desktop.series_now import SeriesNow
from incident_desk.desktop.sharing import Sharing
from incident_desk.desktop.truth import Truth
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotSaved
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.kinds import handlers_of, kind_named, read_body
from incident_desk.domain.moments import to_us
from incident_desk.domain.organisation import KINDS
from incident_desk.domain.plan import PlanPublished
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_text import published_plan
from incident_desk.domain.timeline import Attach

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk import Desk, ReadingDesk, Recorded

T = TypeVar("T")
Commands = Fields | Sequence[Fields]
PLAN = kind_named(PlanPublished)
BIT = 50
REST_S = 0.0003


class Bridge(QObject):
    """The window's only way to the desk. Lives in the GUI thread and never waits there.

    `recorded` is emitted for every commit, or once for several that come in at the same time, before whoever awaits
    `do` goes on: what they wrote is on the screen then.
    """

    recorded = Signal(object)
    organisation_changed = Signal()
    headlines_changed = Signal()
    person_changed = Signal()
    zone_changed = Signal()
    offers_changed = Signal()
    speaks_changed = Signal()
    declare_asked = Signal(str)
    """Somebody wants to declare an incident of the maintenance with this id."""
    warning_asked = Signal(object)
    """Somebody wants to declare an incident of a rise of reports, or of alerts, with what is filled in."""
    missed_asked = Signal(str)
    """Mails to customers that did not arrive: which sort of them is to be shown."""
    alerts_asked = Signal()
    """Alerts that nobody has taken are to be shown."""
    complained = Signal(str)
    _heard = Signal(object)

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = opened.desk
        self.organisation = opened.organisation
        self.headlines = opened.headlines
        self.people = opened.people
        self.pending = PendingLines()
        self._zone: tzinfo = UTC
        self.speaks = False
        """Whether what is due is said aloud; whoever sets it emits `speaks_changed`."""
        self.quiet = Quiet()
        """When nothing is told."""
        self._reading = opened.reading
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self.flows = Flows(self.complained.emit)
        self.sharing = Sharing(self.desk, self.flows, self)
        self.truth = Truth(self, self, is_read_only=opened.desk is None)
        self.rights = Rights(self, self)
        self.calling_in = CallingIn(self, self)
        for changed in (self.organisation_changed, self.person_changed):
            changed.connect(self.rights.look)
        self.organisation_changed.connect(self.calling_in.look)
        self.recorded.connect(self.calling_in.hear)
        self._is_organisation_stale = False
        self._headlines = Refresh(self.flows, self._read_headlines)
        self.everywhere = Everywhere(self, self, self.flows)
        self.recorded.connect(self.everywhere.hear)
        for changed in (self.headlines_changed, self.person_changed, self.organisation_changed):
            changed.connect(self.everywhere.look)
        self.series, self.intake = SeriesNow(self, self), IntakeNow(self, self)
        self.customers = CustomersNow(self, self, self.flows)
        self.recorded.connect(self.customers.hear)
        self.alerts = AlertsNow(self, self, self.flows)
        self.recorded.connect(self.alerts.hear)
        self.remembering = Remembering(self)
        self.recorded.connect(self.remembering.hear)
        self.gathering = Gathering(self)
        self.gathering.gathered.connect(self._take_in)
        self._heard.connect(self.gathering.take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = opened.desk.subscribe(_reading_ahead(self._heard.emit)) if opened.desk else _nothing

    # what the window asks --------------------------------------------------------------------------------------------

    @property
    def me(self) -> PersonId:
        """Whoever is at the desk."""
        return self.desk.me if self.desk else PersonId("")

    def name(self, person: PersonId) -> str:
        """What a person is called."""
        return self.organisation.people.name(person)

    def plan(self, board: Board) -> Plan:
        """The version of the plan that an incident runs on."""
        return self.organisation.plans.of(board.headline)

    def now_us(self) -> int:
        """The desk's clock; a demo has its own."""
        if self.desk is not None:
            return self.desk.now_us()
        return to_us(datetime.now(UTC))

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown, and in which a time without one is read."""
        return self._zone

    @zone.setter
    def zone(self, zone: tzinfo) -> None:
        if zone != self._zone:
            self._zone = zone
            self.zone_changed.emit()

    # what the window does --------------------------------------------------------------------------------------------

    async def do(
        self,
        commands: Commands,
        incident: IncidentId | None = None,
        *,
        by: PersonId | None = None,
        origin: object = None,
        is_waited_for: bool = True,
    ) -> list[Entry]:
        """Run commands, all or none. Returns: the entries, once they are on the disk.

        Args:
            is_waited_for: False for what is on the screen already and only written down beside the typing.

        Raises: RuleError, NotFound or BadInput from a command; NotSaved if the disk refuses.
        """
        return await self._written(
            _writing(self.desk).record(commands, incident, by=by, origin=origin), is_waited_for=is_waited_for
        )

    async def attach(self, content: bytes | Path, about: Attach, incident: IncidentId) -> list[Entry]:
        """Keep a file and put it on the timeline. Raises: as `do`."""
        return await self._written(_writing(self.desk).attach(content, about, incident))

    async def _written(self, future: "Future[list[Entry]]", *, is_waited_for: bool = True) -> list[Entry]:
        """Waits for a write. A flow that is cancelled leaves it to its end: half a command is never the answer."""
        try:
            entries = await asyncio.shield(asyncio.wrap_future(future))
        except NotSaved as e:
            self.truth.disk_refused(str(e))
            raise
        if is_waited_for:
            self.gathering.hand_on()
        self.truth.disk_accepted()
        return entries

    def do_soon(
        self, commands: Commands, incident: IncidentId | None = None, on_error: Callable[[str], None] | None = None
    ) -> None:
        """Run commands from a click handler; the words of a refusal go to `on_error`, or to the shell."""
        self.soon(self.do(commands, incident), on_error)

    def soon(self, flow: Coroutine[Any, Any, T], on_error: Callable[[str], None] | None = None) -> "asyncio.Future[T]":
        """Start a flow and keep it alive. A DeskError goes to `on_error`, or to the shell."""
        return self.flows.start(flow, on_error)

    async def read(self, call: "Callable[[ReadingDesk], T]") -> T:
        """Ask the record something, on the one thread that reads for the window."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, call, self._reading)

    def free(self, fold: Fold) -> None:
        """Take a fold apart that nobody looks at any more, on the thread that made it."""
        self._reader.submit(take_apart, fold)

    async def choose_person(self, name: str) -> PersonId:
        """Say who is at the desk: somebody of this home, or somebody new."""
        return await self._settled(_writing(self.desk).choose_person(name))

    async def add_person(self, name: str) -> PersonId:
        """Somebody of this home, made if need be; whoever is at the desk stays there."""
        return await self._settled(_writing(self.desk).add_person(name))

    async def _settled(self, future: "Future[PersonId]") -> PersonId:
        person = await asyncio.wrap_future(future)
        self.people = await asyncio.wrap_future(_writing(self.desk).people())
        self.gathering.hand_on()
        self.person_changed.emit()
        return person

    async def close(self) -> None:
        """Let go of the home, once everything that was asked for is written."""
        self.flows.cancel()
        await asyncio.to_thread(self.remembering.end)
        await asyncio.to_thread(_let_go, self.desk or self._reading, self._reader, self._unsubscribe)
        self.gathering.stop()
        self.sharing.stop()

    # what comes up ---------------------------------------------------------------------------------------------------

    def _take_in(self, recorded: "Recorded") -> None:
        kinds = {e.kind for e in recorded.entries}
        if not kinds.isdisjoint(KINDS):
            known = self.organisation.entries
            self._is_organisation_stale |= any(e.id in known for e in recorded.entries)  # with other stamps, or emptied
            self.organisation.add(recorded.entries)
            self.organisation_changed.emit()
        if not self.gathering.is_from_others(recorded):
            self.sharing.add(recorded.entries)
        self.recorded.emit(recorded)
        if self._is_organisation_stale or any(_is_of_the_headline(kind) for kind in kinds):
            self._headlines.ask()

    async def _read_headlines(self) -> None:
        if self._is_organisation_stale:
            self._is_organisation_stale = False
            before, self.organisation = self.organisation, await self.read(lambda desk: desk.organisation())
            self.organisation.add(before.entries.values())  # what was written while it was read
            self.organisation_changed.emit()
        self.headlines = await self.read(lambda desk: desk.headlines())
        self.headlines_changed.emit()


def _is_of_the_headline(kind: str) -> bool:
    """Whether an entry of this kind can change a row of the list of incidents."""
    return kind in ("entry.adopted", "entry.corrected", "entry.retracted", "gov.erased") or any(
        handler.part in ("headline", "impact", "lessons", "follow_ups") for handler in handlers_of(kind)
    )


def _writing(desk: "Desk | None") -> "Desk":
    """The desk, if it can be written at. Raises: NotSaved."""
    if desk is None:
        raise NotSaved("This record is open for reading only; nothing was written.")
    return desk


def take_apart(fold: Fold) -> None:
    """Free it bit by bit: at one go, ten thousand entries hold up every other thread for 10 ms.

    Whoever goes to another incident waits for that to be painted just now: a bit is short, and rest is taken after it.
    """
    fold.board.timeline.lines.clear()
    for held in (fold.board.timeline.at, fold.entries):
        while held:
            for _ in range(min(BIT, len(held))):
                held.popitem()
            time.sleep(REST_S)


def _reading_ahead(tell: "Callable[[Recorded], None]") -> "Callable[[Recorded], None]":
    """On the desk's thread: a plan that another desk published is read there, and not when the window first asks."""

    def heard(recorded: "Recorded") -> None:
        for entry in recorded.entries:
            if entry.kind == PLAN and isinstance(body := read_body(entry), PlanPublished):
                published_plan(body.text)
        tell(recorded)

    return heard


def _let_go(desk: "Desk | ReadingDesk", reader: ThreadPoolExecutor, unsubscribe: Callable[[], None]) -> None:
    reader.shutdown(cancel_futures=True)
    unsubscribe()
    desk.close()


def _nothing() -> None:
    pass
