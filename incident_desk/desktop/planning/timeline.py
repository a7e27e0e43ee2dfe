"""The time line of what would happen if somebody declared now: one lane for each whom it concerns."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.plan_forecast import Forecast, Moment
from incident_desk.domain.plan_words import span

UNTIL_S = 2 * 3600
LANE_PX = 30
HEAD_PX = 26
NAMES_PX = 170
END_PX = 24
STEP_S = 15 * 60
DOT_PX = 5.0


class ForecastView(QWidget):
    """Filled: a moment that the plan compared with does not have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_forecast")
        self._lanes: list[tuple[str, tuple[Moment, ...], frozenset[int]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_forecast(self, now: Forecast, before: Forecast) -> None:
        """This one, with what is new against another."""
        names = {
            "roles": self.tr("Roles opened"),
            "tasks": self.tr("First tasks"),
            "customers": self.tr("Customers told"),
            "inside": self.tr("Inside told"),
            "call_outs": self.tr("Call-out of the time"),
            "escalated": self.tr("If nobody answers"),
        }
        self._lanes = []
        for field, name in names.items():
            moments: tuple[Moment, ...] = getattr(now, field)
            was = {(moment.at_s, moment.words) for moment in getattr(before, field)}
            new = frozenset(moment.at_s for moment in moments if (moment.at_s, moment.words) not in was)
            self._lanes.append((name, _gathered(moments, self.tr("{count} called")), new))
        told = [f"{name}: {', '.join(_told(m) for m in moments) or '–'}" for name, moments, _ in self._lanes]
        self.setAccessibleName("; ".join(told))
        self.setToolTip(tip("\n".join(told)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, HEAD_PX + 6 * LANE_PX + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, HEAD_PX + 6 * LANE_PX + 4)

    def _x(self, at_s: int) -> float:
        return NAMES_PX + (self.width() - NAMES_PX - END_PX) * at_s / UNTIL_S

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_scale(painter)
            for number, (name, moments, new) in enumerate(self._lanes):
                top = HEAD_PX + number * LANE_PX
                painter.setFont(font(12, 500))
                painter.setPen(colour("text"))
                painter.drawText(QRectF(0, top, NAMES_PX - 12, LANE_PX), Qt.AlignmentFlag.AlignVCenter, name)
                self._paint_moments(painter, top + LANE_PX / 2, moments, new)
                painter.fillRect(QRectF(0, top + LANE_PX - 1, self.width(), 1), colour("line"))

    def _paint_scale(self, painter: QPainter) -> None:
        painter.setFont(font(11, 500))
        each_s = STEP_S if self.width() > 720 else 2 * STEP_S
        for at_s in range(0, UNTIL_S + 1, each_s):
            x = self._x(at_s)
            painter.setPen(colour("text2"))
            words = self.tr("declared") if at_s == 0 else span(at_s)
            painter.drawText(QRectF(x - 40, 0, 80, HEAD_PX), Qt.AlignmentFlag.AlignCenter, words)
            painter.fillRect(QRectF(round(x), HEAD_PX, 1, len(self._lanes) * LANE_PX), colour("line"))

    def _paint_moments(self, painter: QPainter, y: float, moments: tuple[Moment, ...], new: frozenset[int]) -> None:
        free_from = 0.0
        painter.setFont(font(11, 500))
        metrics = QFontMetricsF(painter.font())
        for number, moment in enumerate(moments):
            x, is_new = self._x(moment.at_s), moment.at_s in new
            painter.setPen(QPen(colour("accent" if is_new else "edge"), 1.5))
            painter.setBrush(colour("accentfill") if is_new else colour("pane"))
            painter.drawEllipse(QPointF(x, y), DOT_PX, DOT_PX)
            after = self._x(moments[number + 1].at_s) - DOT_PX if number + 1 < len(moments) else float(self.width())
            room = after - (x + DOT_PX + 6) - 4
            if moment.words and room > 40 and x >= free_from:
                words = metrics.elidedText(moment.words, Qt.TextElideMode.ElideRight, room)
                painter.setPen(colour("accent" if is_new else "text2"))
                painter.drawText(QPointF(x + DOT_PX + 6, y + metrics.ascent() / 2 - 1), words)
                free_from = x + DOT_PX + 6 + metrics.horizontalAdvance(words)


def _gathered(moments: tuple[Moment, ...], many: str) -> tuple[Moment, ...]:
    """What falls on one moment stands there once."""
    at: dict[int, list[str]] = {}
    for moment in moments:
        at.setdefault(moment.at_s, []).append(moment.words)
    one = {at_s: words[0] if len(words) == 1 else ", ".join(words) for at_s, words in at.items()}
    return tuple(
        Moment(at_s, many.format(count=len(at[at_s])) + f": {words}" if len(at[at_s]) > 1 and at_s == 0 else words)
        for at_s, words in one.items()
    )


def _told(moment: Moment) -> str:
    return f"{span(moment.at_s)} {moment.words}".strip()
