"""An incident as one page for a browser: what its Markdown says, with its own style, without script, fetching nothing.

The page is made of the Markdown, so that both always tell the same. What people typed is words there already; here raw
HTML, links and pictures are not even looked for, and a policy in the page forbids what could be loaded or run.
"""

import base64
import hashlib
import html
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from incident_desk.domain.board import Board
from incident_desk.domain.organisation import Organisation
from incident_desk.learning.cause_picture import cause_picture
from incident_desk.learning.exported_comparison import CAUSE_MAP
from incident_desk.learning.exports import as_markdown
from incident_desk.learning.page_style import style

NEVER = ("link", "image", "autolink", "html_inline", "html_block", "code", "reference")
CELLS = {"I": "against", "C": "fits", "N": "neither"}
"""How the cells of a matrix look, by what they say."""
OF_TABLE = 4
"""Here stands what the first head of a table says."""
HEADING = 3
"""So many tokens a heading has."""


def as_html(board: Board, organisation: Organisation) -> str:
    """The whole page."""
    tokens = _reader().parse(as_markdown(board, organisation))
    parts = list(_parts(tokens))
    title = _words(parts[0])
    look = style()
    policy = f"default-src 'none'; style-src 'sha256-{_digest(look)}'; base-uri 'none'; form-action 'none'"
    heads = [_words(part) for part in parts[1:]]
    ways = "".join(f'<li><a href="#part-{at}">{html.escape(head)}</a></li>' for at, head in enumerate(heads, 1))
    pictures = {CAUSE_MAP: cause_picture(board)}
    sections = "\n".join(_section(part, at, pictures.get(_words(part), "")) for at, part in enumerate(parts[1:], 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{html.escape(title)}</title>
<style>{look}</style>
</head>
<body>
<a class="skip" href="#main">To the incident</a>
<header>
{_rendered(parts[0])}</header>
<nav aria-label="Parts of this page"><ul>{ways}</ul></nav>
<main id="main">
{sections}
</main>
<footer>Written by Incident Desk. All times are UTC.</footer>
</body>
</html>
"""


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(NEVER)


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The head of the page, and each of its parts with the heading that begins it."""
    begins = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag in ("h1", "h2")]
    for start, end in pairwise([*begins, len(tokens)]):
        yield list(tokens[start:end])


def _words(part: Sequence[Token]) -> str:
    """What its heading says."""
    return _plain(part[1])


def _plain(inline: Token) -> str:
    """The words without what they look like."""
    return "".join(" " if token.type.endswith("break") else token.content for token in inline.children or ())


def _section(part: list[Token], at: int, picture: str) -> str:
    """A part of the page: its heading, a picture where there is one, and the rest."""
    part[0].attrSet("id", f"part-{at}")
    said = _rendered(part[:HEADING]) + picture + _rendered(part[HEADING:])
    return f'<section aria-labelledby="part-{at}">\n{said}</section>'


def _rendered(part: list[Token]) -> str:
    reader = _reader()
    for token in part:
        if token.type == "fence":  # a line in it may be wider than the screen, and is scrolled to by keys, too
            token.attrs = {"role": "region", "aria-label": "As it was written", "tabindex": "0"}
    return "".join(
        reader.renderer.render(run, reader.options, {}) if not is_table else _table(run, reader)
        for is_table, run in _runs(part)
    )


def _runs(part: Sequence[Token]) -> Iterator[tuple[bool, list[Token]]]:
    """The tables of a part, and what stands between them."""
    run: list[Token] = []
    for token in part:
        if token.type == "table_open":
            yield False, run
            run = []
        run.append(token)
        if token.type == "table_close":
            yield True, run
            run = []
    yield False, run


def _table(table: list[Token], reader: MarkdownIt) -> str:
    """A table in a frame of its own, that scrolls where the screen is narrow; its heads say what they are heads of."""
    _name_heads(table)
    heads = [_plain(table[at + 1]) for at, token in enumerate(table) if token.type == "th_open"]
    name = html.escape(", ".join(filter(None, heads)))
    said = reader.renderer.render(table, reader.options, {})
    return f'<div class="table" role="region" aria-label="{name}" tabindex="0">\n{said}</div>\n'


def _name_heads(table: list[Token]) -> None:
    """The first cell of a row is its head, as those of the first row are heads of their columns."""
    is_matrix = _plain(table[OF_TABLE]) == "Evidence"
    if is_matrix:
        table[0].attrSet("class", "matrix")
    for at, token in enumerate(table):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "td_open" and table[at - 1].type == "tr_open":
            token.tag = table[at + 2].tag = "th"
            token.attrSet("scope", "row")
        elif token.type == "td_open" and is_matrix:
            _show_cell(token, _plain(table[at + 1]))


def _show_cell(cell: Token, said: str) -> None:
    if look := CELLS.get(said) or ("differing" if " or " in said else ""):
        cell.attrSet("class", look)
