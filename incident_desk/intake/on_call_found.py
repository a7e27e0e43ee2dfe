"""What a reader of on-call files brings back, and what its readers share."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import msgspec

from incident_desk.domain.on_call import Shift
from incident_desk.domain.people import NAME_LIMIT

Between = tuple[int, int]
"""From one moment to another, in microseconds since the epoch."""

_BEFORE_NAME: Final = re.compile(r"^(?:\[[^\]]{0,40}\]\s*)?(?P<on_call>on[- ]?call\b\s*[-:–—]?\s*)?", re.IGNORECASE)
_FOLD: Final = re.compile(r"\n[ \t]")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Fault(msgspec.Struct, frozen=True, order=True):
    """What is wrong in a line of the file; `column` is what the table calls it, where it is one cell that is wrong."""

    line: int
    words: str
    column: str = ""


class Block:
    """One component of a calendar: its name, the line it begins in, and its lines as they are written."""

    def __init__(self, name: str, line: int, lines: Sequence[str]) -> None:
        self.name = name
        self.line = line
        self.lines = lines

    @cached_property
    def text(self) -> str:
        """Its lines, each whole: long ones may be folded."""
        return _FOLD.sub("", "\n".join(self.lines))

    def property(self, name: str) -> str:
        """The first value of that name; empty if there is none."""
        return property_in(self.text, name)


def property_in(text: str, name: str) -> str:
    """The first value of that name in lines of a calendar; empty if there is none."""
    found = re.search(rf"^{name}(?:;[^:\n]*)?:([^\n]*)", text, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""


class Found(msgspec.Struct):
    """What was understood so far.

    `floating` counts events or rows whose times name no zone; `says_zone` is whether the file as a whole names one.
    """

    title: str = ""
    shifts: list[Shift] = msgspec.field(default_factory=list[Shift])
    faults: list[Fault] = msgspec.field(default_factory=list[Fault])
    remarks: list[str] = msgspec.field(default_factory=list[str])
    floating: int = 0
    says_zone: bool = False


def cleaned(text: str) -> str:
    """A name or a title without what no eye sees: signs that turn the direction of writing, controls."""
    return " ".join(_UNSEEN.sub(" ", text).split())[:NAME_LIMIT]


def person(text: str) -> str:
    """The name in what a calendar calls a shift: "On call - Kim - Network", "[L1] kim"."""
    name = cleaned(text)
    found = _BEFORE_NAME.match(name)
    rest = name[found.end() :].strip() if found else name
    if found and found["on_call"]:
        rest = rest.partition(" - ")[0].strip()  # PagerDuty has the name of the list behind it
    return rest or name
