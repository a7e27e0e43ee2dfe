"""The reports of customers, what each came to and what they were told: the state."""

from collections.abc import Iterable

import msgspec

from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, desk_letters
from incident_desk.domain.report_entries import CameBy, ReportId, Verdict


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """What somebody said that a report comes to."""

    verdict: Verdict
    incident: IncidentId | None = None
    label: str = ""


class Given(msgspec.Struct, frozen=True, gc=False):
    """What whoever reported was told. `way` is empty if nobody could reach them."""

    entry: EntryId
    text: str
    way: str
    at_us: int
    by: PersonId


class Mailed(msgspec.Struct, frozen=True, gc=False):
    """How far an answer, or a report that is handed on, has come by e-mail: begun, over, or not delivered for that
    `fault`.

    `round` counts how often somebody asked for it again; then it `is_waiting` to begin once more. It was begun at
    `at_us` by `desk`.
    """

    answer: EntryId
    is_over: bool = False
    fault: str = ""
    may_have_arrived: bool = False
    round: int = 0
    is_waiting: bool = False
    at_us: int = 0
    desk: DeskNumber = DeskNumber(0)

    @property
    def has_failed(self) -> bool:
        """Whether it is over and nobody says that it went."""
        return self.is_over and bool(self.fault)


class HandedOn(msgspec.Struct, frozen=True, gc=False):
    """Who looks after it now, what they were given, and the `address` to which it goes by e-mail."""

    entry: EntryId
    to: str
    text: str
    at_us: int
    by: PersonId
    address: str = ""


class Report(msgspec.Struct):
    """One report. Its words are empty if they were erased; `reach` is, once nobody needs it any more.

    `came_us` is when it came in, `since_us` since when they see it, as far as they say.
    """

    id: ReportId
    number: int
    desk: DeskNumber
    by: PersonId
    came_us: int
    came_by: CameBy
    text: str
    source: str = ""
    service: str = ""
    region: str = ""
    symptom: str = ""
    since_us: int | None = None
    awaits: bool = False
    language: str = ""
    order: tuple[int, int, int] = (0, 0, 0)
    """Its place in the record: that of the entry that took it."""
    reach: str = ""
    ruling: Field[Ruling] | None = None
    answers: tuple[Given, ...] = ()
    handed_on: HandedOn | None = None
    mails: tuple[Mailed, ...] = ()

    @property
    def to_mail(self) -> Given | None:
        """The answer that is to go to them by e-mail, and has not begun to: the last one."""
        if not self.answers or self.came_by is CameBy.PHONE or "@" not in self.reach:
            return None
        last, mail = self.answers[-1], self.mail
        return None if last.way or (mail is not None and not mail.is_waiting) else last

    @property
    def to_hand_on(self) -> HandedOn | None:
        """How it is to go to whoever looks after it, by e-mail, and has not begun to."""
        on = self.handed_on
        mail = self._mail_of(on.entry) if on is not None else None
        return on if on is not None and on.address and (mail is None or mail.is_waiting) else None

    @property
    def mail(self) -> Mailed | None:
        """How far the last answer has come by e-mail; None if it has not begun to."""
        return self._mail_of(self.answers[-1].entry) if self.answers else None

    def _mail_of(self, entry: EntryId) -> Mailed | None:
        return next((mail for mail in self.mails if mail.answer == entry), None)

    @property
    def lost(self) -> Mailed | None:
        """What failed to arrive, as far as anybody knows: the last answer, else what was handed on."""
        handed_on = self._mail_of(self.handed_on.entry) if self.handed_on is not None else None
        return next((mail for mail in (self.mail, handed_on) if mail is not None and mail.has_failed), None)

    @property
    def is_undelivered(self) -> bool:
        return self.lost is not None

    @property
    def lost_by(self) -> PersonId | None:
        """Who wrote what failed to arrive."""
        lost, on = self.lost, self.handed_on
        if lost is None:
            return None
        return on.by if on is not None and on.entry == lost.answer else self.answers[-1].by

    @property
    def verdict(self) -> Verdict | None:
        """What it came to; None while nobody said."""
        return self.ruling.value.verdict if self.ruling is not None and self.ruling.value is not None else None

    @property
    def is_disputed(self) -> bool:
        """Whether two desks said at once that it comes to different things."""
        return self.ruling is not None and self.ruling.is_conflicted

    @property
    def awaits_answer(self) -> bool:
        """Whether whoever reported wants to hear, and has not."""
        return self.awaits and not self.answers


class HeldBack(msgspec.Struct, frozen=True, gc=False):
    """Reports that were turned away unread."""

    count: int
    why: str
    came_by: CameBy
    from_us: int
    until_us: int


class Reports(msgspec.Struct):
    """`known` leads from what a source calls a report to it, `same` from one that was told again, to another desk, to
    the first. In which order `of` has them says nothing: some come late."""

    of: dict[ReportId, Report] = msgspec.field(default_factory=dict[ReportId, Report])
    numbers: dict[int, list[Report]] = msgspec.field(default_factory=dict[int, list[Report]])
    """By number, in the order of the record: several desks may give the same."""
    known: dict[tuple[str, str], ReportId] = msgspec.field(default_factory=dict[tuple[str, str], ReportId])
    same: dict[ReportId, ReportId] = msgspec.field(default_factory=dict[ReportId, ReportId])
    held_back: dict[EntryId, HeldBack] = msgspec.field(default_factory=dict[EntryId, HeldBack])
    suggested: int = 0
    """How many were judged as it had been suggested."""
    last: int = 0
    """The highest number."""
    reaches: dict[EntryId, list[EntryId]] = msgspec.field(default_factory=dict[EntryId, list[EntryId]])
    """By the entry that took reports, those that say how to reach whoever reported."""
    judged: dict[IncidentId, set[ReportId]] = msgspec.field(default_factory=dict[IncidentId, set[ReportId]])
    """By the incident that they are of, as it was said last."""
    missing: set[EntryId] = msgspec.field(default_factory=set[EntryId])
    """Entries of whose reports something was said before they were here."""
    early: set[ReportId] = msgspec.field(default_factory=set[ReportId])
    """Those whose mail was asked for again, before it was known that it had not arrived."""

    @property
    def all(self) -> list[Report]:
        """In the order of the record."""
        return sorted(self.of.values(), key=in_order)

    @property
    def unjudged(self) -> list[Report]:
        return sorted((each for each in self.of.values() if each.ruling is None), key=in_order)

    def get(self, report: ReportId) -> Report | None:
        """By its id, also if it is one that was told twice."""
        return self.of.get(self.same.get(report, report))

    @property
    def undelivered(self) -> list[Report]:
        """Those whose last answer did not arrive."""
        return sorted((each for each in self.of.values() if each.is_undelivered), key=in_order)

    @property
    def by_entry(self) -> dict[str, list[Report]]:
        """By the entry that took them."""
        found: dict[str, list[Report]] = {}
        for own, report in self.of.items():
            found.setdefault(own.partition(".")[0], []).append(report)
        return found

    def judged_to(self, incident: IncidentId) -> list[Report]:
        """Those of which somebody said that they are of this incident."""
        return sorted((self.of[each] for each in self.judged.get(incident, ())), key=in_order)

    def label(self, report: Report) -> str:
        """What it is called: its number, with the letters of its desk where another gave the same."""
        is_alone = len(self.numbers[report.number]) == 1
        return str(report.number) if is_alone else f"{report.number}-{desk_letters(report.desk)}"

    def find(self, text: str) -> Report:
        """A report by its number or its id. Raises: NotFound."""
        return self.get(ReportId(text.strip())) or self._numbered(text)

    def _numbered(self, text: str) -> Report:
        number, _, letters = text.strip().removeprefix("#").partition("-")
        is_number = number.isdecimal() and number.isascii() and len(number) < 10
        named = self.numbers.get(int(number), []) if is_number else []
        if letters:
            named = [each for each in named if desk_letters(each.desk) == letters.upper()]
        if len(named) == 1:
            return named[0]
        if not named:
            raise NotFound(f"“{text[:80]}” is no report of a customer; say its number.")
        several = " and ".join(f"{each.number}-{desk_letters(each.desk)}" for each in named)
        raise NotFound(f"Two desks gave the number {number} at once; say which report: {several}.")

    def find_all(self, texts: Iterable[str]) -> list[Report]:
        """Each once, in the order given. "7..12" are all numbers from 7 to 12. Raises: NotFound."""
        found: dict[ReportId, Report] = {}
        for text in texts:
            one = self.get(ReportId(text.strip()))
            if one is None and ".." not in text:
                one = self._numbered(text)
            for each in self._between(text) if one is None else (one,):
                found[each.id] = each
        return list(found.values())

    def _between(self, text: str) -> list[Report]:
        first, _, last = (part.strip() for part in text.partition(".."))
        if not all(part.isdecimal() and part.isascii() and len(part) < 10 for part in (first, last)):
            raise NotFound(f"“{text[:80]}” is no range of reports: write 7..12.")
        among = range(int(first), int(last) + 1)
        found = sorted((each for each in self.of.values() if each.number in among), key=in_order)
        if not found:
            raise NotFound(f"There are no reports from {first} to {last}.")
        return found


def in_order(report: Report) -> tuple[tuple[int, int, int], int]:
    """By this they are sorted as the record has them."""
    return report.order, report.number


NO_RULING = Ruling(Verdict.UNKNOWN)


def ruling_of(report: Report) -> Ruling:
    """What was said of it last; of one that nobody judged, that it is unknown."""
    return report.ruling.value if report.ruling is not None and report.ruling.value is not None else NO_RULING
