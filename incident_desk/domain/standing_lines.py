"""Whether something can still be done about a line: it holds, and nobody asked to erase it."""

from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.timeline import Line, Timeline


def must_not_go(erasures: Erasures, line: Line) -> None:
    """Raises: RuleError if somebody asked to erase this: nothing is added to it, and it goes nowhere."""
    if not erasures.of.keys().isdisjoint(line.holders):
        raise RuleError(
            "Somebody asked to erase that entry; until a second person confirms it, nothing is added to it."
        )


def standing(timeline: Timeline, target: EntryId) -> Line:
    """Raises: NotFound; RuleError if the line was taken back or erased."""
    line = timeline.line(target)
    if line.is_retracted or line.is_erased:
        raise RuleError("That entry was taken back or erased already.")
    return line
