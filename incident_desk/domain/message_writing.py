"""What a message begins with: the words of a template, with the facts of the moment in them (decision 067).

A sentence with a fact that is not on the sheet falls away, whole. Who is affected, what is safe and when it is back are
stated only once they are confirmed.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import Fact, Facts, FactState
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Template
from incident_desk.domain.plan_templates import FACTS, SLOTS, environment, faults
from incident_desk.domain.severity import Severity

MUST_BE_CONFIRMED: Final = frozenset({FactField.WHO, FactField.SAFE, FactField.BACK})
"""Scope, safety and time of return: what is said of them and is not so does the most harm."""
_MISSING: Final = "\ue000"
_PLACES: Final = {name: chr(0xE001 + count) for count, name in enumerate(FACTS)}
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*(?:[.!?]+(?=\s|$)|\n|$)\s*")
_BRACES: Final = re.compile(r"([{}%#])(?=[{}%#])")


class Written(msgspec.Struct, frozen=True):
    """Words to begin with, and the facts in them; `believed` are those that nobody has confirmed."""

    text: str
    facts: tuple[EntryId, ...] = ()
    believed: tuple[EntryId, ...] = ()


class _Missing:
    """A fact that is not on the sheet: no in a condition, and the end of the sentence it stands in."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return _MISSING


def written(text: str, facts: Facts) -> Written:
    """A template with what may be said now. One that jinja2 does not take is given back as it is."""
    if "{" not in text or faults(text):
        return Written(text)
    sheet = {field: usable(facts, FactField(field)) for field in FACTS}
    values: dict[str, object] = {name: _PLACES[name] if sheet[name] else _Missing() for name in FACTS}
    values |= {slot: f"{{{{ {slot} }}}}" for slot in SLOTS}
    laid_out = environment().from_string(_PRIVATE.sub("", text)).render(values)
    kept = "".join(each for each in _SENTENCE.findall(laid_out) if _MISSING not in each).strip()
    used = [fact for name in FACTS if _PLACES[name] in kept for fact in sheet[name]]
    for name, place in _PLACES.items():
        kept = kept.replace(place, _said(sheet[name]))
    believed = tuple(fact.id for fact in used if fact.state is not FactState.CONFIRMED)
    return Written(kept, tuple(fact.id for fact in used), believed)


def usable(facts: Facts, field: FactField) -> list[Fact]:
    """What a message may say in this field."""
    standing = facts.standing(field)
    known = [fact for fact in standing if fact.state is FactState.CONFIRMED]
    return known if field in MUST_BE_CONFIRMED or known else standing


def beginning(template: Template, plan: Plan, variant: str, facts: Facts) -> Written:
    """The words of a template for one variant, in its language if the template has them in it."""
    languages = {channel.key: channel.language for channel in plan.channels}
    language = variant.partition("/")[2] or languages.get(channel_of(variant), "")
    in_it: Mapping[str, str] = {each.language: each.text for each in template.translations}
    return written(in_it.get(language, template.text), facts)


def translated(template: Template, plan: Plan, variant: str, facts: Facts) -> Written:
    """The words of a template for a translation; none where the template has none in its language."""
    language = variant.partition("/")[2]
    has_it = any(each.language == language for each in template.translations)
    return beginning(template, plan, variant, facts) if has_it else Written("")


def wanted(plan: Plan, severity: Severity | None, channels: Iterable[str], audiences: Iterable[str] = ()) -> list[str]:
    """The translations that the plan's audiences are told in, by these channels; those of all audiences if none is
    named."""
    named, own = set(audiences), {each.key: each.language for each in plan.channels}
    told = [
        each
        for each in plan.audiences_or_default
        if (each.key in named if named else severity is None or severity in (each.severities or (severity,)))
    ]
    return [
        f"{channel}/{language}"
        for channel in dict.fromkeys(map(channel_of, channels))
        for language in dict.fromkeys(
            each for audience in told if channel in audience.channels for each in audience.languages
        )
        if language != own.get(channel)
    ]


def in_its_languages(template: Template, plan: Plan, severity: Severity | None, channels: Iterable[str]) -> list[str]:
    """The translations that the plan asks for by these channels and the template has words for."""
    there = {each.language for each in template.translations}
    return [key for key in wanted(plan, severity, channels) if key.partition("/")[2] in there]


def _said(facts: list[Fact]) -> str:
    """Side by side; braces are parted, or a fact could bring a slot with it."""
    return "; ".join(_BRACES.sub(r"\1 ", " ".join(fact.text.split())).rstrip(".") for fact in facts)
