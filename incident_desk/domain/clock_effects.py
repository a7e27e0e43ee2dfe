"""What each entry does to the clocks. They run from the declaration to the end, and again if it is reopened."""

from incident_desk.domain.clock_entries import ClockKept, ClocksMissed, ClockSnoozed
from incident_desk.domain.clock_list import Clock, Clocks, Happening, Turn
from incident_desk.domain.entry import Entry
from incident_desk.domain.incident import IncidentDeclared, SeveritySet
from incident_desk.domain.kinds import applies
from incident_desk.domain.links import LinkAdded, LinkRemoved, Relation
from incident_desk.domain.severity import Severity
from incident_desk.domain.standing_down import StoodDown
from incident_desk.domain.state import CLOSED, State, StateSet


@applies("clocks", IncidentDeclared)
def declared(clocks: Clocks, entry: Entry, body: IncidentDeclared) -> None:
    """An incident that came from a file had other clocks in its room."""
    _happen(clocks, entry, Turn.SEVERITY, severity=body.severity)
    if body.state is not State.DETECTED and not body.origin:
        _begin(clocks, entry)


@applies("clocks", SeveritySet)
def severity_set(clocks: Clocks, entry: Entry, body: SeveritySet) -> None:
    _happen(clocks, entry, Turn.SEVERITY, severity=body.severity)


@applies("clocks", StateSet)
def state_set(clocks: Clocks, entry: Entry, body: StateSet) -> None:
    if body.state in CLOSED:
        _end(clocks, entry)
    elif body.state is not State.DETECTED and not body.origin and not clocks.is_running:
        _begin(clocks, entry)


@applies("clocks", StoodDown)
def stood_down(clocks: Clocks, entry: Entry, _: StoodDown) -> None:
    """Nothing was wrong: what nobody kept meanwhile is told to nobody."""
    _end(clocks, entry)


@applies("clocks", LinkAdded)
def merged(clocks: Clocks, entry: Entry, body: LinkAdded) -> None:
    """Work goes on in the other, and the clocks with it."""
    if body.relation is Relation.DUPLICATE_OF:
        _end(clocks, entry)


@applies("clocks", LinkRemoved)
def taken_apart(clocks: Clocks, entry: Entry, body: LinkRemoved) -> None:
    if body.reopens and not clocks.is_running:
        _begin(clocks, entry)


@applies("clocks", ClockKept)
def kept(clocks: Clocks, entry: Entry, body: ClockKept) -> None:
    _happen(clocks, entry, Turn.KEPT, body.clock, missed=body.missed)


@applies("clocks", ClockSnoozed)
def snoozed(clocks: Clocks, entry: Entry, body: ClockSnoozed) -> None:
    _happen(clocks, entry, Turn.SNOOZED, body.clock, until_us=body.until_us)


@applies("clocks", ClocksMissed)
def missed(clocks: Clocks, entry: Entry, body: ClocksMissed) -> None:
    for each in body.missed:
        _happen(clocks, entry, Turn.MISSED, each.clock, missed=each.rounds)


def _begin(clocks: Clocks, entry: Entry) -> None:
    clocks.is_running = True
    _happen(clocks, entry, Turn.BEGUN)


def _end(clocks: Clocks, entry: Entry) -> None:
    if clocks.is_running:
        clocks.is_running = False
        _happen(clocks, entry, Turn.ENDED)


def _happen(
    clocks: Clocks,
    entry: Entry,
    turn: Turn,
    clock: Clock | None = None,
    *,
    until_us: int = 0,
    missed: int = 0,
    severity: Severity | None = None,
) -> None:
    clocks.happened.append(
        Happening(entry.occurred_us, turn, entry.id, entry.author, clock, until_us, missed, severity=severity)
    )
