"""A section in the list of a room: an icon, its name, and at the right what it needs, if it needs something."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 38
BAR_PX = 2
SIDE_PX = 16
ICON_PX = 16
GAP_PX = 10


class SectionButton(ReturnPresses):
    """Checked while its section is the one that is shown; one of its neighbours at a time."""

    def __init__(self, symbol: str, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self._note = self._count = ""
        self._tone = "warn"
        self.setObjectName(name)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_note(self, note: str, tone: str = "warn", count: str = "") -> None:
        """What the section needs now, in a few words; nothing if it needs nothing. `count`: how much is in it."""
        if (note, tone, count) != (self._note, self._tone, self._count):
            self._note, self._tone, self._count = note, tone, count
            told = " · ".join(filter(None, (note, count)))
            self.setAccessibleDescription(told)
            self.setToolTip(tip(told))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        is_here = self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if is_here or self.underMouse():
                painter.fillRect(self.rect(), colour("hover" if is_here else "card"))
            if is_here:
                painter.fillRect(self._placed(QRect(0, 0, BAR_PX, self.height())), colour("accent"))
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
            self._paint_words(painter, is_here)

    def _paint_words(self, painter: QPainter, is_here: bool) -> None:
        height = self.height()
        at = QRect(SIDE_PX, (height - ICON_PX) // 2, ICON_PX, ICON_PX)
        paint_icon(painter, self._placed(at), self._symbol, "accent" if is_here else "text2")
        note_font, words_font = font(12, 600), font(13, 600 if is_here else 500)
        count_px = max(20, QFontMetrics(note_font).horizontalAdvance(self._count) + GAP_PX) if self._count else 0
        note_px = QFontMetrics(note_font).horizontalAdvance(self._note) if self._note else 0
        left = SIDE_PX + ICON_PX + GAP_PX
        room = QRect(left, 0, self.width() - left - SIDE_PX - note_px - count_px - (GAP_PX if note_px else 0), height)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(words_font)
        painter.setPen(colour("text" if is_here else "text2"))
        elided = QFontMetrics(words_font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(self._placed(room), align, elided)
        if note_px:
            painter.setFont(note_font)
            painter.setPen(colour(self._tone))
            aside = QRect(self.width() - SIDE_PX - count_px - note_px, 0, note_px + 1, height)
            painter.drawText(self._placed(aside), align, self._note)
        if count_px:
            painter.setFont(font(12, 400))
            painter.setPen(colour("text2"))
            at_end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            aside = QRect(self.width() - SIDE_PX - count_px, 0, count_px, height)
            painter.drawText(self._placed(aside), at_end, self._count)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
