"""Phrases of a plan that are looked for in words that go out: written as people write, found without a wild search.

“*” stands for letters, digits and signs without a space, “#” for digits. A phrase is found as whole words, in small and
capital letters alike, also where a line ends between two of its words.
"""

import functools
import re
from typing import Final

PHRASE: Final = "phrase"
"""What a field is marked with that holds phrases."""
LONGEST: Final = 120
MOST_STARS: Final = 2
_STAR: Final = r"[^\s]{0,40}"  # bounded, and few of them: no text makes the search long


def amiss(phrase: str) -> str:
    """What is wrong with a phrase, in words; empty for nothing."""
    if len(phrase) > LONGEST:
        return f"a phrase has at most {LONGEST} characters"
    if phrase.count("*") > MOST_STARS:
        return f"a phrase has at most {MOST_STARS} “*”"
    if not phrase.replace("*", "").replace("#", "").strip():
        return "a phrase needs a letter besides “*” and “#”" if phrase.strip() else "the phrase is empty"
    return ""


@functools.lru_cache(maxsize=512)
def found_by(phrase: str) -> re.Pattern[str]:
    """What finds it in a text."""
    parts = r"\s+".join("".join(map(_piece, word)) for word in phrase.split())
    ends = r"(?<!\w)" if _is_word(phrase.strip()[:1]) else "", r"(?!\w)" if _is_word(phrase.strip()[-1:]) else ""
    return re.compile(ends[0] + parts + ends[1], re.IGNORECASE)


def places(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where it stands in a text: from and to, in characters."""
    return [match.span() for match in found_by(phrase).finditer(text)]


def _piece(character: str) -> str:
    return {"*": _STAR, "#": r"\d{1,10}"}.get(character) or re.escape(character)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "_#"
