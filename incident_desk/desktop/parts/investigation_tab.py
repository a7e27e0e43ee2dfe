"""The tab of an investigation: its letter or a lock, its question, and how it stands. A sealed one is hatched."""

import msgspec
from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 52
BADGE_PX = 26
PAD_PX = 12
HATCH_PX = 8


class TabShown(msgspec.Struct, frozen=True):
    """What it says; `is_sealed` to whoever looks, so that nothing of its content is there to be shown."""

    key: str
    letter: str
    words: str
    foot: str = ""
    tone: str = "text2"
    is_sealed: bool = False


class InvestigationTab(ReturnPresses):
    """The chosen one lies on the card of its sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = TabShown("", "", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_tab(self, shown: TabShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(", ".join(filter(None, (shown.letter, shown.words, shown.foot))))
            self.setToolTip(tip(f"{shown.words}\n{shown.foot}"))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            top = (HEIGHT_PX - BADGE_PX) // 2
            self._paint_badge(painter, self._placed(QRect(PAD_PX, top, BADGE_PX, BADGE_PX)))
            left = PAD_PX + BADGE_PX + 10
            room = self.width() - left - PAD_PX
            shown = self.shown
            words = f"{shown.letter} · {shown.words}" if shown.is_sealed else shown.words
            self._line(painter, QRect(left, 8, room, 18), words, font(13, 600), "text")
            self._line(painter, QRect(left, 26, room, 17), shown.foot, font(12), shown.tone)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        ground = "card" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.fillRect(box, colour(ground))
        if self.shown.is_sealed:
            painter.setPen(QPen(colour("line"), 1))
            for at in range(-HEIGHT_PX, self.width(), HATCH_PX):
                painter.drawLine(QLineF(at, HEIGHT_PX, at + HEIGHT_PX, 0))
        painter.setPen(QPen(colour("line"), 1))
        edge = 0.5 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 0.5
        painter.drawLine(QLineF(edge, 0, edge, HEIGHT_PX))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, self.width(), 2), colour("accent"))
        else:
            painter.drawLine(QLineF(0, HEIGHT_PX - 0.5, self.width(), HEIGHT_PX - 0.5))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_badge(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QPen(colour("line2"), 1) if self.shown.is_sealed else Qt.PenStyle.NoPen)
        painter.setBrush(colour("card" if self.shown.is_sealed else "accentsoft" if self.isChecked() else "hover"))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        if self.shown.is_sealed:
            paint_icon(painter, box.adjusted(6, 6, -6, -6), "lock", "text2")
            return
        painter.setFont(font(13, 600))
        painter.setPen(colour("accent" if self.isChecked() else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.shown.letter)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
