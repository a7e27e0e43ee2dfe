"""Where members of an investigation said different things while they could not hear of each other."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.lines import differing
from incident_desk.domain.timeline import Timeline

T = TypeVar("T")


class Difference(msgspec.Struct, frozen=True):
    """A cell, the name of a hypothesis, the trust in a piece of evidence, or who answers a question.

    `piece` is what it is about, of a cell its evidence; `hypothesis` is that of a cell, else None. `by` are those who
    said something, `since_us` is when the last of it was said, `last` the entry that says it.
    """

    piece: EntryId
    hypothesis: EntryId | None
    by: tuple[PersonId, ...]
    since_us: int
    last: EntryId


def differences(found: Investigation, timeline: Timeline) -> Iterator[Difference]:
    """What is to be settled: cells in the order in which their pieces came, then names, trust, and owners.

    Whoever settles one says it anew, over all that was said of it.
    """
    standing = {
        key: at
        for at, (key, piece) in enumerate([*found.hypotheses.items(), *found.evidence.items()])
        if piece.stands(timeline)
    }
    split = [at for at, field in found.ratings.items() if field.is_conflicted]
    shown = [(evidence, hypothesis) for evidence, hypothesis in split if {evidence, hypothesis} <= standing.keys()]
    for evidence, hypothesis in sorted(shown, key=lambda at: (standing[at[0]], standing[at[1]])):
        yield from _of_field(found.ratings[evidence, hypothesis], evidence, hypothesis)
    for key in found.hypotheses:
        if key in standing:
            yield from _of_name(key, timeline)
    for key, piece in found.evidence.items():
        if key in standing:
            yield from _of_field(piece.trusts, key)
    for key, question in found.questions.items():
        if question.stands(timeline) and not question.answers:
            yield from _of_field(question.owners, key)


def _of_field(field: Field[T], piece: EntryId, hypothesis: EntryId | None = None) -> Iterator[Difference]:
    if field.is_conflicted:
        settings = field.settings
        by = tuple(dict.fromkeys(each.by for each in settings))
        last = max(settings, key=lambda each: each.occurred_us)
        yield Difference(piece, hypothesis, by, last.occurred_us, last.entry)


def _of_name(hypothesis: EntryId, timeline: Timeline) -> Iterator[Difference]:
    line = timeline.line(hypothesis)
    wordings = {each.entry: each for each in differing(line)}
    if wordings:
        said = [each for each in line.corrections if each.entry in wordings]
        last = max(said, key=lambda each: each.recorded_us)
        by = tuple(dict.fromkeys(each.by for each in wordings.values()))
        yield Difference(hypothesis, None, by, last.recorded_us, last.entry)
