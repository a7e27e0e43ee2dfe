"""The cause map as a picture for a page: drawn by the browser, in the colours of the page, without script."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from textwrap import wrap

from incident_desk.domain.board import Board
from incident_desk.domain.cause_map import Box, drawn
from incident_desk.domain.showing_comparison import box_name, box_words
from incident_desk.learning.cause_placing import LOW_PX, Place, Point, layered
from incident_desk.learning.plain_markdown import readable

WIDE_PX = 1116
"""The room that the page has for it."""
CORNER_PX, TIP_PX = 6, 8
PAD_PX, LETTER_PX, LINE_PX = 8, 7.4, 17
MOST_LINES = 6


def cause_picture(board: Board) -> str:
    """The boxes that arrows hold together, causes at the left; empty if nobody drew any.

    What it says stands in the list of arrows below it as well, for whoever does not see it.
    """
    found = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    linked = found.linked()
    boxes = [box for box in found.boxes if box.id in linked]
    if not boxes:
        return ""
    words = {str(box.id): f"{box_name(box, board)} {_words(box, board)}" for box in boxes}
    placing = layered(list(words), found.arrows, WIDE_PX, lambda box, width: _high_px(words[box], width))
    places = placing.places
    arrows = [_arrow(places[one], places[other], placing.bends.get((one, other), ())) for one, other in found.arrows]
    shapes = [_box(box, places[box.id], board) for box in boxes]
    wide, high = f"{placing.width:.0f}", f"{placing.height:.0f}"
    name = f"Cause map of {len(boxes)} boxes and {len(arrows)} arrows; the list below says the same"
    tip = f'<marker id="tip" markerWidth="{TIP_PX}" markerHeight="{TIP_PX}" refX="{TIP_PX - 1}" refY="{TIP_PX // 2}"'
    return "\n".join(
        [
            f'<figure role="region" aria-label="Cause map" tabindex="0"><svg role="img" aria-label="{name}"',
            f' viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">',
            f'<defs>{tip} orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8Z"/></marker></defs>',
            *arrows,
            *shapes,
            "</svg></figure>",
        ]
    )


def _words(box: Box, board: Board) -> str:
    return " ".join(readable(box_words(box, board) or "(the words were erased)").split())


def _high_px(words: str, width: float) -> float:
    """So high the box is in a type that is rather wide: only the browser knows which one it has."""
    lines = len(wrap(words, int((width - 2 * PAD_PX) / LETTER_PX)))
    return max(LOW_PX, min(lines, MOST_LINES) * LINE_PX + 2 * PAD_PX)


def _arrow(one: Place, other: Place, bends: Sequence[Point]) -> str:
    points = [(one.x + one.width, one.middle[1]), *bends, (other.x, other.middle[1])]
    way = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (x + to_x) / 2
        way += f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
    return f'<path class="arrow" d="{way}" marker-end="url(#tip)"/>'


def _box(box: Box, at: Place, board: Board) -> str:
    """Its words are laid out by the browser; a pointer that rests on it sees all of them."""
    name, words = box_name(box, board), _words(box, board)
    look = "box" if box.effect is None else "box harm" if box.effect.is_harm else "box effect"
    where = f'x="{at.x:.1f}" y="{at.y:.1f}" width="{at.width:.1f}" height="{at.height:.1f}"'
    said = f"<b>{escape(name)}</b> {escape(words)}"
    return (
        f'<g class="{look}"><title>{escape(name)}: {escape(words)}</title><rect {where} rx="{CORNER_PX}"/>'
        f"<foreignObject {where}><div><p>{said}</p></div></foreignObject></g>"
    )
