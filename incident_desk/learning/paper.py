"""Tables and lists for pages to print, in the little HTML that a printer of documents understands."""

import html
from collections.abc import Iterable, Sequence


def text(words: str) -> str:
    """Words that somebody typed: they stand there as text."""
    return html.escape(" ".join(words.split()))


def points(rows: Iterable[str]) -> str:
    """One below the other, each with a point."""
    return "<ul>" + "".join(f"<li>{text(row)}</li>" for row in rows) + "</ul>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table of words; `widths` are hundredths of the page."""
    return cells(heads, [tuple(text(cell) for cell in row) for row in rows], widths)


def blank(heads: Sequence[str], widths: Sequence[int], count: int) -> str:
    """A table with so many empty rows, high enough to write in."""
    return cells(heads, [("&nbsp;<br/>&nbsp;",) + ("",) * (len(heads) - 1)] * count, widths)


def cells(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table of cells that are HTML already."""
    top = "".join(f'<th width="{width}%">{text(head)}</th>' for head, width in zip(heads, widths, strict=True))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = f"<thead><tr>{top}</tr></thead>" if any(heads) else ""
    return f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{head}{body}</table>'
