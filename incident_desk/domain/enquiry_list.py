"""Who outside asked what in an incident, and what each was answered: what every desk shares."""

import msgspec

from incident_desk.domain.enquiry_entries import By
from incident_desk.domain.errors import NotFound
from incident_desk.domain.facts import Facts, FactState
from incident_desk.domain.fields import Field
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.numbers import by_number, label


class Given(msgspec.Struct, frozen=True):
    """An answer; its words stand on the timeline at its entry. `line` is the prepared one, empty for own words."""

    entry: EntryId
    line: str
    facts: tuple[EntryId, ...] = ()


class Approved(msgspec.Struct, frozen=True):
    """A prepared answer that may be given in exactly these words, with the facts it rests on."""

    entry: EntryId
    text: str
    facts: tuple[EntryId, ...]
    by: PersonId
    at_us: int


class Enquiry(msgspec.Struct):
    """One question from outside; its words stand on the timeline. `closed` are the entries that ended it unanswered."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    asked_us: int
    who: str
    outlet: str
    reach: str
    came_by: By
    owner: Field[Holder] = msgspec.field(default_factory=Field[Holder])
    due: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    answers: Field[Given] = msgspec.field(default_factory=Field[Given])
    closed: list[EntryId] = msgspec.field(default_factory=list[EntryId])

    @property
    def is_open(self) -> bool:
        return not self.answers.history and not self.closed

    @property
    def due_us(self) -> int | None:
        """Until when whoever asked waits: the nearest, where two desks said two times at once."""
        return min((each.value for each in self.due.settings if each.value is not None), default=None)

    @property
    def is_answered_twice(self) -> bool:
        """Whether two desks answered without knowing of each other: whoever asked has two answers."""
        return len(self.answers.heads) > 1

    def withdrawn(self, facts: Facts) -> list[EntryId]:
        """The facts that it was told last and that hold no longer: an answer to put right."""
        told = {fact: None for each in self.answers.settings for fact in each.value.facts}
        return [fact for fact in told if facts.state_of(fact) is FactState.WITHDRAWN]


class Enquiries(msgspec.Struct):
    """In the order of the record. `approved` are the prepared answers that somebody approved, by key."""

    of: dict[EntryId, Enquiry] = msgspec.field(default_factory=dict[EntryId, Enquiry])
    approved: dict[str, list[Approved]] = msgspec.field(default_factory=dict[str, list[Approved]])

    @property
    def all(self) -> list[Enquiry]:
        return list(self.of.values())

    @property
    def open(self) -> list[Enquiry]:
        return [each for each in self.of.values() if each.is_open]

    def label(self, enquiry: Enquiry) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(enquiry, self.of.values())

    def find(self, text: str) -> Enquiry:
        """Raises: NotFound."""
        found = self.of.get(EntryId(text)) or by_number(text, self.all, "enquiry")
        if found is None:
            raise NotFound(f"“{text[:80]}” is no enquiry of this incident; say its number.")
        return found
