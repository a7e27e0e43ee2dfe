"""The lessons of an incident: the state. What each says, and what became of the change of the plan that it proposed."""

import enum

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.kinds import applies
from incident_desk.domain.lesson_entries import (
    ChangeAccepted,
    ChangeDeclined,
    ChangeProposed,
    LessonChanged,
    LessonDropped,
    LessonNoted,
)
from incident_desk.domain.numbers import find, label
from incident_desk.domain.plan_patches import Change, Hunk


class Stand(enum.StrEnum):
    """What became of a proposed change."""

    PROPOSED = "proposed"
    ACCEPTED = "in force"
    DECLINED = "declined"


class Proposal(msgspec.Struct, frozen=True):
    """A change of the plan that a lesson proposes. `plan` is the version it came into force with."""

    made_from: str
    hunks: tuple[Hunk, ...]
    told: tuple[Change, ...]
    by: PersonId
    stand: Stand = Stand.PROPOSED
    plan: str = ""
    reason: str = ""


class Lesson(msgspec.Struct):
    """One lesson."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    noted_us: int
    text: Field[str] = msgspec.field(default_factory=Field[str])
    proposal: Field[Proposal] = msgspec.field(default_factory=Field[Proposal])
    dropped: bool = False

    @property
    def words(self) -> str:
        """What was learned; empty if the words were erased."""
        return self.text.value or ""

    @property
    def waits(self) -> bool:
        """Whether a change of the plan waits for a word."""
        proposal = self.proposal.value
        return not self.dropped and proposal is not None and proposal.stand is Stand.PROPOSED


class Lessons(msgspec.Struct):
    """The lessons of an incident, in the order of the record."""

    of: dict[EntryId, Lesson] = msgspec.field(default_factory=dict[EntryId, Lesson])

    @property
    def all(self) -> list[Lesson]:
        """Those that hold."""
        return [one for one in self.of.values() if not one.dropped]

    def label(self, one: Lesson) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(one, self.of.values())

    def find(self, text: str) -> Lesson:
        """By number, id, or the start of its words that only one has. Raises: NotFound."""
        return find(EntryId(text), self.of, self.all, lambda one: one.words, "lesson")


@applies("lessons", LessonNoted)
def noted(lessons: Lessons, entry: Entry, body: LessonNoted) -> None:
    one = Lesson(entry.id, body.number, entry.desk, entry.author, entry.occurred_us)
    one.text.set(body.text, entry, ())
    lessons.of[one.id] = one


@applies("lessons", LessonChanged)
def changed(lessons: Lessons, entry: Entry, body: LessonChanged) -> None:
    if one := lessons.of.get(body.lesson):
        one.text.set(body.text, entry, body.over)


@applies("lessons", LessonDropped)
def dropped(lessons: Lessons, entry: Entry, body: LessonDropped) -> None:
    if one := lessons.of.get(body.lesson):
        one.dropped = True


@applies("lessons", ChangeProposed)
def proposed(lessons: Lessons, entry: Entry, body: ChangeProposed) -> None:
    if one := lessons.of.get(body.lesson):
        one.proposal.set(Proposal(body.made_from, body.hunks, body.told, entry.author), entry, body.over)


@applies("lessons", ChangeAccepted)
def accepted(lessons: Lessons, entry: Entry, body: ChangeAccepted) -> None:
    one = lessons.of.get(body.lesson)
    if one and one.proposal.value:
        done = msgspec.structs.replace(one.proposal.value, stand=Stand.ACCEPTED, plan=body.plan)
        one.proposal.set(done, entry, body.over)


@applies("lessons", ChangeDeclined)
def declined(lessons: Lessons, entry: Entry, body: ChangeDeclined) -> None:
    one = lessons.of.get(body.lesson)
    if one and one.proposal.value:
        done = msgspec.structs.replace(one.proposal.value, stand=Stand.DECLINED, reason=body.reason)
        one.proposal.set(done, entry, body.over)
