"""Texts that several people write at once: where the others are in them, and how another text comes in."""

import msgspec
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QTextCursor, QTextDocument

from incident_desk.desktop.theme import colour
from incident_desk.domain.text_edits import edits_between

CARET_PX = 2
FLAG_PX = 12


class Caret(msgspec.Struct, frozen=True):
    """Line and column from 1; column 0 for whoever is in the form."""

    name: str
    line: int
    column: int


def put_text(document: QTextDocument, text: str) -> None:
    """Make it say this; what stays the same keeps its place, the caret and the marked words too."""
    before = document.toPlainText()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for edit in reversed(edits_between(before, text)):
        cursor.setPosition(units(before[: edit.at]))
        cursor.setPosition(units(before[: edit.end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(edit.words)
    cursor.endEditBlock()


def units(text: str) -> int:
    """Qt counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def flag_px(painter: QPainter, name: str) -> int:
    """So wide is the flag with a name."""
    return painter.fontMetrics().horizontalAdvance(name) + FLAG_PX


def paint_flag(painter: QPainter, flag: QRect, name: str, *, is_filled: bool = False) -> None:
    """Who it is that writes there."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accentfill" if is_filled else "accentsoft"))
    painter.drawRoundedRect(flag, 3, 3)
    painter.setPen(colour("onfill" if is_filled else "accent"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, name)
