"""What the open investigations of a round found, held against each other: worked out from what was said of pairs.

A factor was *found apart* by those that named it before they could read another of their round. What is said of pairs
adds up here and not in the record, so that it comes to the same in whatever order it arrived: factors that are the same
by way of a third are the same, and where two desks said things that do not go together both are shown.
"""

import enum
from collections.abc import Iterable, Sequence

import msgspec

from incident_desk.domain.comparison import Comparison, Pair, Settlement, pair
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.ids import EntryId, StreamId
from incident_desk.domain.investigation_list import Factor, Investigation, Investigations, Piece, Stage, When
from incident_desk.domain.timeline import Timeline


class Standing(enum.StrEnum):
    """How what was found stands among the investigations of its round."""

    SHARED = "found apart by several"
    CONTRADICTING = "contradicting"
    ONE_ONLY = "found by one only"
    LATER = "named in the light of the others"
    REFUTED = "settled against"


class Finding(msgspec.Struct, frozen=True):
    """One contributing factor, in the words of each that named it.

    `apart` are the investigations that found it without having seen another, `later` those that named it only then.
    `disputed` are pairs in it of which somebody else says that they are not the same.
    """

    factors: tuple[EntryId, ...]
    apart: tuple[EntryId, ...]
    later: tuple[EntryId, ...]
    disputed: tuple[Pair, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """A finding, or two that cannot both be right, and the pair of factors of which that was said."""

    standing: Standing
    findings: tuple[Finding, ...]
    between: Pair | None = None
    settlement: Settlement | None = None


class Findings(msgspec.Struct, frozen=True):
    """What a round found. `sealed` of its investigations cannot be read yet."""

    round: StreamId
    investigations: tuple[Investigation, ...]
    sealed: int
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]

    def rows_of(self, standing: Standing) -> tuple[Row, ...]:
        """Those that stand so, in the order in which they are shown."""
        return tuple(row for row in self.rows if row.standing is standing)


def rounds(investigations: Investigations) -> list[StreamId]:
    """The rounds of which at least one investigation is open, in the order of the record."""
    opened = (each for each in investigations.all if investigations.stage(each) is Stage.OPEN)
    return list(dict.fromkeys(each.round for each in opened))


def findings(round_: StreamId, investigations: Investigations, comparison: Comparison, timeline: Timeline) -> Findings:
    """Everything of one round that is open, in the order in which it is shown."""
    of_round = investigations.of_round(round_)
    opened = [each for each in of_round if investigations.stage(each) is Stage.OPEN]
    home = {f: each for each in opened for f, factor in each.factors.items() if factor.stands(timeline)}
    grouped = groups(home, comparison.related(Relation.SAME))
    found = [_finding(group, home, of_round, comparison) for group in grouped]
    rows = _rows(found, comparison)
    return Findings(round_, tuple(opened), len(of_round) - len(opened), tuple(found), rows)


def groups(pieces: Iterable[EntryId], same: Iterable[Pair]) -> list[tuple[EntryId, ...]]:
    """The pieces that are one thing together, each group and all groups in the order of `pieces`."""
    first = {each: each for each in pieces}

    def find(piece: EntryId) -> EntryId:
        while first[piece] != piece:
            first[piece] = piece = first[first[piece]]
        return piece

    for one, other in same:
        if one in first and other in first:
            first[find(other)] = find(one)
    found: dict[EntryId, list[EntryId]] = {}
    for piece in first:
        found.setdefault(find(piece), []).append(piece)
    return [tuple(group) for group in found.values()]


def is_apart(piece: Piece, of: Investigation, of_round: Sequence[Investigation]) -> bool:
    """Whether it was added before those who work on it could read another of their round."""
    broken = (other.broken.at_us for other in of_round if other is not of and other.broken is not None)
    return piece.when is not When.IN_THEIR_LIGHT and piece.added_us <= min(broken, default=piece.added_us)


def factor_of(found: Findings, factor: EntryId) -> tuple[Investigation, Factor] | None:
    """The factor of that entry and whose it is; None if it is not of this round, or sealed."""
    return next(((each, each.factors[factor]) for each in found.investigations if factor in each.factors), None)


def _finding(
    group: tuple[EntryId, ...],
    home: dict[EntryId, Investigation],
    of_round: Sequence[Investigation],
    comparison: Comparison,
) -> Finding:
    apart = dict.fromkeys(home[f].id for f in group if is_apart(home[f].factors[f], home[f], of_round))
    later = dict.fromkeys(home[f].id for f in group if home[f].id not in apart)
    others = [*comparison.related(Relation.APART), *comparison.related(Relation.CONTRADICTING)]
    said = (each for each, field in comparison.relations.items() if field.is_conflicted and set(each) <= set(group))
    disputed = dict.fromkeys([*(each for each in others if set(each) <= set(group)), *said])
    return Finding(group, tuple(apart), tuple(later), tuple(disputed))


def _rows(found: Sequence[Finding], comparison: Comparison) -> tuple[Row, ...]:
    at = {factor: finding for finding in found for factor in finding.factors}
    pairs = [each for each in comparison.related(Relation.CONTRADICTING) if each[0] in at and each[1] in at]
    refuted: dict[Finding, Row] = {}
    for both in pairs:
        if settled := comparison.settlement(*both).value:
            sides = (at[each] for each in both)
            wrong = (side for side in sides if settled.right not in side.factors)
            refuted.update((side, Row(Standing.REFUTED, (side,), both, settled)) for side in wrong)
    against = [
        Row(Standing.CONTRADICTING, tuple(sorted((at[one], at[other]), key=found.index)), (one, other))
        for one, other in pairs
        if at[one] is not at[other] and at[one] not in refuted and at[other] not in refuted
    ]
    disputed = {side for row in against for side in row.findings}
    alone = [refuted.get(each) or Row(_standing(each), (each,)) for each in found if each not in disputed]
    order = list(Standing)
    return tuple(sorted([*alone, *against], key=lambda r: (order.index(r.standing), -len(r.findings[0].apart))))


def _standing(finding: Finding) -> Standing:
    if len(finding.apart) > 1:
        return Standing.SHARED
    return Standing.ONE_ONLY if finding.apart else Standing.LATER


def connected(one: EntryId, other: EntryId, same: Iterable[Pair]) -> bool:
    """Whether two are one thing by way of others, without what is said of the two themselves."""
    rest = [each for each in same if each != pair(one, other)]
    pieces = dict.fromkeys([one, other, *(each for both in rest for each in both)])
    return any(one in group and other in group for group in groups(pieces, rest))
