"""Which lines of a timeline are shown, in which order, and where a day ends: plain values, before Qt sees them."""

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from operator import attrgetter

import msgspec

from incident_desk.desktop.moments import day_bounds_us
from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.lines import Line
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.timeline import Noted, Timeline

NOTED = kind_named(Noted)


class _NoteSort(msgspec.Struct):
    note_sort: str = "note"


_note_sort = msgspec.json.Decoder(_NoteSort).decode
_SORTS = {str(sort.value): sort for sort in LineSort}


def sort_of(line: Line) -> LineSort:
    """The sort of a line, without reading all of a note: a large incident is counted before anybody looks at it."""
    source = line.source
    if source.kind == NOTED and line.what_holds is None and not line.is_erased:
        try:
            return _SORTS[_note_sort(source.body).note_sort]
        except (msgspec.DecodeError, KeyError, RecursionError):
            return line.sort
    return line.sort


class DayEnd(msgspec.Struct, frozen=True):
    """Stands above the newest line of a day when a newer day is shown above it."""

    start_us: int
    end_us: int


Item = Line | DayEnd


class Days:
    """The days of a zone. Lines come in their order, so the day of one is mostly the day of the next."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._last = DayEnd(0, 0)

    def of(self, us: int) -> DayEnd:
        if not self._last.start_us <= us < self._last.end_us:
            self._last = DayEnd(*day_bounds_us(us, self._zone))
        return self._last


_occurred = attrgetter("occurred_us")


def _place(item: Item) -> int:
    """Where an item stands: a line at its moment, the end of a day between that day's last line and the next day."""
    return 2 * item.end_us - 1 if isinstance(item, DayEnd) else 2 * item.occurred_us


class ShownLines:
    """The lines that pass a filter, oldest first, with the ends of days between them.

    One line more is one or two items more, side by side: the line, and the end of a day that it makes necessary.
    `counts` grows with `count_some`: the lines are shown before all of them are counted.
    """

    def __init__(self, zone: tzinfo) -> None:
        self.items: list[Item] = []
        self.counts: Counter[LineSort] = Counter()
        self.zone = zone
        self.days = Days(zone)
        self._passes: Callable[[LineSort], bool] = _every
        self._known: set[EntryId] = set()
        self._uncounted: list[Line] = []

    def fill(self, timeline: Timeline, passes: Callable[[LineSort], bool] | None) -> None:
        """Show these from now on.

        Args:
            passes: which sorts are shown; None for all.
        """
        self._passes = passes or _every
        is_whole = len(timeline.lines) == len(timeline.at)  # nothing is sealed
        self._known = set(timeline.at) if is_whole else {line.entry for line in timeline.lines}
        self._uncounted = list(timeline.lines)
        shown = timeline.lines if passes is None else [x for x in timeline.lines if passes(sort_of(x))]
        self.items = list(self._with_days(shown))

    def _with_days(self, lines: Sequence[Line]) -> Iterable[Item]:
        """The lines day by day; a day is found by halves, for there are few days and many lines."""
        at = 0
        while at < len(lines):
            day = self.days.of(lines[at].occurred_us)
            end = bisect.bisect_left(lines, day.end_us, lo=at + 1, key=_occurred)
            yield from lines[at:end]
            if end < len(lines):
                yield day
            at = end

    def from_top(self, row: int) -> Item:
        """What stands there when the newest is on top."""
        return self.items[len(self.items) - 1 - row]

    @property
    def total(self) -> int:
        """How many lines there are, shown or not."""
        return len(self._known)

    def count_some(self, most: int) -> bool:
        """Count so many of the lines. Returns: whether all are counted."""
        some, self._uncounted = self._uncounted[:most], self._uncounted[most:]
        self.counts.update(map(sort_of, some))
        return not self._uncounted

    def is_laid_out_as(self, other: "ShownLines") -> bool:
        """Whether the same entries stand in the same places, whatever they say."""
        return len(self.items) == len(other.items) and all(map(_is_same, self.items, other.items))

    def knows(self, entry: EntryId) -> bool:
        """Whether this line was counted, shown or not."""
        return entry in self._known

    def add(self, line: Line) -> None:
        """Count a new line; `room_for` and `insert` show it."""
        self._known.add(line.entry)
        self.counts[sort_of(line)] += 1

    def room_for(self, line: Line) -> tuple[int, list[Item]]:
        """Where a new line belongs, and what is to be put in there; nothing if it does not pass."""
        if not self._passes(sort_of(line)):
            return 0, []
        day = self.days.of(line.occurred_us)
        at = bisect.bisect_right(self.items, 2 * line.occurred_us, key=_place)
        older = self.items[at - 1] if at else None
        newer = self.items[at] if at < len(self.items) else None
        if newer is None:
            if isinstance(older, Line) and older.occurred_us < day.start_us:
                return at, [self.days.of(older.occurred_us), line]
            return at, [line]
        is_of_day = any(self._is_in(day, each) for each in (older, newer))
        return at, [line] if is_of_day else [line, day]

    def _is_in(self, day: DayEnd, item: Item | None) -> bool:
        if item is None or isinstance(item, DayEnd):
            return item == day
        return day.start_us <= item.occurred_us < day.end_us

    def insert(self, at: int, items: list[Item]) -> None:
        self.items[at:at] = items

    def index_of(self, line: Line) -> int | None:
        """Where this line is shown; None if the filter holds it back."""
        at = bisect.bisect_left(self.items, 2 * line.occurred_us, key=_place)
        while at < len(self.items) and _place(self.items[at]) == 2 * line.occurred_us:
            item = self.items[at]
            if isinstance(item, Line) and item.entry == line.entry:
                return at
            at += 1
        return None


def all_shown(zone: tzinfo, board: Board) -> ShownLines:
    """All lines of a board, counted. For thousands it takes a while: a worker makes it, and hands it over."""
    shown = ShownLines(zone)
    shown.fill(board.timeline, None)
    shown.count_some(shown.total)
    return shown


def _is_same(one: Item, other: Item) -> bool:
    if isinstance(one, Line) and isinstance(other, Line):
        return one.source.id == other.source.id
    return one == other


def _every(_: LineSort) -> bool:
    return True
