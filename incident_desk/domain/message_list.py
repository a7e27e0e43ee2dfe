"""The messages of an incident: what each says by each of its channels, who said yes, and what became of it."""

import enum
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Final

import msgspec

from incident_desk.domain.entry import NEVER, Order
from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.message_entries import Texts, channel_of
from incident_desk.domain.moments import from_us
from incident_desk.domain.numbers import by_number, label

_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
SENT, NEXT_UPDATE = "sent", "next_update"
SLOTS: Final = frozenset({SENT, NEXT_UPDATE})
"""What is put into a text when it goes out, so that a time that changes does not void an approval."""


class Stage(enum.StrEnum):
    """How far a variant is. APPROVED: it may be sent now. LAPSED: it was held back, and has to be
    written anew."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    RELEASED = "released"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"
    LAPSED = "lapsed"


class Said(msgspec.Struct, frozen=True):
    """Somebody's word for or against a proposal, in a role of the plan."""

    entry: EntryId
    by: PersonId
    role: str
    name: str
    at_us: int


class Proposal(msgspec.Struct):
    """Texts that are to go out exactly so. `authors` proposed just these words, and cannot approve them.

    Proposed again by somebody else they are the same: its authors and its approvals are those of both.
    """

    entry: EntryId
    digest: str
    at_us: int
    texts: Texts
    audiences: tuple[str, ...]
    facts: tuple[EntryId, ...]
    template: str
    next_update_us: int | None
    not_after_us: int | None
    authors: list[PersonId]
    approved: dict[PersonId, Said] = msgspec.field(default_factory=dict[PersonId, Said])
    declined: Said | None = None


class Release(msgspec.Struct, frozen=True):
    """A channel for which a message was let go, by which desk; see MessageReleased."""

    entry: EntryId
    proposal: EntryId
    by: PersonId
    desk: DeskNumber
    at_us: int
    from_us: int
    next_update_us: int | None
    not_after_us: int | None
    is_before_approval: bool
    witness: PersonId | None = None
    how: str = ""
    seal: str = ""


class Sent(msgspec.Struct, frozen=True):
    """A variant that went out, as it went out."""

    entry: EntryId
    variant: str
    title: str
    sent_us: int
    by: PersonId
    next_update_us: int | None
    audiences: tuple[str, ...]
    by_hand: bool
    may_be_double: bool
    receipt: str
    text: str
    number: int
    """The how-many-eth that went out by this channel: "Website 4"."""
    desk: DeskNumber


class Way(msgspec.Struct):
    """What is on the record of one variant."""

    beginning: str = ""
    release: Release | None = None
    tried: EntryId | None = None
    """The try of which it is not known yet what came of it."""
    tried_by: DeskNumber | None = None
    is_again: bool = False
    """Whether it was tried more than once without a word of what came of it."""
    ended: Stage | None = None
    ended_by: EntryId | None = None
    fact: EntryId | None = None
    """The withdrawn fact that holds it back, if one does."""
    sent: Sent | None = None
    kept: Order = NEVER
    """When somebody last said that this translation says what its original does."""
    refused: EntryId | None = None
    """The line that tells that it was refused after it had gone out."""
    explained: EntryId | None = None
    """The line in which somebody says what came of that."""

    @property
    def is_unaccepted(self) -> bool:
        """Whether it went out although, as it turned out, it was not let go: the shared database refused that."""
        return self.sent is not None and self.release is None


class Variant(msgspec.Struct, frozen=True):
    """One text of a message, for one channel, in one language: how far it is. `text` is what was proposed or sent."""

    key: str
    stage: Stage
    beginning: str = ""
    text: str = ""
    number: int = 0
    sent_us: int | None = None
    way: Way = msgspec.field(default_factory=Way)

    @property
    def channel(self) -> str:
        return channel_of(self.key)

    @property
    def language(self) -> str:
        """Empty for that of the channel."""
        return self.key.partition("/")[2]


class Message(msgspec.Struct):
    """One thing said to some people at one time. `keys` are those of its variants, in the order in which they came."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    begun_us: int
    title: str
    template: str
    corrects: EntryId | None
    again: EntryId | None
    channels: Field[tuple[str, ...]] = msgspec.field(default_factory=Field[tuple[str, ...]])
    for_audiences: Field[tuple[str, ...]] = msgspec.field(default_factory=Field[tuple[str, ...]])
    on_facts: Field[tuple[EntryId, ...]] = msgspec.field(default_factory=Field[tuple[EntryId, ...]])
    next_update: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    ways: dict[str, Way] = msgspec.field(default_factory=dict[str, Way])
    proposals: dict[EntryId, Proposal] = msgspec.field(default_factory=dict[EntryId, Proposal])
    proposed: Field[EntryId] = msgspec.field(default_factory=Field[EntryId])
    is_dropped: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return self.channels.value or ()

    @property
    def audiences(self) -> tuple[str, ...]:
        return self.for_audiences.value or ()

    @property
    def facts(self) -> tuple[EntryId, ...]:
        return self.on_facts.value or ()

    @property
    def next_update_us(self) -> int | None:
        return self.next_update.value

    @property
    def proposal(self) -> Proposal | None:
        """What is to go out, as it stands now."""
        return self.proposals.get(self.proposed.value or EntryId(""))

    @property
    def rivals(self) -> list[Proposal]:
        """The proposals of desks that did not know of each other, whose words differ: one of them has to be chosen."""
        heads = [self.proposals[setting.value] for setting in self.proposed.settings if setting.value in self.proposals]
        found = {(each.digest, each.audiences): each for each in heads}
        return list(found.values()) if len(found) > 1 else []

    @property
    def variants(self) -> dict[str, Variant]:
        """By their keys, as far as the record alone tells: ASKED is APPROVED where the plan's rule is met
        (approvals.stages)."""
        keys = dict.fromkeys((*self.keys, *(key for key, way in self.ways.items() if way.release)))
        return {key: self._variant(key) for key in keys}

    def _variant(self, key: str) -> Variant:
        way = self.ways.get(key) or Way()
        if way.sent is not None:
            sent = way.sent
            return Variant(key, Stage.SENT, way.beginning, sent.text, sent.number, sent.sent_us, way)
        proposal = self.proposals.get(way.release.proposal) if way.release else self.proposal
        text = proposal.texts.get(key, "") if proposal else ""
        return Variant(key, self._stage(key, way), way.beginning, text, way=way)

    def _stage(self, key: str, way: Way) -> Stage:
        if way.release is not None:
            return way.ended or Stage.RELEASED
        proposal = self.proposal
        if proposal is None or key not in proposal.texts:
            return Stage.DRAFT
        return Stage.DECLINED if proposal.declined else Stage.ASKED

    @property
    def is_open(self) -> bool:
        """Whether something of it can still go out."""
        over = (Stage.SENT, Stage.STOPPED, Stage.LAPSED)
        return not self.is_dropped and any(each.stage not in over for each in self.variants.values())

    @property
    def sent(self) -> list[Sent]:
        """What of it went out, in the order in which it did."""
        found = [way.sent for way in self.ways.values() if way.sent is not None]
        return sorted(found, key=lambda each: (each.sent_us, each.entry))

    def released(self, variant: str) -> Proposal | None:
        """The proposal whose words were let go for that variant."""
        way = self.ways.get(variant)
        return self.proposals.get(way.release.proposal) if way and way.release else None

    def draft_name(self, variant: str) -> str:
        """What the draft of a variant is called among those that several people write at once."""
        return draft_name(self.id, variant)


def draft_name(message: EntryId, variant: str) -> str:
    """What the draft of a variant is called."""
    return f"message/{message}/{variant}"


class Messages(msgspec.Struct):
    """The messages of an incident by their ids, in the order of the record."""

    of: dict[EntryId, Message] = msgspec.field(default_factory=dict[EntryId, Message])

    @property
    def all(self) -> list[Message]:
        """All but those that were dropped."""
        return [message for message in self.of.values() if not message.is_dropped]

    @property
    def sent(self) -> list[tuple[Message, Sent]]:
        """Everything that went out, the first first."""
        found = ((message, sent) for message in self.of.values() for sent in message.sent)
        return sorted(found, key=lambda pair: (pair[1].sent_us, pair[1].entry))

    def sent_by(self, *channels: str) -> Iterator[tuple[Message, Sent]]:
        """What went out by any of these channels, the first first."""
        return (pair for pair in self.sent if channel_of(pair[1].variant) in channels)

    def label(self, message: Message) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(message, self.of.values())

    def find(self, text: str) -> Message:
        """The message by number, id, or the start of its title that only one has. Raises: NotFound."""
        wanted = " ".join(text.split()).casefold()
        found = self.of.get(EntryId(text)) or by_number(text, self.all, "message")
        if found is not None:
            return found
        starts = [message for message in self.all if wanted and message.title.casefold().startswith(wanted)]
        if len(starts) == 1:
            return starts[0]
        raise NotFound(
            f"“{text}” is {'several messages' if starts else 'no message'} of this incident; say its number."
        )


def slots_in(text: str) -> set[str]:
    """The names of what is to be put into a text when it goes out."""
    return set(_SLOT.findall(text))


def filled(text: str, moments_us: Mapping[str, int | None], zone: tzinfo) -> str:
    """The text as it goes out: with the times in its slots, "17:20 UTC"; a slot without a time stays as it is."""

    def shown(slot: re.Match[str]) -> str:
        us = moments_us.get(slot[1])
        return slot[0] if us is None else clock_time(us, zone)

    return _SLOT.sub(shown, text)


def clock_time(us: int, zone: tzinfo) -> str:
    """A moment as a text says it: "17:20 UTC"."""
    moment = from_us(us).astimezone(zone)
    return f"{moment:%H:%M} {moment.tzname() or 'UTC'}"
