"""Which messages said what a fact says: once it is withdrawn, what went out has to be put right, channel by channel."""

import msgspec

from incident_desk.domain.fact_list import Fact, Facts, FactState
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import Message, Messages


class Told(msgspec.Struct, frozen=True):
    """A message that told a fact which is withdrawn by now, by these variants, and since when nobody has put it right.

    `correction` is the message that is written to do so, if one is.
    """

    message: Message
    variants: tuple[str, ...]
    since_us: int
    correction: Message | None = None


def to_correct(fact: Fact, facts: Facts, messages: Messages) -> list[Told]:
    """The messages that told it and are not put right by every channel that they reached, or left so with a reason."""
    if fact.state is not FactState.WITHDRAWN:
        return []
    found = (_told(fact, message, messages) for message in messages.of.values() if _is_open(fact, message, facts))
    return [told for told in found if told is not None]


def drafted(fact: Fact, messages: Messages) -> list[Message]:
    """The messages that draw on it and did not go out yet."""
    return [each for each in messages.all if each.is_open and not each.sent and fact.id in each.facts]


def _is_open(fact: Fact, message: Message, facts: Facts) -> bool:
    return message.id not in facts.waived.get(fact.id, ())


def _told(fact: Fact, message: Message, messages: Messages) -> Told | None:
    corrections = [each for each in messages.all if each.corrects == message.id]
    put_right = {sent.variant for each in corrections for sent in each.sent}
    told = [
        sent for sent in message.sent if fact.id in _facts_of(message, sent.variant) and sent.variant not in put_right
    ]
    if not told:
        return None
    since_us = max(fact.last.occurred_us, min(sent.sent_us for sent in told))
    being_written = next((each for each in reversed(corrections) if each.is_open), None)
    return Told(message, tuple(sent.variant for sent in told), since_us, being_written)


def _facts_of(message: Message, variant: str) -> tuple[EntryId, ...]:
    """What the words drew on that went out; where no proposal was let go, what the message draws on."""
    proposal = message.released(variant)
    return proposal.facts if proposal is not None else message.facts
