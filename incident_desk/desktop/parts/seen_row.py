"""A past incident that was like this one: how bad, what it was, why, and in red what is overdue of it since."""

import msgspec
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.painted_words import paint_words
from incident_desk.desktop.parts.press import ReturnPresses
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, font, mono, paint_icon
from incident_desk.domain.severity import Severity

LINE_PX = 18
PAD_PX = 8
SHAPE_PX = 12
LEFT_PX = 26


class SeenShown(msgspec.Struct, frozen=True):
    """What a row says; `alike` at the right of the title; what helped, was learned and is late has a line each."""

    title: str
    number: str
    alike: str = ""
    why: str = ""
    helped: str = ""
    lesson: str = ""
    late: str = ""
    severity: Severity | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.helped, self.lesson, self.late)))


class SeenRow(ReturnPresses):
    """A press opens that incident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = SeenShown("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_past(self, shown: SeenShown) -> None:
        """Say this from now on."""
        self.shown = shown
        said = [shown.title, shown.number, shown.alike, shown.why, *shown.lines]
        self.setAccessibleName(", ".join(filter(None, said)))
        self.setToolTip(tip("\n".join(filter(None, said))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 2 * PAD_PX + LINE_PX * (2 + len(self.shown.lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, width = self.shown, self.width()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            shape = QRect(4, PAD_PX + (LINE_PX - SHAPE_PX) // 2, SHAPE_PX, SHAPE_PX)
            paint_shape(painter, QRectF(self._placed(shape)), shown.severity)
            alike_px = QFontMetrics(font(12, 600)).horizontalAdvance(shown.alike) + 2
            right = width - 4
            title = QRect(LEFT_PX, PAD_PX, right - alike_px - 8 - LEFT_PX, LINE_PX)
            paint_words(painter, self._placed(title), shown.title, font(13, 600), "text")
            at = self._placed(QRect(right - alike_px, PAD_PX, alike_px, LINE_PX))
            paint_words(painter, at, shown.alike, font(12, 600), "text2", is_trailing=True)
            number_px = QFontMetrics(mono(12)).horizontalAdvance(shown.number) + 8
            top = PAD_PX + LINE_PX
            number = self._placed(QRect(LEFT_PX, top, number_px, LINE_PX))
            paint_words(painter, number, shown.number, mono(12), "text3")
            left = LEFT_PX + number_px
            why = self._placed(QRect(left, top, right - left, LINE_PX))
            paint_words(painter, why, shown.why, font(12), "text2")
            said = (
                ("check", "ok", "text", shown.helped),
                ("lightbulb", "accent", "text", shown.lesson),
                ("clock-alert", "sev1", "sev1", shown.late),
            )
            for symbol, tone, ink, words in said:
                if words:
                    top += LINE_PX
                    icon = QRect(LEFT_PX, top + (LINE_PX - 12) // 2, 12, 12)
                    paint_icon(painter, self._placed(icon), symbol, tone)
                    line = self._placed(QRect(LEFT_PX + 18, top, right - LEFT_PX - 18, LINE_PX))
                    paint_words(painter, line, words, font(12), ink)

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _paint_ground(self, painter: QPainter) -> None:
        if self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        else:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
