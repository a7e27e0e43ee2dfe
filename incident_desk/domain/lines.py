"""One line of the timeline, and what was done to it afterwards."""

import msgspec

from incident_desk.domain.entry import Adopted, Entry
from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.kinds import Body, read_body
from incident_desk.domain.sentences import LineSort, Sentence

SIGNIFICANT_SORTS = frozenset(
    {
        LineSort.DECISION,
        LineSort.DETECTION,
        LineSort.FINDING,
        LineSort.MESSAGE,
        LineSort.OBJECTION,
        LineSort.SEVERITY,
        LineSort.STATE,
    }
)
"""These matter to whoever reads the incident later, unless somebody says otherwise."""

BETWEEN = " · "
"""Stands between what a line says and each part that the desk adds."""
ERASED_WORDS = Sentence("The words of this entry were erased")


class Moved(msgspec.Struct, frozen=True, gc=False):
    """The other place of a line that was moved: the incident, what that was called then, and the line there."""

    incident: IncidentId
    label: str
    entry: EntryId


class Correction(msgspec.Struct, frozen=True, gc=False):
    """What a line said before, who corrected it, when, and why. `remains` outlives an erasure of its words."""

    entry: EntryId
    by: PersonId
    recorded_us: int
    text_was: str
    occurred_us_was: int
    reason: str = ""
    remains: Body | None = None


class Retraction(msgspec.Struct, frozen=True, gc=False):
    """Who took a line back, when, and why, or where it was moved. `remains` outlives an erasure of its words."""

    entry: EntryId
    by: PersonId
    recorded_us: int
    reason: str = ""
    remains: Body | None = None
    moved: Moved | None = None


class Taken(msgspec.Struct, frozen=True, gc=False):
    """An entry that took words of a line over, so that they are erased with it. `remains` outlives that."""

    entry: EntryId
    remains: Body | None


class Wording(msgspec.Struct, frozen=True, gc=False):
    """Words that somebody gave a line, and the correction they stand in."""

    entry: EntryId
    by: PersonId
    text: str


class Line(msgspec.Struct, gc=False):
    """One line of the timeline: an entry, when it happened by all that was said, and what later ones did to it.

    The rest is worked out when somebody looks: a large incident has thousands of lines, and a screen shows thirty.
    """

    source: Entry
    occurred_us: int
    what_holds: Body | None = None
    is_retracted: bool = False
    is_erased: bool = False
    is_pinned: bool = False
    marked: bool | None = None
    corrections: tuple[Correction, ...] = ()
    corrected_text: str | None = None
    corrected_us: int | None = None
    wordings: tuple[Wording, ...] = ()
    """The words that no later correction replaced: several where people corrected it without knowing of each other."""
    retraction: Retraction | None = None
    gone: tuple[Moved, ...] = ()
    """Where what it is about went with a split, and goes on."""
    taken: tuple[Taken, ...] = ()
    """The facts that were made of its words."""

    @property
    def body(self) -> Body:
        """What of the entry holds."""
        if self.what_holds is None:
            self.what_holds = read_body(self.source)
        return self.what_holds

    def correct(
        self, correction: Correction, text: str | None, occurred_us: int | None, after: Over | None = None
    ) -> None:
        """Take in what a correction says of the words, the moment, or both.

        Args:
            after: the corrections whose words it replaces; None for all that came before it.
        """
        self.corrections = (*self.corrections, correction)
        if text is not None:
            self.corrected_text = text
            kept = () if after is None else (each for each in self.wordings if each.entry not in after)
            self.wordings = (*kept, Wording(correction.entry, correction.by, text))
        if occurred_us is not None:
            self.corrected_us = occurred_us

    @property
    def entry(self) -> EntryId:
        return self.source.id

    @property
    def kind(self) -> str:
        return self.source.kind

    @property
    def sort(self) -> LineSort:
        return LineSort.ERASURE if self.is_erased else self.body.line_sort() or LineSort.NOTE

    @property
    def text(self) -> str:
        """A person's own words; empty if the sentence says it all."""
        if self.is_erased:
            return ""
        return self.body.words() if self.corrected_text is None else self.corrected_text

    @property
    def sentence(self) -> Sentence | None:
        """What the desk says; None if a person's own words say it all."""
        return ERASED_WORDS if self.is_erased else self.body.sentence()

    @property
    def added(self) -> tuple[Sentence, ...]:
        """What the desk says behind the words."""
        return () if self.is_erased else self.body.adds()

    @property
    def told_so_far_us(self) -> int:
        """When it happened by the corrections that were folded so far: their trail is told from it."""
        return self.source.occurred_us if self.corrected_us is None else self.corrected_us

    @property
    def recorded_us(self) -> int:
        return self.source.recorded_us

    @property
    def author(self) -> PersonId:
        return self.source.author

    @property
    def adopter(self) -> PersonId | None:
        """Who adopted it, if its author has no part in the record."""
        return self.source.adopter if isinstance(self.source, Adopted) else None

    @property
    def holders(self) -> tuple[EntryId, ...]:
        """The entries that its words lie in: itself, or those that adopted it."""
        return self.source.adoptions if isinstance(self.source, Adopted) else (self.source.id,)

    @property
    def speaker(self) -> str:
        return getattr(self.body, "speaker", "")

    @property
    def moved(self) -> Moved | None:
        """Where it was moved here from; None for what was written here."""
        return getattr(self.body, "moved", None)

    @property
    def digest(self) -> str:
        """Of the attached file; empty for any other line."""
        return getattr(self.body, "digest", "")

    @property
    def is_significant(self) -> bool:
        """Whether it matters to whoever reads the incident later: as somebody marked it, else by its sort."""
        return self.sort in SIGNIFICANT_SORTS if self.marked is None else self.marked

    @property
    def is_refused(self) -> bool:
        """Whether a shared database says that its author had no right to it."""
        return self.source.refused

    @property
    def is_approximate(self) -> bool:
        return getattr(self.body, "approximate", False)

    @property
    def english(self) -> str:
        """The whole line in English, as exports and JSON show it."""
        said = ": ".join(part for part in (self.sentence.english if self.sentence else "", self.text) if part)
        return BETWEEN.join((said, *(sentence.english for sentence in self.added)))


def differing(line: Line) -> tuple[Wording, ...]:
    """The words that people gave it without knowing of each other, the last of which show; empty if they agree."""
    return line.wordings if len({each.text for each in line.wordings}) > 1 and not line.is_erased else ()


def places(line: Line) -> tuple[Moved, ...]:
    """Everywhere else the words of a line stand, where they hold first."""
    away = line.retraction.moved if line.retraction is not None else None
    return tuple(place for place in (away, *reversed(line.gone), line.moved) if place is not None)
