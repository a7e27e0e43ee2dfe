"""The report after an incident as it is drafted from its record: sentence by sentence, each naming what it stands on.

Nothing is made up: what the record does not say is a gap in brackets, for the people who were there.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from incident_desk.domain.board import Board
from incident_desk.domain.concluding import identified, said
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line
from incident_desk.domain.message_entries import MessageSent
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.people import People
from incident_desk.domain.plan_review_reports import ReportPart, ReportTemplate
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.state import State
from incident_desk.learning.plain_times import clock, day, moment
from incident_desk.learning.report_causes import factors
from incident_desk.learning.report_turns import follow_ups, lucky, well, worse
from incident_desk.learning.report_words import gap, one_line, point, sentence, sentences, took

MOST_LINES: Final = 80
"""So many lines of the timeline stand in a draft; the rest is on the record."""
HEADS: Final = {
    ReportPart.SUMMARY: "Summary",
    ReportPart.IMPACT: "Impact",
    ReportPart.MEASURES: "How long it took",
    ReportPart.TIMELINE: "Timeline",
    ReportPart.FACTORS: "What contributed to it",
    ReportPart.WELL: "What went well",
    ReportPart.LUCKY: "Where we were lucky",
    ReportPart.WORSE: "What made it worse",
    ReportPart.DECISIONS: "Decisions",
    ReportPart.FOLLOW_UPS: "Follow-ups",
}
GAPS: Final = {
    ReportPart.SUMMARY: "What happened, in two sentences?",
    ReportPart.IMPACT: "The record does not say who was affected.",
    ReportPart.MEASURES: "Nothing could be measured.",
    ReportPart.TIMELINE: "Nothing on the timeline is marked as significant.",
    ReportPart.FACTORS: "What contributed to it? Rarely one thing alone.",
    ReportPart.WELL: "What went well, and shall again?",
    ReportPart.LUCKY: "Where were we lucky, and cannot count on it?",
    ReportPart.WORSE: "What made it harder than it had to be?",
    ReportPart.DECISIONS: "No decision stands on the record.",
    ReportPart.FOLLOW_UPS: "What is done so that it does not happen again, by whom, by when?",
}


def drafted(board: Board, organisation: Organisation, template: ReportTemplate) -> str:
    """The whole text, from all that is on the record now; nothing of what is sealed."""
    plan = organisation.plans.of(board.headline)
    title = one_line(board.headline.title.value or "(the title was erased)")
    text = [f"# {template.title}, {board.headline.label}: {title}"]
    for part in template.parts:
        lines = list(_WRITERS[part](board, plan, organisation.people)) or [gap(GAPS[part])]
        text.append("\n".join([f"## {HEADS[part]}", "", *lines]))
    return "\n\n".join(text) + "\n"


# the parts ------------------------------------------------------------------------------------------------------------


def _summary(board: Board, plan: Plan, people: People) -> Iterator[str]:
    found = [*_came(board), *_was_found(board), *_went(board)]
    if board.history.entry is not None and (told := board.timeline.text_of(board.history.entry)):
        found.append(sentences(one_line(told), board.history.entry))
    if found:
        yield " ".join(found)


def _came(board: Board) -> Iterator[str]:
    headline = board.headline
    declared = next((each for each in headline.states.history if each.value is State.DECLARED), None)
    rated = headline.severity.last
    if declared is None:
        return
    severity = f" as {rated.value}" if rated is not None else ""
    named: dict[str, None] = dict.fromkeys([declared.entry, *([rated.entry] if rated is not None else [])])
    yield sentence(f"{headline.label} was declared{severity} on {moment(declared.occurred_us)}", *named)
    detected_us = headline.entered_us.get(State.DETECTED)
    if detected_us is not None and detected_us < declared.occurred_us:
        before = took(declared.occurred_us - detected_us)
        yield sentence(f"It was detected at {clock(detected_us)}, {before} before", declared.entry)


def _was_found(board: Board) -> Iterator[str]:
    for each in identified(board.investigations, board.comparison):
        if words := said(each.entry, board.timeline):
            yield sentences(f"What was found, {each.confidence} % sure: {one_line(words)}", each.entry)


def _went(board: Board) -> Iterator[str]:
    since_us = board.headline.since_us
    for state, word in ((State.MONITORING, "mitigated"), (State.RESOLVED, "resolved")):
        came = next((each for each in reversed(board.headline.states.history) if each.value is state), None)
        if came is not None and since_us is not None:
            after = took(came.occurred_us - since_us)
            yield sentence(f"It was {word} at {moment(came.occurred_us)}, {after} after it was detected", came.entry)


def _impact(board: Board, plan: Plan, people: People) -> Iterator[str]:
    impact = board.impact
    affected, services, began, ended = impact.affected.last, impact.services.last, impact.started_us, impact.ended_us
    if affected is not None and affected.value:
        yield point(sentence(f"Affected: {one_line(affected.value)}", affected.entry))
    if services is not None and services.value:
        yield point(sentence(f"Services: {one_line(', '.join(services.value))}", services.entry))
    if began.last is not None and began.value is not None:
        named = [began.last.entry]
        until = ", and the record does not say until when"
        if ended.last is not None and ended.value is not None:
            named.append(ended.last.entry)
            until = f" to {moment(ended.value)}, {took(ended.value - began.value)}"
        yield point(sentence(f"It was felt outside from {moment(began.value)}{until}", *dict.fromkeys(named)))
    for _, sent in board.messages.sent_by(*plan.public_channels):
        yield point(sentence(f"Customers heard of it first at {moment(sent.sent_us)}", sent.entry))
        break


def _measures(board: Board, plan: Plan, people: People) -> Iterator[str]:
    from incident_desk.learning.report_measures import measures

    return measures(board, plan)


def _timeline(board: Board, plan: Plan, people: People) -> Iterator[str]:
    lines = [line for line in board.timeline.lines if _is_told(line)]
    also = _also_sent(lines)
    lines = [line for line in lines if line.entry not in also]
    dates = [day(line.occurred_us) for line in lines]
    last = ""
    for line, date in list(zip(lines, dates, strict=True))[:MOST_LINES]:
        if date != last:
            yield f"### {date}"
        last = date
        about = "about " if line.is_approximate else ""
        named = [line.entry, *(each for each, first in also.items() if first == line.entry)]
        yield point(sentence(f"{about}{clock(line.occurred_us)} {one_line(line.english)}", *named))
    if len(lines) > MOST_LINES:
        yield gap(f"{len(lines) - MOST_LINES} more significant lines stand on the timeline.")


def _also_sent(lines: Iterable[Line]) -> dict[EntryId, EntryId]:
    """The lines that say once more that a message went out, by another channel, with the line that said so first."""
    first: dict[tuple[str | None, int], EntryId] = {}
    also: dict[EntryId, EntryId] = {}
    for line in lines:
        if isinstance(line.body, MessageSent):
            message = (line.source.subject, line.body.number)
            if first.setdefault(message, line.entry) != line.entry:
                also[line.entry] = first[message]
    return also


def _is_told(line: Line) -> bool:
    return line.is_significant and not line.is_retracted and not line.is_erased


def _decisions(board: Board, plan: Plan, people: People) -> Iterator[str]:
    for line in board.timeline.lines:
        if line.sort in (LineSort.DECISION, LineSort.OBJECTION) and _is_told(line):
            who, said = one_line(line.speaker or people.name(line.author)), one_line(line.english)
            told = said if said.startswith(who) else f"{who}: {said}"
            yield point(sentence(f"{clock(line.occurred_us)} {told}", line.entry))


Writer = Callable[[Board, Plan, People], Iterable[str]]
_WRITERS: Final[dict[ReportPart, Writer]] = {
    ReportPart.SUMMARY: _summary,
    ReportPart.IMPACT: _impact,
    ReportPart.MEASURES: _measures,
    ReportPart.TIMELINE: _timeline,
    ReportPart.FACTORS: factors,
    ReportPart.WELL: well,
    ReportPart.LUCKY: lucky,
    ReportPart.WORSE: worse,
    ReportPart.DECISIONS: _decisions,
    ReportPart.FOLLOW_UPS: follow_ups,
}
