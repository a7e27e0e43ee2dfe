"""What the cause map shows, as plain values: its boxes with their words, and the arrows between them."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.investigation_words import PART_LOOKS, part_word
from incident_desk.domain.board import Board
from incident_desk.domain.cause_map import Arrow, Box, Drawn, drawn
from incident_desk.domain.ids import EntryId
from incident_desk.domain.showing_comparison import box_name, box_words

MOST = 10
"""So many boxes stand in the narrow map before those that nothing leads to or from are left out."""


class BoxShown(msgspec.Struct, frozen=True):
    """A box. `letters` are those that found it, or all that leads to it."""

    key: EntryId
    name: str
    words: str
    symbol: str
    ink: str
    letters: tuple[str, ...]
    is_effect: bool
    is_harm: bool
    spoken: str


class MapShown(msgspec.Struct, frozen=True):
    """The boxes, the arrows that hold, and in words those that would close a circle. `all` counts every box."""

    boxes: tuple[BoxShown, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    circles: tuple[str, ...] = ()
    all: int = 0

    def box(self, key: str) -> BoxShown | None:
        return next((each for each in self.boxes if each.key == key), None)

    def causes(self, key: str) -> list[BoxShown]:
        """What leads to a box."""
        return [box for cause, effect in self.arrows if effect == key and (box := self.box(cause))]

    def effects(self, key: str) -> list[BoxShown]:
        """What a box leads to."""
        return [box for cause, effect in self.arrows if cause == key and (box := self.box(effect))]


def map_shown(board: Board, *, is_whole: bool) -> MapShown:
    """The map of an incident; where it is not whole, without what hangs together with nothing if there is much."""
    found = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    boxes = found.boxes if is_whole else _nearest(found)
    shown = tuple(_box(box, found, board) for box in boxes)
    words = {each.key: each.words for each in shown}
    circles = tuple(
        _tr("{cause} → {effect} is left out: it would close a circle").format(
            cause=words.get(found.box_of[cause], ""), effect=words.get(found.box_of[effect], "")
        )
        for cause, effect in found.circular
    )
    return MapShown(shown, found.arrows, circles, len(found.boxes))


def _nearest(found: Drawn) -> Sequence[Box]:
    """All of them if they are few; else what is linked, and what several found as far as there is room."""
    if len(found.boxes) <= MOST:
        return found.boxes
    linked = found.linked()
    kept = {box.id for box in found.boxes if box.id in linked or box.effect is not None}
    loose = sorted((box for box in found.boxes if box.id not in kept), key=lambda box: -len(box.found_by))
    kept |= {box.id for box in loose[: max(0, MOST - len(kept))]}
    return [box for box in found.boxes if box.id in kept]


def _box(box: Box, found: Drawn, board: Board) -> BoxShown:
    letters = tuple(board.investigations.label(board.investigations.of[each]) for each in box.found_by)
    words = box_words(box, board) or _tr("(the words were erased)")
    name = box_name(box, board)
    if box.effect is not None:
        symbol, ink = ("users", "bad") if box.effect.is_harm else ("circle-alert", "bad")
        sort = _tr("harm") if box.effect.is_harm else _tr("effect")
    else:
        part = next(each.factors[box.id].part for each in board.investigations.all if box.id in each.factors)
        symbol, ink = PART_LOOKS[part]
        sort = part_word(part)
    near = [
        _tr("comes of {count}").format(count=len(found.causes(box.id))),
        _tr("leads to {count}").format(count=len(found.effects(box.id))),
    ]
    by = [_tr("found by {letters}").format(letters=", ".join(letters))] if letters else []
    spoken = ", ".join([f"{name}: {words}", sort, *by, *near])
    is_harm = box.effect is not None and box.effect.is_harm
    return BoxShown(box.id, name, words, symbol, ink, letters, box.effect is not None, is_harm, spoken)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CauseMap", text)
