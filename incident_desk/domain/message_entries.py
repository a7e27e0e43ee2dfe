"""What is written about a message: begun, proposed word for word, approved or declined, released, and what came of it.

The kinds that begin with "gov." are those on which a shared database acts, by their subjects and never by their bodies
(store/shared/doors/rules.sql): there nothing goes out without them.
"""

import enum
import hashlib
from collections.abc import Mapping
from typing import ClassVar

import msgspec
from msgspec import UNSET, UnsetType

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.sentences import LineSort, Sentence

Texts = dict[str, str]
"""By the key of a variant: the key of its channel, with "/" and a language behind it where it is a translation."""


def digest_of(message: EntryId, texts: Mapping[str, str]) -> str:
    """What an approval is bound to: a letter more or less in any of the texts makes another.

    The id of the message is in it, so that two messages with the same words are two; it is put around the digest of
    the words, which a shared database can therefore compare with words that were approved in advance.
    """
    return hashlib.sha256(f"{message} {words_digest(texts)}".encode()).hexdigest()


def words_digest(texts: Mapping[str, str]) -> str:
    """The digest of the words alone."""
    return hashlib.sha256(msgspec.json.encode(dict(texts), order="sorted")).hexdigest()


def witnessed_words(message: EntryId, digest: str) -> bytes:
    """What whoever witnesses puts their signature to."""
    return f"witness {message} {digest}".encode()


def channel_of(variant: str) -> str:
    """The key of the channel that a variant is for."""
    return variant.partition("/")[0]


@kind("message.begun")
class MessageBegun(Body, frozen=True):
    """Somebody begins to write a message; its id is that of this entry.

    `texts` are what the drafts of its variants begin with. `corrects` is the message that it puts right, `again` the
    one whose words did not go out and are written anew.
    """

    number: int
    title: str
    texts: Texts
    template: str = ""
    audiences: tuple[str, ...] = ()
    facts: tuple[EntryId, ...] = ()
    next_update_us: MomentUs | None = None
    corrects: EntryId | None = None
    again: EntryId | None = None

    sort = LineSort.APPROVAL
    stands = "A message that was begun stays; drop it with /drop-message."

    def sentence(self) -> Sentence:
        return Sentence("Message {number} is being written", {"number": str(self.number)})

    def words(self) -> str:
        return self.title

    def remains(self) -> Body:
        return msgspec.structs.replace(self, title="", texts=dict.fromkeys(self.texts, ""))


@kind("message.changed")
class MessageChanged(Body, frozen=True):
    """Whom it is for, by which channels, what it stands on, or its time was changed; what is not named stays.

    `texts` are what the drafts of channels that were not there before begin with.
    """

    message: EntryId
    channels: tuple[str, ...] | UnsetType = UNSET
    audiences: tuple[str, ...] | UnsetType = UNSET
    facts: tuple[EntryId, ...] | UnsetType = UNSET
    next_update_us: MomentUs | UnsetType | None = UNSET
    texts: Texts = {}
    over: dict[str, Over] = {}

    def remains(self) -> Body:
        return msgspec.structs.replace(self, texts=dict.fromkeys(self.texts, ""))


class MessageEntry(Body, frozen=True):
    """What the bodies about one message have in common. `number` is what it is called in the line."""

    message: EntryId
    number: int

    sort = LineSort.APPROVAL
    template: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.template, {"number": str(self.number), **self.said_of()})

    def said_of(self) -> dict[str, str]:
        """What else goes into the line."""
        return {}


@kind("gov.message.proposed")
class MessageProposed(MessageEntry, frozen=True):
    """These exact texts are to go out. The subject is the message and the digest of them.

    `titles` are what their channels were called then. Nothing of it goes out after `not_after_us`.
    """

    texts: Texts
    titles: Texts
    audiences: tuple[str, ...] = ()
    facts: tuple[EntryId, ...] = ()
    prepared: str = ""
    """The key of the template that it was made from."""
    next_update_us: MomentUs | None = None
    not_after_us: MomentUs | None = None
    over: Over = ()

    template = "Message {number} proposed: {channels}"

    def said_of(self) -> dict[str, str]:
        return {"channels": ", ".join(self.titles.values())}

    def words(self) -> str:
        return "\n\n".join(dict.fromkeys(self.texts.values()))

    def remains(self) -> Body:
        return msgspec.structs.replace(self, texts=dict.fromkeys(self.texts, ""))


@kind("message.chosen")
class MessageChosen(MessageEntry, frozen=True):
    """Of several proposals made apart this one stands. Whoever chooses is no author of its words."""

    proposal: EntryId
    name: str
    over: Over = ()

    template = "Message {number}: the words of {name} stand"

    def said_of(self) -> dict[str, str]:
        return {"name": self.name}


class Word(MessageEntry, frozen=True):
    """Somebody says yes or no to what was proposed by that entry, in that role of the plan."""

    proposal: EntryId
    role: str
    title: str
    name: str

    def said_of(self) -> dict[str, str]:
        return {"name": self.name, "title": self.title}


@kind("gov.message.approved")
class MessageApproved(Word, frozen=True):
    """The subject is the digest of what may go out."""

    template = "Message {number} approved by {name}, {title}"


@kind("message.declined")
class MessageDeclined(Word, frozen=True):
    """It does not go out like this, and why."""

    reason: str = ""

    template = "Message {number} declined by {name}, {title}"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="", title="", name="")


class Way(MessageEntry, frozen=True):
    """What happens to a message on one of its channels; `title` is what that is called."""

    channel: str
    title: str

    def said_of(self) -> dict[str, str]:
        return {"channel": self.title}


@kind("gov.message.released")
class MessageReleased(Way, frozen=True):
    """It goes out by this channel, once. The subject is the message, the channel and the digest of its words.

    It goes out from `from_us` on, until then it can be stopped. `next_update_us` is what is put into its words.
    `is_before_approval`: the plan lets it go at once, and be approved afterwards. `witness`, called `name`, is the
    second person who said yes where the shared database could not be reached, and `how` says how they said it.
    `seal` is the signature of a desk of theirs over `witnessed_words`, where they said it by their own key: "DESK:HEX".
    """

    digest: str
    from_us: MomentUs
    next_update_us: MomentUs | None = None
    not_after_us: MomentUs | None = None
    is_before_approval: bool = False
    witness: PersonId | None = None
    name: str = ""
    how: str = ""
    seal: str = ""

    def sentence(self) -> Sentence:
        if self.witness is not None:
            template = "Message {number} goes out: {channel}, witnessed by {name}, without the shared database"
        elif self.is_before_approval:
            template = "Message {number} goes out: {channel}, to be approved afterwards"
        else:
            template = "Message {number} goes out: {channel}"
        return Sentence(template, {"number": str(self.number), "channel": self.title, "name": self.name})

    def words(self) -> str:
        return self.how

    def remains(self) -> Body:
        return msgspec.structs.replace(self, how="", name="", title="")


@kind("message.stopped")
class MessageStopped(Way, frozen=True):
    """It was stopped before it went out."""

    reason: str = ""

    template = "Message {number} stopped: {channel}"
    stands = "What was stopped stays stopped: write it anew."

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="", title="")


@kind("message.tried")
class MessageTried(Way, frozen=True):
    """A desk is about to send it. `is_again`: it was tried before, and what came of that is not known."""

    variant: str
    is_again: bool = False

    sort = None


class End(enum.StrEnum):
    """How a variant ended that did not go out."""

    FAILED = "failed"
    LAPSED = "lapsed"


@kind("message.sent")
class MessageSent(Way, frozen=True):
    """It went out, with these very words. `receipt` is what the service answered.

    `may_be_double`: a desk that tried it before may have sent it, too.
    """

    variant: str
    text: str
    sent_us: MomentUs
    audiences: tuple[str, ...] = ()
    next_update_us: MomentUs | None = None
    by_hand: bool = False
    receipt: str = ""
    may_be_double: bool = False
    is_public: bool = False

    stands: ClassVar[str] = "What went out cannot be taken back: write a message that corrects it."

    def line_sort(self) -> LineSort | None:
        return LineSort.MESSAGE if self.is_public else LineSort.INTERNAL_MESSAGE

    def sentence(self) -> Sentence:
        template = "Message {number} sent by hand: {channel}" if self.by_hand else "Message {number} sent: {channel}"
        if self.may_be_double:
            template += "; it may have arrived twice"
        return Sentence(template, {"number": str(self.number), "channel": self.title})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="", receipt="", title="")


@kind("message.ended")
class MessageEnded(Way, frozen=True):
    """It did not go out: it failed, or its time was over. `said` is why, in words."""

    variant: str
    how: End
    said: str = ""

    stands = "That stays as it was; have it tried again, or write the message anew."

    def sentence(self) -> Sentence:
        templates = {
            End.FAILED: "Message {number} could not be sent: {channel}",
            End.LAPSED: "Message {number} is held back and not sent: {channel}",
        }
        return Sentence(templates[self.how], {"number": str(self.number), "channel": self.title})

    def words(self) -> str:
        return self.said

    def remains(self) -> Body:
        return msgspec.structs.replace(self, said="", title="")


@kind("message.retried")
class MessageRetried(Way, frozen=True):
    """What failed is to be tried again."""

    variant: str

    template = "Message {number} is tried again: {channel}"


@kind("message.refused")
class MessageRefused(Way, frozen=True):
    """It went out with a witness, and when the shared database could be asked again it did not accept that."""

    variant: str

    stands: ClassVar[str] = "That stays as it was; say what came of it with /explain-message."

    template = "Message {number} went out, and the shared database refused it afterwards: {channel}"


@kind("message.explained")
class MessageExplained(Way, frozen=True):
    """Whoever leads says what came of it."""

    variant: str
    name: str
    reason: str

    template = "Message {number} went out without acceptance, {name} says what came of it: {channel}"

    def said_of(self) -> dict[str, str]:
        return {"channel": self.title, "name": self.name}

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="", name="", title="")


@kind("message.dropped")
class MessageDropped(MessageEntry, frozen=True):
    """It is not needed any more, and was sent to nobody."""

    template = "Message {number} dropped"
