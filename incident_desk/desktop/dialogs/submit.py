"""Submitting an investigation: what it found, how sure, who sees it otherwise; and what is unfinished."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field, form_text
from incident_desk.desktop.investigation_checks import checks
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.competing import ranking
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigations import Submit

SURE: Final = (20, 40, 60, 80, 95)


class SubmitDialog(Dialog):
    """Final. Three quick lists are enough; what is unfinished is said, and stops nobody."""

    WIDTH_PX = 720

    def __init__(self, bridge: Bridge, observed: ObservedIncident, investigation: EntryId, window: QWidget) -> None:
        self._found = observed.board.investigations.of[investigation]
        label = observed.board.investigations.label(self._found)
        title = QCoreApplication.translate("SubmitDialog", "Submit investigation {letter}").format(letter=label)
        super().__init__(window, "submit_dialog", "flask-conical", title)
        self._bridge = bridge
        self._observed = observed
        example = self.tr("What it found, in two or three sentences")
        self.words = form_text("submit_words", self.tr("What it found"), 84, example)
        self.leading = Choice()
        self.sure = ChipChoice("submit_sure", [(str(each), f"{each} %") for each in SURE])
        self.sure.turn_on(str(SURE[3]))
        self.dissent = form_field("submit_dissent", self.tr("Noor: ask for the request log of 19:00 first"))
        self.fault = Label("", 12, 500, "bad", "submit_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        attend_unheard(self, bridge, observed, "investigations_panel", f"submit:{investigation}")
        self.promise("lock", self.tr("Final. It opens to everybody, with the others, when the last of them is in"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("submit_go", self.tr("Submit, final"), self._submit, "primary", "check")
        self.add_key("Ctrl+Return", self._submit)
        self.words.textChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        timeline = self._observed.board.timeline
        column.addWidget(Label(self._found.question(timeline), 15, 600, wraps=True))
        column.addWidget(SectionHead(self.tr("What it found")))
        column.addWidget(self.words)
        ranked = ranking(self._found, timeline)
        self.leading.setObjectName("submit_leading")
        self.leading.setAccessibleName(self.tr("The hypothesis that holds best"))
        self.leading.setMinimumHeight(34)
        self.leading.addItem(self.tr("None of them"), "")
        for rank in ranked.ranks:
            piece = self._found.hypotheses[rank.hypothesis]
            name = called(piece, self._found.hypotheses.values(), "H")
            self.leading.addItem(f"{name}   {piece.words(timeline)}", name)
        self.leading.setCurrentIndex(1 if ranked.leading and self._found.evidence else 0)
        if ranked.ranks:
            column.addWidget(SectionHead(self.tr("The hypothesis that holds best")))
            column.addWidget(self.leading)
        column.addWidget(SectionHead(self.tr("How sure")))
        column.addWidget(self.sure)
        self.dissent.setAccessibleName(self.tr("Who sees it otherwise, and why"))
        column.addWidget(
            SectionHead(self.tr("Who sees it otherwise, and why"), self.tr("stays on the record word for word"))
        )
        column.addWidget(self.dissent)
        for check in checks(self._found, self._observed):
            if not check.is_done:
                column.addWidget(Label(check.words, 12, 500, "warn", wraps=True))
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.words

    def _show(self) -> None:
        self.go.setEnabled(bool(self.words.toPlainText().strip()))

    def _submit(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._submitted(), self.fault, self.go)

    async def _submitted(self) -> list[Entry]:
        fields = Submit(
            self._found.id,
            int(self.sure.key or SURE[3]),
            self.words.toPlainText().strip(),
            str(self.leading.currentData() or ""),
            self.dissent.text().strip(),
        )
        return await self._bridge.do(fields, self._observed.incident)
