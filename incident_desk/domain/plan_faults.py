"""What is wrong with the text of a plan: where, in the words of the person who wrote it, and what to write instead."""

import difflib
import re
from collections.abc import Iterable
from typing import Final

import msgspec

Path = tuple[str | int, ...]
"""The way to a place in the plan: names and places in lists."""

NOT_A_SPAN: Final = "a span of time is expected: a number and s, min, h, d or w, like “5 min”"
NOT_A_KEY: Final = "a key is made of a to z, 0 to 9 and _, and starts with a letter"
_SPAN: Final = re.compile(r"(\d{1,5}) ?(s|min|h|d|w)", re.ASCII)
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_ALMOST: Final = re.compile(r"[-+]?\s*(\d{1,5})\s*([a-z]+)\.?", re.ASCII | re.IGNORECASE)
_UNITS: Final = {
    "s": ("sec", "secs", "second", "seconds", "sek", "sekunden"),
    "min": ("m", "mins", "minute", "minutes", "minuten"),
    "h": ("hr", "hrs", "hour", "hours", "std", "stunden"),
    "d": ("day", "days", "tage"),
    "w": ("week", "weeks", "wochen"),
}
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class Fault(msgspec.Struct, frozen=True):
    """One fault.

    Args:
        line, column: both from 1; 0 where the whole text is to blame.
        start, end: the characters of the text that are wrong, counted from 0.
        mend: what to write in their place, where that is plain.
        is_bearable: a plan that was put in force before this was a fault goes on working with it.
    """

    words: str
    line: int = 0
    column: int = 0
    start: int = 0
    end: int = 0
    mend: str | None = None
    is_bearable: bool = False

    @property
    def is_everywhere(self) -> bool:
        return self.line == 0

    def at(self, name: str) -> str:
        """Its place, in a text called `name`."""
        return name if self.is_everywhere else f"{name}, line {self.line}, column {self.column}"

    def mended(self, text: str) -> str:
        """The text with the mend in it; the same text where there is none."""
        return text if self.mend is None else text[: self.start] + self.mend + text[self.end :]


def seconds(text: str) -> int | None:
    """A span of time as people write it; None if it is none."""
    span = _SPAN.fullmatch(text)
    return int(span[1]) * _SECONDS[span[2]] if span else None


def span_meant(text: str) -> str | None:
    """How somebody who wrote `text` should have written the span; None if that is not plain."""
    almost = _ALMOST.fullmatch(text.strip())
    if almost is None:
        return None
    word = almost[2].casefold()
    unit = next((unit for unit, others in _UNITS.items() if word == unit or word in others), None)
    return f"{almost[1]} {unit}" if unit else None


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def key_meant(text: str) -> str | None:
    """A key like the words that were written."""
    key = re.sub(r"[^a-z0-9]+", "_", text.strip().casefold()).strip("_")[:40]
    return key if is_key(key) else None


def meant(word: str, among: Iterable[str]) -> str | None:
    """The name that whoever wrote `word` meant, if one is near."""
    near = difflib.get_close_matches(word, list(among), n=1, cutoff=0.6)
    return near[0] if near else None
