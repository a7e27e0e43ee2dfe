"""People's words in Markdown: whatever they typed stays words, and becomes neither markup nor HTML."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP: Final = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|[&<>]")
_BEGINNING: Final = re.compile(r"(?m)^(\s*)([#+=-]|\d+(?=[.)]))")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Also what turns the direction of the text round: a reader would see other words than those that stand there."""


def words(text: str, indent: str = "") -> str:
    """The text as it was typed, its lines kept.

    Args:
        indent: what stands before the lines after the first, inside a list.
    """
    lines = [_begun(_MARKUP.sub(_plain, line.strip())) for line in readable(text).splitlines()]
    return f"\\\n{indent}".join(line for line in lines if line)


def readable(text: str) -> str:
    """The text without what no reader sees: a mark stands in its place."""
    return _CONTROL.sub("�", text.replace("\r\n", "\n"))


def on_one_line(text: str) -> str:
    """The text without line ends, for headings and cells."""
    return words(" ".join(text.split()))


def as_written(text: str) -> str:
    """Words of several lines in a block of their own: every blank stays, and nothing in it is markup.

    The fence is longer than any row of backticks in it, so nothing that was typed can end it.
    """
    rows = (len(row) for row in re.findall("`+", text))
    fence = "`" * (max(rows, default=0) + 1 if "```" in text else 3)
    return f"{fence}\n{readable(text)}\n{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(found: re.Match[str]) -> str:
    return _HTML.get(found[0], "\\" + found[0])


def _begun(line: str) -> str:
    """A line that would begin a heading, a list or a rule does not; its number keeps its digits."""
    return _BEGINNING.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", line, count=1)
