"""Entries in, a board out: the same board for any order of arrival, and for entries heard twice."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import takewhile
from operator import attrgetter, lt
from typing import Any

import msgspec

from incident_desk.domain.adoption import ADOPTED, effective
from incident_desk.domain.amendments import ABOUT_OTHERS, AMENDING, Amendments, amendments, is_brought
from incident_desk.domain.board import OPENING, Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import KNOWN, UNKNOWN, UNREADABLE, Body, Kind, kind_called, read_body
from incident_desk.domain.lines import Line

_in_order = attrgetter("hlc", "desk", "stream", "seq")


class Fold:
    """A board that grows with its entries.

    New entries at the end are applied one by one; one that comes late, or changes what earlier ones did, folds
    everything anew, so that the result never depends on the way it came about. Where its kind says that nothing there
    has to do with it, a late one is applied at the end all the same: a flood of reports comes late at every other desk.
    """

    def __init__(self, incident: IncidentId, entries: Iterable[Entry] = ()) -> None:
        self._refold(incident, entries)

    def add(self, entries: Iterable[Entry]) -> Sequence[Entry]:
        """Take entries in; returns those that were new here, in the order of the record."""
        new: dict[EntryId, Entry] = {}
        for entry in entries:
            known = new.get(entry.id) or self._heard.get(entry.id)
            whole = _both(known, entry)
            if whole is not known:
                new[entry.id] = whole
        ordered = _ordered(new.values())
        if not ordered:
            return []
        if not (self._is_late(ordered) or any(map(self._rewrites, ordered)) or self._bring_again(ordered)):
            self._grow(ordered)
        else:
            self._refold(self.board.incident, [*self._heard.values(), *ordered])
        return ordered

    def _is_late(self, ordered: Sequence[Entry]) -> bool:
        """Whether one of these has to come before others that were applied, and behind them means something else."""
        late = takewhile(lambda entry: _in_order(entry) <= self._last, ordered)
        return not all(map(self._is_apart, late))

    def _is_apart(self, entry: Entry) -> bool:
        known = kind_called(entry.kind)
        if known.makes_a_line or self._amended.touch(entry):
            return False
        body = known.read(entry.body)
        return body is not UNREADABLE and all(
            each.is_apart is not None and each.is_apart(getattr(self.board, each.part), entry, body)
            for each in known.handlers
        )

    def _rewrites(self, entry: Entry) -> bool:
        """Whether the entry changes what earlier ones did, beyond the looks of one line."""
        if entry.kind not in AMENDING:
            # what opens an investigation brings lines that stood nowhere
            return entry.kind == ADOPTED or entry.kind in OPENING or entry.id in self.entries
        body = read_body(entry)
        target = self.entries.get(getattr(body, "target", EntryId("")))
        return body is not UNREADABLE and not self._amended.only_strike_out(body, target)

    def _bring_again(self, ordered: Sequence[Entry]) -> bool:
        """Whether these bring a line of another incident that was brought already; of those that do, one holds."""
        brought = [entry.subject or "" for entry in ordered if is_brought(entry)]
        is_again = len(set(brought)) < len(brought) or not self._amended.brought.isdisjoint(brought)
        self._amended.brought.update(brought)
        return is_again

    def _grow(self, ordered: Sequence[Entry]) -> None:
        for entry in ordered:
            self.entries[entry.id] = self._heard[entry.id] = entry
            apply = _apply_amended if self._amended.touch(entry) else _apply
            apply(self.board, entry, kind_called(entry.kind), self._amended)
            self.board.place_line(entry)
        self.board.awaiting.came(self.entries)
        self._last = max(self._last, _in_order(ordered[-1]))

    def _refold(self, incident: IncidentId, entries: Iterable[Entry]) -> None:
        ordered = _ordered(entries)
        self._heard: dict[EntryId, Entry] = {entry.id: entry for entry in ordered}
        if len(self._heard) < len(ordered):
            self._heard = {}
            for entry in ordered:
                self._heard[entry.id] = _both(self._heard.get(entry.id), entry)
        self.entries: dict[EntryId, Entry] = effective(self._heard)
        """What was adopted stands here in the place of its adoption."""
        self._amended = amendments(self.entries)
        for erased in self._heard.keys() & self._amended.erased:
            self._heard[erased] = self.entries[erased] = _emptied(self._heard[erased])
        self._last = _in_order(ordered[-1]) if ordered else (0, 0, "", 0)
        self.board = _folded(incident, self.entries, self._amended)


def _emptied(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, salt=b"", body=b"")


def _both(known: Entry | None, heard: Entry) -> Entry:
    """An entry heard twice: its words may have been erased meanwhile, and a shared database may have stamped it.

    Of two forms with other moments the earlier holds: entries are only ever stamped anew because their desk's clock had
    been ahead, so whatever the order in which the forms are heard, the right one stays.
    """
    if known is None:
        return heard
    if _stamps(heard) != _stamps(known):
        earlier, later = sorted((known, heard), key=_stamps)
        return _both(earlier, msgspec.structs.replace(later, **_moments(earlier)))
    is_emptied = heard.is_erased and not known.is_erased
    is_stamped = (heard.refused and not known.refused) or (heard.number is not None and known.number is None)
    if not is_emptied and not is_stamped:
        return known
    kept = heard if is_emptied else known
    number = heard.number if known.number is None else known.number
    return msgspec.structs.replace(kept, refused=known.refused or heard.refused, number=number)


_stamps = attrgetter("hlc", "recorded_us", "occurred_us", "desk", "stream", "seq", "hash")


def _moments(entry: Entry) -> dict[str, Any]:
    names = ("hlc", "recorded_us", "occurred_us", "desk", "stream", "seq", "prev_hash", "hash")
    return {name: getattr(entry, name) for name in names}


def _ordered(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The entries in the order of the record; from a desk's own store they mostly come so."""
    as_they_came = list(entries)
    stamps = [entry.hlc for entry in as_they_came]
    if all(map(lt, stamps, stamps[1:])):
        return as_they_came
    return sorted(as_they_came, key=_in_order)


def folded(incident: IncidentId, entries: Sequence[Entry]) -> Board:
    """The board that these entries, in the order of the record, add up to."""
    by_id = _by_id(entries)
    return _folded(incident, by_id, amendments(by_id))


def folded_at(incident: IncidentId, entries: Sequence[Entry], at_us: int, known: bool = False) -> Board:
    """The board at a moment of the past.

    Args:
        entries: everything there is now, in the order of the record.
        at_us: microseconds since the epoch, UTC.
        known: False: what was true then, by all we know now. True: what the record knew then.
    """
    whole = _by_id(entries)
    amended = amendments(whole)
    if known:
        then = _by_id(e for e in entries if e.recorded_us <= at_us)
        # words that are gone now are gone from the past too
        amended = msgspec.structs.replace(amendments(then), erased=amended.erased)
    else:
        then = {
            id: e for id, e in whole.items() if e.kind in ABOUT_OTHERS or amended.moved.get(id, e.occurred_us) <= at_us
        }
    board = _folded(incident, then, amended)
    return board if board.headline.number else named_as(board, folded(incident, entries))


def _by_id(entries: Iterable[Entry]) -> dict[EntryId, Entry]:
    return effective({entry.id: entry for entry in entries})


def named_as(board: Board, later: Board) -> Board:
    """An incident is called what it was called at its declaration, also before that."""
    for name in ("number", "alias", "plan", "adopted", "title", "source", "origin"):
        setattr(board.headline, name, getattr(later.headline, name))
    return board


def _folded(incident: IncidentId, entries: Mapping[EntryId, Entry], amended: Amendments) -> Board:
    board = Board(incident)
    take(board, entries.items(), amended, amended.touched())
    board.awaiting.came(entries)
    board.arrange_lines()
    return board


def take(
    board: Board, entries: Iterable[tuple[EntryId, Entry]], amended: Amendments, touched: Container[EntryId]
) -> None:
    """Apply entries, in the order of the record; the lines that they make are put in their places by the caller.

    Args:
        touched: those of the entries that are not as they were written.
    """
    lines = board.timeline.at
    for id_, entry in entries:
        known = KNOWN.get(entry.kind, UNKNOWN)
        if id_ in touched:
            _apply_amended(board, entry, known, amended)
        elif known.handlers:
            _apply(board, entry, known, amended)
        elif known.makes_a_line:
            lines[id_] = Line(entry, entry.occurred_us)


def _apply(board: Board, entry: Entry, known: Kind, amended: Amendments) -> None:
    """Take in an entry that nothing was said about."""
    body = known.read(entry.body)
    _take_effect(board, entry, body, known, amended)
    if known.makes_a_line:
        board.timeline.at[entry.id] = Line(entry, entry.occurred_us, body)


def _apply_amended(board: Board, entry: Entry, known: Kind, amended: Amendments) -> None:
    """Take in what holds of an entry."""
    body = amended.body(entry)
    occurred_us = amended.moved.get(entry.id, entry.occurred_us)
    holds = amended.holds(entry)
    if holds:
        placed = entry if occurred_us == entry.occurred_us else msgspec.structs.replace(entry, occurred_us=occurred_us)
        _take_effect(board, placed, body, known, amended)
    if known.makes_a_line:
        line = Line(entry, occurred_us, body, is_retracted=not holds, is_erased=amended.has_erased(entry))
        board.timeline.at[entry.id] = line


def _take_effect(board: Board, entry: Entry, body: Body, known: Kind, amended: Amendments) -> None:
    if body is UNREADABLE:
        return
    if known.replaces and amended.replaced:
        body = amended.seen_through(body)
    for handler in known.handlers:
        part = getattr(board, handler.part, None)
        if part is not None:  # what belongs to no incident changes none, even if somebody wrote it into one
            handler.apply(part, entry, body)
