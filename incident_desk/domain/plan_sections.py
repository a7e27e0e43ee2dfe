"""The parts of a plan around its severities and roles: who is told how, who may send, whom to reach, what is owned.

What a part refers to is said in its type: `RoleKey` is the key of a role of the same plan. The reader holds to it.
A field named `…_s` is a span in seconds; the text calls it without the `_s` and gives a unit ("within: 5 min").
"""

import datetime
import enum
from typing import Annotated, ClassVar

import msgspec

from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.severity import Severity


def _key_of(section: str) -> msgspec.Meta:
    return msgspec.Meta(extra={"of": section})


RoleKey = Annotated[str, _key_of("roles")]
ChannelKey = Annotated[str, _key_of("channels")]
ContactKey = Annotated[str, _key_of("contacts")]
OnCallKey = Annotated[str, _key_of("on_call")]
GroupKey = Annotated[str, _key_of("customer_groups")]
RegionKey = Annotated[str, _key_of("regions")]
AudienceKey = Annotated[str, _key_of("audiences")]
TemplateKey = Annotated[str, _key_of("templates")]
ServiceName = Annotated[str, _key_of("services")]
NotificationKey = Annotated[str, _key_of("notifications")]
Words = Annotated[str, msgspec.Meta(extra={"written": "template"})]
"""Words with places for facts, as `plan_templates` reads them."""
Language = Annotated[str, msgspec.Meta(extra={"written": "language"})]
Often = Annotated[int, msgspec.Meta(gt=0)]
"""How often something comes round, in seconds."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of a plan have in common: nothing is taken that is not known.

    `noun` is what a person calls one. `named_by` is the field others refer to it by, once in its list. One that
    `may_be_a_name` can be written as the plain words of that field alone.
    """

    noun: ClassVar[str] = ""
    named_by: ClassVar[str] = ""
    may_be_a_name: ClassVar[bool] = False

    def amiss(self) -> str:
        """What its fields, each sound, say against one another; empty for nothing."""
        return ""


class ChannelKind(enum.StrEnum):
    """How words travel."""

    STATUS_PAGE = "status page"
    EMAIL = "e-mail"
    SMS = "sms"
    SOCIAL = "social"
    VOICEMAIL = "voicemail"
    PHONE = "phone"
    CHAT = "chat"
    RADIO = "radio"
    PAGER = "pager"


class Network(enum.StrEnum):
    """Where a social channel is: each network counts in its own way."""

    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    THREADS = "threads"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"


class Channel(Section, frozen=True):
    """One way to tell somebody. `limit` is the longest text, in characters, if the house sets one.

    `to` says to whom, where it is somebody who reads it out or passes it on.
    """

    noun: ClassVar[str] = "channel"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    kind: ChannelKind
    language: str = "en"
    limit: Often | None = None
    is_public: bool = msgspec.field(default=False, name="public")
    network: Network | None = None
    to: str = ""

    def amiss(self) -> str:
        if self.network is not None and self.kind is not ChannelKind.SOCIAL:
            return f"only a social channel is on a network; this is {self.kind}"
        return ""


class Offline(enum.StrEnum):
    """What may go out while no shared database can be asked: nothing, or what a second person has witnessed."""

    REFUSED = "refused"
    WITNESSED = "witnessed"


class MovesOn(Section, frozen=True):
    """Whom an approval that nobody has answered for `after_s` is asked of next."""

    after_s: Often = msgspec.field(name="after")
    to: Annotated[tuple[RoleKey, ...], msgspec.Meta(min_length=1)]


class Approval(Section, frozen=True):
    """Who lets words out on these channels: so many of `by`, and one of `legal` where it names any.

    Without `severities` or `audiences` it holds for all of them. What is made from a template that is approved
    `in_advance`, and says nothing else, needs nobody. With `afterwards` it may go out first and be approved after.
    """

    channels: tuple[ChannelKey, ...]
    by: tuple[RoleKey, ...]
    needs: Annotated[int, msgspec.Meta(ge=0)] = 1
    severities: tuple[Severity, ...] = ()
    audiences: tuple[AudienceKey, ...] = ()
    in_advance: tuple[TemplateKey, ...] = ()
    legal: tuple[RoleKey, ...] = ()
    offline: Offline = Offline.REFUSED
    afterwards: bool = False
    moves_on: MovesOn | None = None
    words: str = ""
    because: str = ""

    def amiss(self) -> str:
        return "nobody is named who could approve; write 0 if nobody has to" if self.needs and not self.by else ""


class RunbookStep(Section, frozen=True):
    """One step of a runbook: who does it, how long it may take, and what stands before it.

    The `precondition` must hold. With `read_back` a second person reads it back; at a `hold` it waits for a word of
    whoever leads.
    """

    noun: ClassVar[str] = "step"

    do: str
    role: RoleKey = ""
    within_s: Often | None = msgspec.field(default=None, name="within")
    precondition: str = ""
    read_back: bool = False
    hold: bool = False
    because: str = ""


class PlaceKind(enum.StrEnum):
    """What a place of an incident is for, in the order in which they are shown."""

    BRIDGE = "bridge"
    DIAL_IN = "dial-in"
    FALLBACK = "fallback"
    CHAT = "chat"
    TICKET = "ticket"
    VENDOR_CASE = "vendor case"


class PlannedPlace(Section, frozen=True):
    """Where people of every incident meet, or where else it is written. "{number}" stands for that of the incident."""

    noun: ClassVar[str] = "place"
    named_by: ClassVar[str] = "key"

    key: str
    kind: PlaceKind
    where: str
    of: str = ""


class Runbook(Section, frozen=True):
    """A course of action thought through in advance. `takes_s` is how long the whole of it takes."""

    noun: ClassVar[str] = "runbook"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    steps: tuple[RunbookStep, ...]
    effect: str = ""
    risk: str = ""
    undo: str = ""
    requires: str = ""
    takes_s: Often | None = msgspec.field(default=None, name="takes")


class Translation(Section, frozen=True):
    """The words of a template in another language."""

    noun: ClassVar[str] = "translation"
    named_by: ClassVar[str] = "language"

    language: Language
    text: Words


class Template(Section, frozen=True):
    """Words prepared for a moment. {{ what }} stands for a fact, “[…]” for what is still to be filled in by hand."""

    noun: ClassVar[str] = "template"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    channels: tuple[ChannelKey, ...]
    when: str
    text: Words
    translations: tuple[Translation, ...] = ()


class Contact(Section, frozen=True):
    """Somebody to reach, by the ways in `reach`, the first first. `checked` is when they last answered a test."""

    noun: ClassVar[str] = "contact"
    named_by: ClassVar[str] = "key"

    key: str
    name: str
    reach: tuple[str, ...]
    team: str = ""
    checked: datetime.date | None = None


class Rung(Section, frozen=True):
    """One way to call somebody in, and how long an answer is waited for before the next is tried."""

    noun: ClassVar[str] = "rung"

    channel: ChannelKey
    wait_s: Often = msgspec.field(name="wait")


class Ladder(Section, frozen=True):
    """How people are called in when they are needed, the first rung first.

    It holds for these `people`, else for whoever is needed in these `roles`; with neither, for everybody else.
    """

    noun: ClassVar[str] = "ladder"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    rungs: Annotated[tuple[Rung, ...], msgspec.Meta(min_length=1)]
    roles: tuple[RoleKey, ...] = ()
    people: tuple[ContactKey, ...] = ()


class OnCall(Section, frozen=True):
    """Who is called for a role, the first first."""

    noun: ClassVar[str] = "on-call list"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    fills: tuple[RoleKey, ...]
    people: tuple[ContactKey, ...]


class Service(Section, frozen=True):
    """Something the house runs for others, who owns it, and whom to call for it. A name alone will do.

    `in_alerts` is what monitors call it.
    """

    noun: ClassVar[str] = "service"
    named_by: ClassVar[str] = "name"
    may_be_a_name: ClassVar[bool] = True

    name: str
    owner: str = ""
    on_call: OnCallKey = ""
    used_by: tuple[GroupKey, ...] = ()
    regions: tuple[RegionKey, ...] = ()
    in_alerts: tuple[str, ...] = ()


class CustomerGroup(Section, frozen=True):
    """People who depend on the house in the same way, and how they are told."""

    noun: ClassVar[str] = "customer group"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    feels: str = ""
    told_by: tuple[ChannelKey, ...] = ()


class Region(Section, frozen=True):
    """A part of the world or of the house that can fail on its own."""

    noun: ClassVar[str] = "region"
    named_by: ClassVar[str] = "key"

    key: str
    title: str


class FactorClass(Section, frozen=True):
    """A kind of thing that contributes to incidents, and what belongs to it. A name alone will do."""

    noun: ClassVar[str] = "class of factors"
    named_by: ClassVar[str] = "name"
    may_be_a_name: ClassVar[bool] = True

    name: str
    covers: str = ""


class Attention(Section, frozen=True):
    """What people are shown first of what needs them, and for how long they may put it off.

    Kinds that `order` does not name come after those that it does. `snooze_s` is what is offered first. The `urgent`
    kinds may be put off only for `urgent_at_most_s`.
    """

    order: tuple[NeedKind, ...] = tuple(NeedKind)
    snooze_s: Often = msgspec.field(default=600, name="snooze")
    snooze_at_most_s: Often = msgspec.field(default=28_800, name="snooze_at_most")
    urgent: tuple[NeedKind, ...] = (NeedKind.APPROVAL, NeedKind.CALL, NeedKind.ROLE, NeedKind.COURSE)
    urgent_at_most_s: Often = msgspec.field(default=900, name="urgent_at_most")

    def at_most_s(self, kind: NeedKind) -> int:
        """How long a need of this kind may be put off."""
        return min(self.snooze_at_most_s, self.urgent_at_most_s) if kind in self.urgent else self.snooze_at_most_s


AROUND: tuple[type[Section], ...] = (
    Channel,
    Approval,
    MovesOn,
    Template,
    Translation,
    Contact,
    OnCall,
    Service,
    CustomerGroup,
    Region,
    Runbook,
    RunbookStep,
    PlannedPlace,
    Ladder,
    Rung,
    FactorClass,
    Attention,
)
