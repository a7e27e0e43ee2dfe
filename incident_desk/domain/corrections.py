"""A wrong entry is corrected or taken back by another entry that names it; both stay."""

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.incident import IncidentDeclared
from incident_desk.domain.kinds import Body, applies, kind, kind_named
from incident_desk.domain.timeline import Correction, Line, Timeline, checked_text


@kind("entry.corrected")
class EntryCorrected(Body, frozen=True):
    """Another entry said it wrong: its words, its moment, or both."""

    target: EntryId
    text: str | None = None
    occurred_us: int | None = None
    reason: str = ""

    def words(self) -> str:
        return self.text or ""


@kind("entry.retracted")
class EntryRetracted(Body, frozen=True):
    """Another entry does not hold: it has no effect any more, and stays readable."""

    target: EntryId
    reason: str = ""


@applies("timeline", EntryCorrected)
def corrected(timeline: Timeline, entry: Entry, body: EntryCorrected) -> None:
    line = timeline.at.get(body.target)
    if line is None:
        return
    was = Correction(entry.id, entry.author, entry.recorded_us, line.text, line.occurred_us, body.reason)
    line.corrections = (*line.corrections, was)
    if body.text is not None:
        line.text = body.text


@applies("timeline", EntryRetracted)
def retracted(timeline: Timeline, entry: Entry, body: EntryRetracted) -> None:
    if line := timeline.at.get(body.target):
        line.is_retracted = True


class Correct(Fields, frozen=True):
    entry: EntryId
    text: str | None = None
    occurred_us: int | None = None
    reason: str = ""


class Retract(Fields, frozen=True):
    entry: EntryId
    reason: str = ""


class Undo(Fields, frozen=True):
    """Takes back the newest line that whoever writes wrote themselves."""

    reason: str = ""


@command("entry.correct", help="Correct the words or the time of an entry", slash=("correct",))
def correct(timeline: Timeline, fields: Correct) -> list[Draft]:
    line = _standing(timeline, fields.entry)
    text = None if fields.text is None else checked_text(fields.text)
    if text in (None, line.text) and fields.occurred_us in (None, line.occurred_us):
        raise RuleError("Nothing would change: say the right words or the right time.")
    body = EntryCorrected(fields.entry, text=text, occurred_us=fields.occurred_us, reason=fields.reason)
    return [Draft(body, occurred_us=fields.occurred_us or line.occurred_us)]


@command("entry.retract", help="Take an entry back; it stays readable, struck through", slash=("retract",))
def retract(timeline: Timeline, fields: Retract) -> list[Draft]:
    return [_taking_back(_standing(timeline, fields.entry), fields.reason)]


@command("entry.undo", help="Take back the last line you wrote", slash=("undo",))
def undo(timeline: Timeline, context: Context, fields: Undo) -> list[Draft]:
    line = timeline.last_of(context.by)
    if line is None:
        raise RuleError("There is nothing of yours to take back in this incident.")
    return [_taking_back(line, fields.reason)]


def _taking_back(line: Line, reason: str) -> Draft:
    if line.kind == kind_named(IncidentDeclared):
        raise RuleError("A declaration is not taken back: set the state to false alarm instead (/false-alarm).")
    return Draft(EntryRetracted(line.entry, reason), occurred_us=line.occurred_us)


def _standing(timeline: Timeline, target: EntryId) -> Line:
    line = timeline.line(target)
    if line.is_retracted or line.is_erased:
        raise RuleError("That entry was taken back or erased already.")
    return line


def retracted_by(entries: list[tuple[EntryId, EntryId]]) -> set[EntryId]:
    """Which entries do not hold, given (retraction, target) pairs in the order of the record.

    A retraction can itself be taken back, so the last word is looked at first.
    """
    gone: set[EntryId] = set()
    for retraction, target in reversed(entries):
        if retraction not in gone:
            gone.add(target)
    return gone
