"""The text of a report: parts, lines, and what each sentence stands on.

A sentence names the entries that it stands on behind itself, as "[#1f09ab22c4]": the last ten digits of their ids. One
that names none, or none that is on the record, is told apart. What stands in one point up to such names is one,
for there people quote lines of several.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

import msgspec

from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line

DIGITS: Final = 10
REFERENCE: Final = re.compile(rf"\[#([0-9a-f]{{{DIGITS}}})\]")
_BEHIND: Final = re.compile(rf"(?:\s*{REFERENCE.pattern})+")
_FULL: Final = re.compile(r"[.!?…]")
_ENDS: Final = re.compile(r"[.!?…][\"”’)]*(?=\s+[\"“‘(]*[^\W_a-z]|\s*$)")


class Stated(msgspec.Struct, frozen=True):
    """A sentence from and to a character, without what it stands on; `references` as they stand in the text.

    `head` is the part of the report it stands in. A `is_gap` is in brackets, for somebody to fill: it states nothing.
    """

    start: int
    end: int
    words: str
    references: tuple[str, ...] = ()
    head: str = ""
    is_gap: bool = False


class Row(msgspec.Struct, frozen=True):
    """A line of a report: a head of some level, a point, or a paragraph, with its sentences."""

    level: int
    is_point: bool
    stated: tuple[Stated, ...]
    words: str = ""


def reference(entry: str) -> str:
    """How a text names an entry."""
    return f"[#{entry[-DIGITS:]}]"


def known(lines: Iterable[Line]) -> dict[str, Line]:
    """The lines that a report can stand on, by how it names them."""
    return {line.entry[-DIGITS:]: line for line in lines}


def rows(text: str) -> Iterator[Row]:
    """The lines of a report, without the empty ones."""
    at, head = 0, ""
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words.startswith("#") and not words.startswith("[#"):
            level = len(words) - len(words.lstrip("#"))
            head = words.lstrip("#").strip()
            yield Row(min(level, 3), is_point=False, stated=(), words=head)
        elif words:
            is_point = words.startswith(("- ", "* "))
            lead = line.index(words) + (2 if is_point else 0)
            found = _sentences(text, at + lead, at + len(line.rstrip()), head, is_point=is_point)
            yield Row(0, is_point, tuple(found))
        at += len(line)


def stated(text: str) -> list[Stated]:
    """All sentences of a report."""
    return [each for row in rows(text) for each in row.stated]


def unsupported(text: str, on_record: Mapping[str, Line]) -> list[Stated]:
    """The sentences that name no entry which stands on the record."""
    return [each for each in stated(text) if not each.is_gap and not lines_of(each, on_record)]


def lines_of(sentence: Stated, on_record: Mapping[str, Line]) -> list[Line]:
    """What a sentence stands on: lines that were neither taken back nor erased."""
    there = (on_record.get(each) for each in sentence.references)
    return [line for line in there if line is not None and not line.is_retracted and not line.is_erased]


def sentence_at(text: str, at: int) -> Stated | None:
    """The sentence in which a character stands, or behind which its references do."""
    found = [each for each in stated(text) if each.start <= at]
    return found[-1] if found and "\n" not in text[found[-1].end : at] else None


def entries_named(text: str, on_record: Mapping[str, Line]) -> dict[EntryId, int]:
    """The entries that a report stands on, numbered in the order in which it names them."""
    found: dict[EntryId, int] = {}
    for each in stated(text):
        for line in lines_of(each, on_record):
            found.setdefault(line.entry, len(found) + 1)
    return found


def each_sentence(words: str) -> list[str]:
    """Words of several sentences, one by one."""
    ends = [0, *(found.end() for found in _ENDS.finditer(words)), len(words)]
    return [said for one, other in pairwise(ends) if (said := words[one:other].strip())]


def _sentences(text: str, start: int, end: int, head: str, *, is_point: bool) -> Iterator[Stated]:
    """Up to its full stop, or to the entries that it names; those behind the full stop are its own as well."""
    at = start
    if text[start:end].startswith("(") and text[start:end].endswith(")"):  # a gap may ask several things
        yield Stated(start, end, text[start:end], (), head, is_gap=True)
        at = end
    while at < end:
        last, goes_on, references = _next(text, at, end, is_point=is_point)
        if words := text[at:last].strip():
            begins = last - len(text[at:last].lstrip())
            is_gap = words.startswith("(") and words.rstrip(".").endswith(")") and not references
            yield Stated(begins, begins + len(words), words, references, head, is_gap)
        at = goes_on


def _next(text: str, at: int, end: int, *, is_point: bool) -> tuple[int, int, tuple[str, ...]]:
    """Where the words of a sentence end, where the next one begins, and what it names."""
    named, stop = _BEHIND.search(text, at, end), _ENDS.search(text, at, end)
    last = end if stop is None else stop.end()
    if named is None or (named.start() > last and not is_point):
        return last, last, ()
    full = _FULL.match(text, named.end(), end)
    return named.start(), named.end() if full is None else full.end(), tuple(REFERENCE.findall(named[0]))
