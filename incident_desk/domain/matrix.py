"""The matrix of an investigation as plain values: hypotheses in the order of least against, evidence by what it tells.

After Heuer, chapter 8: one works across it, a piece of evidence at a time, and what says the same of all hypotheses is
set aside. Where two members differ about a cell, it counts for neither until they settle it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from incident_desk.domain.competing import WEIGHTS, Rank, Ranking, ranking
from incident_desk.domain.fields import Setting
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Evidence, Investigation
from incident_desk.domain.lines import Line
from incident_desk.domain.timeline import Timeline

At = tuple[EntryId, EntryId]
"""A cell: its evidence and its hypothesis."""


class Cell(msgspec.Struct, frozen=True):
    """What is said there. With `differing` two members said different things, and `rating` is None."""

    rating: Rating | None = None
    differing: tuple[Setting[Rating | None], ...] = ()


class Matrix(msgspec.Struct, frozen=True):
    """`hypotheses` and `evidence` are in the order in which they are to be read; `cells` has what was ever said."""

    hypotheses: tuple[EntryId, ...]
    evidence: tuple[EntryId, ...]
    cells: Mapping[At, Cell]
    ranked: Ranking

    @property
    def ranks(self) -> dict[EntryId, Rank]:
        """By hypothesis."""
        return {rank.hypothesis: rank for rank in self.ranked.ranks}

    def cell(self, evidence: EntryId, hypothesis: EntryId) -> Cell:
        """What is said there; nothing yet is a cell, too."""
        return self.cells.get((evidence, hypothesis), NOTHING)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.hypotheses) * len(self.evidence)

    @property
    def rated(self) -> int:
        """How many of them say something."""
        return sum(self.cell(e, h).rating is not None for e in self.evidence for h in self.hypotheses)

    @property
    def differing(self) -> list[At]:
        """Where two members differ, in the order of reading."""
        return [(e, h) for e in self.evidence for h in self.hypotheses if self.cell(e, h).differing]


NOTHING = Cell()


def matrix(investigation: Investigation, timeline: Timeline) -> Matrix:
    """The matrix of what stands now."""
    ranked = ranking(investigation, timeline)
    hypotheses = tuple(rank.hypothesis for rank in ranked.ranks)
    pieces = [each for each in investigation.evidence.values() if each.stands(timeline)]
    order = sorted(pieces, key=lambda piece: _place(investigation, piece, hypotheses, ranked))
    cells = {at: _cell(field.settings, is_split=field.is_conflicted) for at, field in investigation.ratings.items()}
    return Matrix(hypotheses, tuple(piece.id for piece in order), cells, ranked)


def _cell(settings: Sequence[Setting[Rating | None]], *, is_split: bool) -> Cell:
    return Cell(None, tuple(settings)) if is_split else Cell(settings[-1].value if settings else None)


def _place(
    investigation: Investigation, piece: Evidence, hypotheses: Sequence[EntryId], ranked: Ranking
) -> tuple[bool, float, int]:
    """What tells most comes first: by the pairs of hypotheses it holds apart, weighted by how much it is trusted.

    What speaks against some and not against others counts before what merely fits some; of equal ones the older is on
    top, and what tells none apart is below all others.
    """
    said = [investigation.rating(piece.id, each) for each in hypotheses]
    against = said.count(Rating.INCONSISTENT)
    fits = said.count(Rating.CONSISTENT)
    rest = len(said) - against
    apart = against * rest + fits * (rest - fits) / (1 + len(said) ** 2)
    return piece.id in ranked.tells_none_apart, -apart * WEIGHTS[piece.trust], piece.number


def reasons(found: Investigation, at: At, timeline: Timeline) -> list[Line]:
    """Why a cell says what it says, the oldest first."""
    lines = (timeline.at.get(each) for each in found.reasons.get(at, ()))
    return [line for line in lines if line is not None and not line.is_retracted and not line.is_erased]
