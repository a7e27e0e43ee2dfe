"""A text as sentences. While somebody types one of them changes, and what was found in the others is remembered."""

import functools
import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(r"[.!?][)”\"'’]?\s+|\n\s*\n\s*|\n(?=\s*[-*•\d])")
_SHORT: Final = """
approx ca nr no vs bzw tel ggf inkl aprox núm mr mrs ms dr sr sra evtl incl resp
jan feb mar apr jun jul aug sep oct nov dec
"""
_ABBREVIATED: Final = frozenset(_SHORT.split())
_LONGEST: Final = 8


@functools.lru_cache(maxsize=8)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Each with where it begins; a line that ends amid a sentence does not end it, an item of a list does."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _END.finditer(text):
        if match[0][0] != "." or _ends(text, match):
            if match.end() > start:
                yield start, text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield start, text[start:]


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not after a letter, an abbreviation, the day of a date."""
    before = text[max(0, match.start() - _LONGEST) : match.start()]
    word = re.split(r"[\s.(]", before)[-1]
    if word.isdigit():
        return len(word) > 2 or not text.startswith(_MONTHS, match.end())
    return len(word) > 1 and word.casefold() not in _ABBREVIATED


_MONTHS: Final = (
    "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
