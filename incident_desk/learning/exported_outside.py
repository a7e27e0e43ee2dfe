"""Who else asked and what they were answered, and what the law asked to be told, in an export."""

from collections.abc import Iterator

from incident_desk.domain.board import Board
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.notifying import Stand, Standing, notifications
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.learning.plain_markdown import on_one_line, table
from incident_desk.learning.plain_times import moment

STANDS = {
    Stand.OPEN: "open: nobody has said whether it has to be told",
    Stand.DUE: "has to be told",
    Stand.FOLLOWS: "counts from when the one before is told",
    Stand.WAIVED: "decided: not reportable",
}


def enquiries(board: Board, people: People) -> str:
    """As a table, with every answer that was given; empty where nobody asked."""
    rows = [_enquiry(each, board, people) for each in board.enquiries.all]
    heads = ("Enquiry", "Who", "Asked", "What", "Waits until", "With", "Answered")
    return "## Who else asked\n\n" + table(heads, rows) if rows else ""


def _enquiry(enquiry: Enquiry, board: Board, people: People) -> tuple[str, ...]:
    owner = enquiry.owner.value
    who = ", ".join(filter(None, (enquiry.who, enquiry.outlet))) or "(the words were erased)"
    return (
        board.enquiries.label(enquiry),
        on_one_line(who),
        f"{moment(enquiry.asked_us)}, by {enquiry.came_by.value}",
        on_one_line(board.timeline.text_of(enquiry.id) or "(the words were erased)"),
        "" if enquiry.due_us is None else moment(enquiry.due_us),
        on_one_line(owner.now(people).name) if owner else "nobody",
        "; ".join(_answers(enquiry, board, people)) or "not yet",
    )


def _answers(enquiry: Enquiry, board: Board, people: People) -> Iterator[str]:
    for each in enquiry.answers.history:
        line = board.timeline.at.get(each.entry)
        name = on_one_line((line.speaker if line else "") or people.name(each.by))
        late_us = each.occurred_us - enquiry.due_us if enquiry.due_us is not None else 0
        late = f", {late_us // MINUTE_US} min late" if late_us >= MINUTE_US else ""
        text = on_one_line(board.timeline.text_of(each.entry) or "(the words were erased)")
        yield f"{moment(each.occurred_us)} by {name}{late}: {text}"
    if enquiry.is_answered_twice:
        yield "two desks answered without knowing of each other"
    if enquiry.withdrawn(board.facts):
        yield "what they were told holds no longer"
    for entry in enquiry.closed:
        yield f"ended without an answer: {on_one_line(board.timeline.text_of(entry))}"


def legal(board: Board, plan: Plan, people: People) -> str:
    """Every notification of the plan that something asked for; empty where none was."""
    rows = [_legal(each, board, people) for each in notifications(board, plan) if each.stand is not Stand.QUIET]
    heads = ("Notification", "To", "Counts from", "Until", "Stands", "Proof, or why not")
    return "## Told by law\n\n" + table(heads, rows) if rows else ""


def _legal(owed: Standing, board: Board, people: People) -> tuple[str, ...]:
    return (
        on_one_line(owed.title),
        on_one_line(owed.recipient),
        "" if owed.start_us is None else moment(owed.start_us),
        "" if owed.due_us is None else moment(owed.due_us),
        _stands(owed, people),
        "; ".join(_proof(owed, board)),
    )


def _stands(owed: Standing, people: People) -> str:
    if owed.sent_us is None:
        return STANDS.get(owed.stand, owed.stand) + (", two desks disagree" if owed.is_disputed else "")
    name = on_one_line(people.name(owed.sent_by)) if owed.sent_by else ""
    late = f", {owed.late_us // MINUTE_US} min late" if owed.late_us else ", in time"
    twice = ", told twice" if owed.is_sent_twice else ""
    return f"told {moment(owed.sent_us)} by {name}{late}{twice}"


def _proof(owed: Standing, board: Board) -> Iterator[str]:
    for each in board.notifications.notice(owed.key).sent.history:
        said = (each.value.reference, each.value.file, board.timeline.text_of(each.entry))
        yield ", ".join(on_one_line(words) for words in said if words)
    if owed.decision is not None:
        yield on_one_line(board.timeline.text_of(owed.decision))
