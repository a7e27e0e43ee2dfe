"""The investigations of an incident: the state."""

import enum

import msgspec

from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId, StreamId, desk_letters
from incident_desk.domain.investigation_entries import Part, Rating, Trust, letter
from incident_desk.domain.timeline import Timeline


class Stage(enum.StrEnum):
    """How far an investigation is. One that is in opens with the last of its round."""

    SEALED = "sealed"
    SUBMITTED = "submitted"
    OPEN = "unsealed"


class When(enum.StrEnum):
    """When something was added to an investigation."""

    APART = "apart"
    AFTER_SUBMITTING = "after it was in"
    IN_THEIR_LIGHT = "in the light of the others"


class Piece(msgspec.Struct):
    """What was added: a hypothesis, a piece of evidence, an open question. Its words are those of its line."""

    id: EntryId
    number: int
    by: PersonId
    added_us: int
    when: When
    desk: DeskNumber

    def words(self, timeline: Timeline) -> str:
        """What it says; empty if the words were erased."""
        return timeline.text_of(self.id)

    def stands(self, timeline: Timeline) -> bool:
        """Whether nobody took it back."""
        line = timeline.at.get(self.id)
        return line is not None and not line.is_retracted and not line.is_erased


class Evidence(Piece):
    source: str = ""
    trusts: Field[Trust] = msgspec.field(default_factory=Field[Trust])
    of: EntryId | None = None

    @property
    def trust(self) -> Trust:
        return self.trusts.value or Trust.HIGH


class OpenQuestion(Piece):
    owners: Field[str] = msgspec.field(default_factory=Field[str])
    answers: list[EntryId] = msgspec.field(default_factory=list[EntryId])

    @property
    def owner(self) -> str:
        """Who finds out; empty while nobody does."""
        return self.owners.value or ""


class Factor(Piece):
    part: Part = Part.CONDITION
    factor_class: str = ""
    evidence: tuple[EntryId, ...] = ()


class Conclusion(msgspec.Struct, frozen=True):
    """What an investigation found. Its words are those of its line."""

    entry: EntryId
    by: PersonId
    at_us: int
    confidence: int
    leading: EntryId | None
    dissent: str


class Broken(msgspec.Struct, frozen=True):
    """Who broke a seal, when, and by which entry, which has the reason."""

    entry: EntryId
    by: PersonId
    at_us: int


class Investigation(msgspec.Struct):
    """One investigation. What it says is empty at a desk that may not read it."""

    id: EntryId
    number: int
    desk: DeskNumber
    stream: StreamId
    round: StreamId
    opened_us: int
    opened_by: PersonId
    team: str
    known: tuple[EntryId, ...]
    people: dict[PersonId, str]
    """Who works on it, the lead first, and what each was called when they came to it."""
    until: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    alive_us: int | None = None
    submitted_us: int | None = None
    hypotheses: dict[EntryId, Piece] = msgspec.field(default_factory=dict[EntryId, Piece])
    evidence: dict[EntryId, Evidence] = msgspec.field(default_factory=dict[EntryId, Evidence])
    questions: dict[EntryId, OpenQuestion] = msgspec.field(default_factory=dict[EntryId, OpenQuestion])
    factors: dict[EntryId, Factor] = msgspec.field(default_factory=dict[EntryId, Factor])
    ratings: dict[tuple[EntryId, EntryId], Field[Rating | None]] = msgspec.field(
        default_factory=dict[tuple[EntryId, EntryId], Field[Rating | None]]
    )
    """By evidence and hypothesis."""
    reasons: dict[tuple[EntryId, EntryId], list[EntryId]] = msgspec.field(
        default_factory=dict[tuple[EntryId, EntryId], list[EntryId]]
    )
    """The lines that say why a cell says what it says."""
    notes: dict[EntryId, Piece] = msgspec.field(default_factory=dict[EntryId, Piece])
    """The lines of the note pad."""
    conclusion: Conclusion | None = None
    broken: Broken | None = None

    @property
    def lead(self) -> PersonId:
        return next(iter(self.people))

    def question(self, timeline: Timeline) -> str:
        """What it looks into; empty if the words were erased."""
        return timeline.text_of(self.id)

    def rating(self, evidence: EntryId, hypothesis: EntryId) -> Rating | None:
        """What counts for the ranking: nothing where two members differ."""
        field = self.ratings.get((evidence, hypothesis))
        return None if field is None or field.is_conflicted else field.value


class Investigations(msgspec.Struct):
    """The investigations of an incident, in the order of the record."""

    of: dict[EntryId, Investigation] = msgspec.field(default_factory=dict[EntryId, Investigation])
    in_stream: dict[StreamId, Investigation] = msgspec.field(default_factory=dict[StreamId, Investigation])

    @property
    def all(self) -> list[Investigation]:
        return list(self.of.values())

    def of_round(self, round_: StreamId) -> list[Investigation]:
        """Those that open together."""
        return [each for each in self.of.values() if each.round == round_]

    def stage(self, investigation: Investigation) -> Stage:
        """How far it is. At a desk that reads one of a round and not the others, the others are not open yet."""
        if investigation.broken or all(e.conclusion or e.broken for e in self.of_round(investigation.round)):
            return Stage.OPEN
        return Stage.SEALED if investigation.submitted_us is None else Stage.SUBMITTED

    def label(self, investigation: Investigation) -> str:
        """What it is called: its letter, with those of its desk where two desks gave the same."""
        twins = [each for each in self.of.values() if each.number == investigation.number]
        own = letter(investigation.number)
        return own if len(twins) == 1 else f"{own}-{desk_letters(investigation.desk)}"

    def called(self, text: str) -> Investigation | None:
        """The one of that letter or id; None if there is none."""
        wanted = text.strip().upper()
        by_label = (each for each in self.of.values() if self.label(each) == wanted)
        return self.of.get(EntryId(text)) or next(by_label, None)

    def find(self, text: str) -> Investigation:
        """Raises: NotFound."""
        if found := self.called(text):
            return found
        there = ", ".join(map(self.label, self.of.values()))
        raise NotFound(f"There is no investigation “{text}”" + (f"; there are {there}." if there else "."))

    def at_work(self, person: PersonId) -> list[Investigation]:
        """Those that this person works on and has not submitted."""
        sealed = (each for each in self.of.values() if self.stage(each) is Stage.SEALED)
        return [each for each in sealed if person in each.people]

    def is_waiting(self, investigation: Investigation) -> bool:
        """Whether it is in, and opens with the last of its round."""
        return self.stage(investigation) is Stage.SUBMITTED

    def is_sealed(self, stream: StreamId) -> bool:
        """Whether what stands in this stream is for the members of an investigation only."""
        found = self.in_stream.get(stream)
        return found is not None and self.stage(found) is not Stage.OPEN

    def may_read(self, investigation: Investigation, person: PersonId) -> bool:
        """Whether this person may see what the investigation says. A shared database holds to it by itself."""
        return person in investigation.people or self.stage(investigation) is Stage.OPEN
