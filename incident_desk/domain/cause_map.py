"""The cause map: contributing factors and what came of them. An effect may have several causes, and causes an effect.

Every box is a factor of an open investigation or an effect that somebody added. Which arrows hold is worked out from
all that were drawn, in the order of the record: one that would close a circle is kept, shown as left out, and holds
once the circle is opened elsewhere. So desks that drew apart come to the same map.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from incident_desk.domain.comparison import Comparison
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field, Over
from incident_desk.domain.findings import groups
from incident_desk.domain.ids import DeskNumber, EntryId
from incident_desk.domain.investigation_list import Investigation, Investigations, Stage
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.numbers import label
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import Timeline

Arrow = tuple[EntryId, EntryId]
"""From a cause to what came of it."""


@kind("effect.added")
class EffectAdded(Body, frozen=True):
    """Something that came of the causes. `is_harm` says that it is what was felt outside."""

    number: int
    text: str
    is_harm: bool = False

    sort = LineSort.INVESTIGATION

    def sentence(self) -> Sentence:
        told = "Cause map, harm {number}" if self.is_harm else "Cause map, effect {number}"
        return Sentence(told, {"number": str(self.number)})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return EffectAdded(self.number, "", self.is_harm)


@kind("cause.linked")
class CauseLinked(Body, frozen=True):
    """One box of the cause map leads to another, or no longer."""

    cause: EntryId
    effect: EntryId
    is_linked: bool = True
    over: Over = ()


class Effect(msgspec.Struct):
    """An effect. Its words are those of its line."""

    id: EntryId
    number: int
    desk: DeskNumber
    is_harm: bool

    def stands(self, timeline: Timeline) -> bool:
        """Whether nobody took it back."""
        line = timeline.at.get(self.id)
        return line is not None and not line.is_retracted and not line.is_erased


class CauseMap(msgspec.Struct):
    """What was drawn, in the order of the record."""

    effects: dict[EntryId, Effect] = msgspec.field(default_factory=dict[EntryId, Effect])
    links: dict[Arrow, Field[bool]] = msgspec.field(default_factory=dict[Arrow, Field[bool]])

    def label(self, effect: Effect) -> str:
        """ "X2", with the letters of its desk where two desks gave the same number."""
        return f"X{label(effect, self.effects.values())}"

    def arrows(self) -> list[Arrow]:
        """Those that were drawn and not taken away, the one first that was drawn first."""
        return [arrow for arrow, field in self.links.items() if field.value]


@applies("cause_map", EffectAdded)
def effect_added(cause_map: CauseMap, entry: Entry, body: EffectAdded) -> None:
    cause_map.effects[entry.id] = Effect(entry.id, body.number, entry.desk, body.is_harm)


@applies("cause_map", CauseLinked)
def linked(cause_map: CauseMap, entry: Entry, body: CauseLinked) -> None:
    arrow = (body.cause, body.effect)
    field = cause_map.links.pop(arrow, None) or Field[bool]()
    field.set(body.is_linked, entry, body.over)
    cause_map.links[arrow] = field  # the order is that in which each was drawn last


# worked out ----------------------------------------------------------------------------------------------------------


class Box(msgspec.Struct, frozen=True):
    """A box: one finding, by its first factor, or one effect. `found_by` are those that found it, or all its causes."""

    id: EntryId
    factors: tuple[EntryId, ...] = ()
    effect: Effect | None = None
    found_by: tuple[EntryId, ...] = ()


class Drawn(msgspec.Struct, frozen=True):
    """The boxes, and the arrows between them that hold. `circular` are left out: they would close a circle."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    circular: tuple[Arrow, ...]
    box_of: dict[EntryId, EntryId]
    """By factor or effect, the box in which it stands."""

    def causes(self, box: EntryId) -> list[EntryId]:
        return [cause for cause, effect in self.arrows if effect == box]

    def effects(self, box: EntryId) -> list[EntryId]:
        return [effect for cause, effect in self.arrows if cause == box]

    def leads(self, cause: EntryId, effect: EntryId) -> bool:
        """Whether a way along the arrows leads from one box to another, or they are the same."""
        after: dict[EntryId, list[EntryId]] = {}
        for start, end in self.arrows:
            after.setdefault(start, []).append(end)
        return leads_to(cause, effect, after)

    def linked(self) -> set[EntryId]:
        """The boxes that an arrow begins or ends at."""
        return {box for arrow in self.arrows for box in arrow}


def drawn(cause_map: CauseMap, investigations: Investigations, comparison: Comparison, timeline: Timeline) -> Drawn:
    """The map as it stands: nothing of an investigation that is sealed."""
    home = _open_factors(investigations, timeline)
    grouped = groups(home, comparison.related(Relation.SAME))
    effects = [each for each in cause_map.effects.values() if each.stands(timeline)]
    box_of = {factor: group[0] for group in grouped for factor in group} | {each.id: each.id for each in effects}
    arrows, circular = _held(cause_map.arrows(), box_of)
    letters = {group[0]: tuple(dict.fromkeys(home[f].id for f in group)) for group in grouped}
    boxes = [Box(group[0], group, None, letters[group[0]]) for group in grouped]
    boxes += [Box(each.id, (), each, _found_all(each.id, arrows, letters)) for each in effects]
    return Drawn(tuple(boxes), tuple(arrows), tuple(circular), box_of)


def _open_factors(investigations: Investigations, timeline: Timeline) -> dict[EntryId, Investigation]:
    return {
        factor: each
        for each in investigations.all
        if investigations.stage(each) is Stage.OPEN
        for factor, piece in each.factors.items()
        if piece.stands(timeline)
    }


def _held(drawn: Iterable[Arrow], box_of: Mapping[EntryId, EntryId]) -> tuple[list[Arrow], list[Arrow]]:
    """The arrows between boxes that hold, and those that would close a circle."""
    held: dict[Arrow, None] = {}
    circular: list[Arrow] = []
    after: dict[EntryId, list[EntryId]] = {}
    for cause, effect in drawn:
        if cause not in box_of or effect not in box_of:
            continue
        arrow = (box_of[cause], box_of[effect])
        if leads_to(arrow[1], arrow[0], after):
            circular.append((cause, effect))
        elif arrow not in held:
            held[arrow] = None
            after.setdefault(arrow[0], []).append(arrow[1])
    return list(held), circular


def leads_to(start: EntryId, end: EntryId, after: Mapping[EntryId, Sequence[EntryId]]) -> bool:
    """Whether a way along the arrows leads from one box to another, or they are the same."""
    waiting, seen = [start], {start}
    while waiting:
        box = waiting.pop()
        if box == end:
            return True
        new = [each for each in after.get(box, ()) if each not in seen]
        seen.update(new)
        waiting += new
    return False


def _found_all(
    effect: EntryId, arrows: Iterable[Arrow], letters: Mapping[EntryId, tuple[EntryId, ...]]
) -> tuple[EntryId, ...]:
    """The investigations that found every factor from which an arrow leads here."""
    direct = [letters[cause] for cause, to in arrows if to == effect and cause in letters]
    return tuple(each for each in direct[0] if all(each in other for other in direct)) if direct else ()
