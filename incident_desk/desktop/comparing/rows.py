"""The rows of a comparison, as plain values: what was found, what may be one, and the evidence that one lacked."""

from collections.abc import Sequence

import msgspec

from incident_desk.domain.evidence_used import Use
from incident_desk.domain.findings import Standing
from incident_desk.domain.ids import EntryId


class HeadShown(msgspec.Struct, frozen=True):
    """The head of a column: an investigation."""

    key: EntryId
    letter: str
    question: str


class FactorShown(msgspec.Struct, frozen=True):
    """A factor in the words of whoever named it. `is_later`: in the light of the others."""

    key: EntryId
    name: str
    words: str
    symbol: str
    ink: str
    foot: str
    pieces: str
    is_later: bool = False


class SectionRow(msgspec.Struct, frozen=True):
    """What the rows below have in common, how many they are, and a word about them."""

    title: str
    count: str = ""
    note: str = ""


class FindingRow(msgspec.Struct, frozen=True):
    """One finding, or two that contradict. `cells` go by the place of the investigation, from 0."""

    standing: Standing
    letters: tuple[str, ...]
    who: str
    cells: dict[int, tuple[FactorShown, ...]]
    between: tuple[EntryId, EntryId] | None = None
    note: str = ""
    """That it is disputed, or why it was settled."""


class LikenessRow(msgspec.Struct, frozen=True):
    """Two findings that may be one, by a factor of each."""

    one: EntryId
    other: EntryId
    title: str
    words: str


class PieceShown(msgspec.Struct, frozen=True):
    """A piece of evidence in the words of the investigation `of` that wrote it down."""

    key: EntryId
    name: str
    words: str
    of: EntryId


class EvidenceRow(msgspec.Struct, frozen=True):
    """A piece of evidence, and what each investigation did with it. `pieces` are the entries of all that have it.

    `file` names what it was taken from, if that was one.
    """

    clock: str
    words: str
    uses: tuple[Use, ...]
    note: str
    pieces: tuple[PieceShown, ...]
    file: str = ""

    def pair_with(self, other: "EvidenceRow") -> tuple[EntryId, EntryId]:
        """A piece of each, of two investigations if there are such: only those are matched."""
        pairs = [(mine, theirs) for mine in self.pieces for theirs in other.pieces]
        mine, theirs = next((each for each in pairs if each[0].of != each[1].of), pairs[0])
        return mine.key, theirs.key


class EmptyRow(msgspec.Struct, frozen=True):
    """That there is nothing of this."""

    words: str


Row = SectionRow | FindingRow | LikenessRow | EvidenceRow | EmptyRow


class TableShown(msgspec.Struct, frozen=True):
    """Everything that the table shows. `is_writable` to whoever looks: they may say what one finding is to another."""

    heads: tuple[HeadShown, ...] = ()
    rows: Sequence[Row] = ()
    is_writable: bool = False

    @property
    def is_dense(self) -> bool:
        """Whether there are too many investigations for each to have its words in a column."""
        return len(self.heads) > MOST_COLUMNS


MOST_COLUMNS = 5
"""With more investigations than these a column has a mark for each, and the words stand at the left."""
