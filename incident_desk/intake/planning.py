"""From an account to the commands that put it on the record: all of them, or only what the record lacks.

Foreign people stay in the words (`speaker`); the author of every entry is whoever sits at the desk and imports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.history import HistoryTold, TellHistory
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import ImpactSet, SetImpact
from incident_desk.domain.incident import Declare, IncidentDeclared, SetState
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State, StateSet
from incident_desk.domain.timeline import Note, Noted, NoteSort
from incident_desk.intake.account import Account, Kind, Told, mark, marked

OVER: Final = frozenset({State.MONITORING, State.RESOLVED})

SORTS: Final = {
    Kind.DETECTED: NoteSort.DETECTION,
    Kind.DECLARED: NoteSort.DECISION,
    Kind.HYPOTHESIS: NoteSort.HYPOTHESIS,
    Kind.ACTION: NoteSort.ACTION,
    Kind.DECISION: NoteSort.DECISION,
    Kind.FINDING: NoteSort.FINDING,
    Kind.MESSAGE_EXTERNAL: NoteSort.MESSAGE,
    Kind.MESSAGE_INTERNAL: NoteSort.INTERNAL_MESSAGE,
    Kind.MITIGATED: NoteSort.FINDING,
    Kind.RESOLVED: NoteSort.FINDING,
}
"""What a moment is on the timeline when it does not move the incident to another state."""

ENTERS: Final = {
    Kind.DETECTED: State.DETECTED,
    Kind.DECLARED: State.DECLARED,
    Kind.INVESTIGATING: State.INVESTIGATING,
    Kind.IDENTIFIED: State.MITIGATING,
    Kind.MITIGATED: State.MONITORING,
    Kind.RESOLVED: State.RESOLVED,
}

TOLD: Final = kind_named(HistoryTold)

Line = Note | SetState | TellHistory


class Already(msgspec.Struct):
    """What the record holds of an account that was imported before, erased and corrected entries included."""

    marks: set[str] = msgspec.field(default_factory=set[str])
    erased: Counter[tuple[str, int]] = msgspec.field(default_factory=Counter[tuple[str, int]])
    impacts: list[ImpactSet] = msgspec.field(default_factory=list[ImpactSet])
    services: list[tuple[str, ...]] = msgspec.field(default_factory=list[tuple[str, ...]])
    states: list[SetState] = msgspec.field(default_factory=list[SetState])

    @classmethod
    def of(cls, entries: Iterable[Entry], board: Board) -> "Already":
        """What these entries of the incident hold; `board` says which of its states still stand."""
        found = cls()
        for entry in entries:
            if entry.is_erased:
                found.erased[entry.kind, 0 if entry.kind == TOLD else entry.occurred_us] += 1
            else:
                found._take(entry, board)
        return found

    def _take(self, entry: Entry, board: Board) -> None:
        body = read_body(entry)
        if isinstance(body, Noted | StateSet | HistoryTold):
            self.marks.add(body.origin)
        if isinstance(body, ImpactSet):
            self.impacts.append(body)
        if isinstance(body, IncidentDeclared):
            self.services.append(body.services)
        line = board.timeline.at.get(entry.id)
        if isinstance(body, StateSet) and line and not line.is_retracted:
            self.states.append(SetState(body.state, occurred_us=line.occurred_us, origin=body.origin or entry.id))

    def lacks(self, lines: Iterable[Line]) -> list[Line]:
        """Those that are not there. Where an entry of a line's kind and moment was erased, that line is not missing:
        words that had to go do not come back by this door.
        """
        left = self.erased.copy()
        missing: list[Line] = []
        for line in lines:
            key = _place(line)
            if line.origin in self.marks:
                continue
            if left[key] > 0:
                left[key] -= 1
            else:
                missing.append(line)
        return missing

    def has_impact(self, fact: str, value: object) -> bool:
        """Whether somebody said this once; if it was changed afterwards, it stays changed."""
        return any(getattr(impact, fact) == value for impact in self.impacts)


class Planned(msgspec.Struct, frozen=True):
    """The commands to run, how many lines they add, and how many were there."""

    commands: tuple[Fields, ...]
    added: int
    skipped: int


def whole(account: Account, incident: IncidentId, severity: Severity | None) -> Planned:
    """Everything the account tells, for an incident that is not on the record yet."""
    begins_us, state = _beginning(account)
    declaring = Declare(
        account.title,
        severity=account.severity or severity,
        services=account.services,
        occurred_us=begins_us,
        incident=incident,
        source=account.source,
        origin=account.identity,
        state=state,
    )
    lines = list(_lines(account))
    return Planned((declaring, *_impact(account, Already()), *lines, *_about(account)), len(lines), 0)


def missing(account: Account, already: Already) -> Planned | None:
    """What the account tells and the record lacks; None if it is another incident's, with no line of this one in it."""
    lines = list(_lines(account))
    new = already.lacks(lines)
    if lines and len(new) == len(lines):
        return None
    commands = (*_impact(account, already), *_settled(new, already), *already.lacks(_about(account)))
    return Planned(commands, len(new), len(lines) - len(new))


def _place(line: Line) -> tuple[str, int]:
    """Which line of the record it would be. A report has one place in its incident: it may not say when that was."""
    if isinstance(line, TellHistory):
        return TOLD, 0
    return kind_named(Noted if isinstance(line, Note) else StateSet), line.occurred_us or 0


def _beginning(account: Account) -> tuple[int | None, State]:
    """When the incident began for whoever tells it, and in which state; with its first moment if nobody says."""
    if account.told is not None:
        return account.started_us, State.DETECTED
    first = next((m for m in account.moments if m.kind in ENTERS), account.moments[0])
    return first.occurred_us, State.DECLARED if first.kind is Kind.DECLARED else State.DETECTED


def _lines(account: Account) -> Iterator[Line]:
    """The moments as notes and changes of state, in the order they happened; of a report, what it tells."""
    if account.told is not None:
        yield from _reported(account, account.told)
    _, state = _beginning(account)
    for own, moment in marked(account.moments):
        enters = _entered(moment.kind, state)
        if enters is not None:
            state = enters
            yield SetState(
                enters,
                note=moment.text,
                occurred_us=moment.occurred_us,
                speaker=moment.speaker,
                origin=mark(moment.occurred_us, moment.kind),  # outlives an erasure of the note, so not made of it
                approximate=moment.approximate,
            )
        elif moment.text:
            yield Note(
                moment.text,
                note_sort=SORTS.get(moment.kind, NoteSort.NOTE),
                occurred_us=moment.occurred_us,
                speaker=moment.speaker,
                approximate=moment.approximate,
                origin=own,
            )


def _reported(account: Account, told: Told) -> Iterator[Line]:
    over_us = account.started_us if account.ended_us is None else account.ended_us
    yield TellHistory(
        told.summary,
        factors=told.factors,
        lessons=told.lessons,
        report=told.report,
        occurred_us=over_us,
        origin=mark("told", told.summary, *told.factors, "", *told.lessons),
        undated=over_us is None,
    )
    yield SetState(
        State.RESOLVED, occurred_us=over_us, origin=mark("over", account.identity), approximate=account.ended_us is None
    )


def _entered(kind: Kind, state: State) -> State | None:
    """The state that such a moment moves the incident to; None if it stays where it is.

    What is detected when all seemed over reopens the incident; what is mitigated twice is mitigated from the first on.
    """
    enters = ENTERS.get(kind)
    if enters is State.DETECTED:
        return State.INVESTIGATING if state in OVER else None
    if enters is State.DECLARED:
        return State.DECLARED if state is State.DETECTED else None
    if enters is State.MONITORING and state in OVER:
        return None
    return None if enters is state else enters


def _settled(new: Sequence[Line], already: Already) -> list[Line]:
    """The new lines, and the later states said again where a new one comes before them.

    The state that was written last is the one that shows; a state added in the middle must not undo those after it.
    """
    first_us = min((line.occurred_us or 0 for line in new if isinstance(line, SetState)), default=None)
    if first_us is None:
        return list(new)
    again = [state for state in already.states if (state.occurred_us or 0) > first_us]
    return sorted([*new, *again], key=lambda line: line.occurred_us or 0)


def _impact(account: Account, already: Already) -> Iterator[SetImpact]:
    started_us, ended_us = account.started_us, account.ended_us
    if started_us is not None and not already.has_impact("started_us", started_us):
        yield SetImpact(started_us=started_us, occurred_us=started_us)
    if ended_us is not None and not already.has_impact("ended_us", ended_us):
        yield SetImpact(ended_us=ended_us, occurred_us=ended_us)
    said = already.services
    if said and account.services not in said and not already.has_impact("services", account.services):
        yield SetImpact(services=account.services)


def _about(account: Account) -> list[Note]:
    """What must be kept with the incident, as a note of the moment of importing."""
    return [Note(account.about, origin=mark("about", account.about))] if account.about else []
