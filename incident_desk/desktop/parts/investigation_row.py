"""An investigation in the list of its room: its question, who works on it, how it stands. A sealed one is hatched."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.investigation_badge import SIDE_PX, paint_badge, paint_hatch
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import lines_fitting, paint_lines, paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 71
PAD_PX = 16
BAR_PX = 2
ICON_PX = 14
LINE_PX, MOST_LINES = 17, 2
LEFT_PX = PAD_PX + SIDE_PX + 8


class InvestigationRowShown(msgspec.Struct, frozen=True):
    """What a row says. `is_sealed` to whoever looks, so that nothing of its content is there to be shown."""

    key: str
    letter: str
    question: str
    people: str
    foot: str
    symbol: str = ""
    tone: str = "text2"
    is_sealed: bool = False


class InvestigationRow(ReturnPresses):
    """Checked while its investigation is the one that is shown."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = InvestigationRowShown("", "", "", "", "")
        self._lines = [""]
        self.setObjectName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, shown: InvestigationRowShown) -> None:
        """Say this from now on."""
        if shown != self.shown:
            self.shown = shown
            parts = (shown.letter, shown.question, shown.people, shown.foot)
            self.setAccessibleName(", ".join(filter(None, parts)))
            self.setToolTip(tip("\n".join(filter(None, parts[1:]))))
            self._break()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX + (len(self._lines) - 1) * LINE_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        """A question that does not fit on one line has two, and the row the height for it."""
        shown, before = self.shown, len(self._lines)
        words = f"{shown.letter} · {shown.question}" if shown.is_sealed else shown.question
        room = self.width() - LEFT_PX - PAD_PX
        self._lines = lines_fitting(words, font(13, 600), room, MOST_LINES) or [""]
        if len(self._lines) != before:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            box = self._placed(QRect(PAD_PX, 13, SIDE_PX, SIDE_PX))
            paint_badge(painter, box, shown.letter, is_sealed=shown.is_sealed, is_here=self.isChecked())
            left, more = LEFT_PX, (len(self._lines) - 1) * LINE_PX
            room = self.width() - left - PAD_PX
            question = self._placed(QRect(left, 10, room, LINE_PX + more))
            paint_lines(painter, question, self._lines, font(13, 600), "text", line_px=LINE_PX)
            paint_words(painter, self._placed(QRect(left, 28 + more, room, 16)), shown.people, font(12), "text2")
            if shown.symbol:
                icon = QRect(left, 46 + more, ICON_PX, ICON_PX)
                paint_icon(painter, self._placed(icon), shown.symbol, shown.tone)
                left, room = left + ICON_PX + 6, room - ICON_PX - 6
            paint_words(painter, self._placed(QRect(left, 45 + more, room, 16)), shown.foot, font(12, 500), shown.tone)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = "card" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.fillRect(self.rect(), colour(ground))
        if self.shown.is_sealed:
            paint_hatch(painter, self.rect())
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        if self.isChecked():
            painter.fillRect(self._placed(QRect(0, 0, BAR_PX, self.height() - 1)), colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), 4, 4)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
