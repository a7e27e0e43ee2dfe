"""A line that was moved to another incident comes back: from there, or called back from here."""

import msgspec

from incident_desk.domain.commands import Context, Draft
from incident_desk.domain.correction_entries import EntryCorrected, EntryRetracted
from incident_desk.domain.decisions import DecisionObjected
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId
from incident_desk.domain.timeline import Line, Moved, Timeline


class Away(msgspec.Struct, frozen=True):
    """A line that is elsewhere, and when it was moved there."""

    target: EntryId
    recorded_us: int
    there: IncidentId


def last_moved_away(timeline: Timeline, context: Context) -> list[Away]:
    """The line that whoever writes moved away last, if they moved one that is still away.

    Between the duty log and an incident all that went by the same word.
    """
    away = [
        Away(line.entry, line.retraction.recorded_us, line.retraction.moved.incident)
        for line in timeline.at.values()
        if line.retraction is not None and line.retraction.moved is not None and line.retraction.by == context.by
    ]
    if not away:
        return []
    last = max(away, key=lambda each: each.recorded_us)  # of a decision and its objections, that
    if NO_INCIDENT not in (last.there, context.incident):
        return [last]
    return [each for each in away if (each.recorded_us, each.there) == (last.recorded_us, last.there)]


def brought_together(line: Line, timeline: Timeline) -> list[tuple[Line, Moved]]:
    """A line that was moved here, and where from; of the duty log with all that came by the same word."""
    origin = line.moved
    if origin is None:
        return []
    if origin.incident != NO_INCIDENT:
        return [(line, origin)]
    standing = (each for each in timeline.at.values() if not each.is_retracted and not each.is_erased)
    return [
        (each, each.moved)
        for each in standing
        if each.moved is not None
        and (each.moved.incident, each.author, each.recorded_us) == (NO_INCIDENT, line.author, line.recorded_us)
    ]


class _Side(msgspec.Struct, frozen=True):
    """One of the two incidents."""

    incident: IncidentId
    timeline: Timeline


def called_back(line: Line, away: Moved, timeline: Timeline, context: Context) -> list[Draft]:
    """A line that was moved away holds here again, as it reads by now; where it was moved to it holds no longer."""
    if not context.has(away.incident):  # it is restricted meanwhile, or never came here
        raise RuleError(f"That line was moved to {away.label}, and this desk has nothing of that incident.")
    there = _Side(away.incident, context.elsewhere(away.incident, Timeline))
    return _home(line, _Side(context.incident or NO_INCIDENT, timeline), there, context)


def sent_back(line: Line, origin: Moved, timeline: Timeline, context: Context) -> list[Draft]:
    """A line that was moved here goes back to where it was written.

    Raises: RuleError if it holds there, or was erased.
    """
    there = _Side(origin.incident, context.elsewhere(origin.incident, Timeline))
    first = there.timeline.line(origin.entry)
    if first.retraction is None or first.retraction.moved is None or first.is_erased:
        raise RuleError(f"That line holds in {origin.label}, or was erased there; take it back here instead.")
    return _home(first, there, _Side(context.incident or NO_INCIDENT, timeline), context)


def all_back(home: IncidentId, away: IncidentId, context: Context) -> list[Draft]:
    """Every line of one incident that stands in another by now holds at home again, as it reads there."""
    here, there = (_Side(side, context.elsewhere(side, Timeline)) for side in (home, away))
    gone = [line for line in here.timeline.at.values() if _is_in(line, away) and not line.is_erased]
    with_decisions = {line.entry for line in gone}
    return [
        draft
        for line in gone
        if not (isinstance(line.body, DecisionObjected) and line.body.decision in with_decisions)
        for draft in _home(line, here, there, context)
    ]


def _is_in(line: Line, incident: IncidentId) -> bool:
    moved = line.retraction.moved if line.retraction is not None else None
    return moved is not None and moved.incident == incident


def _home(line: Line, home: _Side, away: _Side, context: Context) -> list[Draft]:
    """What brings a line home, and the objections to it that went along."""
    drafts: list[Draft] = []
    number = context.elsewhere(home.incident, Headline).label
    for each in (line, *_objections(home.timeline, line.entry)):
        moved = each.retraction.moved if each.retraction else None
        if each.retraction is None or moved is None or moved.incident != away.incident:
            continue
        again = EntryRetracted(each.retraction.entry)
        drafts.append(Draft(again, occurred_us=each.occurred_us, incident=home.incident))
        copy = away.timeline.at.get(moved.entry)
        if copy is not None and not copy.is_retracted and not copy.is_erased:
            back = EntryRetracted(copy.entry, moved=Moved(home.incident, number, each.entry))
            drafts.append(Draft(back, occurred_us=copy.occurred_us, incident=away.incident))
            drafts += _as_it_reads(each, copy, home.incident)
    return drafts


def _as_it_reads(line: Line, copy: Line, incident: IncidentId) -> list[Draft]:
    """The correction that was made where it was moved to."""
    text = None if copy.text == line.text else copy.text
    moment_us = None if copy.occurred_us == line.occurred_us else copy.occurred_us
    if text is None and moment_us is None:
        return []
    return [Draft(EntryCorrected(line.entry, text, moment_us), occurred_us=copy.occurred_us, incident=incident)]


def _objections(timeline: Timeline, decision: EntryId) -> list[Line]:
    return [
        each
        for each in timeline.at.values()
        if isinstance(each.body, DecisionObjected) and each.body.decision == decision
    ]
