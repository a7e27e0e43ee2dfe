"""One incident as the window sees it: its board, folded here, and the lines that are not on the disk yet."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.pending import Pending, TruthMark
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.elsewhere import AlsoIn, At
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError, NotSaved
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk, Recorded


Prepare = Callable[[Board], object]

MANY: Final = 100
"""So many entries at once are not written by people but caught up with."""
TOGETHER_S: Final = 0.5
"""So long more of them are waited for."""


class ObservedIncident(QObject):
    """The window's own fold of one incident. Lives in the GUI thread; panels read `board` and hear `changed`.

    For new entries `added` comes first with the entries, in the order of the record, then `changed` with their kinds.
    Where the past was rewritten (a retraction, an erasure, a line that came late), `refolded` comes before both:
    `board` is another object then, and models start afresh.
    """

    changed = Signal(object)
    added = Signal(object)
    refolded = Signal()
    pending_changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        fold: Fold,
        parent: QObject | None = None,
        *,
        prepare: Prepare | None = None,
        prepared: object = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._fold = fold
        self._prepare = prepare
        self._prepared = prepared
        self._meanwhile: list[Entry] | None = None
        self._is_stale = self._is_let_go = False
        self.pending = bridge.pending.of(fold.board.incident)
        bridge.recorded.connect(self._hear)

    @property
    def incident(self) -> IncidentId:
        return self._fold.board.incident

    @property
    def board(self) -> Board:
        return self._fold.board

    def take_prepared(self) -> object:
        """What a worker made of the board as it is now, for one who knows what it is; there is only one of it."""
        prepared, self._prepared = self._prepared, None
        return prepared

    def let_go(self) -> Fold:
        """Hear nothing any more. Returns: the fold, whose thousands of entries are better freed elsewhere."""
        self._bridge.recorded.disconnect(self._hear)
        self._is_let_go = True
        fold, self._fold = self._fold, Fold(self.incident)
        return fold

    @property
    def entries(self) -> dict[EntryId, Entry]:
        return self._fold.entries

    @property
    def organisation(self) -> Organisation:
        return self._bridge.organisation

    @property
    def plan(self) -> Plan:
        """The version of the plan that this incident runs on."""
        return self._bridge.plan(self.board)

    @property
    def at_work(self) -> tuple[At, ...]:
        """Who is at work in which open incident, as far as whoever is at this desk may know."""
        return self._bridge.everywhere.agenda.at_work

    def also(self, name: str) -> list[AlsoIn]:
        """In which other incidents somebody of this name works."""
        return self._bridge.everywhere.named(name, self.incident)

    def truth(self, entry: EntryId) -> TruthMark:
        """How safe an entry is. What the fold has heard of was committed before it was heard."""
        known, sharing = self._fold.entries.get(entry), self._bridge.sharing
        if known is None:
            return TruthMark.WRITING
        if sharing.has(known):
            return TruthMark.SHARED
        return TruthMark.SAVED_HERE if sharing.state is None or sharing.is_connected else TruthMark.WAITING

    async def write(self, words: str, *commands: Fields) -> list[Entry]:
        """Run commands that a person typed, showing their words until they are on the disk.

        Raises: NotSaved, and the words stay on the screen as not saved; RuleError, NotFound or BadInput, and the
        line goes: the words are still with whoever typed them.
        """
        line = Pending(words, commands, self._bridge.now_us())
        self.pending.append(line)
        self.pending_changed.emit()
        return await self._write(line)

    def retry(self, line: Pending, on_error: Callable[[str], None] | None = None) -> None:
        """Try once more to save a line the disk refused. The words of a refusal go to `on_error`, or to the shell."""
        line.mark, line.why = TruthMark.WRITING, ""
        line.happened_when_typed()
        self.pending_changed.emit()
        self._bridge.soon(self._write(line), on_error)

    def discard(self, line: Pending) -> None:
        """Give up a line that was not saved."""
        if line in self.pending:
            self.pending.remove(line)
            self._tell_pending()

    def _tell_pending(self) -> None:
        if shiboken6.isValid(self):  # somebody may have gone to another incident meanwhile
            self.pending_changed.emit()

    async def _write(self, line: Pending) -> list[Entry]:
        try:
            entries = await self._bridge.do(line.commands, self.incident, origin=line)
        except NotSaved as e:
            line.mark, line.why = TruthMark.NOT_SAVED, str(e)
            self._tell_pending()
            raise
        except DeskError:
            self.discard(line)
            raise
        self.discard(line)  # if nobody heard of it, because another incident is shown by now
        return entries

    def _hear(self, recorded: "Recorded") -> None:
        if isinstance(recorded.origin, Pending):
            self.discard(recorded.origin)
        new = [e for e in recorded.entries if e.incident == self.incident]
        if self._meanwhile is not None:
            self._meanwhile += new
        if len(new) < MANY or not self._bridge.gathering.is_from_others(recorded):
            self.take_in(new)
        elif not self._is_stale:
            self._is_stale = True
            self._bridge.soon(self._read_again())

    async def _read_again(self) -> None:
        """Fold on the reading thread what came in large numbers: a desk catches up, and most of it lies in the past."""
        await asyncio.sleep(TOGETHER_S)
        self._is_stale, self._meanwhile = False, []
        fold, prepared = await self._bridge.read(lambda desk: _read(desk, self.incident, self._prepare))
        meanwhile, self._meanwhile = self._meanwhile, None
        if self._is_let_go or not shiboken6.isValid(self):
            return
        if fold.add(meanwhile):
            prepared = None
        known, self._fold, self._prepared = self._fold, fold, prepared
        new = [entry for of, entry in fold.entries.items() if known.entries.get(of) != entry]
        self._bridge.free(known)
        self.refolded.emit()
        self.added.emit(new)
        self.changed.emit(frozenset(e.kind for e in new))

    def take_in(self, entries: Iterable[Entry]) -> None:
        """Fold entries that were committed; those known already change nothing."""
        before = self._fold.board
        new = self._fold.add(entries)
        if not new:
            return
        self._prepared = None
        if self._fold.board is not before:
            self.refolded.emit()
        self.added.emit(new)
        self.changed.emit(frozenset(e.kind for e in new))


async def observe(
    bridge: Bridge,
    incident: IncidentId,
    parent: QObject | None = None,
    *,
    prepare: Prepare | None = None,
) -> ObservedIncident:
    """Open an incident: it is folded on the reading thread, and nothing recorded meanwhile is missed.

    Args:
        prepare: makes something of the board, on the reading thread, too.
    """
    meanwhile: list[Entry] = []

    def keep(recorded: "Recorded") -> None:
        meanwhile.extend(e for e in recorded.entries if e.incident == incident)

    bridge.recorded.connect(keep)
    try:
        fold, prepared = await bridge.read(lambda desk: _read(desk, incident, prepare))
    finally:
        bridge.recorded.disconnect(keep)
    if fold.add(meanwhile):
        prepared = None
    return ObservedIncident(bridge, fold, parent, prepare=prepare, prepared=prepared)


def _read(desk: "ReadingDesk", incident: IncidentId, prepare: Prepare | None) -> tuple[Fold, object]:
    """On the reading thread."""
    fold = desk.fold(incident)
    return fold, prepare(fold.board) if prepare else None
