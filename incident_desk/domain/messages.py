"""Writing a message: begun from a template of the plan or from nothing, changed, and proposed word for word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import UNSET, UnsetType

from incident_desk.domain import message_effects
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.drafts import Drafts
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.facts import Facts
from incident_desk.domain.fields import Over
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import (
    MessageBegun,
    MessageChanged,
    MessageChosen,
    MessageDropped,
    MessageProposed,
    Texts,
    channel_of,
    digest_of,
)
from incident_desk.domain.message_list import SLOTS, Message, Messages, slots_in
from incident_desk.domain.message_writing import beginning, in_its_languages
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Template

__all__ = ["Message", "Messages", "message_effects"]  # whose import registers what the kinds do

HOLDING: Final = "holding"
"""The key of the template of the first words."""
TITLE_LIMIT: Final = 120
BYTES_LIMIT: Final = 32 * 1024
"""So much stands in all variants of a message together: it has to fit into one entry."""
VARIANTS_LIMIT: Final = 40
_TO_FILL: Final = re.compile(r"\[(?:…|\.\.\.)\]")
_BRACKETS: Final = re.compile(r"\[[^\[\]\n]{1,200}\]")


class BeginMessage(Fields, frozen=True):
    """`channels` are those of the plan, "website" or "website/de" for a translation; without any, those of `template`.

    `texts` say what the drafts begin with, by channel. `again` is the number of a message whose words are written anew,
    `corrects` of one that this puts right.
    """

    title: str = ""
    template: str = ""
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    facts: tuple[EntryId, ...] = ()
    texts: Texts = {}
    next_update_us: MomentUs | None = None
    corrects: str = ""
    again: str = ""


class ChangeMessage(Fields, frozen=True):
    """What is left out stays. `texts` are what the drafts of new channels begin with."""

    message: str
    channels: tuple[str, ...] | UnsetType = UNSET
    audiences: tuple[str, ...] | UnsetType = UNSET
    facts: tuple[EntryId, ...] | UnsetType = UNSET
    next_update_us: MomentUs | UnsetType | None = UNSET
    texts: Texts = {}


class ProposeMessage(Fields, frozen=True):
    """`texts` are the exact words by channel; without any, those of its drafts as they stand at this desk."""

    message: str
    texts: Texts = {}
    next_update_us: MomentUs | UnsetType | None = UNSET
    not_after_us: MomentUs | None = None


class ChooseProposal(Fields, frozen=True):
    """`proposal` is the entry of the proposal that is to stand."""

    message: str
    proposal: EntryId


class DropMessage(Fields, frozen=True):
    message: str


@command(
    "message.begin",
    help="Begin to write a message to others",
    slash=("message",),
    presets={"holding": {"template": HOLDING}},
)
def begin(messages: Messages, facts: Facts, headline: Headline, plans: Plans, fields: BeginMessage) -> list[Draft]:
    plan = plans.of(headline)
    template = _template(plan, fields.template)
    before = messages.find(fields.again) if fields.again else None
    corrected = messages.find(fields.corrects) if fields.corrects else None
    title = " ".join(fields.title.split()) or (template.title if template else "")
    like = before or corrected
    title = (title or (like.title if like else "") or "Update")[:TITLE_LIMIT]
    channels = fields.channels or tuple(fields.texts) or _usual(template, before, plan, headline)
    if not channels and corrected is not None:
        channels = corrected.keys  # whoever was told wrong hears it, also in public
    must_be_channels(plan, channels)
    begun = {key: beginning(template, plan, key, facts) for key in channels} if template else {}
    texts = {key: fields.texts.get(key, begun[key].text if key in begun else "") for key in channels}
    _must_fit(texts)
    drawn = (fact for key, each in begun.items() if key not in fields.texts for fact in each.facts)
    body = MessageBegun(
        next_number(messages.of.values()),
        title,
        texts,
        template=template.key if template else "",
        audiences=fields.audiences or (like.audiences if like else ()),
        facts=tuple(dict.fromkeys((*fields.facts, *drawn))),
        next_update_us=fields.next_update_us,
        corrects=corrected.id if corrected else None,
        again=before.id if before else None,
    )
    return [Draft(body)]


def _usual(template: Template | None, like: Message | None, plan: Plan, headline: Headline) -> tuple[str, ...]:
    """By which channels it goes where nobody says: of a restricted incident by no public one, which somebody names.

    Raises: RuleError if none is left.
    """
    usual = (template.channels if template else ()) or (like.keys if like else ())
    if template is not None:
        usual = (*usual, *in_its_languages(template, plan, headline.severity.value, usual))
    public = plan.public_channels if headline.is_restricted else frozenset[str]()
    kept = tuple(key for key in usual if channel_of(key) not in public)
    if usual and not kept:
        named = ", ".join(usual)
        raise RuleError(f"This incident is restricted, and these channels are public; name the one you want: {named}.")
    return kept


@command(
    "message.change",
    help="Change whom a message is for, its channels, its facts, or its next update",
    slash=("change-message",),
)
def change(messages: Messages, headline: Headline, plans: Plans, fields: ChangeMessage) -> list[Draft]:
    message = open_message(messages, fields.message)
    changed = {
        "channels": (fields.channels, message.channels),
        "audiences": (fields.audiences, message.for_audiences),
        "facts": (fields.facts, message.on_facts),
        "next_update_us": (fields.next_update_us, message.next_update),
    }
    over: dict[str, Over] = {name: field.over for name, (value, field) in changed.items() if value is not UNSET}
    if not over:
        raise RuleError("Say what is to change: channels, audiences, facts or next_update.")
    if isinstance(fields.channels, tuple):
        must_be_channels(plans.of(headline), fields.channels)
        gone = [key for key, way in message.ways.items() if way.release is not None and key not in fields.channels]
        if gone:
            raise RuleError(f"It went out by {', '.join(gone)} already: that channel stays.")
    _must_fit(fields.texts)
    body = MessageChanged(
        message.id,
        channels=fields.channels,
        audiences=fields.audiences,
        facts=fields.facts,
        next_update_us=fields.next_update_us,
        texts=fields.texts,
        over=over,
    )
    return [Draft(body)]


@command("message.propose", help="Ask for a yes to these exact words", slash=("propose-message",))
def propose(
    *, messages: Messages, drafts: Drafts, headline: Headline, plans: Plans, context: Context, fields: ProposeMessage
) -> list[Draft]:
    message, plan = open_message(messages, fields.message), plans.of(headline)
    texts = fields.texts or {key: drafted(drafts, message, key) for key in message.keys}
    texts = {key: text.strip() for key, text in texts.items()}
    must_be_channels(plan, texts)
    _must_be_finished(plan, message, texts)
    at_us = message.next_update_us if isinstance(fields.next_update_us, UnsetType) else fields.next_update_us
    now = message.proposal
    digest = digest_of(message.id, texts)
    is_same = now is not None and (now.digest, now.audiences) == (digest, message.audiences)
    if is_same and now is not None and not (now.declined or message.rivals or now.next_update_us != at_us):
        raise RuleError(f"Message {messages.label(message)} is proposed in these words already.")
    titles = {channel.key: channel.title for channel in plan.channels}
    body = MessageProposed(
        message.id,
        message.number,
        texts,
        {key: titles[channel_of(key)] for key in texts},
        audiences=message.audiences,
        facts=message.facts,
        prepared=message.template,
        next_update_us=at_us,
        not_after_us=fields.not_after_us,
        over=message.proposed.over,
    )
    return [Draft(body, subject=f"{message.id} {digest}")]


@command("message.choose", help="Say which of two proposals of one message is to stand", slash=("choose-message",))
def choose(messages: Messages, people: People, fields: ChooseProposal) -> list[Draft]:
    message = open_message(messages, fields.message)
    chosen = next((each for each in message.rivals if each.entry == fields.proposal), None)
    if chosen is None:
        raise NotFound(f"Message {messages.label(message)} has no two proposals of which that is one.")
    name = people.name(chosen.authors[-1])
    return [Draft(MessageChosen(message.id, message.number, chosen.entry, name, over=message.proposed.over))]


@command("message.drop", help="Drop a message that was sent to nobody", slash=("drop-message",))
def drop(messages: Messages, fields: DropMessage) -> list[Draft]:
    message = open_message(messages, fields.message)
    if any(way.release is not None for way in message.ways.values()):
        raise RuleError(f"Message {messages.label(message)} was let go: stop it, or write one that corrects it.")
    return [Draft(MessageDropped(message.id, message.number))]


def open_message(messages: Messages, text: str) -> Message:
    """The message that is meant. Raises: NotFound; RuleError if it was dropped."""
    message = messages.find(text)
    if message.is_dropped:
        raise RuleError(f"Message {messages.label(message)} was dropped.")
    return message


def drafted(drafts: Drafts, message: Message, key: str) -> str:
    """The words of a variant as they are drafted now."""
    way = message.ways.get(key)
    beginning = way.beginning if way else ""
    changes = drafts.of.get(message.draft_name(key))
    if changes is None:
        return beginning
    from incident_desk.domain.draft_text import DraftText  # pycrdt is loaded where somebody writes in a draft

    return DraftText(beginning, changes.of.values()).text


def must_be_channels(plan: Plan, keys: Iterable[str]) -> None:
    """Raises: RuleError for none at all, or too many; NotFound naming those of the plan."""
    wanted = list(keys)
    there = [channel.key for channel in plan.channels]
    if not wanted:
        raise RuleError(f"Say by which channels: {', '.join(there) or 'the plan has none yet'}.")
    if len(wanted) > VARIANTS_LIMIT:
        raise RuleError(f"At most {VARIANTS_LIMIT} variants make one message.")
    for key in wanted:
        if channel_of(key) not in there:
            raise NotFound(f"“{channel_of(key)}” is no channel of the plan; there are {', '.join(there) or 'none'}.")


def _template(plan: Plan, key: str) -> Template | None:
    if not key:
        return None
    found = next((each for each in plan.templates if each.key == key), None)
    if found is None:
        there = ", ".join(each.key for each in plan.templates)
        raise NotFound(f"“{key}” is no template of the plan; there are {there or 'none'}.")
    return found


def _must_fit(texts: Mapping[str, str]) -> None:
    if sum(len(text.encode()) for text in texts.values()) > BYTES_LIMIT:
        raise RuleError(f"All variants of a message have at most {BYTES_LIMIT // 1024} KiB together.")


def _must_be_finished(plan: Plan, message: Message, texts: Mapping[str, str]) -> None:
    """Raises: RuleError naming what is not written yet."""
    _must_fit(texts)
    prepared = next((each.text for each in plan.templates if each.key == message.template), "")
    marks = _BRACKETS.findall(prepared)
    for key, text in texts.items():
        if not text:
            raise RuleError(f"“{key}” has no words yet.")
        if open_places := _open_places(text, marks):
            raise RuleError(f"“{key}” still has to be filled in: {', '.join(open_places)}.")
        if unknown := sorted(slots_in(text) - SLOTS):
            raise RuleError(
                f"“{key}”: nothing is put into {{{{ {unknown[0]} }}}}; there are {', '.join(sorted(SLOTS))}."
            )


def _open_places(text: str, marks: Sequence[str]) -> list[str]:
    found = [*_TO_FILL.findall(text), *(mark for mark in marks if mark in text)]
    return list(dict.fromkeys(found))
