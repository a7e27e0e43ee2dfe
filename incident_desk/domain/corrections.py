"""A wrong entry is corrected or taken back by another entry that names it; both stay."""

from incident_desk.domain.amendments import MOVABLE
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.correction_entries import EntryCorrected, EntryRetracted
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import NO_INCIDENT, EntryId
from incident_desk.domain.incident import Headline, IncidentDeclared, SeverityGoverned, SeveritySet
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.lines import differing
from incident_desk.domain.links import LinkAdded
from incident_desk.domain.moments import MomentUs
from incident_desk.domain.moving_back import brought_together, called_back, last_moved_away, sent_back
from incident_desk.domain.people import People
from incident_desk.domain.severity import Severity
from incident_desk.domain.splitting import IncidentSplit
from incident_desk.domain.splitting_back import split_that_made, undone
from incident_desk.domain.standing_lines import must_not_go, standing
from incident_desk.domain.timeline import Line, Timeline, checked_text

__all__ = ["EntryCorrected", "EntryRetracted"]


class Correct(Fields, frozen=True):
    entry: EntryId
    text: str | None = None
    occurred_us: MomentUs | None = None
    reason: str = ""


class Retract(Fields, frozen=True):
    entry: EntryId
    reason: str = ""


class Restore(Fields, frozen=True):
    entry: EntryId
    reason: str = ""


class Undo(Fields, frozen=True):
    """Takes back the newest line that whoever writes wrote themselves."""

    reason: str = ""


@command("entry.correct", in_log=True, help="Correct the words or the time of an entry", slash=("correct",))
def correct(timeline: Timeline, erasures: Erasures, fields: Correct) -> list[Draft]:
    line = standing(timeline, fields.entry)
    _must_not_stand(line)
    must_not_go(erasures, line)
    text = None if fields.text is None else checked_text(fields.text)
    text = None if text == line.text and not differing(line) else text
    moment_us = None if fields.occurred_us == line.occurred_us else fields.occurred_us
    if text is None and moment_us is None:
        raise RuleError("Nothing would change: say the right words or the right time.")
    after = None if text is None else tuple(each.entry for each in line.wordings)
    body = EntryCorrected(fields.entry, text=text, occurred_us=moment_us, reason=fields.reason, after=after)
    return [Draft(body, occurred_us=line.occurred_us if moment_us is None else moment_us)]


@command("entry.retract", in_log=True, help="Take an entry back; it stays readable, struck through", slash=("retract",))
def retract(timeline: Timeline, headline: Headline, people: People, context: Context, fields: Retract) -> list[Draft]:
    return _taking_back(standing(timeline, fields.entry), headline, people, context, fields.reason)


@command("entry.restore", in_log=True, help="Let an entry hold again that was taken back", slash=("restore",))
def restore(timeline: Timeline, headline: Headline, context: Context, fields: Restore) -> list[Draft]:
    line = timeline.line(fields.entry)
    if line.retraction is None or line.is_erased:
        raise RuleError("That entry was erased." if line.is_erased else "That entry holds: nobody took it back.")
    if isinstance(line.body, IncidentSplit):
        raise RuleError(f"What came back from {line.body.label} stays here; split it off anew.")
    if line.retraction.moved is not None and not isinstance(line.body, MOVABLE):
        raise RuleError(f"It went home to {line.retraction.moved.label}, and goes on there.")
    if line.retraction.moved is not None:
        return called_back(line, line.retraction.moved, timeline, context)
    now = headline.severity.last
    is_newest = now is None or timeline.comes_after(line.entry, now.entry)
    then = line.body.severity if is_newest and isinstance(line.body, SeveritySet) else headline.severity.value
    return [
        Draft(EntryRetracted(line.retraction.entry, fields.reason), occurred_us=line.occurred_us),
        *_governed(line, headline, then),
    ]


@command(
    "entry.undo", in_log=True, help="Take back the last line you wrote", slash=("undo",), who="whoever wrote the line"
)
def undo(timeline: Timeline, headline: Headline, people: People, context: Context, fields: Undo) -> list[Draft]:
    line, away = timeline.last_of(context.by), last_moved_away(timeline, context)
    if away and (line is None or _is_after(away[0].recorded_us, line)):
        again = (Restore(each.target, fields.reason) for each in away)
        return [draft for each in again for draft in restore(timeline, headline, context, each)]
    if line is None:
        raise RuleError("There is nothing of yours to take back in this incident.")
    if line.moved is not None:
        together = brought_together(line, timeline)
        return [draft for each, origin in together for draft in sent_back(each, origin, timeline, context)]
    return _taking_back(line, headline, people, context, fields.reason)


def _is_after(moved_us: int, line: Line) -> bool:
    """Whether a line was moved away later than this one was written. With a split they go in one."""
    return moved_us > line.recorded_us or (moved_us == line.recorded_us and not isinstance(line.body, IncidentSplit))


def _taking_back(line: Line, headline: Headline, people: People, context: Context, reason: str) -> list[Draft]:
    here = context.incident or NO_INCIDENT
    if isinstance(line.body, IncidentSplit):
        return undone(line, here, people, context, reason)
    if isinstance(line.body, LinkAdded) and (split := split_that_made(here, line.body, context)) is not None:
        return undone(split, line.body.other, people, context, reason)
    _must_not_stand(line)
    if line.kind == kind_named(IncidentDeclared):
        raise RuleError("A declaration is not taken back: stand down instead, if it was a false alarm (/stand-down).")
    return [
        Draft(EntryRetracted(line.entry, reason), occurred_us=line.occurred_us),
        *_governed(line, headline, headline.severity.value_without(line.entry)),
    ]


def _must_not_stand(line: Line) -> None:
    """Raises: RuleError for what is answered by another entry, and by nothing else."""
    if line.body.stands:
        raise RuleError(line.body.stands)


def _governed(line: Line, headline: Headline, then: Severity | None) -> list[Draft]:
    """What rules of sending go by has to follow when a severity is taken back, or holds again."""
    if line.kind != kind_named(SeveritySet) or then is headline.severity.value:
        return []
    return [Draft(SeverityGoverned(), subject=then or Severity.SEV1)]
