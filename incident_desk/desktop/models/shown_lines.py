"""Which lines of a timeline are shown, in which order, and where a day ends: plain values, before Qt sees them."""

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo

import msgspec

from incident_desk.desktop.moments import day_bounds_us
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.lines import Line
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.timeline import Noted

NOTED = kind_named(Noted)


class _NoteSort(msgspec.Struct):
    note_sort: str = "note"


_note_sort = msgspec.json.Decoder(_NoteSort)


def sort_of(line: Line) -> LineSort:
    """The sort of a line, without reading all of a note: a large incident is counted before anybody looks at it."""
    if line.what_holds is not None or line.kind != NOTED or line.is_erased:
        return line.sort
    try:
        return LineSort(_note_sort.decode(line.source.body).note_sort)
    except (msgspec.DecodeError, ValueError, RecursionError):
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


def _place(item: Item) -> int:
    """Where an item stands: a line at its moment, the end of a day between that day's last line and the next day."""
    return 2 * item.end_us - 1 if isinstance(item, DayEnd) else 2 * item.occurred_us


class ShownLines:
    """The lines that pass a filter, oldest first, with the ends of days between them.

    One line more is one or two items more, side by side: the line, and the end of a day that it makes necessary.
    """

    def __init__(self, zone: tzinfo) -> None:
        self.items: list[Item] = []
        self.counts: Counter[LineSort] = Counter()
        self.days = Days(zone)
        self._passes: Callable[[LineSort], bool] = _every
        self._known: set[EntryId] = set()

    def fill(self, lines: Sequence[Line], passes: Callable[[LineSort], bool] | None) -> None:
        """Show these, which are in order, from now on.

        Args:
            passes: which sorts are shown; None for all.
        """
        self._passes = passes or _every
        self._known = {line.entry for line in lines}
        sorts = [sort_of(line) for line in lines]
        self.counts = Counter(sorts)
        shown = lines if passes is None else [x for x, sort in zip(lines, sorts, strict=True) if passes(sort)]
        self.items = list(self._with_days(shown))

    def _with_days(self, lines: Iterable[Line]) -> Iterable[Item]:
        day: DayEnd | None = None
        for line in lines:
            if day is None or line.occurred_us >= day.end_us:
                if day is not None:
                    yield day
                day = self.days.of(line.occurred_us)
            yield line

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


def _is_same(one: Item, other: Item) -> bool:
    if isinstance(one, Line) and isinstance(other, Line):
        return one.source.id == other.source.id
    return one == other


def _every(_: LineSort) -> bool:
    return True
