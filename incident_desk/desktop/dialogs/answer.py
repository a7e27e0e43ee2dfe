"""Answering a question that somebody asked."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.dialogs.lines import when_and_who
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.questions import Answer

TOLD_LETTERS = 1200


class AnswerDialog(Dialog):
    """Whoever asked may write down what they were told: then the other is the one who said it."""

    WIDTH_PX = 620

    def __init__(self, bridge: Bridge, observed: ObservedIncident, question: EntryId, window: QWidget) -> None:
        self._bridge = bridge
        self._observed = observed
        self._question = observed.board.questions.of[question]
        number = observed.board.questions.label(self._question)
        title = QCoreApplication.translate("AnswerDialog", "Question {number}").format(number=number)
        super().__init__(window, "answer_dialog", "message-square", title)
        self.words = form_field("answer_words", self.tr("The answer"))
        self.speaker = form_field("answer_speaker", self.tr("If somebody else answers: who"), self._told_by())
        self.fault = Label("", 12, 500, "bad", "answer_fault", wraps=True)
        self.fault.hide()
        line = observed.board.timeline.line(question)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(when_and_who(line, bridge), 12, 400, "text2", wraps=True))
        column.addWidget(Label(line.text[:TOLD_LETTERS], 15, 500, wraps=True))
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("The answer")))
        column.addWidget(self.words)
        column.addWidget(SectionHead(self.tr("Said by")))
        column.addWidget(self.speaker)
        column.addWidget(self.fault)
        self.promise("keyboard", self.tr("The same by keys: /answer {number} and the words").format(number=number))
        self.go = self.add_button("answer_go", self.tr("Answer"), self._answer, "primary", "message-square")
        self.add_key("Ctrl+Return", self._answer)
        self.words.returnPressed.connect(self._answer)
        self.words.textChanged.connect(self._show)
        self._show()
        attend(self, bridge, observed, "due_panel", f"reply:{question}")

    def first(self) -> QWidget:
        return self.words

    def _told_by(self) -> str:
        """Whoever was asked, where somebody else is at the desk."""
        asked = self._question.asked(self._observed.board.roles)
        if asked is None or asked.person == self._bridge.me:
            return ""
        return asked.now(self._observed.organisation.people).name

    def _show(self) -> None:
        self.go.setEnabled(bool(self.words.text().strip()))

    def _answer(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._answered(), self.fault, self.go)

    async def _answered(self) -> list[Entry]:
        fields = Answer(self._question.id, self.words.text().strip(), speaker=self.speaker.text().strip())
        return await self._bridge.do(fields, self._observed.incident)
