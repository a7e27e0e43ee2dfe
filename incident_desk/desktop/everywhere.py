"""What is due in every open incident, and who is at work in which: folded on the reading thread, live."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.flows import Flows, Refresh
from incident_desk.domain.addressing import holder_named
from incident_desk.domain.agenda import Agenda
from incident_desk.domain.board import Board
from incident_desk.domain.elsewhere import AlsoIn, elsewhere
from incident_desk.domain.entry import Entry
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.organisation import KINDS, Organisation

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk
    from incident_desk.desk.open_incidents import OpenIncidents
    from incident_desk.desk.writer import Recorded

T = TypeVar("T")
FEW = 2
"""With fewer open incidents nobody can be in several, and nothing is folded while nobody looks at the list."""


class Window(Protocol):
    """What is asked of the bridge."""

    headlines: list[Board]

    @property
    def organisation(self) -> Organisation: ...

    @property
    def me(self) -> PersonId: ...
    def now_us(self) -> int: ...
    async def read(self, call: "Callable[[ReadingDesk], T]") -> T: ...


class Everywhere(QObject):
    """One for the window. It begins when the window is ready; `changed` tells that `agenda` is another one.

    The bridge tells it what was recorded, and when it has to look again.

    Nothing is told of a restricted incident that whoever is at the desk may not know of.
    """

    changed = Signal()

    def __init__(self, parent: QObject, bridge: Window, flows: Flows) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._refresh = Refresh(flows, self._turn)
        self._folded: OpenIncidents | None = None
        """Only the reading thread touches it."""
        self._new: list[Entry] = []
        self._has_begun = self._is_live = False
        self._watched_by: set[str] = set()
        self._viewer: PersonId | None = None
        self.agenda = Agenda()

    def begin(self) -> None:
        """Look from now on."""
        self._has_begun = True
        self.look()

    def watch(self, by: str, *, is_watched: bool) -> None:
        """Whether something looks at all open incidents: the list of what is due, or what tells of needs out of sight.

        Then one open incident is enough.
        """
        if not is_watched:
            self._watched_by.discard(by)
        elif by not in self._watched_by:
            self._watched_by.add(by)
            self.begin()

    async def ask(self, question: "Callable[[OpenIncidents], T]") -> T:
        """Have something answered on the reading thread, with everything taken in that was recorded before.

        What comes back must hold nothing that goes on changing. Only while somebody watches.
        """
        new, self._new = self._new, []
        return await self._bridge.read(lambda desk: question(self._up_to_date(desk, new)))

    def look(self) -> None:
        """Bring it up to date, as of now."""
        if not self._has_begun:
            return
        if self._viewer != self._bridge.me:  # nothing of what the one before may know stays for the next
            self._viewer, self.agenda = self._bridge.me, Agenda()
            self.changed.emit()
        opened = sum(board.headline.is_open for board in self._bridge.headlines)
        if self._watched_by or opened >= FEW:
            self._is_live = True
            self._refresh.ask()
        elif self._is_live:
            self._is_live = False
            self.agenda = Agenda()
            self._refresh.ask()
            self.changed.emit()

    def of(self, holder: Holder, here: IncidentId) -> list[AlsoIn]:
        """What a person does in other open incidents than this one."""
        return elsewhere(self.agenda.at_work, holder, here)

    def named(self, name: str, here: IncidentId) -> list[AlsoIn]:
        """The same of whoever has this name, or a start of it that nobody else has."""
        return self.of(holder_named(self._bridge.organisation.people, name), here)

    def hear(self, recorded: "Recorded") -> None:
        """Take in what was recorded."""
        if not self._is_live:
            return
        from incident_desk.desk.open_incidents import TAKEN  # loaded by now, and not before the window is ready

        new = [entry for entry in recorded.entries if entry.kind in TAKEN or entry.kind in KINDS]
        if new:
            self._new += new
            self._refresh.ask()

    async def _turn(self) -> None:
        new, self._new = self._new, []
        if not self._is_live:
            await self._bridge.read(self._let_go)
            return
        me, now_us, before = self._bridge.me, self._bridge.now_us(), self.agenda
        found = await self._bridge.read(lambda desk: self._read(desk, new, me, now_us, before))
        if found is not None and self._is_live and me == self._bridge.me:
            self.agenda = found
            self.changed.emit()

    def _read(self, desk: "ReadingDesk", new: list[Entry], me: PersonId, now_us: int, before: Agenda) -> Agenda | None:
        """On the reading thread. Returns: None if it is as it was."""
        found = self._up_to_date(desk, new).agenda(me, now_us)
        return None if found == before else found

    def _up_to_date(self, desk: "ReadingDesk", new: list[Entry]) -> "OpenIncidents":
        """On the reading thread."""
        from incident_desk.desk.open_incidents import OpenIncidents

        if self._folded is None:
            self._folded = OpenIncidents(desk)
        else:
            self._folded.take(new)
        return self._folded

    def _let_go(self, desk: "ReadingDesk") -> None:
        """On the reading thread."""
        self._folded = None
