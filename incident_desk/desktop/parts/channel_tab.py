"""The tab of one channel: its name, and an icon for how far what is to go out there has come."""

import msgspec
from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 34
ICON_PX = 14
GAP_PX = 5
PAD_PX = 8
DRAFT = "pencil-line"


class ChannelTabShown(msgspec.Struct, frozen=True):
    """`symbol` in `tone` says how it stands, `stand` the same in words."""

    key: str
    name: str
    symbol: str = DRAFT
    tone: str = "text3"
    stand: str = ""


class ChannelTab(ReturnPresses):
    """Its state is its own: one channel may be sent while another is still written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ChannelTabShown("", "")
        self._is_bare = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tab(self, shown: ChannelTabShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleName(", ".join(filter(None, (shown.name, shown.stand))))
            self.setToolTip(tip(self.accessibleName()))
            self.updateGeometry()
            self.update()

    def set_bare(self, *, is_bare: bool) -> None:
        """Whether a draft goes without its sign."""
        if is_bare != self._is_bare:
            self._is_bare = is_bare
            self.update()

    @property
    def _sign_px(self) -> int:
        return 0 if self._is_bare and self.shown.symbol == DRAFT else ICON_PX + GAP_PX

    @property
    def _words_px(self) -> int:
        return QFontMetrics(font(12, 600)).horizontalAdvance(self.shown.name) + 2

    def sizeHint(self) -> QSize:
        return QSize(2 * PAD_PX + self._sign_px + self._words_px, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * PAD_PX + ICON_PX, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, is_here = self.shown, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() and not is_here:
                painter.fillRect(self.rect(), colour("hover"))
            sign_px = self._sign_px
            words_px = min(self._words_px, max(0, self.width() - 2 * PAD_PX - sign_px))
            left = (self.width() - sign_px - words_px) // 2
            if sign_px:
                box = QRect(left, (HEIGHT_PX - ICON_PX) // 2, ICON_PX, ICON_PX)
                paint_icon(painter, self._placed(box), shown.symbol, shown.tone)
            words = QRect(left + sign_px, 0, words_px, HEIGHT_PX)
            face = font(12, 600 if is_here else 500)
            paint_words(painter, self._placed(words), shown.name, face, "text" if is_here else "text2")
            self._paint_edge(painter, is_here=is_here)

    def _paint_edge(self, painter: QPainter, *, is_here: bool) -> None:
        bottom = self.height() - 0.5
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QLineF(0, bottom, self.width(), bottom))
        if is_here:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -3), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
