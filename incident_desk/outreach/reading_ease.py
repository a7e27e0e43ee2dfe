"""How many years of school a text asks for, by a formula of its language: a number to look at twice, no verdict."""

import functools
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.outreach.prose import sentences

if TYPE_CHECKING:  # its patterns are read by whoever needs the first
    from pyphen import Pyphen

FEWEST_WORDS: Final = 20
"""A formula says nothing about fewer."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_PROSE: Final = re.compile(r"https?://\S{1,2000}|\S{1,64}@\S{1,200}|\{\{[^}]{0,60}\}\}")
_VOWELS: Final = {"en": "aeiouy", "de": "aeiouyäöü", "es": "aeiouáéíóúü"}
_CODES: Final = {"en": "en_US", "de": "de_DE", "es": "es"}


class Counted(msgspec.Struct, frozen=True):
    """What the formulas are made of. `long_words` have three syllables or more."""

    words: int
    sentences: int
    syllables: int
    long_words: int
    long_letters: int
    single: int


NOTHING: Final = Counted(0, 0, 0, 0, 0, 0)


def grade(text: str, language: str) -> int | None:
    """Years of school; None for a short text, or a language without a formula here."""
    formula = _FORMULAS.get(language[:2])
    if formula is None:
        return None
    counted = count(text, language[:2])
    return None if counted.words < FEWEST_WORDS else max(1, round(formula(counted)))


def count(text: str, language: str) -> Counted:
    """Words, sentences and syllables of the prose in a text: links and addresses are none."""
    each = [_counted(sentence, language) for _, sentence in sentences(text)]
    return (
        Counted(*(sum(column) for column in zip(*map(msgspec.structs.astuple, each), strict=True))) if each else NOTHING
    )


@functools.lru_cache(maxsize=512)
def _counted(sentence: str, language: str) -> Counted:
    words = _WORD.findall(_NOT_PROSE.sub(" ", sentence))
    each = [_syllables(word.casefold(), language) for word in words]
    return Counted(
        words=len(words),
        sentences=1 if words else 0,
        syllables=sum(each),
        long_words=sum(number > 2 for number in each),
        long_letters=sum(len(word) > 6 for word in words),
        single=sum(number == 1 for number in each),
    )


@functools.lru_cache(maxsize=16_384)
def _syllables(word: str, language: str) -> int:
    """By groups of vowels, and in English without a silent e; by where it may be hyphenated, if that says more."""
    groups = len(re.findall(f"[{_VOWELS[language]}]+", word))
    if language == "en" and groups > 1 and re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyscxzgh]es$", word):
        groups -= 1
    return max(1, groups, _hyphenated(word, language))


def _hyphenated(word: str, language: str) -> int:
    return len(_hyphenation(language).positions(word)) + 1


@functools.cache
def _hyphenation(language: str) -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang=_CODES[language])


def _flesch_kincaid(of: Counted) -> float:
    """Kincaid and others, Naval Technical Training Command, report 8-75, 1975."""
    return 0.39 * of.words / of.sentences + 11.8 * of.syllables / of.words - 15.59


def _wiener(of: Counted) -> float:
    """First Wiener Sachtextformel: Bamberger and Vanecek, Lesen – Verstehen – Lernen – Schreiben, 1984."""
    share = 100 / of.words
    return (
        0.1935 * of.long_words * share
        + 0.1672 * of.words / of.sentences
        + 0.1297 * of.long_letters * share
        - 0.0327 * of.single * share
        - 0.875
    )


def _fernandez_huerta(of: Counted) -> float:
    """The ease of Fernández Huerta, 1959, as a year of school by Flesch's own bands."""
    ease = 206.84 - 60 * of.syllables / of.words - 1.02 * of.words / of.sentences
    return next(
        (years for least, years in ((90, 5), (80, 6), (70, 7), (60, 9), (50, 11), (30, 13)) if ease >= least), 16
    )


_FORMULAS: Final[Mapping[str, Callable[[Counted], float]]] = {
    "en": _flesch_kincaid,
    "de": _wiener,
    "es": _fernandez_huerta,
}
