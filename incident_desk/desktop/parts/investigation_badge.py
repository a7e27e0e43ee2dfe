"""What marks an investigation: its letter, or a lock where it is sealed to whoever looks, on hatched ground."""

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from incident_desk.desktop.theme import colour, font, paint_icon

SIDE_PX = 26
HATCH_PX = 8
LOCK_PX = 14


def paint_hatch(painter: QPainter, box: QRect) -> None:
    """Lines from edge to edge: here is something that is not for whoever looks."""
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(colour("line"), 1))
    height = box.height()
    for at in range(box.left() - height, box.right() + 1, HATCH_PX):
        painter.drawLine(QLineF(at, box.top() + height, at + height, box.top()))
    painter.restore()


def paint_badge(painter: QPainter, box: QRect, letter: str, *, is_sealed: bool, is_here: bool) -> None:
    """The letter on a small ground of its own, or the lock."""
    painter.setPen(QPen(colour("line2"), 1) if is_sealed else Qt.PenStyle.NoPen)
    painter.setBrush(colour("card" if is_sealed else "accentsoft" if is_here else "hover"))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    if is_sealed:
        inset = (box.width() - LOCK_PX) // 2
        paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), "lock", "text2")
        return
    painter.setFont(font(13 if len(letter) < 3 else 11, 600))
    painter.setPen(colour("accent" if is_here else "text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
