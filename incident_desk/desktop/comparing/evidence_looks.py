"""How a piece of evidence is painted in the comparison: what each investigation did with it, in an icon and a word."""

from itertools import accumulate
from typing import Final

import msgspec
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter

from incident_desk.desktop.comparing.rows import MOST_COLUMNS, EvidenceRow, TableShown
from incident_desk.desktop.comparing.words import use_word
from incident_desk.desktop.parts.investigation_badge import paint_badge
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_lines, paint_words
from incident_desk.desktop.theme import font, paint_icon
from incident_desk.domain.evidence_used import Use

PAD_PX, BADGE_PX, ICON_PX = 16, 18, 14
ROW_PX, LINE_PX, GAP_PX = 30, 17, 12
MOST_LINES: Final = 2
LOOKS: Final = {
    Use.USED: ("circle-check", "text2", 400),
    Use.AGAINST: ("circle-minus", "sev2", 600),
    Use.NOT_USED: ("circle", "text2", 400),
    Use.NEVER_SAW: ("eye-off", "text", 600),
    Use.LATER: ("history", "text2", 400),
}
"""Icon, ink and weight. What somebody never saw is bold and not amber: amber is for what needs a person now."""
MARK_PX: Final = BADGE_PX + 7 + ICON_PX + GAP_PX
"""Room for what one investigation did with it, without its word."""
NAME_PX, NOTE_SHARE = 240, 0.3


class EvidenceRoom(msgspec.Struct, frozen=True):
    """How wide each part is in all of the rows, in px; `uses` one by one. The words take what is left."""

    clock: int = 0
    words: int = 0
    uses: tuple[int, ...] = ()
    note: int = 0
    has_words: bool = True

    def lines(self, row: EvidenceRow) -> int:
        """How many lines a row takes."""
        return max(len(_words(row, self)), len(_note(row, self)), 1)


def evidence_room(shown: TableShown, width: int) -> EvidenceRoom:
    """The room for the evidence of a table that is so wide.

    What each did with it is told by its icon alone where there are many investigations or little room.
    """
    rows = [row for row in shown.rows if isinstance(row, EvidenceRow)]
    whole = width - 2 * PAD_PX
    clock = max((QFontMetrics(font(12)).horizontalAdvance(row.clock) for row in rows), default=0) + GAP_PX
    note = max((QFontMetrics(font(12)).horizontalAdvance(row.note) for row in rows), default=0) + 2
    note = min(note, round(whole * NOTE_SHARE))
    said = tuple(
        MARK_PX + max((_advance(row.uses[at]) for row in rows), default=0) + 6 for at in range(len(shown.heads))
    )
    has_words = len(shown.heads) <= MOST_COLUMNS and whole - clock - sum(said) - note >= NAME_PX
    uses = said if has_words else (MARK_PX,) * len(shown.heads)
    return EvidenceRoom(clock, max(0, whole - clock - sum(uses) - note), uses, note, has_words)


def _advance(use: Use) -> int:
    return QFontMetrics(font(12, LOOKS[use][2])).horizontalAdvance(use_word(use))


def _words(row: EvidenceRow, room: EvidenceRoom) -> list[str]:
    return lines_fitting(row.words, font(13, 600), room.words - GAP_PX - _file_px(row), MOST_LINES)


def _file_px(row: EvidenceRow) -> int:
    """Room for the mark that it was taken from a file."""
    return ICON_PX + 6 if row.file else 0


def _note(row: EvidenceRow, room: EvidenceRoom) -> list[str]:
    return lines_fitting(row.note, font(12), room.note, MOST_LINES)


def paint_evidence(painter: QPainter, box: QRect, row: EvidenceRow, shown: TableShown, room: EvidenceRoom) -> None:
    """When, what, what each did with it, where it came from."""
    widths = (room.clock, room.words, *room.uses, room.note)
    begins = accumulate(widths, initial=box.left() + PAD_PX)
    clock, words, *uses, note = (
        QRect(left, box.top(), width, box.height()) for left, width in zip(begins, widths, strict=False)
    )
    paint_words(painter, clock, row.clock, font(12), "text2")
    if row.file:
        mark = QRect(words.left(), words.top() + (words.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
        paint_icon(painter, mark, "paperclip", "text2")
    room_left = words.adjusted(_file_px(row), 0, -GAP_PX, 0)
    paint_lines(painter, room_left, _words(row, room), font(13, 600), "text", line_px=LINE_PX)
    for place, head, use in zip(uses, shown.heads, row.uses, strict=True):
        _paint_use(painter, place, head.letter, use, has_words=room.has_words)
    paint_lines(painter, note, _note(row, room), font(12), "text2", line_px=LINE_PX)


def _paint_use(painter: QPainter, box: QRect, letter: str, use: Use, *, has_words: bool) -> None:
    symbol, ink, weight = LOOKS[use]
    badge = QRect(box.left(), box.top() + (box.height() - BADGE_PX) // 2, BADGE_PX, BADGE_PX)
    paint_badge(painter, badge, letter, is_sealed=False, is_here=False)
    icon = QRect(badge.right() + 7, box.top() + (box.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
    paint_icon(painter, icon, symbol, ink)
    if has_words:
        words = QRect(icon.right() + 6, box.top(), box.right() - icon.right() - 6, box.height())
        paint_words(painter, words, use_word(use), font(12, weight), ink)
