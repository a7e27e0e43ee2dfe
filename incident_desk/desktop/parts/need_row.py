"""Something that needs somebody now: an icon, what it is, whose it is, and how late. A press leads there."""

import msgspec
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import shortened
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 24
ICON_PX = 14
WORDS_AT_PX = 24
MORE_PX = 22
LOUD = ("warn", "bad")


class NeedShown(msgspec.Struct, frozen=True):
    """One thing that needs somebody. `who` has it, where that is somebody else; `spoken` is all of it.

    `is_first`: it is read before the others.
    """

    key: str
    words: str
    when: str
    symbol: str
    tone: str = "warn"
    who: str = ""
    spoken: str = ""
    is_first: bool = False


class NeedRow(ReturnPresses):
    """Lies in the same columns as a step of a checklist.

    Under the pointer and under the keyboard it shows three dots, where what else can be done is asked for:
    `menu_asked` carries the place on the screen. `moved` tells that an arrow was pressed, `put_off` that S was.
    """

    menu_asked = Signal(QPoint)
    moved = Signal(int)
    put_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.need = NeedShown("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)

    def show_need(self, need: NeedShown) -> None:
        """Say this from now on."""
        if need != self.need:
            self.need = need
            self.setAccessibleName(need.spoken or ", ".join(filter(None, (need.words, need.who, need.when))))
            self.setToolTip(tip(self.accessibleName()))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT_PX)

    # keys and pointer -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._ask_menu()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dots.contains(event.position().toPoint()) and self.isDown():
            self.setDown(False)
            self._ask_menu()
        else:
            super().mouseReleaseEvent(event)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.mapToGlobal(QPoint(WORDS_AT_PX, HEIGHT_PX)))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    # painting ---------------------------------------------------------------------------------------------------------

    @property
    def _dots(self) -> QRect:
        """Where the three dots are, while they are shown."""
        is_shown = self.underMouse() or self.hasFocus()
        return self._placed(QRect(self.width() - MORE_PX, 0, MORE_PX, HEIGHT_PX)) if is_shown else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        need = self.need
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at = QRect(1, (HEIGHT_PX - ICON_PX) // 2, ICON_PX, ICON_PX)
            if need.symbol:
                paint_icon(painter, self._placed(at), need.symbol, need.tone)
            right = self.width()
            if not self._dots.isNull():
                paint_icon(painter, self._dots.adjusted(4, 5, -4, -5), "ellipsis", "text2")
                right -= MORE_PX + 4
            face = font(13, 600 if need.is_first else 500 if need.tone in LOUD else 400)
            right = self._at_right(painter, right, need.when, face, need.tone)
            right = self._at_right(painter, right, need.who, font(12), "text3")
            words = QRect(WORDS_AT_PX, 0, max(0, right - WORDS_AT_PX), HEIGHT_PX)
            ink = "accent" if self.underMouse() else "text"
            self._line(painter, words, need.words, font(13, 600 if need.is_first else 400), ink)
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _at_right(self, painter: QPainter, right: int, text: str, face: QFont, tone: str) -> int:
        """Returns: where what stands to the left of it must end."""
        if not text:
            return right
        width = min(QFontMetrics(face).horizontalAdvance(text) + 1, self.width() // 3)
        self._line(painter, QRect(right - width, 0, width, HEIGHT_PX), text, face, tone)
        return right - width - 10

    def _line(self, painter: QPainter, box: QRect, text: str, face: QFont, tone: str) -> None:
        painter.setFont(face)
        painter.setPen(colour(tone))
        shown = shortened(text, face, box.width())
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
