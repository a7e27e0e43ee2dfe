"""A short list that changes from moment to moment: an icon, words, and when."""

import msgspec
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font, paint_icon

ROW_PX, ICON_PX, GAP_PX = 24, 14, 8


class PastRow(msgspec.Struct, frozen=True):
    """One row; `end` stands at its right, `more` is what a tooltip adds."""

    symbol: str
    tone: str
    words: str
    end: str = ""
    ink: str = "text"
    more: str = ""


class PastList(QWidget):
    """Painted at once: whoever scrubs through an incident sees another list sixty times a second."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows: tuple[PastRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[PastRow, ...]) -> None:
        """Show these from now on."""
        if rows == self.rows:
            return
        is_other_size = len(rows) != len(self.rows)
        self.rows = rows
        self.setAccessibleName("\n".join(", ".join(part for part in (r.words, r.end) if part) for r in rows))
        if is_other_size:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_PX * len(self.rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, ROW_PX * len(self.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        face, small = font(13), font(12)
        metrics = QFontMetrics(small)
        with QPainter(self) as painter:
            for at, row in enumerate(self.rows):
                top = at * ROW_PX
                paint_icon(painter, QRect(0, top + (ROW_PX - ICON_PX) // 2, ICON_PX, ICON_PX), row.symbol, row.tone)
                end_px = metrics.horizontalAdvance(row.end) + GAP_PX if row.end else 0
                left = ICON_PX + GAP_PX
                words = QRect(left, top, self.width() - left - end_px, ROW_PX)
                paint_words(painter, words, row.words, face, row.ink)
                if row.end:
                    painter.setFont(small)
                    painter.setPen(colour("text3"))
                    end = QRect(self.width() - end_px, top, end_px, ROW_PX)
                    painter.drawText(end, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.end)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().y() // ROW_PX
            words = f"{self.rows[at].words}\n{self.rows[at].more}".strip() if at < len(self.rows) else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)
