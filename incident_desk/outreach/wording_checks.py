"""Words that should not go out: what blames, what promises too much, what tells of the inside. Each with its place."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from incident_desk.domain.plan_outgoing import Sort, Wording
from incident_desk.domain.plan_phrases import places
from incident_desk.domain.sentences import Sentence
from incident_desk.outreach.leaks import leaks
from incident_desk.outreach.phrases import RULES
from incident_desk.outreach.prose import sentences

LONGEST: Final = 20_000


class Hit(msgspec.Struct, frozen=True):
    """A place in a text. `said` is what is wrong with it; `use` a better word, or empty."""

    start: int
    end: int
    sort: Sort
    said: Sentence
    use: str = ""
    is_secret: bool = False


class Search:
    """What looks for such words; it remembers what it found in each sentence, as all but one stay while somebody types.

    Args:
        wording: the plan's own.
        names: of people known at the desk.
        public: what may be told although it looks like a leak: the number of the hotline, its address.
    """

    def __init__(self, wording: Sequence[Wording] = (), names: Sequence[str] = (), public: Sequence[str] = ()) -> None:
        find = functools.partial(_hits, wording=wording, names=names, public=public)
        self._found: Callable[[str], tuple[Hit, ...]] = functools.lru_cache(maxsize=512)(find)

    def hits(self, text: str) -> list[Hit]:
        """What to look at before a text goes out, in its order; of a place that is found twice, the wider find."""
        return [
            msgspec.structs.replace(hit, start=hit.start + start, end=hit.end + start)
            for start, sentence in sentences(text[:LONGEST])
            for hit in self._found(sentence)
        ]


def _hits(text: str, wording: Sequence[Wording], names: Sequence[str], public: Sequence[str]) -> tuple[Hit, ...]:
    folded = text.casefold()
    found = [*_leaking(text, names, public), *_ruled(text, folded), *_planned(text, folded, wording)]
    allowed = {each.casefold() for each in public}
    found.sort(key=lambda hit: (not hit.is_secret, hit.start - hit.end))
    kept: list[Hit] = []
    for hit in found:
        if text[hit.start : hit.end].casefold() not in allowed and not any(_overlap(hit, other) for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _leaking(text: str, names: Sequence[str], public: Sequence[str]) -> Iterator[Hit]:
    for leak in leaks(text, names, public):
        yield Hit(leak.start, leak.end, Sort.LEAKS, leak.what, leak.use, leak.is_secret)


def _ruled(text: str, folded: str) -> Iterator[Hit]:
    for rule in RULES:
        if any(need in folded for need in rule.needs):
            for match in rule.pattern.finditer(text):
                yield Hit(*match.span(), Sort.BLAMES if rule.blames else Sort.PROMISES, rule.why, rule.use)


def _planned(text: str, folded: str, wording: Iterable[Wording]) -> Iterator[Hit]:
    for each in wording:
        for phrase in each.words:
            if _longest_piece(phrase) in folded:
                said = Sentence("{why}", {"why": each.why}) if each.why else Sentence("The plan says: not this")
                for start, end in places(phrase, text):
                    yield Hit(start, end, each.kind, said, each.use)


@functools.lru_cache(maxsize=1024)
def _longest_piece(phrase: str) -> str:
    """Looked for before the phrase itself: most are in no text, and this is a hundred times as quick."""
    return max(phrase.casefold().replace("*", " ").replace("#", " ").split(), key=len, default="")
