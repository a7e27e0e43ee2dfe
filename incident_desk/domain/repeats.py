"""The repeat guard: which follow-ups of an old incident would have met its repeat, and whether they were done."""

import enum
from collections.abc import Iterable, Sequence

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_entries import Aim
from incident_desk.domain.follow_up_list import FollowUp
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.links import Relation
from incident_desk.domain.state import State


class Stood(enum.StrEnum):
    """How a follow-up stood when the repeat began. In vain: it was done, and yet it came again."""

    DONE = "done in vain"
    OPEN = "not done yet"
    OVERDUE = "overdue"
    DROPPED = "dropped"


class Met(msgspec.Struct, frozen=True):
    """One follow-up of the old incident, and how it stood."""

    label: str
    one: FollowUp
    stood: Stood


class Repeat(msgspec.Struct, frozen=True):
    """An incident that this one repeats, as it was called then; `met` has what would have prevented it first."""

    other: IncidentId
    number: str
    title: str
    met: tuple[Met, ...]

    @property
    def missed(self) -> tuple[Met, ...]:
        """What would have prevented it, and was not done."""
        return tuple(each for each in self.met if each.one.aim.value is Aim.PREVENT and each.stood is not Stood.DONE)


class Share(msgspec.Struct, frozen=True):
    """How many of the incidents were repeats, and of how many of those a follow-up would have prevented it."""

    repeats: int
    of: int
    preventable: int


def repeats_of(board: Board, boards: Iterable[Board]) -> list[Repeat]:
    """What an incident repeats, with the follow-ups that were known when it began."""
    known = {each.incident: each for each in boards}
    links = [link for link in board.links.standing.values() if link.relation is Relation.REPEAT_OF]
    return [_repeat(link.label, known[link.other], board) for link in links if link.other in known]


def guarded(other: Board, began_us: int) -> tuple[Met, ...]:
    """The follow-ups of an incident as they stood when the same began again, what would have prevented it first."""
    order = list(Aim)
    standing = [Met(other.follow_ups.label(one), one, _stood(one, began_us)) for one in other.follow_ups.all]
    then = [met for met in standing if met.one.added_us <= began_us]
    return tuple(sorted(then, key=lambda met: order.index(met.one.aim.value or Aim.PREVENT)))


def _repeat(label: str, other: Board, board: Board) -> Repeat:
    head = other.headline
    return Repeat(other.incident, label, head.title.value or "", guarded(other, board.headline.since_us or 0))


def _stood(one: FollowUp, at_us: int) -> Stood:
    if one.was_open_at(at_us):
        is_late = one.due_us.value is not None and one.due_us.value < at_us
        return Stood.OVERDUE if is_late else Stood.OPEN
    return Stood.DONE if one.is_done else Stood.DROPPED


def share(boards: Sequence[Board]) -> Share:
    """Of the incidents that were some: how many came again."""
    real = [each for each in boards if each.headline.state not in (State.MERGED, State.FALSE_ALARM)]
    repeats = [found for each in real if (found := repeats_of(each, boards))]
    preventable = sum(any(repeat.missed for repeat in found) for found in repeats)
    return Share(len(repeats), len(real), preventable)


def repeat_shown(repeat: Repeat) -> dict[str, object]:
    """As plain values."""
    return {
        "other": repeat.other,
        "number": repeat.number,
        "title": repeat.title,
        "follow_ups": [
            {"number": met.label, "text": met.one.words, "kind": met.one.aim.value, "stood": met.stood}
            for met in repeat.met
        ],
        "would_have_prevented_it": [met.label for met in repeat.missed],
    }


def share_shown(found: Share) -> dict[str, object]:
    """As plain values."""
    part = round(found.repeats / found.of, 4) if found.of else None
    return {"repeats": found.repeats, "of": found.of, "share": part, "preventable": found.preventable}


def share_line(found: Share) -> str:
    """In one line."""
    if not found.of:
        return "Repeats: no incident yet"
    percent = round(100 * found.repeats / found.of)
    told = f", {found.preventable} of them would have been prevented by a follow-up" if found.repeats else ""
    return f"Repeats: {found.repeats} of {found.of} incidents ({percent} %){told}"
