"""A demo in words, for whoever has no screen to watch it on."""

import textwrap

from incident_desk.domain.board import Board
from incident_desk.domain.moments import from_us
from incident_desk.domain.timeline import Line
from incident_desk.learning.demos import Demo

WIDTH = 110
TIME_WIDTH = 17


def retold(demo: Demo, board: Board) -> str:
    """What happened: the lines that matter, with their times, and where the facts come from."""
    headline = board.headline
    lines = [line for line in board.timeline.lines if line.is_significant or line.is_pinned]
    told = [
        demo.title,
        f"{headline.number} · {headline.severity.value} · {headline.title.value} · {headline.state}",
        "",
        *[_told(line) for line in lines],
        "",
        _wrapped(f"{demo.about} {demo.invented}"),
        *[f"  {source}" for source in demo.sources],
    ]
    return "\n".join(told)


def _told(line: Line) -> str:
    about = "~" if line.is_approximate else " "
    when = f"{from_us(line.occurred_us):%d %b %H:%M:%S}"
    return _wrapped(f"{about}{when}  {line.english}", " " * TIME_WIDTH)


def _wrapped(text: str, after: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=after, break_on_hyphens=False, break_long_words=False)
