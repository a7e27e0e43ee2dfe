"""Where what lies on a lane of changes has room, with its words: inside it, behind it, or before it."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from incident_desk.desktop.theme import font

HEAD_PX = 24
ROW_PX = 28
BAR_PX = 22
MARK_PX = 3
TICK_PX = 5
ICON_PX = 14
GAP_PX = 6
Span = tuple[int, int]


class LaneItem(msgspec.Struct, frozen=True):
    """One of them. With `asks` it is about what is asked for: it is marked, and gets its words first."""

    key: str
    from_us: int
    until_us: int | None
    words: str
    spoken: str
    asks: bool = False
    runs: bool = False

    @property
    def ends_us(self) -> int:
        """When it is over; what was done at once is over as it begins."""
        return self.from_us if self.until_us is None else self.until_us


class Place(msgspec.Struct, frozen=True):
    """Where one lies: itself, and its words, which may have no room."""

    body: QRect
    words: QRect


def places(items: Sequence[LaneItem], spans: Sequence[Span], rows: int, width: int) -> list[Place]:
    """What is asked for first, each in the first row that has room for it with its words; else a tick on the axis."""
    taken: list[list[Span]] = [[] for _ in range(rows)]
    found: dict[int, Place] = {}
    for at in sorted(range(len(items)), key=lambda at: (not items[at].asks, at)):
        left, right = spans[at][0], max(spans[at][0] + MARK_PX, spans[at][1])
        found[at] = _placed((left, right), _words_px(items[at]), width, taken)
    return [found[at] for at in range(len(items))]


def _words_px(item: LaneItem) -> int:
    return QFontMetrics(font(12, 500)).horizontalAdvance(item.words) + 2 + (ICON_PX + 4 if item.asks else 0)


def _placed(body: Span, words_px: int, width: int, taken: Sequence[list[Span]]) -> Place:
    left, right = body
    for begins, ends, words in _ways(body, words_px, width):
        for row, spans in enumerate(taken):
            if all(ends + GAP_PX <= start or begins >= end + GAP_PX for start, end in spans):
                spans.append((begins, ends))
                top = HEAD_PX + row * ROW_PX + (ROW_PX - BAR_PX) // 2
                at, wide = words
                return Place(
                    QRect(left, top, right - left, BAR_PX), QRect(at, top, wide, BAR_PX) if wide > 0 else QRect()
                )
    return Place(QRect(left, HEAD_PX - TICK_PX // 2, MARK_PX, TICK_PX), QRect())


def _ways(body: Span, words_px: int, width: int) -> list[tuple[int, int, Span]]:
    """From where to where it would reach, and where its words begin and how long they are."""
    left, right = body
    found: list[tuple[int, int, Span]] = []
    if right - left >= words_px + 2 * GAP_PX:
        found.append((left, right, (left + GAP_PX, words_px)))
    if right + GAP_PX + words_px <= width:
        found.append((left, right + GAP_PX + words_px, (right + GAP_PX, words_px)))
    if left - GAP_PX - words_px >= 0:
        found.append((left - GAP_PX - words_px, right, (left - GAP_PX - words_px, words_px)))
    if not found:  # longer than there is room anywhere: as much of it as there is
        room = max(left, width - right) - GAP_PX
        begins = right + GAP_PX if width - right >= left else 0
        found.append((min(left, begins), max(right, begins + room), (begins, room)))
    return [*found, (left, right, (0, 0))]
