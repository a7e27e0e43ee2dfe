"""The fact sheet of an incident: the state. Whatever is said to anybody draws on it."""

import enum
from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.fact_entries import SINGLE, FactField
from incident_desk.domain.fields import Field, Setting
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.lines import Line
from incident_desk.domain.numbers import find, label
from incident_desk.domain.timeline import Timeline


class FactState(enum.StrEnum):
    """How far a fact can be relied on, the least first."""

    WITHDRAWN = "withdrawn"
    BELIEVED = "believed"
    CONFIRMED = "confirmed"


_CAREFUL: Final = list(FactState)


class Said(msgspec.Struct, frozen=True, gc=False):
    """What was said of a fact; `instead` is the fact that took its place."""

    state: FactState
    instead: EntryId | None = None


class Fact(msgspec.Struct):
    """One sentence of the sheet. Its words are as they were corrected last, and empty if they were erased.

    `since_us` is since when it is known, `source` the line of the timeline that it was taken from.
    """

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    field: FactField
    text: str
    since_us: int
    source: EntryId | None = None
    speaker: str = ""
    replaces: EntryId | None = None
    said: Field[Said] = msgspec.field(default_factory=Field[Said])

    @property
    def state(self) -> FactState:
        """Where two desks said two things of it at once, the more careful: nobody relies on what is disputed."""
        return min((each.value.state for each in self.said.settings), key=_CAREFUL.index)

    @property
    def is_disputed(self) -> bool:
        """Whether two desks said at once that it is so, and that it is not."""
        return len({each.value.state for each in self.said.settings}) > 1

    @property
    def stands(self) -> bool:
        """Whether messages may draw on it: not withdrawn, and there are words."""
        return self.state is not FactState.WITHDRAWN and bool(self.text)

    @property
    def last(self) -> Setting[Said]:
        """What made its state what it is."""
        return next(each for each in reversed(self.said.settings) if each.value.state is self.state)

    @property
    def instead(self) -> EntryId | None:
        """The fact that took its place."""
        return self.last.value.instead

    def why(self, timeline: Timeline) -> str:
        """The words of whoever withdrew it, or confirmed it last."""
        return timeline.text_of(self.last.entry) if self.last.entry not in (self.id, self.instead) else ""


class Trouble(enum.StrEnum):
    """What happened to the line that a fact was taken from, after it was."""

    RETRACTED = "retracted"
    CORRECTED = "corrected"
    ERASED = "erased"


class Contradiction(msgspec.Struct, frozen=True):
    """Facts of which one at most can hold, in the order of the record."""

    facts: tuple[Fact, ...]

    @property
    def since_us(self) -> int:
        """When the second of them was said, or confirmed."""
        return sorted(fact.last.occurred_us for fact in self.facts)[1]


class Facts(msgspec.Struct):
    """The facts of an incident, in the order of the record."""

    of: dict[EntryId, Fact] = msgspec.field(default_factory=dict[EntryId, Fact])
    waived: dict[EntryId, set[EntryId]] = msgspec.field(default_factory=dict[EntryId, set[EntryId]])
    """By the fact that is withdrawn: the messages that told it, and that nobody has to put right."""

    @property
    def all(self) -> list[Fact]:
        return list(self.of.values())

    def standing(self, field: FactField | None = None) -> list[Fact]:
        """What messages may draw on: confirmed first, each in the order of the record."""
        found = [fact for fact in self.of.values() if fact.stands and field in (None, fact.field)]
        return sorted(found, key=lambda fact: fact.state is not FactState.CONFIRMED)

    def state_of(self, fact: EntryId) -> FactState:
        """How far it can be relied on; not at all, if it was taken back."""
        found = self.of.get(fact)
        return FactState.WITHDRAWN if found is None else found.state

    def label(self, fact: Fact) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(fact, self.of.values())

    def find(self, text: str) -> Fact:
        """The fact by number, id, or the start of its words that only one has. Raises: NotFound."""
        return find(EntryId(text), self.of, self.standing(), lambda fact: fact.text, "fact")

    @property
    def contradictions(self) -> list[Contradiction]:
        """What cannot all hold: the same fact changed at two desks at once, two confirmed in a field that holds one."""
        standing = [fact for fact in self.of.values() if fact.stands]
        changed = {fact.replaces for fact in standing if fact.replaces is not None}
        groups = [[fact for fact in standing if fact.replaces == each] for each in sorted(changed)]
        known = [fact for fact in standing if fact.state is FactState.CONFIRMED]
        groups += [[fact for fact in known if fact.field is field] for field in SINGLE]
        found = {tuple(fact.id for fact in group): group for group in groups if _differ(group)}
        within = [ids for ids in found if not any(set(ids) < set(other) for other in found)]
        return [Contradiction(tuple(found[ids])) for ids in sorted(within)]

    def against(self, fact: Fact) -> list[Fact]:
        """The facts that contradict this one."""
        all_of_it = (each.facts for each in self.contradictions if fact in each.facts)
        return list({other.id: other for facts in all_of_it for other in facts if other is not fact}.values())


def _differ(group: Iterable[Fact]) -> bool:
    return len({fact.text for fact in group}) > 1


def trouble(fact: Fact, timeline: Timeline) -> Trouble | None:
    """What happened to the line that a fact was taken from; None if it stands as it was then."""
    line = timeline.at.get(fact.source) if fact.source else None
    if line is None:
        return None
    if line.is_erased:
        return Trouble.ERASED
    if line.is_retracted:
        is_moved = line.retraction is not None and line.retraction.moved is not None
        return None if is_moved else Trouble.RETRACTED
    return Trouble.CORRECTED if _corrected_since(line, fact, timeline) else None


def _corrected_since(line: Line, fact: Fact, timeline: Timeline) -> bool:
    """Whether its words were corrected after the fact was last confirmed, or stated."""
    looked_us = max(timeline.line(each.entry).recorded_us for each in fact.said.settings)
    return any(each.recorded_us > looked_us and each.text_was != line.text for each in line.corrections)
