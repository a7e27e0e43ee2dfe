"""The words of a text as similar incidents are found by them: stems, what they are about, and their pieces."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from incident_desk.domain.trade_words import CONCEPTS, PLAIN

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

PIECE: Final = 4
"""So many letters a piece has: enough to say something, few enough to outlive a slip of the finger."""
WHOLE: Final = 5
"""Shorter words have no pieces."""

_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> Iterator[str]:
    """The words that say something, in small letters, in the order of the text."""
    for found in _WORD.findall(text):
        word = found.casefold()
        if len(word) > 1 and word not in PLAIN:
            yield word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its ending: "failing" and "failed" are one."""
    return _stemmer().stemWord(word)


@cache
def _stemmer() -> "EnglishStemmer":
    from snowballstemmer.english_stemmer import EnglishStemmer  # loaded when somebody looks for the first time

    return EnglishStemmer()


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in CONCEPTS:
        for word in group:
            own = stem(word)
            found[own] = tuple(dict.fromkeys((*found.get(own, ()), group[0])))
    return found


def concepts(stemmed: str) -> tuple[str, ...]:
    """What the word is about, as the trade has it."""
    return _concepts().get(stemmed, ())


@lru_cache(maxsize=100_000)
def pieces(stemmed: str) -> tuple[str, ...]:
    """The pieces of a stem, with its beginning and end marked."""
    if len(stemmed) < WHOLE or stemmed.isdigit():
        return ()
    marked = f"^{stemmed}$"
    return tuple(dict.fromkeys(marked[at : at + PIECE] for at in range(len(marked) - PIECE + 1)))
