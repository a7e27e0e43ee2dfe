"""The head of one of several boards: which incident it is of, and whether what is typed goes there."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, font, mono
from incident_desk.domain.severity import Severity

HEIGHT_PX = 34
PADDING_PX = 16
SHAPE_PX = 12
GAP_PX = 8
BAR_PX = 2


class BoardTabShown(msgspec.Struct, frozen=True):
    """What it says. `words` tell where the keys go, and stand at its end."""

    number: str
    title: str
    severity: Severity | None = None
    words: str = ""
    is_current: bool = False
    spoken: str = ""


class BoardTab(ReturnPresses):
    """The title gives way first; the number never does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = BoardTabShown("", "")
        self._aside_px = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def set_aside(self, button: QWidget) -> None:
        """Keep room for a button at its end."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.addStretch(1)
        row.addWidget(button)
        self._aside_px = button.sizeHint().width() + 4

    def show_board(self, shown: BoardTabShown) -> None:
        """Say this from now on."""
        self.setChecked(shown.is_current)
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(shown.spoken or f"{shown.number} {shown.title}")
            self.setToolTip(tip(self.accessibleName()))
            self.update()

    def nextCheckState(self) -> None:
        """Which board has the keys is said by whoever knows."""

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        is_lit = shown.is_current or self.underMouse()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = "accentsoft" if shown.is_current else "hover" if is_lit else "pane"
            painter.fillRect(self.rect(), colour(ground))
            if shown.is_current:
                painter.fillRect(QRect(0, 0, self.width(), BAR_PX), colour("accent"))
            left = self._paint_number(painter)
            right = self._paint_words(painter)
            face = font(13, 600 if shown.is_current else 400)
            self._line(
                painter, QRect(left, 0, right - left, HEIGHT_PX), shown.title, "text" if is_lit else "text2", face
            )
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_number(self, painter: QPainter) -> int:
        """Returns: where the title begins."""
        shape = QRect(PADDING_PX, (HEIGHT_PX - SHAPE_PX) // 2, SHAPE_PX, SHAPE_PX)
        paint_shape(painter, QRectF(self._placed(shape)), self.shown.severity)
        left, face = PADDING_PX + SHAPE_PX + GAP_PX, mono(13)
        width = QFontMetrics(face).horizontalAdvance(self.shown.number) + 2
        self._line(painter, QRect(left, 0, width, HEIGHT_PX), self.shown.number, "text2", face)
        return left + width + GAP_PX

    def _paint_words(self, painter: QPainter) -> int:
        """Returns: where the title ends."""
        right = self.width() - GAP_PX - self._aside_px
        face = font(12, 500)
        width = QFontMetrics(face).horizontalAdvance(self.shown.words) + 2
        if not self.shown.words or width > self.width() // 3:
            return right
        self._line(painter, QRect(right - width, 0, width, HEIGHT_PX), self.shown.words, "accent", face)
        return right - width - GAP_PX

    def _line(self, painter: QPainter, box: QRect, text: str, tone: str, face: QFont) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
