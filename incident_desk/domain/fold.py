"""Entries in, a board out: the same board for any order of arrival, and for entries heard twice."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.corrections import EntryCorrected, EntryRetracted, retracted_by
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erased
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import UNREADABLE, Body, handlers_of, kind_named, read_body
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import Line, Noted, Timeline, line_of

RETRACTED = kind_named(EntryRetracted)
CORRECTED = kind_named(EntryCorrected)
ERASED = kind_named(Erased)
NOTED = kind_named(Noted)
_in_order = attrgetter("hlc", "desk", "stream", "seq")


class Fold:
    """A board that grows with its entries.

    New entries at the end are applied one by one; one that comes late, or rewrites what came before,
    folds everything anew, so that the result never depends on the way it came about.
    """

    def __init__(self, incident: IncidentId, entries: Iterable[Entry] = ()) -> None:
        ordered = sorted(entries, key=_in_order)
        self.entries: dict[EntryId, Entry] = {e.id: e for e in ordered}
        self.board = folded(incident, list(self.entries.values()))
        self._last = _in_order(ordered[-1]) if ordered else (0, 0, "", 0)

    def add(self, entries: Iterable[Entry]) -> list[Entry]:
        """Take entries in; returns those that were new here, in the order of the record."""
        new = sorted((e for e in entries if e.id not in self.entries), key=_in_order)
        if not new:
            return []
        grows = _in_order(new[0]) > self._last and not any(self._rewrites(e) for e in new)
        self.entries.update((e.id, e) for e in new)
        self._last = max(self._last, _in_order(new[-1]))
        if grows:
            for entry in new:
                _apply(self.board, entry)
        else:
            self._refold(new)
        return new

    def _rewrites(self, entry: Entry) -> bool:
        """Whether the entry changes what earlier ones did, beyond the words of a note."""
        if entry.kind == ERASED:
            return True
        if entry.kind not in (RETRACTED, CORRECTED):
            return False
        body = read_body(entry)
        if isinstance(body, EntryCorrected) and body.occurred_us is not None:
            return True
        target = self.entries.get(getattr(body, "target", EntryId("")))
        return target is None or target.kind != NOTED

    def _refold(self, new: Sequence[Entry]) -> None:
        for entry in new:
            target = self.entries.get(EntryId(entry.subject or "")) if entry.kind == ERASED else None
            if target is not None:
                self.entries[target.id] = msgspec.structs.replace(target, salt=b"", body=b"")
        self.entries = {e.id: e for e in sorted(self.entries.values(), key=_in_order)}
        self.board = folded(self.board.incident, list(self.entries.values()))


def folded(incident: IncidentId, entries: Sequence[Entry]) -> Board:
    """The board that these entries, in the order of the record, add up to."""
    board = Board(incident)
    gone = _retracted(entries)
    moved = _moved(entries, gone)
    for entry in entries:
        then = moved.get(entry.id)
        placed = entry if then is None else msgspec.structs.replace(entry, occurred_us=then)
        if entry.id in gone:
            _show(board.timeline, placed, read_body(entry), is_retracted=True)
        else:
            _apply(board, placed)
    return board


def folded_at(incident: IncidentId, entries: Sequence[Entry], at_us: int, known: bool = False) -> Board:
    """The board at a moment of the past.

    Args:
        at_us: microseconds since the epoch, UTC.
        known: False: what was true then, by all we know now. True: what the record knew then.
    """
    if known:
        then = [e for e in entries if e.recorded_us <= at_us]
    else:
        gone = _retracted(entries)
        moved = _moved(entries, gone)
        then = [e for e in entries if moved.get(e.id, e.occurred_us) <= at_us]
    board = folded(incident, then)
    return board if board.headline.number else _named_as(board, folded(incident, entries))


def _named_as(board: Board, later: Board) -> Board:
    """An incident is called what it was called at its declaration, also before that."""
    for name in ("number", "plan", "title", "source", "origin"):
        setattr(board.headline, name, getattr(later.headline, name))
    return board


def _apply(board: Board, entry: Entry) -> None:
    body = UNREADABLE if entry.is_erased else read_body(entry)
    if body is not UNREADABLE:
        for handler in handlers_of(entry.kind):
            handler.apply(getattr(board, handler.part), entry, body)
    _show(board.timeline, entry, body)


def _show(timeline: Timeline, entry: Entry, body: Body, is_retracted: bool = False) -> None:
    line = _erased_line(entry) if entry.is_erased else line_of(entry, body)
    if line is not None:
        line.is_retracted = is_retracted
        timeline.add(line)


def _erased_line(entry: Entry) -> Line:
    said = Sentence("The words of this entry were erased")
    line = Line(entry.id, entry.kind, LineSort.ERASURE, "", said, entry.occurred_us, entry.recorded_us, entry.author)
    line.is_erased = True
    return line


def _retracted(entries: Sequence[Entry]) -> set[EntryId]:
    found = [(e.id, read_body(e)) for e in entries if e.kind == RETRACTED]
    return retracted_by([(id, body.target) for id, body in found if isinstance(body, EntryRetracted)])


def _moved(entries: Sequence[Entry], gone: set[EntryId]) -> dict[EntryId, int]:
    found = (read_body(e) for e in entries if e.kind == CORRECTED and e.id not in gone)
    return {
        body.target: body.occurred_us
        for body in found
        if isinstance(body, EntryCorrected) and body.occurred_us is not None
    }
