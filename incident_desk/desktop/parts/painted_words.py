"""Words painted into a box: where they do not fit they end in three dots."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from incident_desk.desktop.theme import colour

LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


def paint_words(painter: QPainter, box: QRect, text: str, face: QFont, tone: str, *, is_trailing: bool = False) -> None:
    """One line of them, at the beginning of the box or at its end."""
    painter.setFont(face)
    painter.setPen(colour(tone))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, TRAILING if is_trailing else LEADING, shown)


def paint_lines(painter: QPainter, box: QRect, lines: list[str], face: QFont, tone: str, *, line_px: int) -> None:
    """One below the other in the middle of the box, each so high."""
    top = box.top() + (box.height() - line_px * len(lines)) // 2
    for at, line in enumerate(lines):
        paint_words(painter, QRect(box.left(), top + at * line_px, box.width(), line_px), line, face, tone)


def lines_fitting(text: str, face: QFont, width_px: int, most: int) -> list[str]:
    """The words broken into at most so many lines, the last of them ending in three dots where more would follow."""
    metrics = QFontMetrics(face)

    def cut(words: list[str]) -> str:
        return metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width_px)

    lines: list[str] = []
    left = text.split()
    while left and len(lines) < most:
        count = 1 if len(lines) < most - 1 else len(left)
        while count < len(left) and cut(left[: count + 1]) == " ".join(left[: count + 1]):
            count += 1
        lines.append(cut(left[:count]))
        del left[:count]
    return lines
