"""The warnings of ours: the state. Which are on, what people said of them, and how much each series has to stray."""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.ids import DeskNumber, EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.numbers import by_number, label
from incident_desk.domain.warning_entries import (
    REPORTS,
    Mark,
    Shift,
    WarningEnded,
    WarningMarked,
    WarningRaised,
)

TOGETHER_US: Final = 30 * MINUTE_US
"""Series of one service that stray so shortly after another are one story."""
FALSE_STEP: Final = 1.5
"""By how much more a series has to stray after each false alarm."""
REAL_STEP: Final = 0.9
LEAST_STRICT, MOST_STRICT = 0.75, 3.0


class EarlyWarning(msgspec.Struct, frozen=True):
    """One warning, of one series or of several of one service that shifted together, the first of them first.

    `mark` is what was said of it last; `is_disputed` that two desks said different things at once.
    """

    id: EntryId
    number: int
    desk: DeskNumber
    at_us: int
    service: str
    shifts: tuple[Shift, ...]
    agree: tuple[str, ...] = ()
    ended: frozenset[str] = frozenset()
    """The series that are as usual again."""
    ended_us: int | None = None
    mark: Mark | None = None
    is_disputed: bool = False

    @property
    def is_on(self) -> bool:
        """Whether some series of it still strays."""
        return self.ended_us is None

    @property
    def series(self) -> tuple[str, ...]:
        return tuple(shift.series for shift in self.shifts)

    @property
    def on(self) -> tuple[str, ...]:
        """The series that still stray."""
        return tuple(each for each in self.series if each not in self.ended)

    @property
    def since_us(self) -> int:
        """Since when the first of them strayed."""
        return min((shift.since_us for shift in self.shifts), default=self.at_us)

    @property
    def of_reports(self) -> Shift | None:
        """What customers report among it."""
        return next((shift for shift in self.shifts if shift.series == REPORTS), None)


class Warnings(msgspec.Struct):
    """Every warning there was, in the order of the record."""

    of: dict[EntryId, EarlyWarning] = msgspec.field(default_factory=dict[EntryId, EarlyWarning])
    same: dict[EntryId, EntryId] = msgspec.field(default_factory=dict[EntryId, EntryId])
    """From an entry that told of one which was known already to the first that did."""
    marks: dict[EntryId, Field[Mark]] = msgspec.field(default_factory=dict[EntryId, Field[Mark]])

    @property
    def all(self) -> list[EarlyWarning]:
        return list(self.of.values())

    @property
    def on(self) -> list[EarlyWarning]:
        """Those of which some series still strays."""
        return [each for each in self.of.values() if each.is_on]

    def get(self, warning: EntryId) -> EarlyWarning | None:
        """By its id, also by one that told of it again."""
        return self.of.get(self.same.get(warning, warning))

    def label(self, warning: EarlyWarning) -> str:
        """Its number, with the letters of its desk where two desks gave the same."""
        return label(warning, self.all)

    def find(self, text: str) -> EarlyWarning:
        """By its number or its id. Raises: NotFound."""
        found = self.get(EntryId(text.strip())) or by_number(text, self.all, "warning")
        if found is None:
            raise NotFound(f"“{text[:80]}” is no warning of ours; say its number.")
        return found

    @property
    def risen_us(self) -> int | None:
        """When a rise of what customers report was last warned of."""
        return max((each.at_us for each in self.of.values() if each.of_reports), default=None)

    def over(self, warning: EntryId) -> Over:
        """What a new mark of it replaces."""
        marks = self.marks.get(warning)
        return marks.over if marks is not None else ()

    def strays(self, series: str) -> EarlyWarning | None:
        """The warning that is on about this series."""
        return next((each for each in self.on if series in each.on), None)

    def together_with(self, service: str, series: Iterable[str], at_us: int) -> EarlyWarning | None:
        """The warning that these belong to: one that is on about them, else one of their service that just began."""
        wanted = set(series)
        for each in reversed(self.on):
            if wanted & set(each.on):
                return each
        of_service = (each for each in reversed(self.on) if service and each.service.casefold() == service.casefold())
        return next((each for each in of_service if abs(at_us - each.at_us) <= TOGETHER_US), None)

    @property
    def strictness(self) -> dict[str, float]:
        """By series, how many times as much it has to stray as one that nobody said anything of; from all marks."""
        found: dict[str, float] = {}
        for each in self.of.values():
            if each.mark is not None and not each.is_disputed:
                step = FALSE_STEP if each.mark is Mark.FALSE_ALARM else REAL_STEP
                for series in each.series:
                    found[series] = found.get(series, 1.0) * step
        return {series: min(max(factor, LEAST_STRICT), MOST_STRICT) for series, factor in found.items()}


# what each entry does -------------------------------------------------------------------------------------------------


@applies("warnings", WarningRaised)
def raised(warnings: Warnings, entry: Entry, body: WarningRaised) -> None:
    shifts = body.shifts
    known = warnings.together_with(body.service, (shift.series for shift in shifts), entry.occurred_us)
    if known is None:
        warnings.of[entry.id] = EarlyWarning(
            entry.id, body.number, entry.desk, entry.occurred_us, body.service, shifts, body.agree
        )
        return
    warnings.same[entry.id] = known.id
    new = tuple(shift for shift in shifts if shift.series not in known.on)
    kept = tuple(shift for shift in known.shifts if shift.series not in {each.series for each in new})
    warnings.of[known.id] = msgspec.structs.replace(
        known,
        service=known.service or body.service,
        shifts=(*kept, *new),
        agree=tuple(dict.fromkeys((*known.agree, *body.agree))),
        ended=known.ended - {shift.series for shift in new},
    )


@applies("warnings", WarningEnded)
def ended(warnings: Warnings, entry: Entry, body: WarningEnded) -> None:
    known = warnings.get(body.warning)
    if known is None or not known.is_on:
        return
    over = known.ended | set(body.series)
    is_over = over >= set(known.series)
    warnings.of[known.id] = msgspec.structs.replace(known, ended=over, ended_us=entry.occurred_us if is_over else None)


@applies("warnings", WarningMarked)
def marked(warnings: Warnings, entry: Entry, body: WarningMarked) -> None:
    known = warnings.get(body.warning)
    if known is None:
        return
    marks = warnings.marks.setdefault(known.id, Field[Mark]())
    marks.set(body.mark, entry, body.over)
    warnings.of[known.id] = msgspec.structs.replace(known, mark=marks.value, is_disputed=marks.is_conflicted)
