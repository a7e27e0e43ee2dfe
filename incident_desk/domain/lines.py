"""One line of the timeline, and what was done to it afterwards."""

import msgspec

from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body
from incident_desk.domain.sentences import LineSort, Sentence


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
    """Who took a line back, when, and why. `remains` outlives an erasure of its words."""

    entry: EntryId
    by: PersonId
    recorded_us: int
    reason: str = ""
    remains: Body | None = None


class Line(msgspec.Struct):
    """One line of the timeline. `text` is a person's own words; `sentence` what the desk says; one may be missing.

    `remains` is what outlives an erasure of its words, and `told_us` when it happened by the corrections that were
    folded so far: their trail is told from it.
    """

    entry: EntryId
    kind: str
    sort: LineSort
    text: str
    sentence: Sentence | None
    occurred_us: int
    recorded_us: int
    author: PersonId
    speaker: str = ""
    is_significant: bool = False
    is_pinned: bool = False
    is_retracted: bool = False
    is_erased: bool = False
    is_approximate: bool = False
    digest: str = ""
    corrections: tuple[Correction, ...] = ()
    retraction: Retraction | None = None
    remains: Body | None = None
    told_us: int = 0

    @property
    def english(self) -> str:
        """The whole line in English, as exports and JSON show it."""
        return ": ".join(part for part in (self.sentence.english if self.sentence else "", self.text) if part)
