"""Something that needs somebody now: an icon, what it is, and how long it has waited. A press leads there."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 24
ICON_PX = 14
WORDS_AT_PX = 24


class Need(msgspec.Struct, frozen=True):
    """One thing that needs somebody: `key` says where a press leads."""

    key: str
    words: str
    when: str
    symbol: str
    tone: str = "warn"


class NeedRow(ReturnPresses):
    """Lies in the same columns as a step of a checklist."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.need = Need("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_need(self, need: Need) -> None:
        """Say this from now on."""
        if need != self.need:
            self.need = need
            self.setAccessibleName(f"{need.words}, {need.when}")
            self.setToolTip(tip(self.accessibleName()))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        need, face = self.need, font(13, 600)
        width = min(QFontMetrics(face).horizontalAdvance(need.when) + 1, self.width() // 2)
        words = QRect(WORDS_AT_PX, 0, self.width() - WORDS_AT_PX - width - 12, HEIGHT_PX)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at = QRect(1, (HEIGHT_PX - ICON_PX) // 2, ICON_PX, ICON_PX)
            if need.symbol:
                paint_icon(painter, self._placed(at), need.symbol, need.tone)
            painter.setFont(face)
            painter.setPen(colour(need.tone))
            painter.drawText(self._placed(QRect(self.width() - width, 0, width, HEIGHT_PX)), align, need.when)
            painter.setFont(font(13, 500))
            painter.setPen(colour("accent" if self.underMouse() else "text"))
            shown = painter.fontMetrics().elidedText(need.words, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(self._placed(words), align, shown)
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
