"""The tab of an investigation: its letter or a lock, its question, and how it stands. A sealed one is hatched."""

import msgspec
from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.investigation_badge import SIDE_PX, paint_badge, paint_hatch
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 52
PAD_PX = 12


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
            shown = self.shown
            box = self._placed(QRect(PAD_PX, (HEIGHT_PX - SIDE_PX) // 2, SIDE_PX, SIDE_PX))
            paint_badge(painter, box, shown.letter, is_sealed=shown.is_sealed, is_here=self.isChecked())
            left = PAD_PX + SIDE_PX + 10
            room = self.width() - left - PAD_PX
            words = f"{shown.letter} · {shown.words}" if shown.is_sealed else shown.words
            paint_words(painter, self._placed(QRect(left, 8, room, 18)), words, font(13, 600), "text")
            paint_words(painter, self._placed(QRect(left, 26, room, 17)), shown.foot, font(12), shown.tone)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        ground = "card" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.fillRect(box, colour(ground))
        if self.shown.is_sealed:
            paint_hatch(painter, self.rect())
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

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
