"""The slots of a draft, {{ next_update }} and {{ sent }}, shown as what would stand there if it went out now."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QTextEdit

from incident_desk.desktop.carets import units
from incident_desk.desktop.theme import colour, font

_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
INSET_PX = 1
GAP_PX = 2


class SlotSpan(msgspec.Struct, frozen=True):
    """From and to a character as Qt counts, and what stands there instead."""

    start: int
    end: int
    words: str


def slot_spans(text: str, words: Mapping[str, str]) -> Iterator[SlotSpan]:
    """Those of which it is known what stands there."""
    for match in _SLOT.finditer(text):
        if match[1] in words:
            start = units(text[: match.start()])
            yield SlotSpan(start, start + units(match[0]), words[match[1]])


def places(edit: QTextEdit, span: SlotSpan) -> list[QRect]:
    """Where it stands, a box for each of its lines."""
    cursor, last = QTextCursor(edit.document()), edit.document().characterCount() - 1

    def place(at: int) -> QRect:
        cursor.setPosition(min(at, last))
        return edit.cursorRect(cursor)

    first, end = place(span.start), place(span.end)
    if first.top() == end.top():  # as nearly always
        return [QRect(first.topLeft(), QPoint(end.left() - 1, first.bottom()))]
    found: list[QRect] = []
    for here in map(place, range(span.start, span.end + 1)):
        if found and found[-1].top() == here.top():
            found[-1].setRight(here.left() - 1)
        else:
            found.append(QRect(here.left(), here.top(), 1, here.height()))
    return found


def paint_slot(painter: QPainter, places: Sequence[QRect], words: str) -> None:
    """A chip over what is typed there. Broken over two lines, it stands in the longer part, and the other is blank."""
    if not places:
        return
    widest = max(places, key=QRect.width)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for place in places:
        painter.setBrush(colour("field"))
        painter.drawRect(place)
    box = QRectF(widest).adjusted(GAP_PX, INSET_PX, -GAP_PX, -INSET_PX)
    painter.setBrush(colour("accentsoft"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font(12, 600))
    painter.setPen(colour("accent"))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
