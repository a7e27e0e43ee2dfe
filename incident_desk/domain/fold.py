"""Entries in, a board out: the same board for any order of arrival, and for entries heard twice."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from incident_desk.domain.amendments import ABOUT_OTHERS, AMENDING, RETRACTED, Amendments, amendments
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import UNREADABLE, Body, Handler, handlers_of, read_body
from incident_desk.domain.timeline import erased_line, line_of

_in_order = attrgetter("hlc", "desk", "stream", "seq")


class Fold:
    """A board that grows with its entries.

    New entries at the end are applied one by one; one that comes late, or changes what earlier ones did, folds
    everything anew, so that the result never depends on the way it came about.
    """

    def __init__(self, incident: IncidentId, entries: Iterable[Entry] = ()) -> None:
        self.entries: dict[EntryId, Entry] = {}
        self._refold(incident, entries)

    def add(self, entries: Iterable[Entry]) -> list[Entry]:
        """Take entries in; returns those that were new here, in the order of the record."""
        new: dict[EntryId, Entry] = {}
        for entry in entries:
            known = self.entries.get(entry.id) or new.get(entry.id)
            if known is None or (entry.is_erased and not known.is_erased):
                new[entry.id] = entry
        ordered = sorted(new.values(), key=_in_order)
        if not ordered:
            return []
        if _in_order(ordered[0]) > self._last and not any(map(self._rewrites, ordered)):
            self._grow(ordered)
        else:
            self._refold(self.board.incident, [*self.entries.values(), *ordered])
        return ordered

    def _rewrites(self, entry: Entry) -> bool:
        """Whether the entry changes what earlier ones did, beyond the looks of one line."""
        if entry.id in self.entries:
            return True
        if entry.kind not in AMENDING:
            return False
        body = read_body(entry)
        target = self.entries.get(getattr(body, "target", EntryId("")))
        return body is not UNREADABLE and not self._amended.only_strike_out(body, target)

    def _grow(self, ordered: Sequence[Entry]) -> None:
        for entry in ordered:
            self.entries[entry.id] = entry
            if entry.kind == RETRACTED and self._amended.holds(entry):
                self._amended.retracted.add(getattr(read_body(entry), "target", entry.id))
            apply = _apply_amended if self._amended.touches(entry) else _apply
            apply(self.board, entry, self._amended)
        self._last = _in_order(ordered[-1])

    def _refold(self, incident: IncidentId, entries: Iterable[Entry]) -> None:
        ordered = sorted(entries, key=_in_order)
        kept: dict[EntryId, Entry] = {}
        for entry in ordered:
            if entry.id not in kept or entry.is_erased:
                kept[entry.id] = entry
        self._amended = amendments(kept.values())
        for erased in self._amended.erased:
            if erased in kept:
                kept[erased] = msgspec.structs.replace(kept[erased], salt=b"", body=b"")
        self.entries = kept
        self._last = _in_order(ordered[-1]) if ordered else (0, 0, "", 0)
        self.board = _folded(incident, kept.values(), self._amended)


def folded(incident: IncidentId, entries: Sequence[Entry]) -> Board:
    """The board that these entries, in the order of the record, add up to."""
    return _folded(incident, entries, amendments(entries))


def folded_at(incident: IncidentId, entries: Sequence[Entry], at_us: int, known: bool = False) -> Board:
    """The board at a moment of the past.

    Args:
        entries: everything there is now, in the order of the record.
        at_us: microseconds since the epoch, UTC.
        known: False: what was true then, by all we know now. True: what the record knew then.
    """
    amended = amendments(entries)
    if known:
        then = [e for e in entries if e.recorded_us <= at_us]
        # words that are gone now are gone from the past too
        amended = msgspec.structs.replace(amendments(then), erased=amended.erased)
    else:
        then = [e for e in entries if e.kind in ABOUT_OTHERS or amended.moved.get(e.id, e.occurred_us) <= at_us]
    board = _folded(incident, then, amended)
    return board if board.headline.number else _named_as(board, _folded(incident, entries, amendments(entries)))


def _named_as(board: Board, later: Board) -> Board:
    """An incident is called what it was called at its declaration, also before that."""
    for name in ("number", "plan", "title", "source", "origin"):
        setattr(board.headline, name, getattr(later.headline, name))
    return board


def _folded(incident: IncidentId, entries: Iterable[Entry], amended: Amendments) -> Board:
    board = Board(incident)
    touched = amended.touched()
    for entry in entries:
        if entry.id in touched or not entry.salt:
            _apply_amended(board, entry, amended)
        else:
            _apply(board, entry, amended)
    return board


def _apply(board: Board, entry: Entry, amended: Amendments) -> None:
    """Take in an entry that nothing was said about."""
    body = read_body(entry)
    if handlers := handlers_of(entry.kind):
        _take_effect(board, entry, body, handlers, amended)
    if line := line_of(entry, body):
        board.timeline.add(line)


def _apply_amended(board: Board, entry: Entry, amended: Amendments) -> None:
    body = amended.body(entry)
    placed = entry
    if then := amended.moved.get(entry.id):
        placed = msgspec.structs.replace(entry, occurred_us=then)
    if amended.holds(entry):
        _take_effect(board, placed, body, handlers_of(entry.kind), amended)
    line = erased_line(placed) if amended.has_erased(entry) else line_of(placed, body)
    if line is not None:
        line.told_us = entry.occurred_us
        line.is_retracted = not amended.holds(entry)
        board.timeline.add(line)


def _take_effect(board: Board, entry: Entry, body: Body, handlers: Sequence[Handler], amended: Amendments) -> None:
    if body is UNREADABLE:
        return
    if amended.replaced:
        body = amended.seen_through(body)
    for handler in handlers:
        handler.apply(getattr(board, handler.part), entry, body)
