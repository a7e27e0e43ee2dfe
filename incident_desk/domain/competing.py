"""Analysis of Competing Hypotheses: the order of hypotheses by how little speaks against them.

After Richards J. Heuer, Psychology of Intelligence Analysis, chapter 8: what is inconsistent counts, what is consistent
does not, for one fact can fit many hypotheses. A piece of evidence that says the same of all tells none apart.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Evidence, Investigation
from incident_desk.domain.timeline import Timeline

WEIGHTS: Final[Mapping[Trust, float]] = {Trust.HIGH: 1.0, Trust.MEDIUM: 0.6, Trust.LOW: 0.3}
"""What a piece that speaks against counts, by how much it is trusted."""


class Rank(msgspec.Struct, frozen=True):
    """Where a hypothesis stands. `place` counts from 1; those with as much against them share one."""

    hypothesis: EntryId
    against: float
    place: int
    is_tied: bool


class Turn(msgspec.Struct, frozen=True):
    """If this one piece were wrong, another hypothesis would stand first."""

    evidence: EntryId
    instead: EntryId


class Ranking(msgspec.Struct, frozen=True):
    """The hypotheses, those with the least against them first. `turns` are the pieces on which the order hangs."""

    ranks: tuple[Rank, ...]
    tells_none_apart: frozenset[EntryId]
    turns: tuple[Turn, ...]

    @property
    def leading(self) -> EntryId | None:
        """The one that stands first alone."""
        return self.ranks[0].hypothesis if self.ranks and not self.ranks[0].is_tied else None


def ranking(investigation: Investigation, timeline: Timeline) -> Ranking:
    """What counts are the hypotheses and the evidence that stand."""
    hypotheses, pieces = _standing(investigation, timeline)
    silent = frozenset(each.id for each in pieces if not _tells_apart(investigation, each.id, hypotheses))
    sums = _sums(investigation, pieces, hypotheses)
    return Ranking(_ranked(sums), silent, _turns(investigation, pieces, sums))


def ranks(investigation: Investigation, timeline: Timeline) -> tuple[Rank, ...]:
    """The order alone, for whoever shows it again and again."""
    hypotheses, pieces = _standing(investigation, timeline)
    return _ranked(_sums(investigation, pieces, hypotheses))


def _standing(investigation: Investigation, timeline: Timeline) -> tuple[list[EntryId], list[Evidence]]:
    hypotheses = [each.id for each in investigation.hypotheses.values() if each.stands(timeline)]
    return hypotheses, [each for each in investigation.evidence.values() if each.stands(timeline)]


def _tells_apart(investigation: Investigation, evidence: EntryId, hypotheses: Sequence[EntryId]) -> bool:
    """Whether it says different things of two hypotheses; one that is not rated yet may still."""
    said = {investigation.rating(evidence, hypothesis) for hypothesis in hypotheses}
    return len(said) > 1 or None in said


def _sums(
    investigation: Investigation, pieces: Sequence[Evidence], hypotheses: Sequence[EntryId]
) -> dict[EntryId, float]:
    return {each: round(sum(_against(investigation, piece, each) for piece in pieces), 6) for each in hypotheses}


def _against(investigation: Investigation, piece: Evidence, hypothesis: EntryId) -> float:
    """How much this piece speaks against it."""
    return WEIGHTS[piece.trust] if investigation.rating(piece.id, hypothesis) is Rating.INCONSISTENT else 0.0


def _ranked(sums: Mapping[EntryId, float]) -> tuple[Rank, ...]:
    values = sorted(sums.values())
    return tuple(
        Rank(hypothesis, against, values.index(against) + 1, values.count(against) > 1)
        for hypothesis, against in sorted(sums.items(), key=lambda pair: pair[1])
    )


def _turns(investigation: Investigation, pieces: Sequence[Evidence], sums: Mapping[EntryId, float]) -> tuple[Turn, ...]:
    """Each piece without which another hypothesis would stand first alone."""
    found: list[Turn] = []
    first = _ranked(sums)[0].hypothesis if sums else None
    for piece in pieces:
        without = _ranked({each: round(s - _against(investigation, piece, each), 6) for each, s in sums.items()})
        if len(without) > 1 and not without[0].is_tied and without[0].hypothesis != first:
            found.append(Turn(piece.id, without[0].hypothesis))
    return tuple(found)
