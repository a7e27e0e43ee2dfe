"""How a piece of evidence is painted in the comparison: what each investigation did with it, in an icon and a word."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter

from incident_desk.desktop.comparing.rows import MOST_COLUMNS, EvidenceRow, HeadShown
from incident_desk.desktop.comparing.words import use_word
from incident_desk.desktop.parts.investigation_badge import paint_badge
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import font, paint_icon
from incident_desk.domain.evidence_used import Use

PAD_PX, BADGE_PX, ICON_PX = 16, 18, 14
CLOCK_PX = 46
LOOKS: Final = {
    Use.USED: ("circle-check", "text2", 400),
    Use.AGAINST: ("circle-minus", "sev2", 600),
    Use.NOT_USED: ("circle", "text2", 400),
    Use.NEVER_SAW: ("eye-off", "text", 600),
    Use.LATER: ("history", "text2", 400),
}
"""Icon, ink and weight. What somebody never saw is bold and not amber: amber is for what needs a person now."""
USE_PX, MARK_PX = 136, 50
"""Room for one investigation: with its word, and without."""
NAME_PX, NOTE_PX = 150, 120


def paint_evidence(painter: QPainter, box: QRect, row: EvidenceRow, heads: Sequence[HeadShown]) -> None:
    """One line: when, what, what each did with it, where it came from."""
    has_words = len(heads) <= MOST_COLUMNS
    room = box.adjusted(PAD_PX, 0, -PAD_PX, 0)
    wanted = (USE_PX if has_words else MARK_PX) * len(heads)
    uses_px = min(wanted, max(0, room.width() - CLOCK_PX - NAME_PX - NOTE_PX))
    left = room.width() - CLOCK_PX - uses_px
    name_px = round(left * 0.55)
    clock_px = QFontMetrics(font(12)).horizontalAdvance(row.clock) + 8
    paint_words(painter, QRect(room.left(), room.top(), clock_px, room.height()), row.clock, font(12), "text2")
    begin = room.left() + max(CLOCK_PX, clock_px)
    words = QRect(begin, room.top(), room.left() + CLOCK_PX + name_px - begin - 12, room.height())
    paint_words(painter, words, row.words, font(13, 600), "text")
    at = room.left() + CLOCK_PX + name_px
    each = uses_px // len(heads)
    for head, use in zip(heads, row.uses, strict=True):
        _paint_use(painter, QRect(at, room.top(), each, room.height()), head.letter, use, has_words=has_words)
        at += each
    paint_words(painter, QRect(at + 8, room.top(), room.right() - at - 8, room.height()), row.note, font(12), "text2")


def _paint_use(painter: QPainter, box: QRect, letter: str, use: Use, *, has_words: bool) -> None:
    symbol, ink, weight = LOOKS[use]
    badge = QRect(box.left(), box.top() + (box.height() - BADGE_PX) // 2, BADGE_PX, BADGE_PX)
    paint_badge(painter, badge, letter, is_sealed=False, is_here=False)
    icon = QRect(badge.right() + 7, box.top() + (box.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
    paint_icon(painter, icon, symbol, ink)
    if has_words:
        words = QRect(icon.right() + 6, box.top(), box.right() - icon.right() - 8, box.height())
        paint_words(painter, words, use_word(use), font(12, weight), ink)
