"""The investigations of a board as plain values: what they say only once they are open."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.competing import ranking
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Evidence, Investigation, OpenQuestion, Piece, Stage
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def investigations_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every investigation, in the order of the record."""
    return [_investigation(each, board, people) for each in board.investigations.all]


def _investigation(found: Investigation, board: Board, people: People) -> dict[str, Any]:
    stage = board.investigations.stage(found)
    until_us = found.until.value
    outside = {
        "investigation": found.id,
        "letter": board.investigations.label(found),
        "round": found.round,
        "question": found.question(board.timeline),
        "team": found.team,
        "people": [{"person": person, "name": people.name(person)} for person in found.people],
        "stage": stage,
        "opened_at": iso(found.opened_us),
        "until": None if until_us is None else iso(until_us),
        "alive_at": None if found.alive_us is None else iso(found.alive_us),
        "submitted_at": None if found.submitted_us is None else iso(found.submitted_us),
        "known": list(found.known),
    }
    return {**outside, "found": _inside(found, board, people) if stage is Stage.OPEN else None}


def _inside(found: Investigation, board: Board, people: People) -> dict[str, Any]:
    ranked = ranking(found, board.timeline)
    against = {rank.hypothesis: rank for rank in ranked.ranks}
    hypotheses, evidence = list(found.hypotheses.values()), list(found.evidence.values())
    return {
        "hypotheses": [
            {
                **_piece(each, board, people),
                "hypothesis": called(each, hypotheses, "H"),
                "against": against[each.id].against if each.id in against else None,
                "place": against[each.id].place if each.id in against else None,
            }
            for each in hypotheses
        ],
        "evidence": [_evidence(each, found, board, people) for each in evidence],
        "tell_none_apart": [each.id for each in evidence if each.id in ranked.tells_none_apart],
        "would_turn_the_order": [{"evidence": turn.evidence, "first": turn.instead} for turn in ranked.turns],
        "questions": [_question(each, board, people) for each in found.questions.values()],
        "factors": [
            {
                **_piece(each, board, people),
                "part": each.part,
                "class": each.factor_class or None,
                "evidence": list(each.evidence),
            }
            for each in found.factors.values()
        ],
        "reasons": [
            {
                "evidence": evidence,
                "hypothesis": hypothesis,
                "reasons": [
                    line.text for each in lines if (line := board.timeline.at.get(each)) and not line.is_retracted
                ],
            }
            for (evidence, hypothesis), lines in found.reasons.items()
        ],
        "notes": [_piece(each, board, people) for each in found.notes.values()],
        "conclusion": _conclusion(found, board, people),
        "broken": None
        if found.broken is None
        else {
            "by": people.name(found.broken.by),
            "at": iso(found.broken.at_us),
            "reason": board.timeline.line(found.broken.entry).text,
        },
    }


def _piece(piece: Piece, board: Board, people: People) -> dict[str, Any]:
    return {
        "entry": piece.id,
        "text": piece.words(board.timeline),
        "by": {"person": piece.by, "name": people.name(piece.by)},
        "at": iso(piece.added_us),
        "when": piece.when,
        "stands": piece.stands(board.timeline),
    }


def _evidence(piece: Evidence, found: Investigation, board: Board, people: People) -> dict[str, Any]:
    file = file_of(piece, board.timeline)
    return {
        **_piece(piece, board, people),
        "evidence": called(piece, found.evidence.values(), "E"),
        "source": piece.source,
        "trust": piece.trust,
        "of": piece.of,
        "file": None if file is None else {"name": file.name, "digest": file.digest, "size_bytes": file.size_bytes},
        "ratings": {
            each: [setting.value for setting in field.settings] if field.is_conflicted else field.value
            for each in found.hypotheses
            if (field := found.ratings.get((piece.id, each)))
        },
    }


def _question(question: OpenQuestion, board: Board, people: People) -> dict[str, Any]:
    answers = [board.timeline.at.get(each) for each in question.answers]
    return {
        **_piece(question, board, people),
        "owner": question.owner or None,
        "answers": [line.text for line in answers if line],
    }


def _conclusion(found: Investigation, board: Board, people: People) -> dict[str, Any] | None:
    if (conclusion := found.conclusion) is None:
        return None
    return {
        "text": board.timeline.line(conclusion.entry).text,
        "by": people.name(conclusion.by),
        "at": iso(conclusion.at_us),
        "confidence": conclusion.confidence,
        "leading": conclusion.leading,
        "dissent": conclusion.dissent,
    }
