"""The investigations of an incident in its Markdown: what each found, once they are open."""

from incident_desk.domain.board import Board
from incident_desk.domain.competing import Ranking, ranking
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Evidence, Factor, Investigation, Piece, Stage, When
from incident_desk.domain.matrix import reasons
from incident_desk.domain.people import People
from incident_desk.domain.several_lines import first_line
from incident_desk.learning.plain_markdown import as_written, on_one_line, table
from incident_desk.learning.plain_times import moment


def investigations(board: Board, people: People) -> str:
    """A section with one part for each; empty if there was none."""
    parts = [_investigation(each, board, people) for each in board.investigations.all]
    return "\n\n".join(["## Investigations", *parts]) if parts else ""


def _investigation(found: Investigation, board: Board, people: People) -> str:
    stage = board.investigations.stage(found)
    letter = board.investigations.label(found)
    names = ", ".join(on_one_line(people.name(person)) for person in found.people)
    facts = [f"- **By:** {names}", f"- **Opened:** {moment(found.opened_us)}, apart from the others"]
    if found.submitted_us is not None:
        facts.append(f"- **In:** {moment(found.submitted_us)}")
    head = f"### {letter}: {on_one_line(found.question(board.timeline) or '(the question was erased)')}"
    if stage is not Stage.OPEN:
        return "\n\n".join([head, "\n".join(facts), "Still sealed: what it says opens with the last of its round."])
    said = [*facts, *_said(found, board, people)]
    tables = (_matrix(found, board), _reasons(found, board), _questions(found, board), _factors(found, board))
    return "\n\n".join([head, "\n".join(said), *filter(None, (*tables, _notes(found, board, people)))])


def _said(found: Investigation, board: Board, people: People) -> list[str]:
    said: list[str] = []
    if (conclusion := found.conclusion) is not None:
        text = on_one_line(board.timeline.line(conclusion.entry).text)
        said.append(f"- **Concludes, {conclusion.confidence} % sure:** {text}")
        if conclusion.dissent:
            said.append(f"- **Dissent:** {on_one_line(conclusion.dissent)}")
    if (broken := found.broken) is not None:
        reason = on_one_line(board.timeline.line(broken.entry).text)
        by = on_one_line(people.name(broken.by))
        said.append(f"- **Seal broken** by {by} on {moment(broken.at_us)}, because: {reason}")
    return said


def _matrix(found: Investigation, board: Board) -> str:
    """Hypotheses, the one with the least against it first, and what each piece of evidence says of them."""
    ranked = ranking(found, board.timeline)
    hypotheses = [found.hypotheses[rank.hypothesis] for rank in ranked.ranks]
    names = {each.id: called(each, found.hypotheses.values(), "H") for each in hypotheses}
    lines = [
        f"{rank.place}. {names[rank.hypothesis]}, {rank.against:g} against: "
        + on_one_line(found.hypotheses[rank.hypothesis].words(board.timeline))
        + _when(found.hypotheses[rank.hypothesis])
        for rank in ranked.ranks
    ]
    rows = [
        _row(piece, found, hypotheses, ranked, board)
        for piece in found.evidence.values()
        if piece.stands(board.timeline)
    ]
    head = ("Evidence", "Trust", *names.values())
    letters = LETTERS if lines and rows else ""
    told = ("\n".join(lines), letters, table(head, rows) if rows else "", *_in_full(found, board))
    return "\n\n".join(filter(None, told))


def _in_full(found: Investigation, board: Board) -> list[str]:
    """The pieces of several lines, such as the result of a query, which no cell can hold."""
    told: list[str] = []
    for piece in found.evidence.values():
        words = piece.words(board.timeline)
        if piece.stands(board.timeline) and "\n" in words:
            name = called(piece, found.evidence.values(), "E")
            told += [f"**{name} in full:**", as_written(words)]
    return told


LETTERS = "C fits, I speaks against, N says neither; an empty cell is not rated yet."


def _row(
    piece: Evidence, found: Investigation, hypotheses: list[Piece], ranked: Ranking, board: Board
) -> tuple[str, ...]:
    file = file_of(piece, board.timeline)
    sources = [on_one_line(each) for each in (piece.source, file.name if file else "") if each]
    source = f" ({'; '.join(sources)})" if sources else ""
    silent = "; tells none apart" if hypotheses and piece.id in ranked.tells_none_apart else ""
    name = called(piece, found.evidence.values(), "E")
    text = f"{name}: {on_one_line(first_line(piece.words(board.timeline)))}{source}{_when(piece)}{silent}"
    return text, piece.trust, *(_cell(found, piece, each) for each in hypotheses)


_SIGNS = {Rating.CONSISTENT: "C", Rating.INCONSISTENT: "I", Rating.NEUTRAL: "N"}


def _cell(found: Investigation, piece: Evidence, hypothesis: Piece) -> str:
    field = found.ratings.get((piece.id, hypothesis.id))
    if field is None:
        return ""
    if field.is_conflicted:
        return " or ".join(_SIGNS[each.value] if each.value else "not yet" for each in field.settings)
    return _SIGNS[field.value] if field.value else ""


def _reasons(found: Investigation, board: Board) -> str:
    """Why a cell says what it says."""
    told: list[str] = []
    for at in found.reasons:
        evidence, hypothesis = at
        if evidence in found.evidence and hypothesis in found.hypotheses:
            names = (
                called(found.evidence[evidence], found.evidence.values(), "E"),
                called(found.hypotheses[hypothesis], found.hypotheses.values(), "H"),
            )
            told += [
                f"- {names[0]} × {names[1]}: {on_one_line(line.text)}"
                for line in reasons(found, at, board.timeline)
                if line.text
            ]
    return "\n".join(["**Why:**", "", *told]) if told else ""


def _notes(found: Investigation, board: Board, people: People) -> str:
    """The note pad, line by line."""
    told = [
        f"- {moment(each.added_us)}, {on_one_line(people.name(each.by))}: {on_one_line(each.words(board.timeline))}"
        for each in found.notes.values()
        if each.stands(board.timeline)
    ]
    return "\n".join(["**Notes:**", "", *told]) if told else ""


def _questions(found: Investigation, board: Board) -> str:
    rows = [
        (
            called(each, found.questions.values(), "Q"),
            on_one_line(each.words(board.timeline)),
            on_one_line(each.owner) or "nobody",
            "; ".join(on_one_line(board.timeline.line(answer).text) for answer in each.answers),
        )
        for each in found.questions.values()
        if each.stands(board.timeline)
    ]
    return table(("Open question", "What", "Who", "Answer"), rows) if rows else ""


def _factors(found: Investigation, board: Board) -> str:
    rows = [
        (
            on_one_line(each.words(board.timeline)) + _when(each),
            each.part,
            on_one_line(each.factor_class),
            ", ".join(called(piece, found.evidence.values(), "E") for piece in _named(found, each)),
        )
        for each in found.factors.values()
        if each.stands(board.timeline)
    ]
    return table(("Contributing factor", "What it did", "Class", "Evidence"), rows) if rows else ""


def _named(found: Investigation, factor: Factor) -> list[Evidence]:
    return [found.evidence[each] for each in factor.evidence if each in found.evidence]


def _when(piece: Piece) -> str:
    return "" if piece.when is When.APART else f", added {piece.when}"
