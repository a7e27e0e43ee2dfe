"""A word that is on or off: a tick or a plus before it, and the key that turns it, if it has one."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font, icon

HEIGHT_PX = 30
LONGEST_PX = 240


class ToggleChip(QAbstractButton):
    """Checked when it is on."""

    def __init__(self, word: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(word)
        self.setToolTip(tip(word))
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFont(font(13, 500))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = min(self.fontMetrics().horizontalAdvance(self.text()), LONGEST_PX)
        return QSize(31 + words + self._end_px, HEIGHT_PX)

    @property
    def _end_px(self) -> int:
        """What is at the right of the words: the key, if there is one, and its margins."""
        return 10 + max(14, QFontMetrics(font(11, 500)).horizontalAdvance(self.key) + 4) if self.key else 11

    def paintEvent(self, event: QPaintEvent) -> None:
        is_on = self.isChecked()
        edge = "accent" if is_on or self.hasFocus() else "edge"
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(edge), width))
            painter.setBrush(colour("accentsoft" if is_on else "hover" if self.underMouse() else "card"))
            painter.drawRoundedRect(box, 4, 4)
            mark = icon("check" if is_on else "plus", "accent" if is_on else "text2")
            mark.paint(painter, QRect(10, 8, 14, 14))
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        words = QRect(31, 0, self.width() - 31 - self._end_px, self.height())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.setFont(self.font())
        painter.setPen(colour("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.key:
            painter.setFont(font(11, 500))
            painter.setPen(colour("text3"))
            at = QRect(self.width() - self._end_px + 2, 0, self._end_px - 10, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self.key)
