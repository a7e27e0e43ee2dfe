"""A chip that leads somewhere: a word on a soft ground, and a press."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.tips import set_tip
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 20
PADDING_PX = 6
ICON_PX = 12
GAP_PX = 4
LEAST_PX = 80


class PressChip(ReturnPresses):
    """Hidden while there is nothing to say. `tone` names a colour that has a soft ground."""

    def __init__(self, symbol: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol, self._tone = symbol, tone
        self.setFont(font(11, 600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def tone(self) -> str:
        return self._tone

    def look(self, symbol: str, tone: str) -> None:
        """Look like this from now on."""
        self._symbol, self._tone = symbol, tone
        self.update()

    def say(self, words: str, detail: str = "") -> None:
        """Show this; with no words, nothing. `detail` goes into the tooltip and to screen readers."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        set_tip(self, "\n".join(part for part in (words, detail) if part))
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(2 * PADDING_PX + ICON_PX + GAP_PX + words, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PX, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.rect()
        mark = QRect(PADDING_PX, (self.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
        room = box.adjusted(PADDING_PX + ICON_PX + GAP_PX, 0, -PADDING_PX, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            is_loud = self.hasFocus() or self.underMouse()
            painter.setPen(QPen(colour("accent"), 2) if is_loud else Qt.PenStyle.NoPen)
            painter.setBrush(colour(f"{self._tone}soft"))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1) if is_loud else QRectF(box), 4, 4)
            paint_icon(painter, QStyle.visualRect(self.layoutDirection(), box, mark), self._symbol, self._tone)
            painter.setPen(colour(self._tone))
            align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QStyle.visualRect(self.layoutDirection(), box, room), align, shown)
