"""Who gets the updates of the status page by e-mail: joined after a confirmation, left by one click, told of each once.

It is written apart from every incident. Only the entry of whoever joined has their address, so that it can be erased.
"""

import enum
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.addresses import checked_address
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import forgetting
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import PAGE_SUBSCRIBERS, EntryId
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.powers import Power

MOST: Final = 50_000
AT_ONCE: Final = 500
SAID_LETTERS: Final = 200
LEFT: Final = "They left the list of the status page."


@kind("subscriber.joined")
class SubscriberJoined(Body, frozen=True):
    """Somebody followed the link that was sent to their address, and gets the updates in that language from now on."""

    address: str
    language: str = ""

    def remains(self) -> Body:
        return SubscriberJoined("")


@kind("subscriber.left")
class SubscriberLeft(Body, frozen=True):
    """Whoever joined by these entries wants no more."""

    joined: tuple[EntryId, ...]

    def remains(self) -> Body:
        return self


@kind("subscriber.mailing_begun")
class MailingBegun(Body, frozen=True):
    """An update of the page is about to go to these."""

    update: EntryId
    to: tuple[EntryId, ...]

    def remains(self) -> Body:
        return self


@kind("subscriber.mailing_ended")
class MailingEnded(Body, frozen=True):
    """An update went to these, and did not go to those: why."""

    update: EntryId
    told: tuple[EntryId, ...] = ()
    failed: dict[EntryId, str] = {}

    def remains(self) -> Body:
        return MailingEnded(self.update, self.told, dict.fromkeys(self.failed, ""))


class Mailed(enum.IntEnum):
    """How far an update has come to somebody. Of one that was begun and never ended nobody knows whether it arrived."""

    BEGUN = 1
    FAILED = 2
    TOLD = 3


class Subscriber(msgspec.Struct, frozen=True, gc=False):
    """One of those. Without an address it was erased."""

    id: EntryId
    address: str
    language: str
    since_us: int


class Lost(msgspec.Struct, frozen=True, gc=False):
    """A mail that did not arrive, or may not have: when that was written down, and why."""

    at_us: int
    why: str


class Subscribers(msgspec.Struct):
    """`mailed` is how far each update has come to whom, `lost` why it did not get there; `left` has who left."""

    of: dict[EntryId, Subscriber] = msgspec.field(default_factory=dict[EntryId, Subscriber])
    left: dict[EntryId, int] = msgspec.field(default_factory=dict[EntryId, int])
    mailed: dict[EntryId, dict[EntryId, Mailed]] = msgspec.field(default_factory=dict[EntryId, dict[EntryId, Mailed]])
    lost: dict[tuple[EntryId, EntryId], Lost] = msgspec.field(default_factory=dict[tuple[EntryId, EntryId], Lost])
    """By update and whom it was for."""

    @property
    def standing(self) -> list[Subscriber]:
        """Who gets updates now, each address once, though two desks may have taken it at once."""
        found: dict[str, Subscriber] = {}
        for each in self.of.values():
            if each.address and each.id not in self.left:
                found.setdefault(each.address.casefold(), each)
        return list(found.values())

    @property
    def kept_of_left(self) -> list[Subscriber]:
        """Who left, and whose address is not erased yet."""
        return [each for each in self.of.values() if each.address and each.id in self.left]

    def ids_of(self, address: str) -> tuple[EntryId, ...]:
        """All entries by which that address joined and did not leave."""
        folded = address.casefold()
        return tuple(e.id for e in self.of.values() if e.address.casefold() == folded and e.id not in self.left)

    def due(self, update: EntryId, at_us: int) -> list[Subscriber]:
        """To whom an update of that moment has not begun to go: all who had joined by then."""
        begun = self.addresses_of(update)
        return [each for each in self.standing if each.since_us <= at_us and each.address.casefold() not in begun]

    def addresses_of(self, update: EntryId) -> set[str]:
        """The addresses to which an update has begun to go, by whichever entry they joined."""
        return {self.of[each].address.casefold() for each in self.mailed.get(update, {}) if each in self.of}

    def lost_since(self, since_us: int) -> dict[EntryId, str]:
        """Who missed an update since then, and why: the last of it last."""
        missed = {
            to: lost.why
            for (update, to), lost in sorted(self.lost.items(), key=lambda each: each[1].at_us)
            if lost.at_us >= since_us and self.mailed[update].get(to) is Mailed.FAILED
        }
        return {to: why for to, why in missed.items() if to not in self.left}

    def unfinished(self, update: EntryId) -> list[Subscriber]:
        """To whom it was begun without a word of what came of it."""
        mailed = self.mailed.get(update, {})
        return [each for each in self.standing if mailed.get(each.id) is Mailed.BEGUN]


@applies("subscribers", SubscriberJoined)
def joined(subscribers: Subscribers, entry: Entry, body: SubscriberJoined) -> None:
    subscribers.of[entry.id] = Subscriber(entry.id, body.address, body.language, entry.occurred_us)


@applies("subscribers", SubscriberLeft)
def left(subscribers: Subscribers, entry: Entry, body: SubscriberLeft) -> None:
    for each in body.joined:
        subscribers.left.setdefault(each, entry.occurred_us)


@applies("subscribers", MailingBegun)
def mailing_begun(subscribers: Subscribers, entry: Entry, body: MailingBegun) -> None:
    _mailed(subscribers, body.update, body.to, Mailed.BEGUN)


@applies("subscribers", MailingEnded)
def mailing_ended(subscribers: Subscribers, entry: Entry, body: MailingEnded) -> None:
    _mailed(subscribers, body.update, body.told, Mailed.TOLD)
    _mailed(subscribers, body.update, body.failed, Mailed.FAILED)
    for to, why in body.failed.items():
        subscribers.lost[body.update, to] = Lost(entry.occurred_us, why)


def _mailed(subscribers: Subscribers, update: EntryId, to: Iterable[EntryId], how: Mailed) -> None:
    known = subscribers.mailed.setdefault(update, {})
    for each in to:
        known[each] = max(how, known.get(each, how))


# commands ------------------------------------------------------------------------------------------------------------


class JoinPage(Fields, frozen=True):
    """Whoever runs it has seen that the address is theirs: they followed the link that was sent there."""

    address: str
    language: str = ""


class LeavePage(Fields, frozen=True):
    """`who` is an address, or the entry by which somebody joined."""

    who: str


class BeginMailing(Fields, frozen=True):
    update: EntryId
    to: tuple[EntryId, ...]


class EndMailing(Fields, frozen=True):
    update: EntryId
    told: tuple[EntryId, ...] = ()
    failed: dict[EntryId, str] = {}


class ForgetLeft(Fields, frozen=True):
    """Of all who left."""


@command("subscriber.join", help="Send the updates of the status page to an address that was confirmed", alone=True)
def join(context: Context, fields: JoinPage) -> list[Draft]:
    address, subscribers = checked_address(fields.address), _subscribers(context)
    if subscribers.ids_of(address):
        return []
    if len(subscribers.standing) >= MOST:
        raise RuleError(f"The page has {MOST} subscribers already; it takes no more.")
    return [_draft(SubscriberJoined(address, fields.language.strip()[:16]))]


@command("subscriber.leave", help="Send somebody no more updates of the status page", alone=True)
def leave(context: Context, fields: LeavePage) -> list[Draft]:
    subscribers, who = _subscribers(context), fields.who.strip()
    known = subscribers.of.get(EntryId(who))
    ids = subscribers.ids_of(known.address if known is not None else who)
    if known is not None and known.id in subscribers.left:
        return []
    if not ids:
        raise NotFound("Nobody of that address gets updates of the status page.")
    return [_draft(SubscriberLeft(ids))]


@command(
    "subscriber.begin_mailing",
    help="Write down to whom an update is about to go: the desk does it by itself",
    alone=True,
)
def begin_mailing(context: Context, fields: BeginMailing) -> list[Draft]:
    known = _known(context, fields.to).mailed.get(fields.update, {})
    new = tuple(each for each in dict.fromkeys(fields.to) if each not in known)
    if len(new) > AT_ONCE:
        raise RuleError(f"At most {AT_ONCE} at once.")
    return [_draft(MailingBegun(fields.update, new))] if new else []


@command("subscriber.end_mailing", help="Write down to whom an update has gone: the desk does it by itself", alone=True)
def end_mailing(context: Context, fields: EndMailing) -> list[Draft]:
    if not fields.told and not fields.failed:
        raise RuleError("Say to whom it has gone, or not.")
    _known(context, [*fields.told, *fields.failed])
    said = {each: " ".join(why.split())[:SAID_LETTERS] for each, why in fields.failed.items()}
    return [_draft(MailingEnded(fields.update, fields.told, said))]


@command(
    "subscriber.forget",
    help="Erase the addresses of those who left; two people, as with every erasure",
    alone=True,
    who="two people, one after the other",
    power=Power.ERASE,
)
def forget(context: Context, fields: ForgetLeft) -> list[Draft]:
    leavers = (each.id for each in _subscribers(context).kept_of_left)
    remains = SubscriberJoined("")
    return [draft for each in leavers for draft in forgetting(context, PAGE_SUBSCRIBERS, each, LEFT, remains)]


def _known(context: Context, named: Iterable[EntryId]) -> Subscribers:
    """All of them. Raises: NotFound if one of those named is none."""
    subscribers = _subscribers(context)
    if any(each not in subscribers.of for each in named):
        raise NotFound("One of these is no subscriber of the status page.")
    return subscribers


def _subscribers(context: Context) -> Subscribers:
    return context.elsewhere(PAGE_SUBSCRIBERS, Subscribers)


def _draft(body: Body) -> Draft:
    return Draft(body, incident=PAGE_SUBSCRIBERS)
