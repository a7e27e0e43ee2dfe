"""The maintenance that was announced: the state. When it runs, when it is late, and what it mutes."""

import enum
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound
from incident_desk.domain.fields import Field
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import Body, applies
from incident_desk.domain.maintenance_entries import (
    MaintenanceBegun,
    MaintenanceCancelled,
    MaintenanceChanged,
    MaintenanceEnded,
    MaintenanceEntry,
    MaintenanceExtended,
    MaintenanceHidden,
    MaintenanceScheduled,
    MaintenanceShown,
    MaintenanceWentWrong,
    MaintenanceWorded,
)
from incident_desk.domain.numbers import by_number, label
from incident_desk.domain.people import People

PREFIX: Final = "MNT-"
FACTS: Final = ("title", "from_us", "until_us", "services", "regions", "expect", "contact", "link")


class Turn(enum.Enum):
    """What was said of it last."""

    ANNOUNCED = "announced"
    BEGUN = "begun"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Phase(enum.StrEnum):
    """Where it stands at a moment. LATE: past its end, and nobody said that it ended."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    LATE = "late"
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self in (Phase.ENDED, Phase.CANCELLED)


class Told(msgspec.Struct, frozen=True):
    """One thing that was said of it: by which entry, whose, when, and what."""

    entry: EntryId
    by: PersonId
    occurred_us: int
    body: Body

    @property
    def english(self) -> str:
        """What the desk says, and behind it the words of whoever said it."""
        sentence = self.body.sentence()
        words = " ".join(self.body.words().split())
        return ": ".join(filter(None, (sentence.english if sentence else "", words)))


class Worded(msgspec.Struct, frozen=True):
    """Words to customers that somebody proposed, and who said that they may be shown."""

    entry: EntryId
    by: PersonId
    text: str
    allowed: tuple[PersonId, ...] = ()
    is_hidden: bool = False


class Maintenance(msgspec.Struct):
    """One maintenance. Each fact is a field that two desks may set at once without losing a word."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    origin: str = ""
    title: Field[str] = msgspec.field(default_factory=Field[str])
    from_us: Field[int] = msgspec.field(default_factory=Field[int])
    until_us: Field[int] = msgspec.field(default_factory=Field[int])
    services: Field[tuple[str, ...]] = msgspec.field(default_factory=Field[tuple[str, ...]])
    regions: Field[tuple[str, ...]] = msgspec.field(default_factory=Field[tuple[str, ...]])
    expect: Field[str] = msgspec.field(default_factory=Field[str])
    owner: Field[Holder] = msgspec.field(default_factory=Field[Holder])
    contact: Field[str] = msgspec.field(default_factory=Field[str])
    link: Field[str] = msgspec.field(default_factory=Field[str])
    turns: Field[Turn] = msgspec.field(default_factory=Field[Turn])
    told: list[Told] = msgspec.field(default_factory=list[Told])
    """Everything that was said of it, the first first."""
    worded: Worded | None = None
    """What was proposed last for customers."""

    @property
    def for_customers(self) -> Worded | None:
        """The same, unless it was taken back."""
        return None if self.worded is None or self.worded.is_hidden else self.worded

    @property
    def turn(self) -> Turn:
        return self.turns.value or Turn.ANNOUNCED

    @property
    def begins_us(self) -> int:
        """When it was begun, or is to begin."""
        begun = next((turn for turn in self.turns.history if turn.value is Turn.BEGUN), None)
        return begun.occurred_us if begun is not None else self.from_us.value or 0

    @property
    def ends_us(self) -> int:
        """When it ended, or is to end."""
        last = self.turns.last
        return last.occurred_us if last is not None and self.turn is Turn.ENDED else self.until_us.value or 0

    @property
    def touches(self) -> tuple[str, ...]:
        """The services and regions that it is about."""
        return (*(self.services.value or ()), *(self.regions.value or ()))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The facts that two desks set to different things at once."""
        facts = {name: getattr(self, name) for name in (*FACTS, "owner", "turns")}
        return tuple(name.removesuffix("_us") for name, fact in facts.items() if fact.is_conflicted)

    def owner_name(self, people: People, nobody: str = "nobody") -> str:
        """What whoever does it is called by now."""
        return self.owner.value.now(people).name if self.owner.value else nobody

    def phase(self, now_us: int) -> Phase:
        """Where it stands at a moment, microseconds since the epoch, UTC."""
        if self.turn in (Turn.ENDED, Turn.CANCELLED):
            return Phase.ENDED if self.turn is Turn.ENDED else Phase.CANCELLED
        if now_us < self.begins_us:
            return Phase.SCHEDULED
        return Phase.LATE if now_us >= self.ends_us else Phase.RUNNING

    def runs(self, at_us: int) -> bool:
        """Whether it ran at that moment, by all that is known by now. One that is late runs no longer."""
        return self.turn is not Turn.CANCELLED and self.begins_us <= at_us < self.ends_us

    def mutes(self, service: str, region: str, at_us: int) -> bool:
        """Whether it announced what is noticed of a service in a region at that moment.

        Where it names services, it must name this one; where it names regions, this one. What is not known is not
        muted: an empty `region` is in none of those it names.
        """
        named = ((self.services.value or (), service), (self.regions.value or (), region))
        names = all(not among or _is_among(said, among) for among, said in named)
        return bool(self.touches) and names and self.runs(at_us)

    def touches_any(self, services: Iterable[str]) -> bool:
        """Whether it is about one of these, as far as is known: of what names only regions nobody knows."""
        return any(_is_among(service, self.services.value or ()) for service in services)

    def is_for(self, person: PersonId) -> bool:
        """Whether that is who is asked: whoever does it, or whoever announced it for somebody without a desk."""
        owner = self.owner.value.person if self.owner.value is not None else None
        return (owner or self.by) == person


class Maintenances(msgspec.Struct):
    """Everything that was ever announced, in the order of the record."""

    of: dict[EntryId, Maintenance] = msgspec.field(default_factory=dict[EntryId, Maintenance])

    @property
    def all(self) -> list[Maintenance]:
        return list(self.of.values())

    def label(self, one: Maintenance) -> str:
        """What it is called: "MNT-3", with the letters of its desk where two desks gave the same number."""
        return PREFIX + label(one, self.of.values())

    def find(self, text: str) -> Maintenance:
        """By number, id, or the start of its title that only one has which is not over. Raises: NotFound."""
        wanted = " ".join(text.split())
        bare = wanted[len(PREFIX) :] if wanted.upper().startswith(PREFIX) else wanted
        found = self.of.get(EntryId(text)) or by_number(bare, self.all, "maintenance")
        if found is not None:
            return found
        going_on = (one for one in self.of.values() if one.turn in (Turn.ANNOUNCED, Turn.BEGUN))
        titles = ((one, (one.title.value or "").casefold()) for one in going_on)
        starts = [one for one, title in titles if wanted and title.startswith(wanted.casefold())]
        if len(starts) == 1:
            return starts[0]
        raise NotFound(f"“{text}” is {'several of the' if starts else 'no'} maintenance here; say its number.")

    def near(self, now_us: int, ahead_us: int | None) -> list[Maintenance]:
        """What is late, what runs, and what begins within that time, or ever: in this order."""
        rank = {Phase.LATE: 0, Phase.RUNNING: 1, Phase.SCHEDULED: 2}
        found = [
            (rank[phase], one.begins_us, at, one)
            for at, one in enumerate(self.of.values())
            if (phase := one.phase(now_us)) in rank and (ahead_us is None or one.begins_us <= now_us + ahead_us)
        ]
        return [one for *_, one in sorted(found, key=lambda each: each[:3])]

    def muted_by(self, service: str, region: str, at_us: int) -> Maintenance | None:
        """The maintenance that announced what is noticed of a service in a region at that moment.

        Pure, for whatever rings: an alert, a warning, a need. Of several the one that runs longest.
        """
        found = (one for one in self.of.values() if one.mutes(service, region, at_us))
        return max(found, key=lambda one: one.ends_us, default=None)

    def mutes_all(self, services: Iterable[str], at_us: int) -> Maintenance | None:
        """The first of those that announced all of this; None if some of it was not announced."""
        found = [self.muted_by(service, "", at_us) for service in services]
        return next(iter(found), None) if None not in found else None


def _is_among(said: str, among: Iterable[str]) -> bool:
    return said.casefold() in {each.casefold() for each in among}


# what each entry does -------------------------------------------------------------------------------------------------


@applies("maintenances", MaintenanceScheduled)
def scheduled(maintenances: Maintenances, entry: Entry, body: MaintenanceScheduled) -> None:
    one = Maintenance(entry.id, body.number, entry.desk, entry.author, body.origin)
    for fact in FACTS:
        getattr(one, fact).set(getattr(body, fact), entry, ())
    if body.name or body.person:
        one.owner.set(Holder(body.name, body.person), entry, ())
    maintenances.of[one.id] = one
    _tell(one, entry, body)


@applies("maintenances", MaintenanceChanged)
def changed(maintenances: Maintenances, entry: Entry, body: MaintenanceChanged) -> None:
    if one := maintenances.of.get(body.maintenance):
        _tell(one, entry, body)
        for fact in FACTS:
            if (value := getattr(body, fact)) is not msgspec.UNSET:
                getattr(one, fact).set(value, entry, body.over.get(fact, ()))
        if isinstance(body.name, str):
            person = None if body.person is msgspec.UNSET else body.person
            one.owner.set(Holder(body.name, person), entry, body.over.get("owner", ()))


@applies("maintenances", MaintenanceExtended)
def extended(maintenances: Maintenances, entry: Entry, body: MaintenanceExtended) -> None:
    if one := maintenances.of.get(body.maintenance):
        one.until_us.set(body.until_us, entry, body.over)
        _tell(one, entry, body)


@applies("maintenances", MaintenanceBegun)
def begun(maintenances: Maintenances, entry: Entry, body: MaintenanceBegun) -> None:
    _turn(maintenances, entry, body, Turn.BEGUN)


@applies("maintenances", MaintenanceEnded)
def ended(maintenances: Maintenances, entry: Entry, body: MaintenanceEnded) -> None:
    _turn(maintenances, entry, body, Turn.ENDED)


@applies("maintenances", MaintenanceCancelled)
def cancelled(maintenances: Maintenances, entry: Entry, body: MaintenanceCancelled) -> None:
    _turn(maintenances, entry, body, Turn.CANCELLED)


@applies("maintenances", MaintenanceWorded)
def worded(maintenances: Maintenances, entry: Entry, body: MaintenanceWorded) -> None:
    if one := maintenances.of.get(body.maintenance):
        one.worded = Worded(entry.id, entry.author, body.text)
        _tell(one, entry, body)


@applies("maintenances", MaintenanceShown)
def shown(maintenances: Maintenances, entry: Entry, body: MaintenanceShown) -> None:
    one = maintenances.of.get(body.maintenance)
    if one and one.worded and one.worded.entry == body.worded:
        one.worded = msgspec.structs.replace(one.worded, allowed=(*one.worded.allowed, entry.author))
        _tell(one, entry, body)


@applies("maintenances", MaintenanceHidden)
def hidden(maintenances: Maintenances, entry: Entry, body: MaintenanceHidden) -> None:
    if one := maintenances.of.get(body.maintenance):
        one.worded = msgspec.structs.replace(one.worded, is_hidden=True) if one.worded else None
        _tell(one, entry, body)


def _turn(maintenances: Maintenances, entry: Entry, body: MaintenanceEntry, turn: Turn) -> None:
    if one := maintenances.of.get(body.maintenance):
        one.turns.set(turn, entry, getattr(body, "over", ()))
        _tell(one, entry, body)


def _tell(one: Maintenance, entry: Entry, body: Body) -> None:
    one.told.append(Told(entry.id, entry.author, entry.occurred_us, body))


@applies("headline", MaintenanceWentWrong)
def came_of(headline: Headline, entry: Entry, body: MaintenanceWentWrong) -> None:
    headline.came_of[entry.id] = body.maintenance
