"""The duty log: what whoever is on duty notes before any incident. It is the timeline of what belongs to no incident.

Its lines are notes like those of an incident, so they are corrected, taken back, moved and erased in the same ways. An
incident adopts lines by moving them to itself, with their times.
"""

from collections.abc import Iterable

from incident_desk.domain.addressing import holder_called
from incident_desk.domain.amendments import AMENDING
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.correction_entries import EntryRetracted
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import DUTY_LOG, NO_INCIDENT, EntryId, PersonId
from incident_desk.domain.kinds import Body, kind, kind_called
from incident_desk.domain.lines import Line, Moved
from incident_desk.domain.moments import HOUR_US, MomentUs
from incident_desk.domain.moving import written_again
from incident_desk.domain.people import People
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.standing_lines import must_not_go, standing
from incident_desk.domain.timeline import Note, Noted, NoteSort, Timeline, note

SHIFT_US = 12 * HOUR_US
"""How far back a shift goes where nobody wrote down that one began: no common one is longer."""


@kind("duty.handed_over")
class DutyHandedOver(Body, frozen=True):
    """A shift ended: from here on somebody else is on duty. `text` is what they must know."""

    name: str
    person: PersonId | None = None
    text: str = ""

    sort = LineSort.ROLE

    def sentence(self) -> Sentence:
        return Sentence("The shift goes over to {name}", {"name": self.name})

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return DutyHandedOver(self.name if self.person else "", self.person)


# what it says ---------------------------------------------------------------------------------------------------------


def last_handover(log: Timeline) -> Line | None:
    """The line by which the shift that runs now began; None if nobody ever wrote one down."""
    found = (line for line in reversed(log.lines) if isinstance(line.body, DutyHandedOver) and not line.is_retracted)
    return next(found, None)


def shift_began_us(log: Timeline, now_us: int) -> int:
    """When the shift that runs now began: with the last handover, else so long ago as a shift lasts at most."""
    line = last_handover(log)
    return now_us - SHIFT_US if line is None else line.occurred_us


def lines_since(log: Timeline, since_us: int) -> list[Line]:
    """What was noted from then on and stands here still, the oldest first. What an incident adopted is told there."""
    return [line for line in log.lines if line.occurred_us >= since_us and is_note(line) and not line.is_retracted]


def lines_of_shift(log: Timeline, now_us: int) -> list[Line]:
    """What was noted in the shift that runs now, the oldest first."""
    since, began_us = last_handover(log), shift_began_us(log, now_us)
    lines = lines_since(log, began_us)
    if since is None:
        return lines
    place = {line.entry: at for at, line in enumerate(log.lines)}
    return [line for line in lines if place[line.entry] > place[since.entry]]


def is_note(line: Line) -> bool:
    """Whether the line is something that somebody noted, and has its words."""
    return isinstance(line.body, Noted) and not line.is_erased and bool(line.text)


def is_in_log(entry: Entry) -> bool:
    """Whether an entry is a line of the duty log, or says something about one."""
    return entry.incident == NO_INCIDENT and (kind_called(entry.kind).makes_a_line or entry.kind in AMENDING)


# commands -------------------------------------------------------------------------------------------------------------


class NoteOnDuty(Fields, frozen=True):
    text: str
    note_sort: NoteSort = NoteSort.NOTE
    occurred_us: MomentUs | None = None
    speaker: str = ""


class AdoptLines(Fields, frozen=True):
    """`last` is how many of the newest lines; else `since` says from when on, or `entries` which by their ids."""

    last: int | None = None
    since_us: MomentUs | None = None
    entries: tuple[EntryId, ...] = ()


class HandOverShift(Fields, frozen=True):
    """`person` is on duty from now on; `text` is what they must know."""

    person: str
    text: str = ""


@command("duty.note", help="Note something in the duty log, outside of any incident", slash=("duty-log",), alone=True)
def note_on_duty(fields: NoteOnDuty) -> list[Draft]:
    return note(Note(fields.text, fields.note_sort, fields.occurred_us, fields.speaker))


@command("duty.hand_over", help="Hand the shift over to whoever is on duty next", slash=("duty-handover",), alone=True)
def hand_over_shift(people: People, context: Context, fields: HandOverShift) -> list[Draft]:
    taker = holder_called(people, context, fields.person)
    if taker.person == context.by and not fields.text.strip():
        raise RuleError("You are on duty already: say who is next, or what you took over.")
    return [Draft(DutyHandedOver(taker.name, taker.person, fields.text.strip()))]


@command("duty.adopt", help="Take lines of the duty log into this incident, with their times", slash=("adopt-log",))
def adopt_lines(headline: Headline, people: People, context: Context, fields: AdoptLines) -> list[Draft]:
    here = context.incident or NO_INCIDENT
    if context.stream_of(here) != context.stream_of(NO_INCIDENT):
        raise RuleError("This incident is restricted, and the duty log is open to all: write it anew.")
    log, erasures = context.elsewhere(NO_INCIDENT, Timeline), context.elsewhere(NO_INCIDENT, Erasures)
    return [
        draft
        for line in _chosen(log, fields, context.now_us)
        for draft in _adopted(line, Moved(here, headline.label, EntryId(context.new_id())), people, erasures, context)
    ]


def _adopted(line: Line, there: Moved, people: People, erasures: Erasures, context: Context) -> list[Draft]:
    """The line holds there from now on, and is told of here."""
    must_not_go(erasures, line)
    copy = written_again(line, there.entry, Moved(NO_INCIDENT, DUTY_LOG, line.entry), people, context)
    gone = EntryRetracted(line.entry, moved=there)
    return [*copy, Draft(gone, occurred_us=line.occurred_us, incident=NO_INCIDENT)]


def _chosen(log: Timeline, fields: AdoptLines, now_us: int) -> Iterable[Line]:
    """Raises: RuleError if there is nothing to adopt; NotFound for an entry that is none of the duty log."""
    if fields.entries:
        return [_note(standing(log, entry)) for entry in fields.entries]
    since_us = 0 if fields.last is not None else fields.since_us
    lines = lines_of_shift(log, now_us) if since_us is None else lines_since(log, since_us)
    found = lines if fields.last is None else lines[-fields.last :] if fields.last > 0 else []
    if not found:
        raise RuleError("The duty log has no such line: say how many of the newest, or since when.")
    return found


def _note(line: Line) -> Line:
    if not is_note(line):
        raise RuleError("Only what was noted can be adopted.")
    return line
