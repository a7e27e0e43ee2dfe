"""What is in a text that was pasted: lines, and the moments that they begin with."""

import re

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import from_us, read_moment, to_us
from incident_desk.domain.texts import Reading

WORDS_MOST = 3
"""A date, a clock and a zone."""

_BEGINS = re.compile(r"[\[(<]?(?:\d{4}-\d{2}-\d{2}[T ]\s*)?\d{1,2}:\d{2}", re.ASCII)
_WORD = re.compile(r"\S+\s*")
_EDGES = "[](){}<>,;:|–-"


class Dated(msgspec.Struct, frozen=True):
    """Words with a moment in front: how it was written, when that is, and the words themselves."""

    written: str
    occurred_us: int
    text: str

    @property
    def line(self) -> str:
        """As the command line takes it."""
        return f'@"{self.written}" {self.text}'


def dated(text: str, reading: Reading) -> Dated | None:
    """The moment that a text begins with, as logs and chats write it: "2017-01-31 23:27 UTC db1 emptied"."""
    text = text.strip()
    if not _BEGINS.match(text):
        return None
    words = _WORD.findall(text[:200])[:WORDS_MOST]
    for count in range(len(words), 0, -1):
        length = len("".join(words[:count]))
        rest = text[length:].lstrip(_EDGES + " ")
        written = " ".join(text[:length].split()).strip(_EDGES + " ").replace("] ", " ")
        moment_us = _moment_us(written, reading) if ":" in written and rest else None
        if moment_us is not None:
            return Dated(written, moment_us, rest)
    return None


def _moment_us(written: str, reading: Reading) -> int | None:
    try:
        return to_us(read_moment(written, from_us(reading.now_us), reading.zone))
    except BadInput:
        return None


def lines_of(text: str) -> list[str]:
    """The lines that say something, without blanks at their ends."""
    return [line for each in text.splitlines() if (line := each.strip())]
