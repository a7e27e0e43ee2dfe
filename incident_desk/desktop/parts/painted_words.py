"""Words painted into a box: where they do not fit, three dots stand for what is missing."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from incident_desk.desktop.theme import colour

LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
DOTS = "\u2026"
TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


def paint_words(painter: QPainter, box: QRect, text: str, face: QFont, tone: str, *, is_trailing: bool = False) -> None:
    """One line of them, at the beginning of the box or at its end."""
    painter.setFont(face)
    painter.setPen(colour(tone))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, TRAILING if is_trailing else LEADING, shown)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Below the words of a row in a list: of the one with the keys, and of the one under the pointer."""
    if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("hover"))
        painter.drawRoundedRect(QRectF(option.rect), 4, 4)


def paint_lines(painter: QPainter, box: QRect, lines: list[str], face: QFont, tone: str, *, line_px: int) -> None:
    """One below the other in the middle of the box, each so high."""
    top = box.top() + (box.height() - line_px * len(lines)) // 2
    for at, line in enumerate(lines):
        paint_words(painter, QRect(box.left(), top + at * line_px, box.width(), line_px), line, face, tone)


def shortened(text: str, face: QFont, width_px: int, alike: int = 0) -> str:
    """As much of its beginning as fits, and what tells it from others at its end: whole words, in a third of the room.

    Cut in the middle, a narrow line would say neither what it is about nor which of them. Where it is known with how
    many words it begins like others (`alike`), its first word stays of those, and what tells it from them.
    """
    metrics = QFontMetrics(face)
    if metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px) == text:
        return text
    if 1 < alike < len(text.split()):
        return _without_middle(text.split(), alike, metrics, width_px)
    words, end = text.split(), ""
    while words and metrics.horizontalAdvance(longer := f"{words[-1]} {end}".strip()) <= width_px // 3:
        end = longer
        words.pop()
    begin = " ".join(words)
    room = width_px - metrics.horizontalAdvance(f" {end}")
    return f"{metrics.elidedText(begin, Qt.TextElideMode.ElideRight, max(0, room))} {end}".rstrip()


def _without_middle(words: list[str], alike: int, metrics: QFontMetrics, width_px: int) -> str:
    """The first word, and as many of the last ones as fit from what tells it from others on, or from before that."""
    tails = (" ".join(words[at:]) for at in range(2, alike + 1))
    whole = (f"{words[0]} {DOTS} {tail}" for tail in tails)
    found = next((each for each in whole if metrics.horizontalAdvance(each) <= width_px), None)
    if found is None:
        found = f"{DOTS} {' '.join(words[alike:])}"
    return metrics.elidedText(found, Qt.TextElideMode.ElideRight, max(0, width_px))


def lines_fitting(
    text: str, face: QFont, width_px: int, most: int, *, keeps_end: bool = False, alike: int = 0
) -> list[str]:
    """The words broken into at most so many lines, a word that is longer than a line anywhere.

    The last line has three dots where more would follow: at its end, or with `keeps_end` before its last words.
    """
    metrics = QFontMetrics(face)

    def fits(words: str) -> bool:
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width_px) == words

    lines: list[str] = []
    left = text.split()
    while left and len(lines) < most - 1:
        count = 1
        while count < len(left) and fits(" ".join(left[: count + 1])):
            count += 1
        line = " ".join(left[:count])
        if fits(line):
            del left[:count]
        else:  # a single word
            ends = next((at for at in range(len(line) - 1, 1, -1) if fits(line[:at])), 1)
            line, left[0] = line[:ends], line[ends:]
        lines.append(line)
    rest = " ".join(left)
    taken = len(text.split()) - len(left)
    last = (
        shortened(rest, face, width_px, max(0, alike - taken))
        if keeps_end
        else metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width_px)
    )
    return [*lines, last] if left else lines
