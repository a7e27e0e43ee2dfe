"""How fast the shared database answered in the last hour, as a section of the shared record's page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.answers import MINUTES, scale_ms
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_minutes, span_words
from incident_desk.desktop.parts.answer_bars import AnswerBars
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.ticking import tick
from incident_desk.domain.moments import MINUTE_US


class SharedAnswers(QWidget):
    """Follows the clock while it is seen."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.head = SectionHead(_tr("Answer time, last hour"))
        self.bars = AnswerBars()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Line())
        column.addWidget(self.head)
        column.addWidget(self.bars)
        tick().follow(self, self._show)

    def _show(self) -> None:
        sharing, now_us, zone = self._bridge.sharing, self._bridge.now_us(), self._bridge.zone
        if sharing.lost_us is not None:
            sharing.answers.missed(sharing.lost_us, now_us)
        typical, silent = sharing.answers.shown(now_us)
        half = MINUTES // 2 * MINUTE_US
        words = (clock_minutes(now_us - 2 * half, zone), clock_minutes(now_us - half, zone), _tr("now"))
        last = next((each for each in reversed(typical) if each is not None), None)
        if sharing.lost_us is not None:
            told = _tr("no answer for {span}; work goes on here").format(span=span_words(now_us - sharing.lost_us))
        elif last is None:
            told = _tr("nothing was asked yet")
        else:
            told = _tr("{count} ms in the last minute").format(count=max(1, round(last)))
        self.head.note.setText(told)
        self.bars.show_answers(typical, silent, scale_ms(typical), words, told)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedAnswers", text)
