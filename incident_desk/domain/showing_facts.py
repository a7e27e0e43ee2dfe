"""The fact sheet of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.fact_list import Fact, trouble
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def facts_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every fact, also those that were withdrawn, in the order of the record."""
    return [_fact(fact, board, people) for fact in board.facts.all]


def _fact(fact: Fact, board: Board, people: People) -> dict[str, Any]:
    last = fact.last
    return {
        "fact": fact.id,
        "number": board.facts.label(fact),
        "field": fact.field,
        "text": fact.text,
        "state": fact.state,
        "is_disputed": fact.is_disputed,
        "since": iso(fact.since_us),
        "by": {"person": fact.by, "name": people.name(fact.by)},
        "speaker": fact.speaker,
        "state_by": {"person": last.by, "name": people.name(last.by)},
        "state_at": iso(last.occurred_us),
        "why": fact.why(board.timeline),
        "source": fact.source,
        "source_trouble": trouble(fact, board.timeline),
        "replaces": fact.replaces,
        "replaced_by": fact.instead,
        "contradicts": [other.id for other in board.facts.against(fact)],
    }
