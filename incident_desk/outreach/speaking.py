"""What is said aloud for a text, number by number and sign by sign, and how long saying it takes."""

import functools
import re
from collections.abc import Callable
from typing import Final

import msgspec

from incident_desk.outreach import numbers_aloud, prose
from incident_desk.outreach.tongues import SAID_AS_WORDS, TONGUES, Tongue

LONGEST: Final = 20_000
"""Of a longer text only the beginning is said: an hour of a voice helps nobody."""

_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”]{1,2000}")
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HOST: Final = re.compile(r"(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,12}(?:/[\w./-]{0,200})?(?![\w-])")
_NUMBERED: Final = re.compile(r"\b([A-Z]{2,6})-(\d{1,9})\b")
_CAPITALS: Final = re.compile(r"(?<![\w-])[A-Z]{2,4}(s?)(?![\w-])")
_WRITTEN: Final = re.compile(r"(?<!\S)(?:[^\W\d_]{1,7}\.(?:\s?[^\W\d_]{1,3}\.)?|24/7|[A-Z]{3}|[&+@])(?!\w)")
_SPACES: Final = re.compile(r"\s+")
_SIGNS: Final = re.compile(r"[*_#`~|<>\[\]{}]")


class Pace(msgspec.Struct, frozen=True):
    """Seconds of a voice: for each letter or figure, each comma, each end of a sentence; measured on real messages."""

    letter_s: float
    comma_s: float
    sentence_s: float


PACES: Final = {"en": Pace(0.0776, 0.225, 0.18), "de": Pace(0.0776, 0.225, 0.18), "es": Pace(0.0776, 0.225, 0.18)}
"""Of espeak-ng at the speed at which `voicing` lets it speak."""


def aloud(text: str, language: str) -> str:
    """What is said, in words; a line for each sentence. In a language not known here the text stays."""
    return "\n".join(filter(None, (_said(each, language[:2]) for each in _sentences(text))))


def spoken_s(text: str, language: str) -> int:
    """About how many seconds it takes to say, without saying it."""
    return round(sum(_lasts(each, language[:2]) for each in _sentences(text)))


def _sentences(text: str) -> list[str]:
    return [each.strip() for _, each in prose.sentences(_INVISIBLE.sub("", text[:LONGEST])) if each.strip()]


@functools.lru_cache(maxsize=2048)
def _lasts(sentence: str, language: str) -> float:
    pace, said = PACES.get(language, PACES["en"]), _said(sentence, language)
    letters = sum(map(str.isalnum, said))
    ends = max(1, sum(map(said.count, ".!?"))) if letters else 0
    return letters * pace.letter_s + sum(map(said.count, ",;:–(")) * pace.comma_s + ends * pace.sentence_s


@functools.lru_cache(maxsize=2048)
def _said(sentence: str, language: str) -> str:
    """One sentence. While somebody types only one of them changes, and the others are remembered."""
    tongue = TONGUES.get(language)
    if tongue is None:
        return _plain(sentence)
    for step in (_links, _abbreviated, _numbered, numbers_aloud.said, _capitals):
        sentence = step(sentence, tongue, language)
    return _plain(sentence)


def _plain(sentence: str) -> str:
    """Without signs of which a voice makes something else: espeak-ng takes what is in brackets for sounds."""
    return _SPACES.sub(" ", _SIGNS.sub(" ", sentence)).strip()


def _links(sentence: str, tongue: Tongue, language: str) -> str:
    if "." not in sentence:
        return sentence
    for found in (_LINK, _MAIL, _HOST):
        sentence = found.sub(lambda match: _address(match[0], tongue), sentence)
    return sentence


def _address(written: str, tongue: Tongue) -> str:
    """How somebody reads it out who wants to be typed after; what comes after a question mark nobody can."""
    bare = re.sub(r"^https?://", "", written).partition("?")[0].partition("#")[0]
    bare, end = bare.rstrip(".,;:!/"), "." if written.endswith((".", "!")) else ""
    for sign, word in ((".", tongue.dot), ("/", tongue.slash), ("-", tongue.dash), ("@", tongue.at), ("_", " ")):
        bare = bare.replace(sign, f" {word} ")
    return f"{bare}{end}"


def _abbreviated(sentence: str, tongue: Tongue, language: str) -> str:
    def word(match: re.Match[str]) -> str:
        key = match[0].replace(" ", "")
        return tongue.written.get(key) or tongue.written.get(key.lower()) or match[0]

    return _WRITTEN.sub(word, sentence)


def _numbered(sentence: str, tongue: Tongue, language: str) -> str:
    """INC-0131: a number that is a name is said figure by figure."""
    figures: Callable[[str], str] = functools.partial(numbers_aloud.figures, language=language)
    return _NUMBERED.sub(lambda match: f"{' '.join(match[1])} {figures(match[2])}", sentence)


def _capitals(sentence: str, tongue: Tongue, language: str) -> str:
    """UTC is spelt out; a sentence that is all in capitals is not."""
    if sentence.isupper() and " " in sentence.strip():
        return sentence
    return _CAPITALS.sub(lambda match: match[0] if match[0] in SAID_AS_WORDS else _spelt(match), sentence)


def _spelt(match: re.Match[str]) -> str:
    ending = match[1]
    return " ".join(match[0].removesuffix(ending)) + ("'s" if ending else "")
