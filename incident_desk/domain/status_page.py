"""What stands on the public status page: what was approved and sent there, with the states that go with it.

The words, states and marks of services are those of Statuspage (https://developer.statuspage.io), so that what reads
one of those pages reads ours.
"""

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.links import Relation
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Release
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.domain.releasing import words
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State

T = TypeVar("T")


class PublicState(enum.StrEnum):
    """Where an incident stands for those outside."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


PUBLIC: Final = {
    State.DETECTED: PublicState.INVESTIGATING,
    State.DECLARED: PublicState.INVESTIGATING,
    State.INVESTIGATING: PublicState.INVESTIGATING,
    State.MITIGATING: PublicState.IDENTIFIED,
    State.MONITORING: PublicState.MONITORING,
    State.RESOLVED: PublicState.RESOLVED,
    State.REVIEWED: PublicState.RESOLVED,
    State.FALSE_ALARM: PublicState.RESOLVED,
    State.MERGED: PublicState.RESOLVED,
}


class Mark(enum.StrEnum):
    """How a service stands, the best first."""

    OPERATIONAL = "operational"
    MAINTENANCE = "under_maintenance"
    DEGRADED = "degraded_performance"
    PARTIAL = "partial_outage"
    MAJOR = "major_outage"

    @property
    def rank(self) -> int:
        return tuple(Mark).index(self)


HURT: Final = {
    Severity.SEV1: Mark.MAJOR,
    Severity.SEV2: Mark.PARTIAL,
    Severity.SEV3: Mark.DEGRADED,
    Severity.SEV4: Mark.OPERATIONAL,
}
IMPACT: Final = {Mark.OPERATIONAL: "none", Mark.DEGRADED: "minor", Mark.PARTIAL: "major", Mark.MAJOR: "critical"}
"""What Statuspage calls an incident that hurts so much."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_ANSWERS: Final = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*")
NAME_MOST: Final = 140


class Update(msgspec.Struct, frozen=True):
    """One message that went to the page. `texts` are its words by language, "" for that of the page.

    State, mark and services are those of the moment in which it went out: what has changed since nobody outside was
    told yet.
    """

    id: EntryId
    state: PublicState
    at_us: int
    texts: dict[str, str]
    mark: Mark
    services: tuple[str, ...]
    next_update_us: int | None = None

    def text(self, language: str = "") -> str:
        """Its words in a language; in that of the page where they were not translated."""
        return self.texts.get(language) or self.texts.get("", "") or next(iter(self.texts.values()))


class PageIncident(msgspec.Struct, frozen=True):
    """An incident as the page tells it, the oldest update first. `merged_into` is where its old links lead now."""

    id: IncidentId
    updates: tuple[Update, ...]
    merged_into: IncidentId | None = None

    @property
    def last(self) -> Update:
        return self.updates[-1]

    @property
    def is_open(self) -> bool:
        """Until the page has told that it is over; what is known inside does not count."""
        return self.last.state is not PublicState.RESOLVED

    @property
    def began_us(self) -> int:
        return self.updates[0].at_us

    @property
    def ended_us(self) -> int | None:
        """When the page told that it was over; None while it is not."""
        return None if self.is_open else self.last.at_us

    @property
    def worst(self) -> Mark:
        return max((update.mark for update in self.updates), key=lambda mark: mark.rank)

    def entered_us(self, state: PublicState) -> int | None:
        """When the page first told of that state."""
        return next((update.at_us for update in self.updates if update.state is state), None)

    def name(self, language: str = "") -> str:
        """What it is called: how its first message begins, which somebody approved, as its title inside was not."""
        return headline(self.updates[0].text(language))


class PageMaintenance(msgspec.Struct, frozen=True):
    """Maintenance as the page tells it: in words that were allowed, from when to when, and on which services."""

    id: EntryId
    text: str
    from_us: int
    until_us: int
    announced_us: int
    services: tuple[str, ...] = ()
    is_running: bool = False


class Page(msgspec.Struct, frozen=True):
    """The whole page. `services` are those that customers use, with how each stands."""

    title: str
    language: str
    open: tuple[PageIncident, ...]
    past: tuple[PageIncident, ...]
    services: dict[str, Mark]
    moved: dict[IncidentId, IncidentId]
    languages: tuple[str, ...] = ()
    """Those into which something was translated, that of the page not counted."""
    maintenances: tuple[PageMaintenance, ...] = ()
    """What runs, then what is to come, the nearest first."""
    regions: tuple[str, ...] = ()
    answers_at: str = ""
    """Where `serve` answers whoever asks, reports or subscribes; without it the page asks nothing."""
    mails_by: tuple[str, ...] = ()
    """The channels by which updates could be sent to subscribers, a public one first."""

    @property
    def takes_subscribers(self) -> bool:
        return bool(self.answers_at and self.mails_by)

    def read_at(self, home: str) -> str:
        """Where it is read: at `home` if somebody said, else where `serve` answers."""
        return home or f"{self.answers_at}/status"

    @property
    def mark(self) -> Mark:
        """How things stand as a whole."""
        worked_on = (Mark.MAINTENANCE for each in self.maintenances if each.is_running)
        marks = [*(each.last.mark for each in self.open), *worked_on, Mark.OPERATIONAL]
        return max(marks, key=lambda mark: mark.rank)

    @property
    def all(self) -> tuple[PageIncident, ...]:
        return (*self.open, *self.past)


def page_channel(plan: Plan) -> Channel | None:
    """The channel that is the page: the first public one of that kind."""
    return next((each for each in plan.channels if each.kind is ChannelKind.STATUS_PAGE and each.is_public), None)


def on_page(board: Board, channel: str, may_stand: Callable[[Release], bool] = lambda _: True) -> PageIncident | None:
    """What the page tells of an incident; None if nothing of it was sent there.

    The words are those that were let go, whatever the desk says that it sent.

    Args:
        may_stand: whether the shared database has allowed it.
    """
    texts: dict[EntryId, dict[str, str]] = {}
    moments: dict[EntryId, tuple[int, int | None]] = {}
    for message, sent in board.messages.sent:
        release = message.ways[sent.variant].release
        text = words(message, sent.variant, sent.sent_us).strip() if release and sent.text else ""
        if channel_of(sent.variant) == channel and text and release and may_stand(release):
            texts.setdefault(message.id, {})[sent.variant.partition("/")[2]] = text
            moments.setdefault(message.id, (sent.sent_us, sent.next_update_us))
    updates = tuple(_update(board, message, texts[message], *moments[message]) for message in moments)
    return PageIncident(board.incident, updates, _merged_into(board)) if updates else None


def _update(board: Board, message: EntryId, texts: Mapping[str, str], at_us: int, next_us: int | None) -> Update:
    state = PUBLIC[_at(board.headline.states, at_us) or State.DETECTED]
    severity = _at(board.headline.severity, at_us) or Severity.SEV4
    mark = Mark.OPERATIONAL if state is PublicState.RESOLVED else HURT[severity]
    services = _at(board.impact.services, at_us) or ()
    return Update(message, state, at_us, dict(texts), mark, services, next_us)


def _at(field: Field[T], at_us: int) -> T | None:
    """What stood in a field at a moment; before its first setting that one."""
    settings = sorted(field.history, key=lambda setting: setting.occurred_us)
    found = [setting.value for setting in settings if setting.occurred_us <= at_us]
    return found[-1] if found else settings[0].value if settings else None


def _merged_into(board: Board) -> IncidentId | None:
    links = board.links.standing.values()
    return next((link.other for link in links if link.relation is Relation.DUPLICATE_OF), None)


def page_of(incidents: Iterable[PageIncident], plan: Plan) -> Page:
    """The page as the plan in force has it, with everything that was ever sent there."""
    found = {each.id: each for each in incidents}
    moved = {each.id: end for each in found.values() if (end := _end(each, found)) != each.id}
    shown = sorted((each for each in found.values() if each.id not in moved), key=lambda each: each.began_us)
    opened = tuple(each for each in reversed(shown) if each.is_open)
    channel = page_channel(plan)
    return Page(
        title=plan.name,
        language=channel.language if channel else "en",
        open=opened,
        past=tuple(each for each in reversed(shown) if not each.is_open),
        services={service.name: _mark(service.name, opened) for service in plan.services if service.used_by},
        moved=moved,
        languages=tuple(sorted({key for each in shown for update in each.updates for key in update.texts} - {""})),
        regions=tuple(region.title for region in plan.regions),
        answers_at=answering(plan),
        mails_by=plan.mail_channels,
    )


def answering(plan: Plan) -> str:
    """Where `serve` answers by the plan; nothing if no form could be sent there, or the page's policy not name it."""
    address = plan.answers_at.strip().rstrip("/")
    return address if _ANSWERS.fullmatch(address) else ""


def _mark(service: str, opened: Iterable[PageIncident]) -> Mark:
    marks = [each.last.mark for each in opened if service in each.last.services]
    return max([*marks, Mark.OPERATIONAL], key=lambda mark: mark.rank)


def _end(incident: PageIncident, found: Mapping[IncidentId, PageIncident]) -> IncidentId:
    """Where a chain of mergings leads to; itself where that is not on the page, or they run in a circle.

    Else what customers were told of would vanish before they are told of the other.
    """
    seen: list[IncidentId] = []
    end: IncidentId | None = incident.id
    while end is not None and end in found and end not in seen:
        seen.append(end)
        end = found[end].merged_into
    return incident.id if end is not None and end in seen else seen[-1]


def headline(text: str) -> str:
    """How a text begins: its first sentence, on one line, not longer than a line should be."""
    line = text.strip().partition("\n")[0]
    first = _SENTENCE.split(" ".join(line.split()), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= NAME_MOST else first[: NAME_MOST - 1].rstrip() + "…"


def rest(text: str) -> str:
    """What a text says behind its headline; all of it where that is cut."""
    first, _, more = text.strip().partition("\n")
    parts = _SENTENCE.split(first, maxsplit=1)
    if len(" ".join(parts[0].split()).rstrip(".")) > NAME_MOST:
        return text.strip()
    return "\n".join(filter(None, (parts[1] if len(parts) > 1 else "", more))).strip()
