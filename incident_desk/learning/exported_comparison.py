"""What the investigations of an incident found side by side, in its Markdown: only what is open to all."""

from incident_desk.domain.agreement import Agreement, agreement_of
from incident_desk.domain.board import Board
from incident_desk.domain.cause_map import drawn
from incident_desk.domain.comparing import finding_name, names_of
from incident_desk.domain.concluding import said, silent, word_for_word
from incident_desk.domain.evidence_used import EvidenceUse, evidence_used
from incident_desk.domain.findings import Finding, Findings, Row, findings, rounds
from incident_desk.domain.ids import StreamId
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.people import People
from incident_desk.domain.several_lines import first_line
from incident_desk.domain.showing_comparison import box_name, box_words
from incident_desk.learning.plain_markdown import on_one_line, table
from incident_desk.learning.plain_times import moment

NOT_NAMED = "—"
CAUSE_MAP = "Cause map"
"""The heading of its part."""


def comparison(board: Board, people: People) -> str:
    """A section for every round that is open and the cause map; empty if there is none."""
    parts = [_round(each, board, people) for each in rounds(board.investigations)]
    return "\n\n".join(filter(None, [*parts, _cause_map(board)]))


def _round(round_: StreamId, board: Board, people: People) -> str:
    found = findings(round_, board.investigations, board.comparison, board.timeline)
    if len(found.investigations) < 2:
        return ""
    letters = ", ".join(map(board.investigations.label, found.investigations))
    parts = [f"## Investigations {letters} compared"]
    if found.sealed:
        parts.append(f"{found.sealed} of the round still sealed: what it found is missing here.")
    parts += [_conclusion(round_, board, people), _agreement(agreement_of(found))]
    parts += [_factors(found, board, people), _evidence(found, board)]
    return "\n\n".join(filter(None, parts))


def _conclusion(round_: StreamId, board: Board, people: People) -> str:
    if (found := board.comparison.conclusion(round_)) is None:
        return ""
    by = on_one_line(people.name(found.by))
    text = on_one_line(said(found.entry, board.timeline) or "(the words were erased)")
    lines = [f"- **Conclusion, {found.confidence} % sure** ({by}, {moment(found.at_us)}): {text}"]
    answers = board.comparison.answers(found)
    for each in answers:
        if not each.is_agreeing:
            why = on_one_line(word_for_word(each, board.timeline) or "(the words were erased)")
            lines.append(f"- **{on_one_line(people.name(each.person))} dissents:** {why}")
    agree = ", ".join(on_one_line(people.name(each.person)) for each in answers if each.is_agreeing)
    lines += [f"- **Agree:** {agree}"] if agree else []
    names = [people.name(each) for each in silent(board.investigations, round_, answers)]
    lines += [f"- **Not heard yet:** {on_one_line(', '.join(names))}"] if names else []
    return "\n".join(lines)


def _agreement(found: Agreement | None) -> str:
    if found is None:
        return ""
    if found.kappa is None or found.low is None or found.high is None:
        return f"How far they agree cannot be said: {_factors_told(found.different)} too few."
    span = f"{found.low:.2f} to {found.high:.2f}"
    return (
        f"Agreement beyond chance: {found.kappa:.2f}, {found.strength} ({span} with any one factor left out; "
        f"Cohen's kappa, the mean over all pairs). Of what two named, {found.positive:.0%} was named by both. "
        "That those who could not see each other agree is worth more than agreement in a meeting, and no proof."
    )


def _factors_told(count: int) -> str:
    return "one factor is" if count == 1 else f"{count} different factors are"


def _factors(found: Findings, board: Board, people: People) -> str:
    if not found.rows:
        return "No contributing factor was named."
    head = ("", *map(board.investigations.label, found.investigations))
    rows = [
        (_standing(row, each, board, people), *(_cell(each, i, board) for i in found.investigations))
        for row in found.rows
        for each in row.findings
    ]
    return table(head, rows)


def _standing(row: Row, finding: Finding, board: Board, people: People) -> str:
    told = str(row.standing)
    if row.between is not None and row.settlement is None:
        told += ": " + " against ".join(names_of(board.investigations, board.timeline, row.between))
    if (settled := row.settlement) is not None:
        reason = on_one_line(said(settled.entry, board.timeline))
        told += f" by {on_one_line(people.name(settled.by))}: {reason}"
    return told + ("; somebody else keeps them apart" if finding.disputed else "")


def _cell(finding: Finding, investigation: Investigation, board: Board) -> str:
    own = [investigation.factors[each] for each in finding.factors if each in investigation.factors]
    late = "" if investigation.id in finding.apart else ", in the light of the others"
    told = [
        f"{finding_name(board.investigations, investigation, factor)}: {on_one_line(factor.words(board.timeline))}"
        f" ({factor.part}{late})"
        for factor in own
    ]
    return "; ".join(told) or NOT_NAMED


def _evidence(found: Findings, board: Board) -> str:
    used = evidence_used(found, board.investigations, board.comparison, board.timeline)
    lacking = [each for each in used if each.is_lacking]
    if not lacking:
        return ""
    head = ("Evidence one used and another lacked", *map(board.investigations.label, found.investigations))
    return table(head, [_evidence_row(each, found, board) for each in lacking])


def _evidence_row(used: EvidenceUse, found: Findings, board: Board) -> tuple[str, ...]:
    text = on_one_line(first_line(said(used.pieces[0], board.timeline)))
    return f"{moment(used.at_us)}: {text}", *(used.uses[each.id] for each in found.investigations)


def _cause_map(board: Board) -> str:
    shown = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    if not (shown.arrows or shown.circular):
        return ""
    boxes = {box.id: f"{box_name(box, board)}: {on_one_line(box_words(box, board))}" for box in shown.boxes}
    lines = [f"- {boxes[cause]} → {boxes[effect]}" for cause, effect in shown.arrows]
    lines += [
        f"- left out, it would close a circle: {boxes[shown.box_of[cause]]} → {boxes[shown.box_of[effect]]}"
        for cause, effect in shown.circular
    ]
    return "\n\n".join([f"## {CAUSE_MAP}", "\n".join(lines)])
