"""One record folded to any moment of its past, again and again: forward by what came since, back from a board kept.

A board cannot be copied more cheaply than it is folded. So some are kept, each of which only ever goes forward; where
none of them lies before the moment that is asked for, one is folded anew, bit by bit: whoever looks on must not stand
still meanwhile.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.adoption import ADOPTED, effective
from incident_desk.domain.amendments import ABOUT_OTHERS, AMENDING, ERASED, Amendments, amendments, is_brought
from incident_desk.domain.board import OPENING, Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import named_as, take
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.kinds import read_body

BIT: Final = 40
"""So many entries are folded before somebody else may have the processor."""
KEPT: Final = 4
"""So many boards are kept of what was true, and as many of what was known."""

Step = tuple[int, int]
"""From when on an entry counts, and its place in the record."""


class Replay:
    """Belongs to one thread. A board that it gave goes on with the next question: look at it before that.

    Args:
        entries: all of one incident, in the order of the record.
        rest: called between two bits of work.
    """

    def __init__(self, incident: IncidentId, entries: Sequence[Entry], rest: Callable[[], None] = lambda: None) -> None:
        whole = effective({entry.id: entry for entry in entries})
        self._incident = incident
        self._entries = tuple(whole.values())
        self._rest = rest
        self._amended = amendments(whole)
        self.whole = self._folded(self._entries, self._amended)
        """By all that is known now."""
        self._was = _Moments(_counting_from(self._entries, self._amended))
        self._known = _Moments([(entry.recorded_us, place) for place, entry in enumerate(self._entries)])
        self._kept: dict[bool, list[_Run]] = {False: [], True: []}

    def place(self, at_us: int, known: bool) -> int:
        """How many entries count by then. Two moments with the same number have the same board."""
        return (self._known if known else self._was).count(at_us)

    def board(self, at_us: int, known: bool = False) -> Board:
        """What was true at a moment, or with `known` what the record knew then; the same as `fold.folded_at`."""
        moments = self._known if known else self._was
        count = moments.count(at_us)
        runs = self._kept[known]
        run = max((each for each in runs if each.count <= count), key=lambda each: each.count, default=None)
        if run is None or not self._go_on(run, moments.places(run.count, count), known):
            stale, run = run, self._run(moments.places(0, count), known)
            if stale is not None:
                runs.remove(stale)
        elif run in runs:
            runs.remove(run)
        run.count = count
        if run.is_named:
            runs.append(run)  # the last is the one used last
        del runs[:-KEPT]
        return run.board

    def _go_on(self, run: "_Run", places: Sequence[int], known: bool) -> bool:
        """Take in what came since; False if it does something to what came before."""
        new = [self._entries[place] for place in places]
        own = [place for place, entry in zip(places, new, strict=True) if known or entry.kind not in ABOUT_OTHERS]
        if (own and own[0] < run.last) or any(self._rewrites(run, entry, known) for entry in new):
            return False
        for start in range(0, len(new), BIT):
            bit = new[start : start + BIT]
            take(run.board, [(entry.id, entry) for entry in bit], run.amended, run.touched)
            for entry in bit:
                run.board.place_line(entry)
            self._rest()
        run.heard.update(entry.id for entry in new)
        run.board.awaiting.came(run.heard)
        run.last = max([run.last, *own])
        return True

    def _rewrites(self, run: "_Run", entry: Entry, known: bool) -> bool:
        """Whether an entry changes what earlier ones did, beyond the looks of one line."""
        if entry.kind in OPENING:
            return True  # brings lines that stood nowhere
        if not known:
            return False  # what others say about it was known before
        if entry.kind in AMENDING:
            body = read_body(entry)
            line = run.board.timeline.at.get(getattr(body, "target", EntryId("")))
            return line is None or not run.amended.only_strike_out(body, line.source)
        return entry.kind == ADOPTED or not entry.salt or entry.refused or is_brought(entry)

    def _run(self, places: Sequence[int], known: bool) -> "_Run":
        then = [self._entries[place] for place in places]
        amended = self._amended
        if known:
            # words that are gone now are gone from the past too
            amended = msgspec.structs.replace(amendments({e.id: e for e in then}), erased=amended.erased)
        board = self._folded(then, amended)
        is_named = bool(board.headline.number)
        if not is_named:
            named_as(board, self.whole)
        own = [place for place, entry in zip(places, then, strict=True) if known or entry.kind not in ABOUT_OTHERS]
        return _Run(board, amended, {entry.id for entry in then}, own[-1] if own else -1, is_named)

    def _folded(self, entries: Sequence[Entry], amended: Amendments) -> Board:
        board, touched = Board(self._incident), amended.touched()
        for start in range(0, len(entries), BIT):
            take(board, [(entry.id, entry) for entry in entries[start : start + BIT]], amended, touched)
            self._rest()
        board.awaiting.came({entry.id for entry in entries})
        board.arrange_lines()
        return board


class _Run:
    """A board, how many entries it has taken in, and the place in the record of the last that is not about another.

    One that is called what it will be called later cannot go on.
    """

    def __init__(self, board: Board, amended: Amendments, heard: set[EntryId], last: int, is_named: bool) -> None:
        self.is_named = is_named
        self.board = board
        self.amended = amended
        self.touched = amended.touched()
        self.heard = heard
        self.last = last
        self.count = 0


class _Moments:
    """The entries by the moment from which they count."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = sorted(steps)
        self._at = [at_us for at_us, _ in self._steps]

    def count(self, at_us: int) -> int:
        return bisect_right(self._at, at_us)

    def places(self, start: int, end: int) -> list[int]:
        """Where in the record those stand, in its order."""
        return sorted(place for _, place in self._steps[start:end])


def _counting_from(entries: Sequence[Entry], amended: Amendments) -> list[Step]:
    """From when each entry counts for what was true: what is said about another, from the moment of that."""
    from_us: dict[EntryId, int] = {}
    for entry in entries:
        if entry.kind in ABOUT_OTHERS:
            target = getattr(read_body(entry), "target", None) if entry.kind != ERASED else None
            from_us[entry.id] = from_us.get(target, 0) if target is not None else 0
        else:
            from_us[entry.id] = amended.moved.get(entry.id, entry.occurred_us)
    return [(from_us[entry.id], place) for place, entry in enumerate(entries)]
