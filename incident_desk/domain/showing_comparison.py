"""What was found side by side, as plain values: only what is open, and only what was said and what follows from it."""

from typing import Any

from incident_desk.domain.agreement import Agreement, agreement_of
from incident_desk.domain.board import Board
from incident_desk.domain.cause_map import Arrow, Box, drawn
from incident_desk.domain.comparing import finding_name, meant, names_of
from incident_desk.domain.concluding import said, silent, word_for_word
from incident_desk.domain.evidence_used import EvidenceUse, evidence_used
from incident_desk.domain.findings import Finding, Findings, Row, factor_of, findings, rounds
from incident_desk.domain.ids import EntryId, StreamId
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def comparisons_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """One for every round of which an investigation is open, in the order of the record."""
    return [_comparison(each, board, people) for each in rounds(board.investigations)]


def cause_map_shown(board: Board) -> dict[str, Any]:
    """The boxes that an arrow begins or ends at, the effects, and the arrows between them, each by its name."""
    shown = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    names = {box.id: box_name(box, board) for box in shown.boxes}
    linked = shown.linked()

    def arrow(each: Arrow) -> dict[str, str]:
        cause, effect = (names[shown.box_of[end]] for end in each)
        return {"cause": cause, "effect": effect}

    return {
        "boxes": [
            {
                "box": names[box.id],
                "entries": list(box.factors) or [box.id],
                "text": box_words(box, board),
                "is_harm": box.effect is not None and box.effect.is_harm,
                "found_by": _letters(box.found_by, board),
            }
            for box in shown.boxes
            if box.effect is not None or box.id in linked
        ],
        "arrows": [arrow(each) for each in shown.arrows],
        "left_out": [arrow(each) for each in shown.circular],
    }


def box_name(box: Box, board: Board) -> str:
    """ "X2" for an effect, "A:F1" for a finding, by its first factor."""
    if box.effect is not None:
        return board.cause_map.label(box.effect)
    return meant(board.investigations, board.timeline, box.id).name


def box_words(box: Box, board: Board) -> str:
    """What it says: that of its first factor; empty if the words were erased."""
    return board.timeline.text_of(box.id)


def _comparison(round_: StreamId, board: Board, people: People) -> dict[str, Any]:
    found = findings(round_, board.investigations, board.comparison, board.timeline)
    used = evidence_used(found, board.investigations, board.comparison, board.timeline)
    return {
        "round": round_,
        "investigations": [board.investigations.label(each) for each in found.investigations],
        "still_sealed": found.sealed,
        "findings": [_row(row, found, board, people) for row in found.rows],
        "evidence": [_evidence(each, board) for each in used],
        "agreement": _agreement(agreement_of(found)),
        "conclusion": _conclusion(round_, board, people),
    }


def _row(row: Row, found: Findings, board: Board, people: People) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "standing": row.standing,
        "factors": [_factor(f, each, found, board) for each in row.findings for f in each.factors],
        "found_apart_by": [_letters(each.apart, board) for each in row.findings],
        "disputed": [list(pair) for each in row.findings for pair in each.disputed],
    }
    if row.between is not None:
        shown["between"] = names_of(board.investigations, board.timeline, row.between)
    if (settled := row.settlement) is not None:
        right = None if settled.right is None else meant(board.investigations, board.timeline, settled.right).name
        reason = said(settled.entry, board.timeline)
        shown["settled"] = {
            "right": right,
            "reason": reason,
            "by": people.name(settled.by),
            "at": iso(settled.at_us),
        }
    return shown


def _factor(factor: EntryId, finding: Finding, found: Findings, board: Board) -> dict[str, Any]:
    both = factor_of(found, factor)
    assert both is not None  # it came from these investigations
    investigation, piece = both
    return {
        "factor": finding_name(board.investigations, investigation, piece),
        "entry": factor,
        "text": piece.words(board.timeline),
        "part": piece.part,
        "class": piece.factor_class or None,
        "apart": investigation.id in finding.apart,
    }


def _evidence(used: EvidenceUse, board: Board) -> dict[str, Any]:
    return {
        "pieces": names_of(board.investigations, board.timeline, used.pieces),
        "text": said(used.pieces[0], board.timeline),
        "of": used.of,
        "at": iso(used.at_us),
        "uses": {board.investigations.label(board.investigations.of[each]): use for each, use in used.uses.items()},
    }


def _agreement(found: Agreement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    figures = (found.kappa, found.low, found.high)
    kappa, low, high = (None if each is None else round(each, 4) for each in figures)
    return {
        "different_factors": found.different,
        "shared_pairs": found.shared,
        "shared_pairs_by_chance": round(found.by_chance, 4),
        "positive_agreement": round(found.positive, 4),
        "kappa": kappa,
        "kappa_without_any_one": None if low is None else [low, high],
        "in_words": found.strength or "too little to say",
    }


def _conclusion(round_: StreamId, board: Board, people: People) -> dict[str, Any] | None:
    field = board.comparison.conclusions.get(round_)
    found = field.value if field else None
    if field is None or found is None:
        return None
    answers = board.comparison.answers(found)
    return {
        "entry": found.entry,
        "text": said(found.entry, board.timeline),
        "confidence": found.confidence,
        "by": people.name(found.by),
        "at": iso(found.at_us),
        "also": [said(each.entry, board.timeline) for each in field.settings[:-1]],
        "agree": [people.name(each.person) for each in answers if each.is_agreeing],
        "dissent": [
            {"name": people.name(each.person), "text": word_for_word(each, board.timeline)}
            for each in answers
            if not each.is_agreeing
        ],
        "not_heard": [people.name(each) for each in silent(board.investigations, round_, answers)],
    }


def _letters(investigations: tuple[EntryId, ...], board: Board) -> list[str]:
    return [board.investigations.label(board.investigations.of[each]) for each in investigations]
