"""Whether something can still be done about a line: it holds, nobody asked to erase it, and it is sealed to nobody."""

from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigations
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


def must_be_for_all(investigations: Investigations, line: Line) -> None:
    """Raises: RuleError if only those who work on a sealed investigation read this line: what is made of it would be
    read by others."""
    if investigations.of and investigations.is_sealed(line.source.stream):
        raise RuleError("That is said in a sealed investigation; there it stays until the investigation opens.")
