"""The answers of an hour as bars, a bar a minute; where nobody answered, the ground says so in words."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.theme import colour, font

HEIGHT_PX = 112
SCALE_PX = 44
FOOT_PX = 18
BAR_PX = 3


class AnswerBars(QWidget):
    """Never mirrored: time goes from left to right in every language that has clocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Sequence[float | None] = ()
        self._silent: Sequence[bool] = ()
        self._top = 10.0
        self._words = ("", "", "")
        self._told = ""
        self.setObjectName("answer_bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_answers(
        self,
        values: Sequence[float | None],
        silent: Sequence[bool],
        top: float,
        words: tuple[str, str, str],
        told: str,
    ) -> None:
        """Show these from now on.

        Args:
            values: one a minute, the oldest first; None where there was none.
            silent: as many; whether nobody answered.
            top: what the height stands for.
            words: below the left end, the middle and the right end.
            told: on the ground of the silent minutes, and aloud.
        """
        self._values, self._silent, self._top, self._words, self._told = values, silent, top, words, told
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        field = QRectF(SCALE_PX, 6, self.width() - SCALE_PX, self.height() - FOOT_PX - 6)
        with QPainter(self) as painter:
            painter.setFont(font(11))
            self._paint_scale(painter, field)
            if self._values:
                self._paint_silence(painter, field)
                self._paint_bars(painter, field)

    def _paint_scale(self, painter: QPainter, field: QRectF) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share, words in ((0.0, f"{self._top:g}"), (0.5, f"{self._top / 2:g} ms"), (1.0, "0")):
            y = round(field.top() + share * field.height())
            painter.setPen(colour("text3"))
            painter.drawText(QRect(0, y - 8, SCALE_PX - 8, 16), right, words)
            painter.fillRect(QRectF(field.left(), y, field.width(), 1), colour("line"))
        painter.setPen(colour("text3"))
        foot = QRect(round(field.left()), self.height() - FOOT_PX, round(field.width()), FOOT_PX)
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for side, words in zip(sides, self._words, strict=True):
            painter.drawText(foot, side | Qt.AlignmentFlag.AlignBottom, words)

    def _paint_silence(self, painter: QPainter, field: QRectF) -> None:
        step = field.width() / len(self._values)
        widest = QRectF()
        for first, last in _runs(self._silent):
            box = QRectF(field.left() + first * step, field.top(), (last - first) * step, field.height())
            painter.fillRect(box, colour("warnsoft"))
            widest = max(widest, box, key=QRectF.width)
        painter.setFont(font(12, 600))
        if painter.fontMetrics().horizontalAdvance(self._told) + 16 <= widest.width():
            painter.setPen(colour("warn"))
            painter.drawText(widest, Qt.AlignmentFlag.AlignCenter, self._told)

    def _paint_bars(self, painter: QPainter, field: QRectF) -> None:
        step = field.width() / len(self._values)
        for at, value in enumerate(self._values):
            if value is not None:
                height = max(1.0, min(1.0, value / self._top) * field.height())
                left = field.left() + at * step + (step - BAR_PX) / 2
                painter.fillRect(QRectF(left, field.bottom() - height, BAR_PX, height), colour("spark"))


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """From where to where, the end not included, flags are set without a break."""
    edges = [at for at in range(len(flags) + 1) if (at < len(flags) and flags[at]) != (at > 0 and flags[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
