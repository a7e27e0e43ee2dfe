"""Which evidence one investigation used and another lacked: used, against, not used though it was there, never seen."""

import enum
from collections.abc import Sequence

import msgspec

from incident_desk.domain.comparison import Comparison, Pair
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.competing import ranks
from incident_desk.domain.findings import Findings, groups, is_apart
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Evidence, Investigation, Investigations
from incident_desk.domain.timeline import Line, Timeline


class Use(enum.StrEnum):
    """What an investigation did with a piece of evidence."""

    USED = "used"
    AGAINST = "against"
    NOT_USED = "not used"
    NEVER_SAW = "never saw it"
    LATER = "in the light of the others"


LACKING = frozenset({Use.NOT_USED, Use.NEVER_SAW, Use.LATER})


class EvidenceUse(msgspec.Struct, frozen=True):
    """One piece of evidence, as each investigation has it.

    `pieces` are the entries of all that have it, `of` the line of the incident that it was taken from. `at_us` is when
    it happened, `flowed_us` when all could see it; None for what only they found. `uses` go by investigation.
    """

    pieces: tuple[EntryId, ...]
    of: EntryId | None
    at_us: int
    flowed_us: int | None
    trust: Trust
    uses: dict[EntryId, Use]

    @property
    def is_lacking(self) -> bool:
        """Whether one used it and another did not."""
        return any(use in LACKING for use in self.uses.values())


def evidence_used(
    found: Findings, investigations: Investigations, comparison: Comparison, timeline: Timeline
) -> list[EvidenceUse]:
    """Every piece that one of the round used, by the time it happened.

    Pieces are the same if they were taken from one line, say the same words, or were matched.
    """
    home = {
        entry: (each, piece)
        for each in found.investigations
        for entry, piece in each.evidence.items()
        if piece.stands(timeline)
    }
    same = [*_alike(home, timeline), *comparison.related(Relation.SAME)]
    leading = {each.id: _leading(each, timeline) for each in found.investigations}
    stood = _Stood(home, leading, found, investigations, timeline)
    used = [_use(group, stood) for group in groups(home, same)]
    return sorted(used, key=lambda each: each.at_us)


Home = dict[EntryId, tuple[Investigation, Evidence]]


class _Stood(msgspec.Struct, frozen=True):
    """What the uses are worked out from: every piece and whose it is, and the hypothesis that each stands by."""

    home: Home
    leading: dict[EntryId, EntryId | None]
    found: Findings
    investigations: Investigations
    timeline: Timeline


def _alike(home: Home, timeline: Timeline) -> list[Pair]:
    """Pieces that were taken from one line, or say the same."""
    first: dict[str, EntryId] = {}
    pairs: list[Pair] = []
    for entry, (_, piece) in home.items():
        line = timeline.at.get(piece.of) if piece.of else None
        words = (_plain(piece.words(timeline)), _plain(line.text) if line else "")
        names = filter(None, (piece.of or "", *words))
        pairs += [(first.setdefault(name, entry), entry) for name in names]
    return pairs


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _use(group: Sequence[EntryId], stood: _Stood) -> EvidenceUse:
    pieces = [stood.home[each][1] for each in group]
    of = next((piece.of for piece in pieces if piece.of), None)
    line = stood.timeline.at.get(of) if of else None
    flowed = line if line is not None and line.source.stream not in stood.investigations.in_stream else None
    uses = {
        each.id: _use_of(each, [stood.home[p][1] for p in group if stood.home[p][0] is each], flowed, stood)
        for each in stood.found.investigations
    }
    at_us = flowed.occurred_us if flowed else min(piece.added_us for piece in pieces)
    trust = min((piece.trust for piece in pieces), key=list(Trust).index)
    return EvidenceUse(tuple(group), of, at_us, flowed.source.recorded_us if flowed else None, trust, uses)


def _use_of(investigation: Investigation, own: Sequence[Evidence], flowed: Line | None, stood: _Stood) -> Use:
    apart = [piece for piece in own if is_apart(piece, investigation, stood.found.investigations)]
    if apart:
        leading = stood.leading[investigation.id]
        said = [investigation.rating(piece.id, leading) for piece in apart if leading]
        return Use.AGAINST if Rating.INCONSISTENT in said else Use.USED
    if own:
        return Use.LATER
    return Use.NOT_USED if flowed is not None and _could_see(investigation, flowed) else Use.NEVER_SAW


def _leading(investigation: Investigation, timeline: Timeline) -> EntryId | None:
    """The hypothesis it stands by: what it said when it submitted, else the first of its ranking."""
    said = investigation.conclusion.leading if investigation.conclusion else None
    if said is not None:
        return said
    ranked = ranks(investigation, timeline)
    return ranked[0].hypothesis if ranked and not ranked[0].is_tied else None


def _could_see(investigation: Investigation, line: Line) -> bool:
    """Whether a line of the incident was there before it was in: what flows in then flows to all alike."""
    if line.entry in investigation.known or investigation.submitted_us is None:
        return True
    return line.source.recorded_us <= investigation.submitted_us
