"""Which past incidents are like what somebody types, or like another incident, and why.

What is typed is compared word by word (stems, BM25 over weighted fields), by what the words are about (the trade's
concepts), and by near spellings. The factors of the nearest then draw others of the same cause nearer, behind the
first, which stays where its words have put it.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.severity import Severity
from incident_desk.domain.similar_words import concepts, pieces, stem, words

SATURATION: Final = 1.2
LENGTH: Final = 0.75
"""BM25's k1 and b: how soon a word said again adds nothing, and how much a long report is held back."""
USUAL: Final = 40.0
"""How many words one has as long as nothing is known."""
TITLE: Final = 1.5
SERVICE: Final = 1.5
FACTOR: Final = 1.0
"""What a word counts there, beside 1 in the text."""
ABOUT: Final = 0.5
"""What a concept counts, beside 1 for the word itself."""
SPELT: Final = 0.5
"""What a near spelling counts at most."""
NEAR: Final = 0.4
"""How many of their pieces two spellings share at least (Dice)."""
SPELLINGS: Final = 6
"""So many near spellings of a word are looked at."""
SAME_SERVICE: Final = 2.0
"""What a service that was named counts."""
DRAW: Final = 0.5
"""How strongly the factors of the nearest draw others, beside the score of the first."""
NEAREST: Final = 10
"""So many of the nearest that have factors say which."""
OFTEN: Final = 0.3
"""From this share of theirs on a factor is said to be why."""
AMONG: Final = 100
"""So many are looked at for that."""


class Left(msgspec.Struct, frozen=True):
    """What is left to do of a past incident, and until when."""

    text: str
    due_us: int | None = None


class Past(msgspec.Struct, frozen=True):
    """One past incident as plain values, which another thread may have."""

    incident: IncidentId
    number: str
    title: str
    text: str = ""
    severity: Severity | None = None
    since_us: int | None = None
    services: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    report: str = ""
    is_open: bool = False
    members: frozenset[PersonId] | None = None
    """Of a restricted incident: those who may know of it."""


class Asked(msgspec.Struct, frozen=True):
    """What others are to be like."""

    words: str
    services: tuple[str, ...] = ()
    but: frozenset[IncidentId] = frozenset()
    """Not these."""
    viewer: PersonId | None = None
    """Whoever looks; nobody hears of a restricted incident that they may not know of."""


class Similar(msgspec.Struct, frozen=True):
    """A past incident that is like it. `score` is from 0 to 1; the rest says why, as it was typed or is called."""

    past: Past
    score: float
    words: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()


class _Postings:
    """Where a term stands, and what it adds there."""

    __slots__ = ("adds", "places")

    def __init__(self) -> None:
        self.places: array[int] = array("I")
        self.adds: array[float] = array("f")


class _Wanted(msgspec.Struct):
    """What a term of the question is worth, and the word that was typed for it."""

    worth: float
    word: str = ""


class Precedents:
    """All past incidents of a desk, kept so that those like another are found in a moment. For one thread at a time."""

    def __init__(self, pasts: Iterable[Past] = ()) -> None:
        self._pasts: list[Past | None] = []
        self._place: dict[IncidentId, int] = {}
        self._postings: dict[str, _Postings] = {}
        self._held: array[float] = array("f")
        self._spelt: dict[str, set[str]] = {}
        self._near: dict[str, tuple[tuple[str, float], ...]] = {}
        self._usual = 0.0
        self._lengths = 0.0
        for past in pasts:
            self._add(past, None)
        self._usual = self._lengths / len(self._pasts) if self._lengths else USUAL
        self._weigh()

    def __len__(self) -> int:
        return len(self._place)

    def put(self, past: Past) -> None:
        """Take one in, or what it says now."""
        self.drop(past.incident)
        self._add(past, self._usual)

    def drop(self, incident: IncidentId) -> None:
        """Forget one, if it is there."""
        place = self._place.pop(incident, None)
        if place is not None:
            self._pasts[place] = None

    @property
    def is_worn(self) -> bool:
        """Whether so much was put anew that it is time to make another."""
        return len(self._pasts) > 2 * len(self._place) + 100

    def among(self, asked: Asked) -> int:
        """Among how many it is looked."""
        return sum(self._may_be_told(place, asked) for place in range(len(self._pasts)))

    @property
    def pasts(self) -> list[Past]:
        return [past for past in self._pasts if past is not None]

    def past(self, incident: IncidentId) -> Past | None:
        """What is kept of one."""
        place = self._place.get(incident)
        return None if place is None else self._pasts[place]

    def _add(self, past: Past, usual: float | None) -> None:
        """Take one in; without the usual length its words are counted, and weighed later by `_weigh`."""
        terms = _terms(past)
        place = len(self._pasts)
        self._pasts.append(past)
        self._place[past.incident] = place
        length = sum(often for term, often in terms.items() if term[0] == WORD)
        self._lengths += length
        self._held.append(length if usual is None else _held(length, usual))
        for term, often in terms.items():
            postings = self._postings.get(term)
            if postings is None:
                postings = self._postings[term] = _Postings()
                self._learn(term)
            postings.places.append(place)
            postings.adds.append(often if usual is None else _adds(often, self._held[place]))

    def _weigh(self) -> None:
        held = self._held = array("f", [_held(length, self._usual) for length in self._held])
        for postings in self._postings.values():
            both = zip(postings.adds, postings.places, strict=True)
            postings.adds = array("f", [_adds(often, held[place]) for often, place in both])

    def _learn(self, term: str) -> None:
        """A word that was not there before: by its pieces it is found where it is spelt otherwise."""
        if term[0] == WORD:
            self._near.clear()
            for piece in pieces(term[1:]):
                self._spelt.setdefault(piece, set()).add(term[1:])

    # asking ----------------------------------------------------------------------------------------------------------

    def like(self, asked: Asked, most: int = 5) -> list[Similar]:
        """The nearest, the most alike first."""
        wanted = self._wanted(asked)
        scores: dict[int, float] = {}
        for term, one in wanted.items():
            if (postings := self._postings.get(term)) is None:
                continue
            worth = one.worth * self._rarity(term)
            for place, adds in zip(postings.places, postings.adds, strict=True):
                scores[place] = scores.get(place, 0.0) + worth * adds
        best = self._best(scores, asked, max(most, AMONG))
        told: list[Similar] = []
        for past, shared in _drawn(best, most):
            told.append(self._told(past, told[-1].score if told else 1.0, shared, wanted, asked))
        return told

    def _best(self, scores: dict[int, float], asked: Asked, most: int) -> list[tuple[Past, float]]:
        seen = (each for each in scores.items() if each[1] > 0 and self._may_be_told(each[0], asked))
        found = heapq.nlargest(most, seen, key=lambda each: (each[1], -each[0]))
        there = ((self._pasts[place], score) for place, score in found)
        return [(past, score) for past, score in there if past is not None]

    def _may_be_told(self, place: int, asked: Asked) -> bool:
        past = self._pasts[place]
        if past is None or past.incident in asked.but:
            return False
        return past.members is None or asked.viewer in past.members

    def _rarity(self, term: str) -> float:
        postings = self._postings.get(term)
        count, having = len(self._pasts), len(postings.places) if postings else 0
        return math.log(1 + (count - having + 0.5) / (having + 0.5))

    def _wanted(self, asked: Asked) -> dict[str, _Wanted]:
        wanted: dict[str, _Wanted] = {}

        def want(term: str, worth: float, word: str) -> None:
            known = wanted.setdefault(term, _Wanted(0.0, word))
            known.worth += worth

        for word in words(asked.words):
            own = stem(word)
            want(WORD + own, 1.0, word)
            for concept in concepts(own):
                want(CONCEPT + concept, ABOUT, word)
            for other, near in self._spellings(own):
                want(WORD + other, SPELT * near, word)
        for service in asked.services:
            want(AT + service.strip().casefold(), SAME_SERVICE, "")
        return wanted

    def _spellings(self, own: str) -> tuple[tuple[str, float], ...]:
        """The words of the past that are spelt nearly so, with how nearly."""
        if own in self._near:
            return self._near[own]
        mine = pieces(own)
        shared = Counter(other for piece in mine for other in self._spelt.get(piece, ()))
        shared.pop(own, None)
        near = ((other, 2 * both / (len(mine) + len(pieces(other)))) for other, both in shared.items())
        enough = (each for each in near if each[1] >= NEAR)
        self._near[own] = tuple(heapq.nlargest(SPELLINGS, enough, key=lambda each: (each[1], each[0])))
        return self._near[own]

    def _told(
        self, past: Past, most: float, shared: frozenset[str], wanted: dict[str, _Wanted], asked: Asked
    ) -> Similar:
        """Why it is like what was asked. `shared` are the factors by which it was drawn nearer.

        The score, at most `most`, is how much of what was typed it has; what is rare on the record counts more.
        """
        there = _terms(past)
        typed = {word: stem(word) for word in words(asked.words)}
        rare = {word: self._rarity(WORD + own) for word, own in typed.items()}
        has: dict[str, float] = {}
        for term, one in wanted.items():
            if one.word and term in there:
                has[one.word] = min(1.0, max(has.get(one.word, 0.0), one.worth))
        named = {service.strip().casefold() for service in asked.services}
        at = [each for each in past.services if each.strip().casefold() in named]
        asked_for = sum(rare.values()) + len(named)
        score = (sum(rare[word] * part for word, part in has.items()) + len(at)) / (asked_for or 1.0)
        stems = set(typed.values())
        return Similar(
            past,
            round(min(most, score), 4),
            words=tuple(sorted(has, key=lambda word: -rare[word])),
            services=tuple(each for each in past.services if each in at or _is_in(each, stems)),
            factors=tuple(each for each in past.factors if each.casefold() in shared or _is_in(each, stems)),
        )


WORD, CONCEPT, AT = "w", "c", "@"
"""What a term begins with: it is a stem, what a word is about, or a service."""


def _terms(past: Past) -> Counter[str]:
    terms: Counter[str] = Counter()
    said = " ".join((past.text, *past.lessons, *past.worked))
    for text, weight in (
        (past.title, TITLE),
        (said, 1.0),
        (" ".join(past.services), SERVICE),
        (" ".join(past.factors), FACTOR),
    ):
        for word in words(text):
            own = stem(word)
            terms[WORD + own] += weight  # pyright: ignore[reportArgumentType]
            for concept in concepts(own):
                terms[CONCEPT + concept] += weight  # pyright: ignore[reportArgumentType]
    for service in past.services:
        terms[AT + service.strip().casefold()] += 1
    return terms


def _is_in(name: str, typed: set[str]) -> bool:
    """Whether all words of a name were typed."""
    own = {stem(word) for word in words(name)}
    return bool(own) and own <= typed


def _held(length: float, usual: float) -> float:
    """How much what is so long is held back."""
    return SATURATION * (1 - LENGTH + LENGTH * length / usual)


def _adds(often: float, held: float) -> float:
    return often * (SATURATION + 1) / (often + held)


def _drawn(best: Sequence[tuple[Past, float]], most: int) -> list[tuple[Past, frozenset[str]]]:
    """Those of the same cause drawn nearer by the factors of the nearest, with the factors that did it.

    The first stays the first, and the nearest half of what is shown by words alone is shown, too.
    """
    telling = [(past, score * score) for past, score in best if past.factors][:NEAREST]
    every = sum(weight for _, weight in telling)
    share: Counter[str] = Counter()
    for past, weight in telling:
        for factor in past.factors:
            share[factor.casefold()] += weight / every  # pyright: ignore[reportArgumentType]
    often = frozenset(factor for factor, part in share.items() if part >= OFTEN)

    def near(at: int) -> float:
        past, score = best[at]
        return score + DRAW * best[0][1] * max((share[each.casefold()] for each in past.factors), default=0.0)

    places = [*range(len(best))[:1], *sorted(range(1, len(best)), key=lambda at: (-near(at), at))][:most]
    owed = [at for at in range(min(len(best), most // 2 + 1)) if at not in places]
    return [(best[at][0], often if at else frozenset()) for at in (*places[: most - len(owed)], *owed)]
