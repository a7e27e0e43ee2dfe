"""Finds entries by their words, the newest first."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import IncidentId
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.statements import EVERYWHERE, WITHIN

WHY_LETTERS: Final = 120
"""How much of a long text a hit shows around the words that were found."""

_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')
_WORD: Final = re.compile(r"\w+")
_TOKEN: Final = re.compile(r"[^\W_]+")
"""What the index takes for one word."""


class Hit(msgspec.Struct, frozen=True):
    """An entry with the words that were looked for."""

    entry: Entry
    text: str
    """All its words."""
    terms: tuple[str, ...]
    place: int | None = None
    """Which of the parts of the entry has them, where an entry is of many things."""

    def by_part(self, parts: Sequence[str]) -> "list[Hit]":
        """A hit for each part of the entry that has all these words, the last part first."""
        wanted = [" ".join(_TOKEN.findall(term)) for term in self.terms]
        texts = [f" {' '.join(_TOKEN.findall(_plain(part)))} " for part in parts]
        found = [n for n, text in enumerate(texts) if all(f" {term} " in text for term in wanted)]
        if not found:  # the last word is the beginning of one
            begins = [f" {term} " for term in wanted[:-1]] + [f" {wanted[-1]}"]
            found = [n for n, text in enumerate(texts) if all(term in text for term in begins)]
        return [Hit(self.entry, parts[n], self.terms, n) for n in reversed(found)]

    @property
    def score(self) -> float:
        """How much of the entry is what was looked for: 1.0 if it has no other word."""
        return min(1.0, len(self.terms) / max(1, len(_WORD.findall(self.text))))

    @property
    def why(self) -> str:
        """The part of the text where the first of the words stands."""
        if len(self.text) <= WHY_LETTERS:
            return " ".join(self.text.split())
        plain = _plain(self.text)
        at = min((place for term in self.terms if (place := plain.find(term)) >= 0), default=0)
        start = max(0, min(at - WHY_LETTERS // 3, len(self.text) - WHY_LETTERS))
        end = start + WHY_LETTERS
        shown = " ".join(self.text[start:end].split())
        return ("…" if start else "") + shown + ("…" if end < len(self.text) else "")


def search(
    reader: Reader, query: str, incident: IncidentId | None = None, limit: int = 50, *, is_unfinished: bool = False
) -> list[Hit]:
    """The entries that have all these words, the newest first.

    Words in quotation marks stand beside each other. If no entry has the words as they stand, the last is taken for
    the beginning of one.

    Args:
        query: as a person types it; nothing in it is taken for syntax.
        is_unfinished: the person is still typing, so that the last word is a beginning in any case. It costs up to a
            hundred times as much in a large record (still milliseconds).
    """
    terms = _terms(query)
    if not terms:
        return []
    hits = [] if is_unfinished else _hits(reader, terms, "", incident, limit)
    return hits or _hits(reader, terms, "*", incident, limit)


def _terms(query: str) -> tuple[str, ...]:
    readable = query.encode("utf-8", "replace").decode().replace("\0", " ")
    found = (quoted or plain for quoted, plain in _TERM.findall(readable))
    return tuple(term for term in found if any(letter.isalnum() for letter in term))


def _hits(reader: Reader, terms: tuple[str, ...], ending: str, incident: IncidentId | None, limit: int) -> list[Hit]:
    match = " ".join('"' + term.replace('"', '""') + '"' for term in terms) + ending
    if incident is None:
        rows = reader.rows(EVERYWHERE, match, limit)
    else:
        rows = reader.rows(WITHIN, match, incident, incident, incident, limit)
    plain = tuple(map(_plain, terms))
    return [Hit(entry, row[0], plain) for entry, row in zip(entries_of(row[1:] for row in rows), rows, strict=True)]


def _plain(text: str) -> str:
    """Without capitals and accents, each letter in its place, as the index compares."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in text)
