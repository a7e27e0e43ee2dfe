"""A line to take a report down while the caller speaks: it is judged with every word, also without a network."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.report_words import LOOKS, verdict_word
from incident_desk.desktop.theme import font
from incident_desk.desktop.words import said
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_entries import REACH_LETTERS, TEXT_LETTERS, CameBy
from incident_desk.domain.report_matching import Asked, Suggestion
from incident_desk.domain.reports import TakeReport

PAUSE_MS = 120
CHOICE_PX, REACH_PX = 156, 168
ONE_ROW_PX = 760


class ReportLine(QWidget):
    """Enter keeps it. `kept` tells that it is on the disk; what was refused stays in the line."""

    kept = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_line")
        self._bridge = bridge
        self._is_one_row = True
        self.words = _field(
            "report_line_words", _tr("What the caller says"), _tr("what the caller says, in their words")
        )
        self.words.setMaxLength(TEXT_LETTERS)
        self.service, self.region = Choice(), Choice()
        self.service.setObjectName("report_line_service")
        self.service.setAccessibleName(_tr("Service"))
        self.region.setObjectName("report_line_region")
        self.region.setAccessibleName(_tr("Region"))
        self.reach = _field("report_line_reach", _tr("How to reach them"), _tr("phone or e-mail"))
        self.reach.setMaxLength(REACH_LETTERS)
        self.reach.setFixedWidth(REACH_PX)
        self.keep = Button(_tr("Keep as report"), "check", "plain", "report_line_keep")
        bridge.rights.rule(self.keep)
        self._picture = Picture(symbol="circle-dashed", ink="text3", side_px=14)
        self.verdict = Elided("", 12, 600)
        self.verdict.setObjectName("report_line_verdict")
        self.fault = MessageLine()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._judge)
        self._lay_out()
        for field in (self.words, self.reach):
            field.returnPressed.connect(self.take)
        self.words.textChanged.connect(self._wait)
        for choice in (self.service, self.region):
            choice.setFixedWidth(CHOICE_PX)
            choice.currentIndexChanged.connect(self._wait)
        self.keep.clicked.connect(self.take)
        self._say(None, "")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Picture(symbol="phone-call", ink="text2", side_px=16))
        row.addWidget(self.words, 1)
        self._first, self._second = row, QHBoxLayout()
        self._second.setContentsMargins(24, 0, 0, 0)
        self._second.setSpacing(8)
        self._second.addStretch(1)
        for part in (*self._asides, self.keep):
            row.addWidget(part)
        told = QHBoxLayout()
        told.setContentsMargins(24, 0, 0, 0)
        told.setSpacing(6)
        told.addWidget(self._picture)
        told.addWidget(self.verdict, 1)
        told.addWidget(Elided(_tr("judged while you type, also with no network"), 12, 400, "text2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(self._second)
        column.addLayout(told)
        column.addWidget(self.fault)

    @property
    def _asides(self) -> tuple[QWidget, ...]:
        return self.service, self.region, self.reach

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= ONE_ROW_PX
        if is_wide is self._is_one_row:
            return
        self._is_one_row = is_wide
        for at, part in enumerate(self._asides):
            (self._first if is_wide else self._second).insertWidget(at + 2 if is_wide else at, part)

    def offer(self, plan: Plan) -> None:
        """The services and regions of the plan."""
        for choice, empty, names in (
            (self.service, _tr("Which service?"), plan.service_names),
            (self.region, _tr("Where?"), tuple(region.title for region in plan.regions)),
        ):
            wanted = [empty, *names]
            if [choice.itemText(at) for at in range(choice.count())] != wanted:
                chosen = choice.currentText()
                choice.blockSignals(True)
                choice.clear()
                choice.addItems(wanted)
                choice.setCurrentIndex(max(choice.findText(chosen), 0))
                choice.blockSignals(False)
            choice.setVisible(bool(names))

    def _chosen(self, choice: Choice) -> str:
        return choice.currentText() if choice.currentIndex() > 0 else ""

    def _wait(self) -> None:
        """Judge when whoever types pauses."""
        self._pause.start()

    def _judge(self) -> None:
        text = self.words.text().strip()
        if not text:
            self._say(None, "")
            return
        asked = Asked(text, self._bridge.now_us(), self._chosen(self.service), self._chosen(self.region))
        self._bridge.soon(self._ask(asked), self.fault.say)

    async def _ask(self, asked: Asked) -> None:
        suggestion, ready = await self._bridge.customers.asked(asked)
        if self.words.text().strip() == asked.text:
            self._say(suggestion, ready)

    def _say(self, suggestion: Suggestion | None, ready: str) -> None:
        if suggestion is None:
            self._picture.show_symbol("circle-dashed", "text3")
            self.verdict.setText(_tr("Is it us?"))
            self.verdict.set_tone("text2")
            return
        symbol, tone = LOOKS[suggestion.verdict]
        self._picture.show_symbol(symbol, tone)
        words = [f"{verdict_word(suggestion.verdict)}: {said(suggestion.because)}"]
        if ready:
            words.append(_tr("say “{words}”").format(words=" ".join(ready.split())))
        self.verdict.setText(" · ".join(words))
        self.verdict.set_tone(tone if tone != "sev4" else "text")

    def take(self) -> None:
        """Keep it as a report."""
        if why := self._bridge.rights.why_not():
            self.fault.say(why)
            return
        fields = TakeReport(
            self.words.text(),
            self._chosen(self.service),
            self._chosen(self.region),
            reach=self.reach.text(),
            came_by=CameBy.PHONE,
        )
        self._bridge.soon(self._take(fields), self.fault.say)

    async def _take(self, fields: TakeReport) -> None:
        self.fault.say("")
        await self._bridge.do(fields)
        if self.words.text() == fields.text:
            self.words.clear()
            self.reach.clear()
        self.kept.emit()

    def take_keyboard(self) -> None:
        """To the words."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)


def _field(name: str, called: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(called)
    made.setPlaceholderText(hint)
    made.setFont(font(13))
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportLine", text)
