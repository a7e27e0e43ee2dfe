"""Which findings of different investigations may be one thing: they sound alike, or stand on the same evidence.

A suggestion and no more: whoever compares says so, or keeps them apart. How much words resemble each other is measured
by rapidfuzz, which takes words in any order and forgives endings: half by what they share, half by all of them, for two
short sentences that share one word out of five are seldom the same.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

import msgspec

from incident_desk.domain.comparison import Comparison
from incident_desk.domain.evidence_used import EvidenceUse
from incident_desk.domain.findings import Finding, Findings, factor_of
from incident_desk.domain.ids import EntryId
from incident_desk.domain.timeline import Timeline

ALIKE: Final = 0.55
"""From here on two findings are suggested, from 0 to 1."""
LEAST: Final = 0.35
"""With less in common in their words, shared evidence alone suggests nothing: one fact fits many findings."""
EVIDENCE: Final = 0.3
"""What all of the evidence in common adds."""
BEGINNING: Final = 4

_WORD: Final = re.compile(r"\w[\w.\-]*\w|\w")
_PLAIN: Final = re.compile(
    r"(?:a|an|and|are|as|at|be|been|but|by|could|did|do|does|for|from|had|has|have|in|into|is|it|its|no|nobody|not|of|on|"
    r"one|only|or|so|than|that|the|their|then|there|they|this|to|too|was|were|when|which|who|with|without)"
)
"""Words that say nothing by themselves."""


class Spoken(msgspec.Struct, frozen=True):
    """What of a finding can be compared, as plain values: by whom it was named, its words, and its evidence."""

    factor: EntryId
    by: frozenset[EntryId]
    words: tuple[str, ...]
    evidence: frozenset[EntryId]
    beginnings: frozenset[str]
    """Of its words, the first letters: two findings that share none are not looked at any closer."""


class Likeness(msgspec.Struct, frozen=True):
    """Two findings, by a factor of each, that may be one. `alike` is from 0 to 1.

    `words` and `evidence` are what they have in common. With `is_disputed`, two desks said of them what does not go
    together, at the same time.
    """

    one: EntryId
    other: EntryId
    alike: float
    words: tuple[str, ...]
    evidence: tuple[EntryId, ...]
    is_disputed: bool = False


def spoken(found: Findings, used: Iterable[EvidenceUse], timeline: Timeline) -> tuple[Spoken, ...]:
    """The findings of a round as plain values, which another thread may have."""
    one_piece = {piece: each.pieces[0] for each in used for piece in each.pieces}
    return tuple(_spoken(each, found, one_piece, timeline) for each in found.findings)


def _spoken(finding: Finding, found: Findings, one_piece: dict[EntryId, EntryId], timeline: Timeline) -> Spoken:
    said = [both for both in (factor_of(found, each) for each in finding.factors) if both]
    evidence = (one_piece[piece] for _, factor in said for piece in factor.evidence if piece in one_piece)
    words = tuple(telling(factor.words(timeline)) for _, factor in said)
    beginnings = frozenset(word[:BEGINNING] for each in words for word in each.split())
    by = frozenset(each.id for each, _ in said)
    return Spoken(finding.factors[0], by, words, frozenset(evidence), beginnings)


def answered(comparison: Comparison) -> frozenset[tuple[EntryId, EntryId]]:
    """The pairs of which somebody said what they are to one another."""
    return frozenset(each for each, field in comparison.relations.items() if field.value is not None)


def disputed(found: Findings, comparison: Comparison) -> list[Likeness]:
    """The pairs of different findings of which two desks said at once that they are the same, and that they are not."""
    at = {factor: each for each in found.findings for factor in each.factors}
    return [
        Likeness(one, other, 1.0, (), (), is_disputed=True)
        for (one, other), field in comparison.relations.items()
        if field.is_conflicted and one in at and other in at and at[one] is not at[other]
    ]


def likenesses(
    said: Sequence[Spoken], finding_of: dict[EntryId, EntryId], known: Iterable[tuple[EntryId, EntryId]]
) -> list[Likeness]:
    """The pairs that may be one, the most alike first; none of which somebody said what they are to one another.

    Args:
        finding_of: by factor, the first factor of its finding.
        known: the pairs of factors of which something was said.
    """
    settled = {
        frozenset((finding_of[one], finding_of[other])) for one, other in known if {one, other} <= finding_of.keys()
    }
    found = (
        _likeness(one, other)
        for one, other in combinations(said, 2)
        if not one.by & other.by and frozenset((one.factor, other.factor)) not in settled
    )
    return sorted((each for each in found if each is not None), key=lambda each: -each.alike)


def _likeness(one: Spoken, other: Spoken) -> Likeness | None:
    from rapidfuzz import fuzz  # only where investigations are compared

    shared = one.evidence & other.evidence
    if not (shared or one.beginnings & other.beginnings):
        return None
    both = [(a, b) for a in one.words for b in other.words if a and b]
    by_words = max((fuzz.token_set_ratio(a, b) + fuzz.token_sort_ratio(a, b) for a, b in both), default=0.0) / 200
    every = one.evidence | other.evidence
    alike = min(1.0, by_words + (EVIDENCE * len(shared) / len(every) if every else 0.0))
    if alike < ALIKE or by_words < LEAST:
        return None
    common = _common(one.words, other.words)
    return Likeness(one.factor, other.factor, round(alike, 2), common, tuple(sorted(shared)))


def telling(words: str) -> str:
    """The words that say something, in small letters."""
    return " ".join(word for word in _WORD.findall(words.casefold()) if not _PLAIN.fullmatch(word))


def _common(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """The words that both have, the longest first: those say most."""
    first, second = ({word for words in side for word in words.split()} for side in (one, other))
    return tuple(sorted(first & second, key=lambda word: (-len(word), word)))
