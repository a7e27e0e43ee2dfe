"""What was said when investigations were compared: the state. What it adds up to is worked out in `findings`."""

import msgspec

from incident_desk.domain.comparison_entries import (
    ConclusionAnswered,
    ContradictionSettled,
    FindingsRelated,
    Relation,
    RoundConcluded,
)
from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.ids import EntryId, PersonId, StreamId
from incident_desk.domain.kinds import applies

Pair = tuple[EntryId, EntryId]
"""Two findings, the smaller id first."""


def pair(one: EntryId, other: EntryId) -> Pair:
    """The one name of a pair."""
    return (one, other) if one < other else (other, one)


class Settlement(msgspec.Struct, frozen=True):
    """Which of two holds, None for neither; why is the words of the line of `entry`."""

    entry: EntryId
    right: EntryId | None
    by: PersonId
    at_us: int


class RoundConclusion(msgspec.Struct, frozen=True):
    """What a round came to. Its words are those of its line."""

    entry: EntryId
    by: PersonId
    at_us: int
    confidence: int


class Opinion(msgspec.Struct, frozen=True):
    """Whether somebody agrees with a conclusion. The reason of one who does not is the words of the line."""

    entry: EntryId
    person: PersonId
    name: str
    is_agreeing: bool
    at_us: int


class Comparison(msgspec.Struct):
    """What was said of pairs of findings, and of each round."""

    relations: dict[Pair, Field[Relation | None]] = msgspec.field(default_factory=dict[Pair, Field[Relation | None]])
    settlements: dict[Pair, Field[Settlement | None]] = msgspec.field(
        default_factory=dict[Pair, Field[Settlement | None]]
    )
    conclusions: dict[StreamId, Field[RoundConclusion]] = msgspec.field(
        default_factory=dict[StreamId, Field[RoundConclusion]]
    )
    opinions: dict[tuple[EntryId, PersonId], Field[Opinion]] = msgspec.field(
        default_factory=dict[tuple[EntryId, PersonId], Field[Opinion]]
    )
    """By conclusion and person."""

    def relation(self, one: EntryId, other: EntryId) -> Field[Relation | None]:
        """What was said of two findings; an empty field if nothing was."""
        return self.relations.get(pair(one, other)) or Field()

    def settlement(self, one: EntryId, other: EntryId) -> Field[Settlement | None]:
        """How a contradiction was settled; an empty field if it was not."""
        return self.settlements.get(pair(one, other)) or Field()

    def related(self, relation: Relation) -> list[Pair]:
        """The pairs of which that holds."""
        return [each for each, field in self.relations.items() if field.value is relation]

    def conclusion(self, round_: StreamId) -> RoundConclusion | None:
        """What a round came to, as it was said last."""
        field = self.conclusions.get(round_)
        return field.value if field else None

    def answers(self, conclusion: RoundConclusion) -> list[Opinion]:
        """Who agrees with it and who does not, in the order in which they first spoke."""
        said = (field.value for (of, _), field in self.opinions.items() if of == conclusion.entry)
        return [each for each in said if each is not None]


@applies("comparison", FindingsRelated)
def related(comparison: Comparison, entry: Entry, body: FindingsRelated) -> None:
    field = comparison.relations.setdefault(pair(body.one, body.other), Field())
    field.set(body.relation, entry, body.over)


@applies("comparison", ContradictionSettled)
def settled(comparison: Comparison, entry: Entry, body: ContradictionSettled) -> None:
    said = Settlement(entry.id, body.right, entry.author, entry.occurred_us) if body.is_settled else None
    comparison.settlements.setdefault(pair(body.one, body.other), Field()).set(said, entry, body.over)


@applies("comparison", RoundConcluded)
def concluded(comparison: Comparison, entry: Entry, body: RoundConcluded) -> None:
    said = RoundConclusion(entry.id, entry.author, entry.occurred_us, body.confidence)
    comparison.conclusions.setdefault(body.round, Field()).set(said, entry, body.over)


@applies("comparison", ConclusionAnswered)
def answered(comparison: Comparison, entry: Entry, body: ConclusionAnswered) -> None:
    said = Opinion(entry.id, body.person, body.name, body.is_agreeing, entry.occurred_us)
    field = comparison.opinions.setdefault((body.conclusion, body.person), Field())
    field.set(said, entry, body.over)
