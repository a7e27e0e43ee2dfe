"""Everything that is looked at in a draft while it is typed, in one call that takes a millisecond or two.

Spelling takes longer and is asked for apart (`spelling`); what is loaded by the first call takes a second, so that one
is made on a worker (`prepare`).
"""

import enum
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.plan_outgoing import Sort, Wording
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.domain.sentences import Sentence
from incident_desk.outreach.facts_in_text import Stated, is_confirmed, uses
from incident_desk.outreach.limits import LONGEST, length
from incident_desk.outreach.reading_ease import grade
from incident_desk.outreach.said_so import Span, answers
from incident_desk.outreach.wording_checks import Hit, Search

PLAIN: Final = 9
"""The grade up to which a text is read without effort; half of all adults read no further."""
HARD: Final = 13


class Stands(enum.StrEnum):
    """What a check came to. Nothing here forbids to send: people decide, and see what they decide about."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


class Check(msgspec.Struct, frozen=True):
    """`spans` are the places it is about, `better` is what to write in the first of them, if that is known."""

    key: str
    name: Sentence
    stands: Stands
    said: Sentence
    spans: tuple[Span, ...] = ()
    better: str = ""


class Asked(msgspec.Struct, frozen=True, dict=True):
    """What a text is held against: the plan's wording, the people known here, the fact sheet.

    `public` is what may be told although it looks like a leak: the number of the hotline, its address.
    """

    wording: tuple[Wording, ...] = ()
    names: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    facts: tuple[Stated, ...] = ()

    @functools.cached_property
    def search(self) -> Search:
        """What looks for words that should not go out. Kept: who asks again with the same is answered sooner."""
        return Search(self.wording, self.names, self.public)


def check(text: str, channel: Channel, asked: Asked) -> list[Check]:
    """What was found, in the order in which it is shown. Of a text without end the beginning is looked into.

    What is only meant for outside (who is affected, what is safe, no names) is not asked of a channel inside.
    """
    text = text[:LONGEST]
    found = asked.search.hits(text)
    checks = [*_limit(text, channel), *_secrets(found)]
    checks.append(_of_sort(found, Sort.BLAMES, "blame", Sentence("No blame")))
    if channel.is_public:
        checks.append(_of_sort(found, Sort.PROMISES, "promises", Sentence("Promises no more than is known")))
        checks.append(_of_sort(found, Sort.LEAKS, "leaks", Sentence("Nothing from inside")))
    checks += _reading(text, channel)
    checks += _answers(text, channel, asked.facts)
    checks.append(_facts(text, asked.facts))
    return checks


def prepare() -> None:
    """Load what the checks need: a second, on a worker, before the first key is pressed."""
    for language in ("en", "de", "es"):
        channel = Channel("", "", ChannelKind.SOCIAL, language=language, is_public=True)
        check("é example.com 17:20 on 1 May. " * 8, channel, Asked())


def _limit(text: str, channel: Channel) -> Iterator[Check]:
    found = length(text, channel)
    if found.is_over:
        yield Check("limit", Sentence("Length"), Stands.FAULT, found.said)
    elif found.odd:
        yield Check("limit", Sentence("Length"), Stands.NOTE, found.asides[-1], found.odd)


def _secrets(found: Iterable[Hit]) -> Iterator[Check]:
    secrets = [hit for hit in found if hit.is_secret]
    if secrets:
        said = Sentence("{what}: take it out, and have it changed", {"what": secrets[0].said.english})
        yield Check("secrets", Sentence("Secrets"), Stands.FAULT, said, tuple((hit.start, hit.end) for hit in secrets))


def _of_sort(found: Iterable[Hit], sort: Sort, key: str, name: Sentence) -> Check:
    here = [hit for hit in found if hit.sort is sort and not hit.is_secret]
    if not here:
        return Check(key, name, Stands.OK, Sentence("clear"))
    spans = tuple((hit.start, hit.end) for hit in here)
    return Check(key, name, Stands.NOTE, here[0].said, spans, here[0].use)


def _reading(text: str, channel: Channel) -> Iterator[Check]:
    years = grade(text, channel.language)
    if years is None:
        return
    name, values = Sentence("Reading level"), {"grade": str(years)}
    if years <= PLAIN:
        yield Check("reading", name, Stands.OK, Sentence("Grade {grade}, plain", values))
    else:
        said = "Grade {grade}: shorter sentences" if years < HARD else "Grade {grade}: hard to read, shorter sentences"
        yield Check("reading", name, Stands.NOTE, Sentence(said, values))


def _answers(text: str, channel: Channel, facts: Sequence[Stated]) -> Iterator[Check]:
    found = answers(text, channel.language)
    if found is None:
        return
    if channel.is_public:
        yield _said_or_not("us", Sentence("Says if it is us"), found.us)
        yield _safe(found.safe, facts)
        yield _said_or_not("meanwhile", Sentence("Says what to do meanwhile"), found.meanwhile)
    yield _next_update(text, found.next_update)
    yield _back(text, found.back, facts)


def _said_or_not(key: str, name: Sentence, place: Span | None) -> Check:
    if place is None:
        return Check(key, name, Stands.NOTE, Sentence("no"))
    return Check(key, name, Stands.OK, Sentence("yes"), (place,))


def _safe(place: Span | None, facts: Sequence[Stated]) -> Check:
    if place is not None and not is_confirmed(facts, FactField.SAFE):
        return Check("safe", Sentence("Says what is safe"), Stands.NOTE, Sentence("not confirmed"), (place,))
    return _said_or_not("safe", Sentence("Says what is safe"), place)


def _next_update(text: str, place: Span | None) -> Check:
    name = Sentence("Next update named")
    if place is None:
        return Check("next_update", name, Stands.NOTE, Sentence("no"))
    said = text[slice(*place)]
    value = Sentence("yes") if said.startswith("{{") else Sentence("{time}", {"time": said})
    return Check("next_update", name, Stands.OK, value, (place,))


def _back(text: str, place: Span | None, facts: Sequence[Stated]) -> Check:
    name = Sentence("Time of return")
    if place is None:
        return Check("back", name, Stands.OK, Sentence("none named"))
    if is_confirmed(facts, FactField.BACK):
        return Check("back", name, Stands.OK, Sentence("confirmed"), (place,))
    return Check("back", name, Stands.FAULT, Sentence("not confirmed"), (place,))


def _facts(text: str, facts: Iterable[Stated]) -> Check:
    """What was withdrawn must not be said any more; what is only believed is said as such."""
    name, doubted = Sentence("Facts"), [fact for fact in facts if fact.state is not FactState.CONFIRMED]
    found = list(uses(text, doubted))
    gone = [use for use in found if use.fact.state is FactState.WITHDRAWN]
    here = gone or found
    if not here:
        return Check("facts", name, Stands.OK, Sentence("as on the sheet"))
    spans, values = tuple((use.start, use.end) for use in here), {"fact": here[0].fact.text}
    if gone:
        return Check("facts", name, Stands.FAULT, Sentence("withdrawn: “{fact}”", values), spans)
    return Check("facts", name, Stands.NOTE, Sentence("only believed: “{fact}”", values), spans)
