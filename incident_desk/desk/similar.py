"""What a desk remembers of each incident, by which others are like it: its words, what worked, what is left."""

from collections.abc import Iterator
from typing import Final, Self

from incident_desk.domain.adoption import ADOPTED
from incident_desk.domain.amendments import AMENDING
from incident_desk.domain.board import Board
from incident_desk.domain.course_list import Stand
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RecordDamaged
from incident_desk.domain.findings import factor_of, findings, rounds
from incident_desk.domain.fold import folded
from incident_desk.domain.ids import CUSTOMER_REPORTS, NO_INCIDENT, PAGE_SUBSCRIBERS, IncidentId
from incident_desk.domain.kinds import kind_named, kinds_changing
from incident_desk.domain.similar import Left, Past
from incident_desk.domain.state import State, StateSet
from incident_desk.domain.timeline import Noted
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader
from incident_desk.store.similar import first_entries

AFTERWARDS: Final = (*kinds_changing("lessons", "follow_ups", "history"), *AMENDING)
"""What is said of an incident when much else was said of it before."""
KINDS: Final = (
    *kinds_changing("headline", "impact", "courses", "tasks", "facts", "investigations", "comparison", "restriction"),
    *(kind_named(Noted), ADOPTED, *AFTERWARDS),
)
"""What is looked at. Of an investigation that is still sealed, nothing gets from there into a line."""
MOST: Final = 400
"""So many entries of one incident at most: what it was about is said early, and much of it is said again later."""
LETTERS: Final = 8_000
"""So much of its words."""
OVER: Final = frozenset({State.MONITORING, State.RESOLVED})


class Remembered:
    """Reads it from the record, one incident after the other, so that little lies in memory at a time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    def open(cls, place: Where) -> Self:
        """Open what can be read of a record. Raises: NotFound, or another DeskError if nothing can be read."""
        home = Home.at(place)
        try:
            return cls(Reader.open(home))
        except RecordDamaged:
            return cls(Reader.open(home, unchecked=True))

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def incidents(self) -> list[IncidentId]:
        """Whatever may be one."""
        nothing = (NO_INCIDENT, CUSTOMER_REPORTS, PAGE_SUBSCRIBERS)
        return [incident for incident in self._reader.incident_ids() if incident not in nothing]

    def past(self, incident: IncidentId) -> Past | None:
        """What is remembered of one; None if it was none, or went into another."""
        entries = first_entries(self._reader, incident, KINDS, MOST)
        if len(entries) == MOST:  # what was said of these later holds all the same
            known = {entry.id for entry in entries}
            later = first_entries(self._reader, incident, AFTERWARDS, 10 * MOST)
            entries += [entry for entry in later if entry.id not in known]
        return _past(incident, entries)

    def all(self) -> Iterator[Past]:
        """Every incident that is remembered."""
        for incident in self.incidents():
            if (past := self.past(incident)) is not None:
                yield past


def _past(incident: IncidentId, entries: list[Entry]) -> Past | None:
    board = folded(incident, entries)
    head = board.headline
    if not head.number or head.state is State.MERGED:
        return None
    return Past(
        incident,
        head.number,
        head.title.value or "",
        text=_text(board),
        severity=head.severity.value,
        since_us=None if board.history.undated else head.since_us,
        services=board.impact.services.value or (),
        factors=(*board.history.factors, *_found(board)),
        lessons=_learned(board),
        worked=_worked(board),
        left=_left(board),
        report=board.history.report,
        is_open=head.is_open,
        members=frozenset(board.restriction.members) if board.restriction.is_restricted else None,
    )


def _text(board: Board) -> str:
    lines = [line.text for line in board.timeline.lines if line.text and not line.is_retracted]
    return "\n".join([*lines, board.impact.affected.value or ""])[:LETTERS]


def _worked(board: Board) -> tuple[str, ...]:
    """The courses that worked; where there is none, what was said when it was mitigated or over."""
    timeline = board.timeline
    courses = (course for course in board.courses.all if course.stand is Stand.WORKED)
    worked = [line.text for course in courses if (line := timeline.at.get(course.id)) and line.text]
    said = (line for line in timeline.lines if isinstance(line.body, StateSet) and not line.is_retracted)
    over = [line.text for line in said if line.text and isinstance(line.body, StateSet) and line.body.state in OVER]
    return tuple(dict.fromkeys(worked or over[:1]))


def _left(board: Board) -> tuple[Left, ...]:
    """The follow-ups that nobody ended, the first due first, and of one that is over the tasks nobody ended."""
    open_ones = sorted(board.follow_ups.open, key=lambda one: one.due_us.value or 0)
    follow_ups = (Left(one.words, one.due_us.value) for one in open_ones if one.words)
    over = () if board.headline.is_open else board.tasks.open
    given = ((task, task.words(board.timeline)) for task in over if task.line is not None)
    return (*follow_ups, *(Left(words, task.due_us) for task, words in given if words))


def _learned(board: Board) -> tuple[str, ...]:
    """What was noted here, and what a report told."""
    noted = (one.words for one in board.lessons.all if one.words)
    return tuple(dict.fromkeys((*noted, *board.history.lessons)))


def _found(board: Board) -> tuple[str, ...]:
    """The factors that investigations found, once they are open to all."""
    words: list[str] = []
    for each in rounds(board.investigations):
        found = findings(each, board.investigations, board.comparison, board.timeline)
        factors = (factor_of(found, finding.factors[0]) for finding in found.findings)
        words += [both[1].words(board.timeline) for both in factors if both]
    return tuple(dict.fromkeys(each for each in words if each))
