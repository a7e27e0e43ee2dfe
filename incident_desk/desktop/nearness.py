"""How near what somebody types comes to a name: the whole of it, its beginning, a part, or just some of its letters."""

from collections.abc import Iterable
from typing import Final

WHOLE, BEGINS, WITHIN, LETTERS = range(4)
FEWEST: Final = 2
"""A single letter stands in nearly every name."""


def nearness(typed: str, text: str) -> int | None:
    """How near all typed words come to the text, 0 being the nearest; None if one of them is not in it.

    Letters in their order are enough, if they begin a word: "chf" finds "Checkout fails".
    """
    words = text.casefold().replace("-", " ").split()
    found = [_word(word, words) for word in typed.casefold().replace("-", " ").split()]
    return None if None in found else sum(each for each in found if each is not None)


def _word(typed: str, words: list[str]) -> int | None:
    if typed in words:
        return WHOLE
    if any(word.startswith(typed) for word in words):
        return BEGINS
    if any(typed in word for word in words):
        return WITHIN
    if len(typed) < FEWEST:
        return None
    behind = (" ".join(words[at:]) for at in range(len(words)))
    return LETTERS if any(rest[0] == typed[0] and _in_order(typed, rest) for rest in behind) else None


def _in_order(letters: Iterable[str], text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
