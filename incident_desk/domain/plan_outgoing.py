"""The parts of a plan about words that go out: who is told how often, what is not said, what the law asks to be told.

A field named `…_s` is a span in seconds; the text calls it without the `_s` and gives a unit ("within: 5 min").
"""

import enum
from collections.abc import Iterable
from typing import Annotated, ClassVar

import msgspec

from incident_desk.domain.plan_phrases import PHRASE
from incident_desk.domain.plan_sections import (
    Channel,
    ChannelKey,
    ChannelKind,
    GroupKey,
    Language,
    NotificationKey,
    Often,
    RegionKey,
    RoleKey,
    Section,
    ServiceName,
    TemplateKey,
    Words,
)
from incident_desk.domain.severity import Severity


class Pace(Section, frozen=True):
    """How soon and how often an audience is told at these severities."""

    noun: ClassVar[str] = "pace"

    severities: Annotated[tuple[Severity, ...], msgspec.Meta(min_length=1)]
    first_within_s: Often | None = msgspec.field(default=None, name="first_within")
    every_s: Often | None = msgspec.field(default=None, name="every")


class Audience(Section, frozen=True):
    """People who are told the same, by these channels. Without `severities` they are told at all of them.

    What it says nothing of (how soon, how often) is as the cadences of the plan have it: as for the public where one
    of its channels is public, else as inside. `groups` are the customers it stands for. The regions in `confirms` say
    that they have received it, each within `confirm_within_s`. `languages` are those it is told in; without any, that
    of each channel.
    """

    noun: ClassVar[str] = "audience"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    channels: Annotated[tuple[ChannelKey, ...], msgspec.Meta(min_length=1)]
    first_within_s: Often | None = msgspec.field(default=None, name="first_within")
    every_s: Often | None = msgspec.field(default=None, name="every")
    paces: tuple[Pace, ...] = ()
    severities: tuple[Severity, ...] = ()
    groups: tuple[GroupKey, ...] = ()
    languages: tuple[Language, ...] = ()
    confirms: tuple[RegionKey, ...] = ()
    confirm_within_s: Often | None = msgspec.field(default=None, name="confirm_within")

    def pace_at(self, severity: Severity) -> Pace:
        """How soon and how often at a severity, as far as it says so itself."""
        own = Pace((severity,), self.first_within_s, self.every_s)
        at = next((pace for pace in self.paces if severity in pace.severities), own)
        return Pace((severity,), at.first_within_s or own.first_within_s, at.every_s or own.every_s)


def usual_audiences(channels: Iterable[Channel]) -> tuple[Audience, ...]:
    """Whom a plan tells that names no audience; a pager calls people in, and tells nobody how it goes on."""
    public = tuple(each.key for each in channels if each.is_public)
    inside = tuple(each.key for each in channels if not each.is_public and each.kind is not ChannelKind.PAGER)
    told = (("customers", "Customers", public), ("inside", "Our own people", inside))
    return tuple(Audience(key, title, keys) for key, title, keys in told if keys)


class Sort(enum.StrEnum):
    """What is wrong with words that are not to be said outside."""

    BLAMES = "blames"
    PROMISES = "promises"
    LEAKS = "leaks"


class Wording(Section, frozen=True):
    """Words that are not to go out. `use` is what to write instead, or `why` says what to think of.

    In `words`, “*” stands for any letters without a space, “#” for digits; small and capital letters are the same.
    """

    noun: ClassVar[str] = "wording"
    named_by: ClassVar[str] = "key"

    key: str
    kind: Sort
    words: Annotated[tuple[Annotated[str, msgspec.Meta(extra={"written": PHRASE})], ...], msgspec.Meta(min_length=1)]
    use: str = ""
    why: str = ""
    because: str = ""


class IfAsked(Section, frozen=True):
    """What is answered to somebody outside who asks. Where it draws on facts it holds as long as they do.

    Whoever holds one of the roles in `by` approves it first; without any, it is approved with the plan.
    """

    noun: ClassVar[str] = "prepared answer"
    named_by: ClassVar[str] = "key"

    key: str
    asked: str
    answer: Words
    by: tuple[RoleKey, ...] = ()
    because: str = ""


class LegalStart(enum.StrEnum):
    """From when the law counts: from when it was known here, from the declaration, from when it began."""

    KNOWN = "known"
    DECLARED = "declared"
    BEGAN = "began"


class Notification(Section, frozen=True):
    """What the law or a contract asks to be told: when, to whom, and by when.

    Its time counts from `starts`; or from when the notification `after` was sent. With `severities` or `services` it
    stands by itself as soon as all that is named holds; without, when somebody says that its trigger does.
    `within` is the latest; one `without_delay` is to be told as soon as it can be. `law` is where it is written.
    """

    noun: ClassVar[str] = "legal notification"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    trigger: str
    recipient: str
    within_s: Often = msgspec.field(name="within")
    starts: LegalStart = LegalStart.KNOWN
    after: NotificationKey = ""
    without_delay: bool = False
    severities: tuple[Severity, ...] = ()
    services: tuple[ServiceName, ...] = ()
    decides: tuple[RoleKey, ...] = ()
    channel: ChannelKey = ""
    template: TemplateKey = ""
    law: str = ""
    because: str = ""

    def amiss(self) -> str:
        return "it cannot come after itself" if self.after and self.after == self.key else ""


class Sending(Section, frozen=True):
    """How long what was let go can be stopped, and how near and far the next update may be promised.

    Whoever holds the role `by` keeps the promises to audiences; without one, whoever leads does.
    """

    stop_within_s: Often = msgspec.field(default=10, name="stop_within")
    next_update_at_least_s: Often = msgspec.field(default=300, name="next_update_at_least")
    next_update_at_most_s: Often = msgspec.field(default=86_400, name="next_update_at_most")
    by: RoleKey = ""

    def amiss(self) -> str:
        if self.next_update_at_least_s > self.next_update_at_most_s:
            return "the least is longer than the most"
        return ""


OUTGOING: tuple[type[Section], ...] = (Audience, Pace, Wording, IfAsked, Notification, Sending)
