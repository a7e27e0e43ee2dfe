"""When a monitor was heard: a mark for each time."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.theme import colour
from incident_desk.domain.alert_list import HEARD_KEPT

BEAT_PX, BEAT_GAP_PX, BEATS_HIGH_PX = 4, 2, 8


class Beats(QWidget):
    """A mark for each time that it was heard; a hollow one at the end where it should have been again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._is_silent = 0, False
        self.setFixedSize(self.sizeHint())

    def show_beats(self, count: int, *, is_silent: bool) -> None:
        self._count, self._is_silent = count, is_silent
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(HEARD_KEPT * (BEAT_PX + BEAT_GAP_PX), BEATS_HIGH_PX + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for at in range(HEARD_KEPT):
                box = QRectF(at * (BEAT_PX + BEAT_GAP_PX) + 0.5, 0.5, BEAT_PX - 1, BEATS_HIGH_PX)
                is_missed = self._is_silent and at == HEARD_KEPT - 1
                is_heard = at >= HEARD_KEPT - self._count and not is_missed
                painter.setPen(colour("warn" if is_missed else "spark" if is_heard else "line2"))
                painter.setBrush(colour("spark") if is_heard else colour("pane"))
                painter.drawRect(box)
