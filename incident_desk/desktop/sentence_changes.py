"""What one text says otherwise than another, sentence by sentence: for whoever has to say yes to it."""

import difflib
import re
from typing import Final

import msgspec

_ENDS: Final = re.compile(r"(?<=[.!?])\s+|\n+")
MOST: Final = 400
"""More sentences than that are not compared: whoever reads them has other cares."""


class SentenceChange(msgspec.Struct, frozen=True):
    """A sentence that is new, or that is gone."""

    words: str
    is_new: bool


def changes(before: str, after: str) -> list[SentenceChange]:
    """What is gone and what is new, in the order of the text."""
    was, now = _sentences(before), _sentences(after)
    found: list[SentenceChange] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [SentenceChange(words, is_new=False) for words in was[a:b]]
            found += [SentenceChange(words, is_new=True) for words in now[c:d]]
    return found


def _sentences(text: str) -> list[str]:
    return [words for each in _ENDS.split(text) if (words := each.strip())][:MOST]
