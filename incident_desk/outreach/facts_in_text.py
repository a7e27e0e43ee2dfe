"""Which facts of the sheet a text still says, word for word or nearly so, and what of it no fact carries any more."""

import functools
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from rapidfuzz import fuzz

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.outreach.prose import sentences

NEAR: Final = 88.0
"""Of 100: how near the words of a text must come to those of a fact."""
SHORTEST: Final = 8
"""A shorter fact ("No", "17:20") is found only as it stands."""


class Stated(msgspec.Struct, frozen=True):
    """A fact, as far as it matters to a text."""

    text: str
    state: FactState
    field: FactField


class Use(msgspec.Struct, frozen=True):
    """A place in a text that says a fact."""

    start: int
    end: int
    fact: Stated


def uses(text: str, facts: Iterable[Stated]) -> Iterator[Use]:
    """Where a text says these facts: the first sentence that does."""
    each = [(start, _folded(sentence)) for start, sentence in sentences(text)]
    for fact in facts:
        said = fact.text.strip().rstrip(".!").casefold()
        found = ((start, place) for start, sentence in each if (place := _place(sentence, said)) is not None)
        first = next(found, None)
        if first is not None:
            start, place = first
            yield Use(start + place[0], start + place[1], fact)


@functools.lru_cache(maxsize=512)
def _folded(sentence: str) -> str:
    """In small letters, each in its place: where a letter becomes two, all stay as they are."""
    return next(filter(lambda folded: len(folded) == len(sentence), (sentence.casefold(), sentence.lower())), sentence)


@functools.lru_cache(maxsize=4096)
def _place(folded: str, said: str) -> tuple[int, int] | None:
    if not said:
        return None
    at = folded.find(said)
    if at >= 0:
        return at, at + len(said)
    if len(said) < SHORTEST or len(folded) < len(said) // 2:
        return None
    found = fuzz.partial_ratio_alignment(said, folded, score_cutoff=NEAR)
    return (found.dest_start, found.dest_end) if found is not None else None


def is_confirmed(facts: Iterable[Stated], field: FactField) -> bool:
    """Whether a fact in this field is confirmed."""
    return any(fact.field is field and fact.state is FactState.CONFIRMED for fact in facts)
