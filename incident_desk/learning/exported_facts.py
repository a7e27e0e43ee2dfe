"""The fact sheet in an export: every fact, how far it could be relied on, and what became of it."""

from incident_desk.domain.board import Board
from incident_desk.domain.fact_list import Fact, trouble
from incident_desk.domain.people import People
from incident_desk.learning.plain_markdown import on_one_line, table
from incident_desk.learning.plain_times import moment


def fact_sheet(board: Board, people: People) -> str:
    """As a table; empty where nothing was ever stated."""
    rows = [_row(fact, board, people) for fact in board.facts.all]
    return "## Fact sheet\n\n" + table(("Fact", "Answers", "What", "Said by", "Stands", "Why"), rows) if rows else ""


def _row(fact: Fact, board: Board, people: People) -> tuple[str, str, str, str, str, str]:
    last = fact.last
    disputed = ", two desks said two things at once" if fact.is_disputed else ""
    against = ", ".join(board.facts.label(each) for each in board.facts.against(fact))
    return (
        board.facts.label(fact),
        fact.field,
        on_one_line(fact.text or "(the words were erased)"),
        on_one_line(fact.speaker or people.name(fact.by)),
        f"{fact.state} {moment(last.occurred_us)}{disputed}" + (f", against {against}" if against else ""),
        on_one_line(_why(fact, board)),
    )


def _why(fact: Fact, board: Board) -> str:
    instead = board.facts.of.get(fact.instead) if fact.instead else None
    found = trouble(fact, board.timeline)
    told = (
        fact.why(board.timeline),
        f"fact {board.facts.label(instead)} holds instead" if instead is not None else "",
        f"the line it is from was {found}" if found is not None else "",
    )
    return "; ".join(filter(None, told))
