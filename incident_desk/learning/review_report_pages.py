"""The report after an incident as a file to give away: Markdown, one page for a browser, pages to print, JSON.

Each sentence carries the numbers of the entries that it stands on, which stand at the end; one that stands on none is
marked. For readers outside a redaction goes over every word, and the entries stay inside.
"""

import base64
import hashlib
import html
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.plan_review_reports import ReportPart
from incident_desk.domain.review_report import ReviewReport, digest_of
from incident_desk.domain.review_report_text import entries_named, known, lines_of, rows
from incident_desk.learning.cause_picture import cause_picture
from incident_desk.learning.page_style import style
from incident_desk.learning.plain_markdown import on_one_line
from incident_desk.learning.plain_times import moment
from incident_desk.learning.plan_pack import STYLE, Pack
from incident_desk.learning.review_report_draft import HEADS

UNSUPPORTED = "not on the record"
SIGNED, ENTRIES = "Signed and dissented", "What it stands on"
LOOK = """
sup a{text-decoration:none;padding:0 1px}
.unsupported{border-bottom:2px dotted var(--sev2)}
.mark{color:var(--sev2);font-size:13px;white-space:nowrap}
.gap{color:var(--text3);font-style:italic}
ol.notes{font-size:15px;color:var(--text2)}
ol.notes li:target{background:var(--accentsoft)}
"""
PAPER_LOOK = STYLE + " .gap { color: #666666; font-style: italic; } .mark { color: #9a4a00; } sup { color: #1b57c4; }"


class Piece(msgspec.Struct, frozen=True):
    """A sentence, with the numbers of what it stands on."""

    words: str
    notes: tuple[int, ...] = ()
    is_unsupported: bool = False
    is_gap: bool = False


class Block(msgspec.Struct, frozen=True):
    """A head of some level, a point, or a paragraph (level 0)."""

    level: int
    is_point: bool
    pieces: tuple[Piece, ...]


class Note(msgspec.Struct, frozen=True):
    """An entry that the report stands on."""

    number: int
    entry: EntryId
    at: str
    sort: str
    who: str
    words: str


class Answered(msgspec.Struct, frozen=True):
    """Who signed or dissented, when, and why. `is_of_before`: the words were changed since."""

    who: str
    at: str
    is_agreeing: bool
    words: str
    is_of_before: bool


class Asked(msgspec.Struct, frozen=True):
    """A report to be made pages of: what it says, and the incident it is of."""

    report: ReviewReport
    text: str
    board: Board
    people: People
    now_us: int


class ReportPages(msgspec.Struct, frozen=True):
    """A whole report. `name` is what a file of it is called, without its ending."""

    name: str
    title: str
    made: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    answers: tuple[Answered, ...]
    picture: str = ""
    outside: bool = False


def _same(words: str) -> str:
    return words


def report_pages(asked: Asked, redact: Callable[[str], str] | None = None) -> ReportPages:
    """The report as it stands; with `redact` for readers outside."""
    board, text = asked.board, asked.text
    clean, outside = redact or _same, redact is not None
    on_record = known(board.timeline.lines)
    numbers = {} if outside else entries_named(text, on_record)
    blocks = tuple(_blocks(text, on_record, numbers, clean, outside=outside))
    head = next((block for block in blocks if block.level == 1), None)
    return ReportPages(
        f"{board.headline.label}-report" + ("-outside" if outside else ""),
        head.pieces[0].words if head else clean(asked.report.title),
        f"{clean(asked.report.title)}, as of {moment(asked.now_us)}",
        tuple(block for block in blocks if block is not head),
        tuple(_note(number, board.timeline.at[entry], asked.people) for entry, number in numbers.items()),
        tuple(_answers(asked, clean)),
        "" if outside else cause_picture(board),
        outside,
    )


def _blocks(
    text: str,
    on_record: Mapping[str, Line],
    numbers: Mapping[EntryId, int],
    clean: Callable[[str], str],
    *,
    outside: bool,
) -> Iterator[Block]:
    for row in rows(text):
        if row.level:
            yield Block(row.level, is_point=False, pieces=(Piece(clean(row.words)),))
            continue
        pieces: list[Piece] = []
        for each in row.stated:
            there = lines_of(each, on_record)
            notes = tuple(dict.fromkeys(numbers[line.entry] for line in there)) if not outside else ()
            is_marked = not there and not each.is_gap and not outside
            pieces.append(Piece(clean(each.words), notes, is_marked, each.is_gap))
        if not outside or not all(piece.is_gap for piece in pieces):
            yield Block(0, row.is_point, tuple(pieces))


def _note(number: int, line: Line, people: People) -> Note:
    who = line.speaker or people.name(line.author)
    return Note(number, line.entry, moment(line.occurred_us), str(line.sort), who, " ".join(line.english.split()))


def _answers(asked: Asked, clean: Callable[[str], str]) -> Iterator[Answered]:
    now, board = digest_of(asked.text), asked.board
    for each in board.review_reports.answered(asked.report.id):
        words = clean(" ".join(board.timeline.text_of(each.entry).split()))
        who = clean(asked.people.name(each.person))
        yield Answered(who, moment(each.at_us), each.is_agreeing, words, each.digest != now)


# Markdown -------------------------------------------------------------------------------------------------------------


def as_markdown(pages: ReportPages) -> str:
    """For people who read or pass on text."""
    parts = [f"# {on_one_line(pages.title)}", on_one_line(pages.made)]
    points: list[str] = []
    for block in pages.blocks:
        said = " ".join(map(_piece_markdown, block.pieces))
        if block.is_point:
            points.append(f"- {said}")
            continue
        parts += ["\n".join(points)] if points else []
        points = []
        parts.append(f"{'#' * block.level} {said}" if block.level else said)
    parts += ["\n".join(points)] if points else []
    if pages.answers:
        said = [f"- {on_one_line(_answer(each))}" for each in pages.answers]
        parts.append("\n".join([f"## {SIGNED}", "", *said]))
    if pages.notes:
        said = [f"{each.number}. {on_one_line(_note_words(each))}" for each in pages.notes]
        parts.append("\n".join([f"## {ENTRIES}", "", *said]))
    return "\n\n".join(parts) + "\n"


def _piece_markdown(piece: Piece) -> str:
    notes = " \\[" + ", ".join(map(str, piece.notes)) + "\\]" if piece.notes else ""
    said = on_one_line(piece.words) + notes
    return f"*{said}*" if piece.is_gap else f"{said} *({UNSUPPORTED})*" if piece.is_unsupported else said


def _answer(each: Answered) -> str:
    how = "signed" if each.is_agreeing else "dissents"
    since = ", of the words before they were changed" if each.is_of_before else ""
    return f"{each.who} {how}, {each.at}{since}" + (f": {each.words}" if each.words else "")


def _note_words(each: Note) -> str:
    return f"{each.at}, {each.sort}, {each.who}: {each.words}"


# HTML -----------------------------------------------------------------------------------------------------------------


def as_html(pages: ReportPages) -> str:
    """One page for a browser: no script, nothing fetched, whatever was typed is text."""
    look = style() + LOOK
    digest = base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    sections = "\n".join(_sections(pages))
    title = html.escape(pages.title)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{look}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header><h1>{title}</h1><p>{html.escape(pages.made)}</p></header>
<main id="main">
{sections}
</main>
<footer>Written by Incident Desk. All times are UTC.</footer>
</body>
</html>
"""


def _sections(pages: ReportPages) -> Iterator[str]:
    parts: list[list[Block]] = [[]]
    for block in pages.blocks:
        if block.level == 2:
            parts.append([])
        parts[-1].append(block)
    for part in filter(None, parts):
        is_causes = part[0].level == 2 and part[0].pieces[0].words == HEADS[ReportPart.FACTORS]
        said = _rendered(part, linked=True)
        yield f"<section>\n{said}{pages.picture if is_causes else ''}</section>"
    if pages.answers:
        yield f"<section>\n{_listed(SIGNED, map(_answer, pages.answers))}</section>"
    if pages.notes:
        rows = "".join(
            f'<li id="n{each.number}" value="{each.number}">{html.escape(_note_words(each))}</li>'
            for each in pages.notes
        )
        yield f'<section>\n<h2>{ENTRIES}</h2><ol class="notes">{rows}</ol></section>'


def _listed(head: str, said: Iterable[str]) -> str:
    return f"<h2>{head}</h2><ul>{''.join(f'<li>{html.escape(each)}</li>' for each in said)}</ul>"


def _rendered(blocks: Iterable[Block], *, linked: bool) -> str:
    said: list[str] = []
    is_list = False
    for block in blocks:
        if block.is_point is not is_list:
            said.append("<ul>" if block.is_point else "</ul>")
            is_list = block.is_point
        words = " ".join(_piece_html(piece, linked=linked) for piece in block.pieces)
        tag = "li" if block.is_point else f"h{block.level}" if block.level else "p"
        said.append(f"<{tag}>{words}</{tag}>")
    return "\n".join([*said, *(["</ul>"] if is_list else [])])


def _piece_html(piece: Piece, *, linked: bool) -> str:
    words = html.escape(piece.words)
    if piece.is_gap:
        return f'<span class="gap">{words}</span>'
    if piece.is_unsupported:
        return f'<span class="unsupported">{words}</span> <span class="mark">({UNSUPPORTED})</span>'
    notes = (f'<a href="#n{each}">{each}</a>' if linked else str(each) for each in piece.notes)
    return words + (f"<sup>{'&#8239;'.join(notes) if linked else ' '.join(notes)}</sup>" if piece.notes else "")


# paper and programs ---------------------------------------------------------------------------------------------------


def as_pages(pages: ReportPages) -> Pack:
    """For paper, and for a file in PDF."""
    body = f'<h1>{html.escape(pages.title)}</h1><p class="meta">{html.escape(pages.made)}</p>'
    body += _rendered(pages.blocks, linked=False)
    if pages.answers:
        body += _listed(SIGNED, map(_answer, pages.answers))
    if pages.notes:
        rows = "".join(f"<li>{html.escape(_note_words(each))}</li>" for each in pages.notes)
        body += f"<h2>{ENTRIES}</h2><ol>{rows}</ol>"
    page = f"<html><head><style>{PAPER_LOOK}</style></head><body>{body}</body></html>"
    return Pack(page, pages.title, f"{pages.title} · {pages.made}"[:120])


def as_json(pages: ReportPages, asked: Asked) -> str:
    """For programs: every sentence with the entries that it stands on."""
    entry_of = {note.number: note.entry for note in pages.notes}
    value = {
        "title": pages.title,
        "as_of": iso(asked.now_us),
        "outside": pages.outside,
        "blocks": [
            {
                "level": block.level,
                "point": block.is_point,
                "sentences": [
                    {
                        "text": piece.words,
                        "entries": [entry_of[each] for each in piece.notes],
                        "unsupported": piece.is_unsupported,
                        "gap": piece.is_gap,
                    }
                    for piece in block.pieces
                ],
            }
            for block in pages.blocks
        ],
        "answers": [msgspec.structs.asdict(each) for each in pages.answers],
        "entries": [msgspec.structs.asdict(each) for each in pages.notes],
        **({} if pages.outside else {"text": asked.text}),
    }
    return msgspec.json.encode(value, order="sorted").decode()
