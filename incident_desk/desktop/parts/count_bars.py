"""How many of each: a name, a bar, a number, one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.theme import colour, font

ROW_PX = 24
NAME_PX = 104
COUNT_PX = 48
BAR_PX = 4


class CountBars(QWidget):
    """At most `most` rows; the rest is one row of its own."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, int], ...] = ()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_counts(self, rows: Sequence[tuple[str, int]]) -> None:
        """Show these from now on, the most first."""
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.setAccessibleDescription(", ".join(f"{name} {count}" for name, count in self.rows))
            self.setToolTip(tip("\n".join(f"{name}: {count}" for name, count in self.rows)))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(len(self.rows), 1) * ROW_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        most = max((count for _, count in self.rows), default=1)
        bar = QRect(NAME_PX + 8, 0, max(self.width() - NAME_PX - COUNT_PX - 16, 10), BAR_PX)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, (name, count) in enumerate(self.rows):
                top = at * ROW_PX
                paint_words(painter, QRect(0, top, NAME_PX, ROW_PX), name, font(12), "text")
                bar.moveTop(top + (ROW_PX - BAR_PX) // 2)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("line"))
                painter.drawRoundedRect(QRectF(bar), 2, 2)
                painter.setBrush(colour("spark"))
                painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * count / most, BAR_PX), 2, 2)
                box = QRect(self.width() - COUNT_PX, top, COUNT_PX, ROW_PX)
                paint_words(painter, box, str(count), font(12, 600), "text", is_trailing=True)
