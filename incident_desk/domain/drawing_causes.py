"""Drawing the cause map: effects are added, and what leads to what is linked and unlinked."""

import re
from typing import Final

from incident_desk.domain.cause_map import CauseLinked, CauseMap, Drawn, Effect, EffectAdded, drawn
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.comparing import meant
from incident_desk.domain.comparison import Comparison
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.numbers import by_number, next_number
from incident_desk.domain.timeline import Timeline, checked_text

_EFFECT: Final = re.compile(r"X\d+(?:-\w+)?", re.IGNORECASE)


class AddEffect(Fields, frozen=True):
    """`causes` are the boxes that lead to it: "A:F1, X2". `is_harm` says that it is what was felt outside."""

    text: str
    causes: str = ""
    is_harm: bool = False


class LinkCause(Fields, frozen=True):
    """`cause` and `effect` are boxes: factors, "A:F1", or effects, "X2"."""

    cause: str
    effect: str


class UnlinkCause(Fields, frozen=True):
    """`cause` and `effect` are as for linking."""

    cause: str
    effect: str


@command("effect.add", help="Add an effect to the cause map", slash=("effect",))
def add_effect(
    investigations: Investigations, cause_map: CauseMap, timeline: Timeline, context: Context, fields: AddEffect
) -> list[Draft]:
    names = [name for name in re.split(r"[,;\s]+", fields.causes) if name]
    causes = [box_called(investigations, cause_map, timeline, name) for name in names]
    entry = EntryId(context.new_id())
    body = EffectAdded(next_number(cause_map.effects.values()), checked_text(fields.text), fields.is_harm)
    return [Draft(body, id=entry), *(Draft(CauseLinked(cause, entry)) for cause in dict.fromkeys(causes))]


@command("cause.link", help="Say on the cause map that one thing led to another", slash=("cause",))
def link(
    investigations: Investigations,
    comparison: Comparison,
    cause_map: CauseMap,
    timeline: Timeline,
    fields: LinkCause,
) -> list[Draft]:
    cause, effect = (box_called(investigations, cause_map, timeline, x) for x in (fields.cause, fields.effect))
    shown = drawn(cause_map, investigations, comparison, timeline)
    arrow = (shown.box_of[cause], shown.box_of[effect])
    if arrow in shown.arrows:
        raise RuleError("That arrow is drawn already.")
    if shown.leads(arrow[1], arrow[0]):
        told = "Nothing leads to itself." if arrow[0] == arrow[1] else "That would close a circle: the other way leads"
        raise RuleError(told if arrow[0] == arrow[1] else f"{told} there already.")
    field = cause_map.links.get((cause, effect))
    return [Draft(CauseLinked(cause, effect, over=field.over if field else ()))]


@command("cause.unlink", help="Take an arrow of the cause map away", slash=("uncause",))
def unlink(
    investigations: Investigations,
    comparison: Comparison,
    cause_map: CauseMap,
    timeline: Timeline,
    fields: UnlinkCause,
) -> list[Draft]:
    cause, effect = (box_called(investigations, cause_map, timeline, x) for x in (fields.cause, fields.effect))
    shown = drawn(cause_map, investigations, comparison, timeline)
    drawn_between = _between(cause_map, shown, cause, effect)
    if not drawn_between:
        raise RuleError("There is no arrow between these two.")
    return [Draft(CauseLinked(*arrow, is_linked=False, over=cause_map.links[arrow].over)) for arrow in drawn_between]


def _between(cause_map: CauseMap, shown: Drawn, cause: EntryId, effect: EntryId) -> list[tuple[EntryId, EntryId]]:
    """What was drawn between two boxes; matched factors are one box, so it may be several."""
    wanted = (shown.box_of[cause], shown.box_of[effect])
    return [arrow for arrow in cause_map.arrows() if (shown.box_of.get(arrow[0]), shown.box_of.get(arrow[1])) == wanted]


def box_called(investigations: Investigations, cause_map: CauseMap, timeline: Timeline, text: str) -> EntryId:
    """The factor or effect of that name or id. Raises: NotFound; RuleError for what is sealed, or no factor."""
    wanted = text.strip()
    standing: list[Effect] = [each for each in cause_map.effects.values() if each.stands(timeline)]
    if (effect := next((each for each in standing if each.id == wanted), None)) is not None:
        return effect.id
    if _EFFECT.fullmatch(wanted) and (found := by_number(wanted[1:], standing, "effect")) is not None:
        return found.id
    finding = meant(investigations, timeline, wanted)
    if not finding.is_factor:
        raise RuleError("On the cause map stand factors and effects, and no evidence.")
    return finding.piece.id
