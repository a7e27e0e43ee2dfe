"""A line that was written in the wrong incident is moved to the right one, with its times and what was said of it.

It is written again there and struck through here; each names the other, so that either way back is one step.
"""

import msgspec

from incident_desk.domain.amendments import MOVABLE
from incident_desk.domain.commands import Context, Draft, Fields, Found, command
from incident_desk.domain.correction_entries import EntryRetracted
from incident_desk.domain.decisions import DecisionObjected, Decisions
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import DUTY_LOG, NO_INCIDENT, EntryId, IncidentId, is_duty_log
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.moving_back import sent_back
from incident_desk.domain.people import People
from incident_desk.domain.standing_lines import must_be_for_all, must_not_go, standing
from incident_desk.domain.timeline import Line, Marked, Moved, Noted, Timeline


class Move(Fields, frozen=True):
    """`other` is an id, a number, a unique start of a title, or “duty-log”."""

    entry: EntryId
    other: str


@command(
    "entry.move", in_log=True, help="Move a line that belongs to another incident, with its times", slash=("move",)
)
def move(
    *,
    timeline: Timeline,
    decisions: Decisions,
    headline: Headline,
    erasures: Erasures,
    investigations: Investigations,
    people: People,
    context: Context,
    fields: Move,
) -> list[Draft]:
    line = movable(fields.entry, timeline, decisions, erasures, investigations)
    other = Found(NO_INCIDENT, DUTY_LOG) if is_duty_log(fields.other) else context.find_incident(fields.other)
    _must_be_open_to(context.incident or NO_INCIDENT, other.incident, headline, context)
    if line.moved is not None and line.moved.incident == other.incident:
        return sent_back(line, line.moved, timeline, context)
    return carried(line, other, headline.label, timeline=timeline, decisions=decisions, people=people, context=context)


def movable(
    entry: EntryId, timeline: Timeline, decisions: Decisions, erasures: Erasures, investigations: Investigations
) -> Line:
    """The line, if it can go to another incident. Raises: RuleError, NotFound."""
    line = standing(timeline, entry)
    must_not_go(erasures, line)
    must_be_for_all(investigations, line)
    if not isinstance(line.body, MOVABLE):
        raise RuleError(
            "Only what was said, decisions and files can be moved. Take this line back, and do it again there."
        )
    if len(decisions.outlook(line.entry).history) > 1:
        raise RuleError("That decision was looked at again, and what was said then stands here; decide it anew there.")
    return line


def carried(
    line: Line,
    other: Found,
    number: str,
    *,
    timeline: Timeline,
    decisions: Decisions,
    people: People,
    context: Context,
) -> list[Draft]:
    """What brings a line of this incident, which is called `number`, to another one, with the objections to it."""
    copy = EntryId(context.new_id())
    drafts = written_again(line, copy, Moved(context.incident or NO_INCIDENT, number, line.entry), people, context)
    gone = [(line, copy)]
    for objection in (timeline.line(entry) for entry in decisions.objections.get(line.entry, ())):
        said = DecisionObjected(copy, line.occurred_us, objection.text, speaker_of(objection, people, context))
        gone.append((objection, EntryId(context.new_id())))
        drafts.append(Draft(said, occurred_us=objection.occurred_us, id=gone[-1][1]))
    there = [msgspec.structs.replace(draft, incident=other.incident) for draft in drafts]
    left = (
        Draft(EntryRetracted(each.entry, moved=Moved(other.incident, other.label, new)), occurred_us=each.occurred_us)
        for each, new in gone
    )
    return [*there, *left]


def _must_be_open_to(here: IncidentId, other: IncidentId, headline: Headline, context: Context) -> None:
    if other == here:
        raise RuleError(f"That line is in {headline.label} already.")
    if context.stream_of(other) != context.stream_of(here):
        raise RuleError("One of the two is restricted: who may know of one may not know of the other. Write it anew.")
    context.elsewhere(other, Headline)  # refuses what lies in the archive: nobody could say what holds there


def written_again(line: Line, copy: EntryId, origin: Moved, people: People, context: Context) -> list[Draft]:
    """The line as it reads now, and whether it was said to matter."""
    body = line.body
    assert isinstance(body, MOVABLE)
    said = msgspec.structs.replace(body, text=line.text, speaker=speaker_of(line, people, context), moved=origin)
    if isinstance(said, Noted):
        said = msgspec.structs.replace(said, origin="")
    drafts = [Draft(said, subject=line.entry, occurred_us=line.occurred_us, id=copy)]
    if line.marked is not None:
        drafts.append(Draft(Marked(copy, line.marked)))
    return drafts


def speaker_of(line: Line, people: People, context: Context) -> str:
    """Whoever said it, where that is not who moves it."""
    return line.speaker or ("" if line.author == context.by else people.name(line.author))
