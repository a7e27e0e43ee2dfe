"""The words of a message in other languages: which the plan wants, which are missing, which no longer say the same."""

import enum
from collections.abc import Callable, Iterable, Iterator

import msgspec

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.drafts import Drafts
from incident_desk.domain.entry import NEVER, Entry, Order
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.kinds import applies, kind
from incident_desk.domain.message_entries import MessageEntry, channel_of
from incident_desk.domain.message_list import Message, Messages
from incident_desk.domain.message_writing import wanted
from incident_desk.domain.messages import open_message
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.severity import Severity


class Standing(enum.StrEnum):
    """How a translation stands. STALE: its original was changed after it."""

    MISSING = "missing"
    STALE = "stale"
    CURRENT = "current"


class Translation(msgspec.Struct, frozen=True):
    """One variant of a message in another language than that of its channel. `is_there`: somebody has begun it."""

    key: str
    language: str
    standing: Standing
    is_there: bool = True

    @property
    def original(self) -> str:
        """The variant that it is a translation of."""
        return channel_of(self.key)


def translations(
    plan: Plan, severity: Severity | None, message: Message, drafts: Drafts, words: Callable[[str], str]
) -> list[Translation]:
    """Those that the plan wants and those that somebody began besides, of what has not been let go yet.

    Args:
        words: what a variant says now.
    """
    free = [key for key in message.keys if (way := message.ways.get(key)) is None or way.release is None]
    begun = [key for key in free if key != channel_of(key)]
    keys = dict.fromkeys([*wanted(plan, severity, free, message.audiences), *begun])
    return [_translation(key, message, drafts, words) for key in keys]


def lacking(found: Iterable[Translation]) -> Iterator[Translation]:
    """Those that are missing or no longer say the same."""
    return (each for each in found if each.standing is not Standing.CURRENT)


def _translation(key: str, message: Message, drafts: Drafts, words: Callable[[str], str]) -> Translation:
    language = key.partition("/")[2]
    if key not in message.keys:
        return Translation(key, language, Standing.MISSING, is_there=False)
    if not words(key).strip():
        return Translation(key, language, Standing.MISSING)
    is_stale = channel_of(key) in message.keys and _is_stale(key, message, drafts)
    return Translation(key, language, Standing.STALE if is_stale else Standing.CURRENT)


def _is_stale(key: str, message: Message, drafts: Drafts) -> bool:
    way = message.ways.get(key)
    looked = max(_changed(key, message, drafts), way.kept if way else NEVER)
    return _changed(channel_of(key), message, drafts) > looked


def _changed(key: str, message: Message, drafts: Drafts) -> Order:
    """When its words were changed last; never, while it says what it began with."""
    changes = drafts.of.get(message.draft_name(key))
    return changes.last if changes is not None else NEVER


@kind("message.translation_kept")
class TranslationKept(MessageEntry, frozen=True):
    """The original was changed, and the translation still says the same."""

    variant: str
    title: str

    sort = None
    template = "Message {number}: the translation says the same as before, {variant}"

    def said_of(self) -> dict[str, str]:
        return {"variant": self.title}


@applies("messages", TranslationKept)
def kept(messages: Messages, entry: Entry, body: TranslationKept) -> None:
    message = messages.of.get(body.message)
    if message is not None and (way := message.ways.get(body.variant)) is not None:
        way.kept = max(way.kept, entry.order)


class KeepTranslation(Fields, frozen=True):
    """`variant` is its key: "website/de"."""

    message: str
    variant: str


@command(
    "message.keep_translation",
    help="Say that a translation is still right after its original was changed",
    slash=("keep-translation",),
)
def keep(messages: Messages, headline: Headline, plans: Plans, drafts: Drafts, fields: KeepTranslation) -> list[Draft]:
    message, key = open_message(messages, fields.message), fields.variant
    if key == channel_of(key) or key not in message.keys:
        there = ", ".join(each for each in message.keys if each != channel_of(each)) or "none"
        raise NotFound(f"“{key}” is no translation of message {messages.label(message)}; there are {there}.")
    if not _is_stale(key, message, drafts):
        raise RuleError(f"The original of “{key}” was not changed since it was translated.")
    titles = {each.key: each.title for each in plans.of(headline).channels}
    title = f"{titles.get(channel_of(key), channel_of(key))}, {key.partition('/')[2]}"
    return [Draft(TranslationKept(message.id, message.number, key, title))]
