"""The follow-ups of an incident: the state. Whose each is, until when, whether it is done, and what shows that."""

import enum

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.follow_up_entries import (
    Aim,
    FollowUpAdded,
    FollowUpChanged,
    FollowUpDropped,
    FollowUpEntry,
    FollowUpFinished,
    FollowUpReopened,
    Priority,
)
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.numbers import find, label
from incident_desk.domain.people import People

FACTS = ("text", "due_us", "priority", "aim", "verify", "link")


class How(enum.StrEnum):
    """How a follow-up can end."""

    DONE = "done"
    DROPPED = "will not be done"


class Ending(msgspec.Struct, frozen=True, gc=False):
    """How it ended; `words` show that it is done, or say why it will not be."""

    how: How
    words: str = ""


class FollowUp(msgspec.Struct):
    """One follow-up. Each fact is a field that two desks may set at once without losing a word."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    added_us: int
    lesson: EntryId | None = None
    origin: str = ""
    text: Field[str] = msgspec.field(default_factory=Field[str])
    owner: Field[Holder] = msgspec.field(default_factory=Field[Holder])
    due_us: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    priority: Field[Priority] = msgspec.field(default_factory=Field[Priority])
    aim: Field[Aim] = msgspec.field(default_factory=Field[Aim])
    verify: Field[str] = msgspec.field(default_factory=Field[str])
    link: Field[str] = msgspec.field(default_factory=Field[str])
    ending: Field[Ending | None] = msgspec.field(default_factory=Field[Ending | None])

    @property
    def is_open(self) -> bool:
        return self.ending.value is None

    @property
    def is_done(self) -> bool:
        return self.ending.value is not None and self.ending.value.how is How.DONE

    @property
    def ended_us(self) -> int | None:
        last = self.ending.last
        return last.occurred_us if last is not None and last.value is not None else None

    @property
    def words(self) -> str:
        """What is to be done; empty if the words were erased."""
        return self.text.value or ""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The facts that two desks set to different things at once."""
        facts = {name: getattr(self, name) for name in (*FACTS, "owner", "ending")}
        return tuple(name.removesuffix("_us") for name, fact in facts.items() if fact.is_conflicted)

    def is_overdue(self, now_us: int) -> bool:
        """Whether its time is over, and it is neither done nor dropped."""
        return self.is_open and self.due_us.value is not None and self.due_us.value < now_us

    def days_late(self, now_us: int) -> int:
        """For how many whole days its time is over; 0 while it is not."""
        return (now_us - (self.due_us.value or now_us)) // DAY_US if self.is_overdue(now_us) else 0

    def was_open_at(self, at_us: int) -> bool:
        """Whether it stood open at that moment, by all that is known now."""
        if self.added_us > at_us:
            return False
        before = [setting.value for setting in self.ending.history if setting.occurred_us <= at_us]
        return not before or before[-1] is None

    def owner_name(self, people: People, nobody: str = "nobody") -> str:
        """What whoever does it is called by now."""
        return self.owner.value.now(people).name if self.owner.value else nobody

    def is_for(self, person: PersonId) -> bool:
        """Whether it is for them to do."""
        return self.owner.value is not None and self.owner.value.person == person


class FollowUps(msgspec.Struct):
    """The follow-ups of an incident, in the order of the record."""

    of: dict[EntryId, FollowUp] = msgspec.field(default_factory=dict[EntryId, FollowUp])

    @property
    def all(self) -> list[FollowUp]:
        return list(self.of.values())

    @property
    def open(self) -> list[FollowUp]:
        return [one for one in self.of.values() if one.is_open]

    def overdue(self, now_us: int) -> list[FollowUp]:
        """Those whose time is over, the longest first."""
        late = (one for one in self.of.values() if one.is_overdue(now_us))
        return sorted(late, key=lambda one: one.due_us.value or 0)

    def label(self, one: FollowUp) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(one, self.of.values())

    def find(self, text: str) -> FollowUp:
        """By number, id, or the start of its words that only one open one has. Raises: NotFound."""
        return find(EntryId(text), self.of, self.open, lambda one: one.words, "follow-up")


@applies("follow_ups", FollowUpAdded)
def added(follow_ups: FollowUps, entry: Entry, body: FollowUpAdded) -> None:
    one = FollowUp(
        entry.id, body.number, entry.desk, entry.author, entry.occurred_us, lesson=body.lesson, origin=body.origin
    )
    for fact in FACTS:
        getattr(one, fact).set(getattr(body, fact), entry, ())
    if body.name or body.person:
        one.owner.set(Holder(body.name, body.person), entry, ())
    follow_ups.of[one.id] = one


@applies("follow_ups", FollowUpChanged)
def changed(follow_ups: FollowUps, entry: Entry, body: FollowUpChanged) -> None:
    if one := follow_ups.of.get(body.follow_up):
        for fact in FACTS:
            if (value := getattr(body, fact)) is not msgspec.UNSET:
                getattr(one, fact).set(value, entry, body.over.get(fact, ()))
        if isinstance(body.name, str):
            person = None if body.person is msgspec.UNSET else body.person
            one.owner.set(Holder(body.name, person), entry, body.over.get("owner", ()))


@applies("follow_ups", FollowUpFinished)
def finished(follow_ups: FollowUps, entry: Entry, body: FollowUpFinished) -> None:
    _end(follow_ups, entry, body, Ending(How.DONE, body.evidence), body.over)


@applies("follow_ups", FollowUpDropped)
def dropped(follow_ups: FollowUps, entry: Entry, body: FollowUpDropped) -> None:
    _end(follow_ups, entry, body, Ending(How.DROPPED, body.reason), body.over)


@applies("follow_ups", FollowUpReopened)
def reopened(follow_ups: FollowUps, entry: Entry, body: FollowUpReopened) -> None:
    _end(follow_ups, entry, body, None, body.over)


def _end(follow_ups: FollowUps, entry: Entry, body: FollowUpEntry, ending: Ending | None, over: Over) -> None:
    if one := follow_ups.of.get(body.follow_up):
        one.ending.set(ending, entry, over)
