"""The prepared answers of the plan as they may be given now: each holds as long as the facts that it rests on.

One that rests on what is only believed, or was withdrawn, is not offered, and says why. An approval is of exact words;
when a fact changes them, it has lapsed.
"""

import enum
import re
from collections.abc import Iterable
from datetime import UTC
from typing import Final

import msgspec

from incident_desk.domain.enquiry_list import Approved, Enquiries
from incident_desk.domain.fact_list import Facts, FactState
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import NEXT_UPDATE, filled, slots_in
from incident_desk.domain.message_writing import written
from incident_desk.domain.plan_outgoing import IfAsked
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_templates import FACTS
from incident_desk.domain.promises import Heard, Standing, standings

_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*(?:[.!?]+(?=\s|$)|\n|$)\s*")
_NAMED: Final = re.compile(r"\b(" + "|".join(FACTS) + r")\b")
_BRACED: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


class WhyNot(enum.StrEnum):
    """Why a prepared answer may not be given now."""

    BELIEVED = "believed"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    UNAPPROVED = "unapproved"
    LAPSED = "lapsed"


class Offer(msgspec.Struct, frozen=True):
    """One prepared answer at a moment. `text` has the time of the next update as a slot; `said` is with that time.

    `why_not` is None if it may be given; `about` is the fact that it is about.
    """

    key: str
    asked: str
    text: str
    said: str
    facts: tuple[EntryId, ...] = ()
    by: tuple[str, ...] = ()
    why_not: WhyNot | None = None
    about: EntryId | None = None

    @property
    def may_be_given(self) -> bool:
        return self.why_not is None


def offers(plan: Plan, facts: Facts, enquiries: Enquiries, next_us: int | None) -> list[Offer]:
    """All of the plan, in its order.

    Args:
        next_us: when the next update is promised; what names it falls away where none is.
    """
    return [_offer(each, facts, enquiries.approved.get(each.key, []), next_us) for each in plan.if_asked]


def prepared(heard: Heard, enquiries: Enquiries, plan: Plan, now_us: int) -> list[Offer]:
    """All of the plan as they may be given now, in its order."""
    found = standings(heard, plan)
    return offers(plan, heard.facts, enquiries, next_word_us(found, now_us))


def next_word_us(found: Iterable[Standing], now_us: int) -> int | None:
    """When anybody hears next; one that is late promises nothing."""
    return min((each.due_us for each in found if each.due_us is not None and each.due_us > now_us), default=None)


def _offer(line: IfAsked, facts: Facts, approved: list[Approved], next_us: int | None) -> Offer:
    filled_in = written(line.answer, facts)
    text = filled_in.text if next_us is not None else _without_slots(filled_in.text)
    said = filled(text, {NEXT_UPDATE: next_us}, UTC)
    offer = Offer(line.key, line.asked, text, said, filled_in.facts, line.by)
    why_not, about = _why_not(offer, line, facts, filled_in.believed, approved)
    return msgspec.structs.replace(offer, why_not=why_not, about=about)


def _without_slots(text: str) -> str:
    return "".join(each for each in _SENTENCE.findall(text) if not slots_in(each)).strip()


def _why_not(
    offer: Offer, line: IfAsked, facts: Facts, believed: tuple[EntryId, ...], approved: list[Approved]
) -> tuple[WhyNot | None, EntryId | None]:
    if believed:
        return WhyNot.BELIEVED, believed[0]
    if not offer.text:
        gone = _gone(line, facts)
        return (WhyNot.WITHDRAWN, gone) if gone else (WhyNot.MISSING, None)
    if not line.by or any(_is_same(each, offer, facts) for each in approved):
        return None, None
    if not approved:
        return WhyNot.UNAPPROVED, None
    fallen = [fact for fact in approved[-1].facts if facts.state_of(fact) is not FactState.CONFIRMED]
    return WhyNot.LAPSED, fallen[0] if fallen else None


def _is_same(approved: Approved, offer: Offer, facts: Facts) -> bool:
    """Of these words, with or without the time of the next update, as long as each fact in them is known."""
    known = all(facts.state_of(fact) is FactState.CONFIRMED for fact in approved.facts)
    return known and offer.text in (approved.text, _without_slots(approved.text))


def _gone(line: IfAsked, facts: Facts) -> EntryId | None:
    """The last withdrawn fact of those that the answer draws on."""
    named = {name for braces in _BRACED.findall(line.answer) for name in _NAMED.findall(braces)}
    gone = [each.id for each in facts.all if each.field in named and each.state is FactState.WITHDRAWN]
    return gone[-1] if gone else None
