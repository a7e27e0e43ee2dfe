"""Comparing what investigations found: what is one thing, what is kept apart, what contradicts, and which holds."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from incident_desk.domain.cause_map import CauseMap, drawn
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.comparison import Comparison, pair
from incident_desk.domain.comparison_entries import ContradictionSettled, FindingsRelated, Relation
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.findings import connected, findings
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called, piece_called
from incident_desk.domain.investigation_list import Investigation, Investigations, Piece, Stage
from incident_desk.domain.people import People
from incident_desk.domain.restriction import Restriction, must_manage
from incident_desk.domain.timeline import Timeline, checked_text

WHO: Final = "who manages the incident"
_NAME: Final = re.compile(r"(?P<letter>[A-Z]\d*(?:-[A-Z2-7]{4})?)\s*[:.]\s*(?P<sign>[FE])(?P<number>.+)", re.IGNORECASE)


class OfTwo(Fields, frozen=True):
    """Two findings of two investigations, each by its name or id."""

    one: str
    other: str


class Match(OfTwo, frozen=True):
    """`one` and `other` are factors or pieces of evidence of two investigations: "A:F1", "C:F2"; "A:E3", "B:E1"."""


class KeepApart(OfTwo, frozen=True):
    """`one` and `other` are as for a match."""


class Contradict(OfTwo, frozen=True):
    """`one` and `other` are factors of two investigations: "B:F1", "C:F2"."""


class Unmatch(OfTwo, frozen=True):
    """Takes back what was said of the two."""


class Settle(OfTwo, frozen=True):
    """`right` is the one that holds, "B:F1"; without it neither does. `text` is why."""

    text: str
    right: str = ""


class Unsettle(OfTwo, frozen=True):
    """Lets the contradiction stand again; `text` is why."""

    text: str = ""


class Meant(msgspec.Struct, frozen=True):
    """A finding of an open investigation: `name` is what it is called, "A:F1"."""

    investigation: Investigation
    piece: Piece
    name: str
    is_factor: bool


@command("comparison.match", help="Say that two findings are one", slash=("match",), who=WHO)
def match(
    *,
    investigations: Investigations,
    comparison: Comparison,
    cause_map: CauseMap,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Match,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    if one.is_factor:
        _must_go_together(
            one,
            other,
            investigations=investigations,
            comparison=comparison,
            cause_map=cause_map,
            timeline=timeline,
        )
    return _related(one, other, Relation.SAME, comparison)


@command("comparison.keep_apart", help="Say that two findings are not one", slash=("keep-apart",), who=WHO)
def keep_apart(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: KeepApart,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    _must_not_be_one(one, other, comparison)
    return _related(one, other, Relation.APART, comparison)


@command("comparison.contradict", help="Say that two factors cannot both be right", slash=("contradict",), who=WHO)
def contradict(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Contradict,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    if not one.is_factor:
        raise RuleError("What contradicts are factors; a piece of evidence speaks against a hypothesis.")
    _must_not_be_one(one, other, comparison)
    return _related(one, other, Relation.CONTRADICTING, comparison)


@command("comparison.unmatch", help="Take back what was said of two findings", slash=("unmatch",), who=WHO)
def unmatch(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Unmatch,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    if comparison.relation(one.piece.id, other.piece.id).value is None:
        raise RuleError(f"Nothing was said of {one.name} and {other.name}.")
    return _related(one, other, None, comparison)


@command("comparison.settle", help="Say which of two contradicting factors holds, and why", slash=("settle",), who=WHO)
def settle(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Settle,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    _must_contradict(one, other, comparison)
    right: EntryId | None = None
    if fields.right.strip():
        right = meant(investigations, timeline, fields.right).piece.id
        if right not in (one.piece.id, other.piece.id):
            raise RuleError(f"What holds is {one.name} or {other.name}, or neither.")
    return [Draft(_settled(one, other, comparison, right, checked_text(fields.text)))]


@command("comparison.unsettle", help="Let a settled contradiction stand again", slash=("unsettle",), who=WHO)
def unsettle(
    *,
    investigations: Investigations,
    comparison: Comparison,
    restriction: Restriction,
    people: People,
    timeline: Timeline,
    context: Context,
    fields: Unsettle,
) -> list[Draft]:
    must_manage(restriction, people, context)
    one, other = _two(investigations, timeline, fields.one, fields.other)
    if comparison.settlement(one.piece.id, other.piece.id).value is None:
        raise RuleError(f"{one.name} against {other.name} is not settled.")
    return [Draft(_settled(one, other, comparison, None, fields.text.strip(), is_settled=False))]


# which is meant ------------------------------------------------------------------------------------------------------


def meant(investigations: Investigations, timeline: Timeline, text: str) -> Meant:
    """The finding that is called "A:F1" or "A:E3", or has that id.

    Raises: NotFound; RuleError while its investigation is sealed.
    """
    for each in investigations.all:
        for sign, pieces in (("F", each.factors), ("E", each.evidence)):
            if (piece := pieces.get(EntryId(text.strip()))) is not None:
                _must_be_open(investigations, each)
                return Meant(each, piece, finding_name(investigations, each, piece), sign == "F")
    named = _NAME.fullmatch(text.strip())
    if named is None:
        raise NotFound(f"“{text}” is no finding; say the investigation and the factor: A:F1, or A:E3 for evidence.")
    found = investigations.find(named["letter"])
    _must_be_open(investigations, found)
    sign = named["sign"].upper()
    among = found.factors.values() if sign == "F" else found.evidence.values()
    what = "factor" if sign == "F" else "piece of evidence"
    piece = piece_called(among, sign + named["number"], sign, what, timeline)
    return Meant(found, piece, finding_name(investigations, found, piece), sign == "F")


def finding_name(investigations: Investigations, of: Investigation, piece: Piece) -> str:
    """ "A:F1", "B:E3"."""
    sign, among = ("F", of.factors) if piece.id in of.factors else ("E", of.evidence)
    return f"{investigations.label(of)}:{called(piece, among.values(), sign)}"


def _must_be_open(investigations: Investigations, found: Investigation) -> None:
    if investigations.stage(found) is not Stage.OPEN:
        raise RuleError(f"Investigation {investigations.label(found)} is sealed; it is compared once it is open.")


def _two(investigations: Investigations, timeline: Timeline, one: str, other: str) -> tuple[Meant, Meant]:
    """Raises: NotFound; RuleError if they are of one investigation, of two rounds, or not of one sort."""
    found = [meant(investigations, timeline, text) for text in (one, other)]
    first, second = sorted(found, key=lambda each: each.piece.id)
    if first.investigation is second.investigation:
        raise RuleError(f"Both are of investigation {investigations.label(first.investigation)}; name one of another.")
    if first.investigation.round != second.investigation.round:
        raise RuleError("They are of two rounds; what is compared was found side by side.")
    if first.is_factor is not second.is_factor:
        raise RuleError("A factor is compared with a factor, and evidence with evidence.")
    return first, second


# the rules -----------------------------------------------------------------------------------------------------------


def _must_go_together(
    one: Meant,
    other: Meant,
    *,
    investigations: Investigations,
    comparison: Comparison,
    cause_map: CauseMap,
    timeline: Timeline,
) -> None:
    """Raises: RuleError if something else was said of what would become one, or if one leads to the other."""
    found = findings(one.investigation.round, investigations, comparison, timeline)
    sides = [next(each.factors for each in found.findings if m.piece.id in each.factors) for m in (one, other)]
    for first in sides[0]:
        for second in sides[1]:
            said = comparison.relation(first, second).value
            if said not in (None, Relation.SAME) and {first, second} != {one.piece.id, other.piece.id}:
                names = names_of(investigations, timeline, (first, second))
                raise RuleError(f"{names[0]} and {names[1]} would become one, and are said to be {said}.")
    shown = drawn(cause_map, investigations, comparison, timeline)
    boxes = [shown.box_of[each.piece.id] for each in (one, other)]
    if boxes[0] != boxes[1] and (shown.leads(boxes[0], boxes[1]) or shown.leads(boxes[1], boxes[0])):
        raise RuleError("On the cause map one of them leads to the other; take that arrow away first.")


def _must_not_be_one(one: Meant, other: Meant, comparison: Comparison) -> None:
    if connected(one.piece.id, other.piece.id, comparison.related(Relation.SAME)):
        raise RuleError(f"{one.name} and {other.name} are one by way of another that both are matched with.")


def _must_contradict(one: Meant, other: Meant, comparison: Comparison) -> None:
    if comparison.relation(one.piece.id, other.piece.id).value is not Relation.CONTRADICTING:
        raise RuleError(f"{one.name} and {other.name} are not said to contradict each other.")


def _related(one: Meant, other: Meant, relation: Relation | None, comparison: Comparison) -> list[Draft]:
    field = comparison.relation(one.piece.id, other.piece.id)
    if field.value == relation and field.history and not field.is_conflicted:
        raise RuleError("That is said already.")
    return [Draft(FindingsRelated(one.piece.id, other.piece.id, relation, field.over))]


def _settled(
    one: Meant, other: Meant, comparison: Comparison, right: EntryId | None, text: str, *, is_settled: bool = True
) -> ContradictionSettled:
    first, second = pair(one.piece.id, other.piece.id)
    over = comparison.settlement(first, second).over
    return ContradictionSettled(first, second, (one.name, other.name), right, text, is_settled, over)


def names_of(investigations: Investigations, timeline: Timeline, pieces: Sequence[EntryId]) -> list[str]:
    """What each is called."""
    return [meant(investigations, timeline, piece).name for piece in pieces]
