"""A room in the rail: icon over word, with a bar at the left while its room is shown."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from incident_desk.desktop.theme import colour, font, icon

HEIGHT_PX = 54
BAR_PX = 2
BESIDE_PX = 9
COUNT_PX = 15
MOST = 999


class RailButton(QAbstractButton):
    """Checked while its room is the one that is shown."""

    def __init__(self, symbol: str, word: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self._is_urgent = False
        self._count = 0
        self.setObjectName(name)
        self.setText(word)
        self.setAccessibleName(word)
        self.setFont(font(11, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, word: str, *, is_urgent: bool = False) -> None:
        """Another word; urgent where it needs a person now."""
        self._is_urgent = is_urgent
        self.setText(word)
        self.setAccessibleName(word)
        self.update()

    def show_count(self, count: int) -> None:
        """How much waits there, as a small number at its icon; 0 for nothing."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
            self.update()

    @property
    def least_px(self) -> int:
        """How wide a rail has to be for its word, which is longer in some languages."""
        return self.fontMetrics().horizontalAdvance(self.text()) + 2 * BESIDE_PX

    def sizeHint(self) -> QSize:
        return QSize(64, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        card = QRectF(self.rect()).adjusted(6, 0, -6, 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if self.isChecked() or self.underMouse():
                painter.setBrush(colour("hover" if self.isChecked() else "card"))
                painter.drawRoundedRect(card, 4, 4)
            if self.isChecked():
                bar = QRect(0, 0, BAR_PX, self.height())
                painter.fillRect(QStyle.visualRect(self.layoutDirection(), self.rect(), bar), colour("accent"))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(colour("accent"))
                painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        is_here = self.isChecked()
        middle = self.width() // 2
        tone = "warn" if self._is_urgent else "accent" if is_here else "text2"
        icon(self._symbol, tone).paint(painter, QRect(middle - 10, 8, 20, 20))
        if self._count:
            self._paint_count(painter, middle)
        painter.setFont(font(11, 600 if is_here or self._is_urgent else 500))
        painter.setPen(colour("warn" if self._is_urgent else "text" if is_here else "text2"))
        painter.drawText(QRect(0, 32, self.width(), 16), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_count(self, painter: QPainter, middle: int) -> None:
        words = str(self._count) if self._count <= MOST else f"{MOST}+"
        painter.setFont(font(10, 600))
        wide = max(painter.fontMetrics().horizontalAdvance(words) + 8, COUNT_PX)
        box = QRectF(middle + 4, 4, wide, COUNT_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sev4soft"))
        painter.drawRoundedRect(box, COUNT_PX / 2, COUNT_PX / 2)
        painter.setPen(colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
