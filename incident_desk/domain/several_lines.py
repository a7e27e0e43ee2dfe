"""Words of several lines, as a query or a log wrote them: what one line of them says, and whether columns matter."""

import re
from typing import Final

_BLANKS: Final = re.compile(r"\A(?:[^\S\n]*\n)+")
_PARTED: Final = re.compile(r"\S\s*[|│┃║\t]|\S {2,}\S")
"""A bar or a tab behind something, or blanks between two words, as what is set in columns has them."""


def trimmed(text: str) -> str:
    """The text without blank ends. The first line of a table keeps its indent: its columns stand by it."""
    return _BLANKS.sub("", text).rstrip() if has_columns(text) else text.strip()


def first_line(text: str) -> str:
    """What stands for all of it where there is room for one line: the first, and three dots where more follow."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return f"{lines[0]} …" if len(lines) > 1 else "".join(lines)


def has_columns(text: str) -> bool:
    """Whether at least two of its lines are parted as the lines of a table are."""
    return sum(bool(_PARTED.search(line)) for line in text.splitlines()) >= 2
