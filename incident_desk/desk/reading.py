"""A desk that only reads: beside an open window, and for whatever needs no writing."""

from collections.abc import Iterable, Sequence
from typing import Self, TypeVar

import msgspec

from incident_desk.desk.identities import PERSON
from incident_desk.desk.installed import Installed
from incident_desk.desk.investigations import Sight
from incident_desk.desk.released import Released
from incident_desk.desk.resources import default_plan
from incident_desk.desk.signed_links import SignedLinks
from incident_desk.domain import fold
from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.amendments import AMENDING
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Found
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RecordDamaged
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId, PersonId, is_duty_log
from incident_desk.domain.kinds import kinds_changing
from incident_desk.domain.levels import Levels
from incident_desk.domain.offers import Offer
from incident_desk.domain.organisation import KINDS, Organisation
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.report_found import words_of_each
from incident_desk.domain.timeline import Timeline
from incident_desk.store import adopting, attachments, installation, lacking, search, stretches
from incident_desk.store.filling import LEVELS, NAMES
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader
from incident_desk.store.search import Hit

T = TypeVar("T")

HEADLINE_KINDS = (*kinds_changing("headline", "impact", "awaiting", "lessons", "follow_ups"), *AMENDING, ADOPTED)
"""What the list of incidents is folded from; everything else only matters once an incident is opened."""


class ReadingDesk:
    """Reads the record over a connection of its own. Use one instance from one thread at a time."""

    def __init__(self, home: Home, reader: Reader, warnings: Sequence[str] = ()) -> None:
        self._home = home
        self._reader = reader
        self.released = Released(reader)
        self.installed = Installed(home, reader)
        self.signed = SignedLinks(reader)
        self.warnings = tuple(warnings)
        """What the record lacks; it is read all the same, and what it shows is what is left."""

    @classmethod
    def open(cls, place: Where) -> Self:
        """Open what can be read of a record, changing nothing in it.

        Raises: NotFound if nothing was ever written there, or another DeskError if nothing can be read.
        """
        home = Home.at(place)
        try:
            return cls(home, Reader.open(home))
        except RecordDamaged as e:
            return cls(home, Reader.open(home, unchecked=True), e.problems)

    @staticmethod
    def is_there(place: Where) -> bool:
        """Whether anything was ever written in this home, as far as its files say."""
        return any(file.exists() for file in Home.at(place).database_files)

    def close(self) -> None:
        self._reader.close()

    def entries(self, incident: IncidentId) -> list[Entry]:
        """Every entry of the incident that this desk holds, in the order of the record."""
        return self._reader.entries(incident)

    def entry(self, entry: EntryId) -> Entry | None:
        """One entry by its id; None if this desk has none of it."""
        return self._reader.entry(entry)

    def offers(self, incident: IncidentId | None = None) -> list[Offer]:
        """What people without a part in the record wrote, and waits to be adopted."""
        return adopting.offers(self._reader, incident)

    def not_shared(self, most: int) -> list[Entry]:
        """The newest entries that no shared database has yet, the newest first, as whoever sits here may see them."""
        sight = Sight(self._reader, self.at_the_desk)
        return [entry for entry in lacking.newest(self._reader, most) if sight.may_see(entry)]

    def fold(self, incident: IncidentId) -> Fold:
        return Fold(incident, self.entries(incident))

    def at(self, incident: IncidentId, at_us: int, known: bool = False) -> Board:
        """The board at a moment of the past: what was true then, or with `known` what the record knew then."""
        return fold.folded_at(incident, self.entries(incident), at_us, known)

    def organisation(self) -> Organisation:
        """The people and the plan."""
        people = People(enrolled_as=_told(self._reader, NAMES, dict[PersonId, str]))
        levels = Levels(Levels.known(_told(self._reader, LEVELS, dict[PersonId, str | None])))
        organisation = Organisation(people, Plans(default_plan()), levels)
        organisation.add(self._reader.entries_of_kinds(KINDS))
        return organisation

    def away(self) -> frozenset[IncidentId]:
        """The incidents of which something lies in the archive of a shared database and not here."""
        return stretches.away(self._reader.rows)

    def people(self) -> list[PersonId]:
        """The people of this home: those who can write here."""
        return installation.people(self._reader)

    def at_the_desk(self) -> PersonId | None:
        """Whoever sits there now."""
        person = installation.setting(self._reader, PERSON)
        return PersonId(person) if person else None

    def headlines(self) -> list[Board]:
        """Every incident with headline, impact, what waits elsewhere and what was learned, the newest first."""
        of: dict[IncidentId, list[Entry]] = {}
        for entry in self._reader.entries_of_kinds(HEADLINE_KINDS):
            of.setdefault(entry.incident, []).append(entry)
        boards = (_without_lines(folded(incident, entries)) for incident, entries in of.items())
        return sorted((b for b in boards if b.headline.number), key=_began, reverse=True)

    def find(self, text: str) -> IncidentId:
        """The incident by id, number, or a start of its title that only one has. Raises: NotFound."""
        return find_incident(text, self.headlines()).incident

    def found(self, text: str) -> Found:
        """See find; with the number of the incident."""
        return find_incident(text, self.headlines())

    def search(self, words: str, incident: IncidentId | None = None, limit: int = 50) -> list[Hit]:
        """The entries with these words that whoever sits here may see, the newest first.

        Of an entry that takes reports of customers, each report that has all of them.
        """
        sight = Sight(self._reader, self.at_the_desk)
        asked = limit
        while True:
            hits = search.search(self._reader, words, incident=incident, limit=asked)
            seen = [each for hit in hits if sight.may_see(hit.entry) for each in _by_report(hit)]
            if len(seen) >= limit or len(hits) < asked:
                return seen[:limit]
            asked += limit

    def has_file(self, digest: str) -> bool:
        """Whether all of a file is at this desk."""
        return attachments.is_here(self._home, digest)

    def attachment(self, digest: str) -> bytes:
        """Raises: NotFound if the file is not on this desk or was erased."""
        return attachments.get(self._home, digest)


def _by_report(hit: Hit) -> list[Hit]:
    parts = words_of_each(hit.entry)
    return hit.by_part(parts) if parts else [hit]


def _told(reader: Reader, key: str, form: type[dict[PersonId, T]]) -> dict[PersonId, T]:
    """What the shared database said last of everybody."""
    kept = installation.setting(reader, key)
    return msgspec.json.decode(kept, type=form) if kept else {}


def _without_lines(board: Board) -> Board:
    """Its lines would hold their entries, and nobody looks at them before the incident is opened."""
    board.timeline = Timeline()
    return board


def _began(board: Board) -> int:
    return board.headline.since_us or 0


def find_timeline(desk: ReadingDesk, text: str) -> IncidentId:
    """See ReadingDesk.find; “duty-log” is what belongs to no incident."""
    return NO_INCIDENT if is_duty_log(text) else desk.find(text)


def find_incident(text: str, boards: Iterable[Board]) -> Found:
    """See ReadingDesk.find."""
    wanted = text.strip().casefold()
    titles: list[Board] = []
    for board in boards:
        if wanted in (board.incident, board.headline.number.casefold(), board.headline.alias.casefold() or None):
            return Found(board.incident, board.headline.number)
        if wanted and (board.headline.title.value or "").casefold().startswith(wanted):
            titles.append(board)
    exact = [b for b in titles if (b.headline.title.value or "").casefold() == wanted]
    for among in (titles, exact):
        if len(among) == 1:
            return Found(among[0].incident, among[0].headline.number)
    if not titles:
        raise NotFound(f"No incident is called “{text}”; `incident-desk list` shows them all.")
    numbers = ", ".join(b.headline.number for b in titles[:5])
    raise NotFound(f"“{text}” could be several incidents: {numbers}.")
