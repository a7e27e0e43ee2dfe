"""Somebody outside asks: who, for whom, how to reach them, until when they wait, and who answers."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field, form_text
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import by_word
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.enquiries import NoteEnquiry
from incident_desk.domain.enquiry_entries import By
from incident_desk.domain.entry import Entry

WORDS_PX = 76


class EnquiryDialog(Dialog):
    """Ctrl+Enter writes it down. Who asks and what are needed, all else can follow."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("EnquiryDialog", "Somebody outside asks")
        super().__init__(window, "enquiry_dialog", "messages-square", title)
        self._bridge = bridge
        self._observed = observed
        self.who = form_field("enquiry_who", self.tr("Jo Lee"))
        self.who.setAccessibleName(self.tr("Who asks"))
        self.outlet = form_field("enquiry_outlet", self.tr("Daily News, the board, the regulator"))
        self.outlet.setAccessibleName(self.tr("For whom"))
        self.reach = form_field("enquiry_reach", self.tr("A number or an address"))
        self.reach.setAccessibleName(self.tr("How to reach them"))
        self.words = form_text("enquiry_words", self.tr("What they ask, in their words"), WORDS_PX)
        self.by = ChipChoice("enquiry_by", [(by.value, by_word(by)) for by in By])
        self.by.turn_on(By.PHONE.value)
        self.due = MomentField()
        self.due.use(bridge, "enquiry_due", self.tr("Until when they wait"), to_come=True)
        self.owner = form_field("enquiry_owner", self.tr("A name, or “me”; nobody yet if empty"))
        self.owner.setAccessibleName(self.tr("Who answers"))
        self.fault = Label("", 12, 500, "bad", "enquiry_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("keyboard", self.tr("The same by keys: /enquiry, who asks and what"))
        self.go = self.add_button("enquiry_go", self.tr("Write it down"), self._note, "primary", "check")
        self.add_key("Ctrl+Return", self._note)
        for field in (self.who, self.outlet, self.reach, self.owner):
            field.returnPressed.connect(self._note)
        self.who.textChanged.connect(self._show)
        self.words.textChanged.connect(self._show)
        self.due.changed.connect(self._show)
        self._show()
        attend(self, bridge, observed, "communications_panel", "enquiry")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("Who asks?"), "", "1"))
        column.addLayout(
            self._rows(
                (self.tr("Name"), self.who),
                (self.tr("For whom"), self.outlet),
                (self.tr("Reach"), self.reach),
                (self.tr("Asked"), self.by),
            )
        )
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What do they ask?"), self.tr("in their words"), "2"))
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Until when, and who answers?"), "", "3"))
        column.addLayout(self._rows((self.tr("Waits until"), self.due), (self.tr("Answers"), self.owner)))
        column.addWidget(self.fault)

    def _rows(self, *shown: tuple[str, QWidget]) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for at, (head, field) in enumerate(shown):
            rows.addWidget(Label(head, 13, 500), at, 0)
            rows.addWidget(field, at, 1)
        return rows

    def first(self) -> QWidget:
        return self.who

    def _show(self) -> None:
        is_said = bool(self.who.text().strip() and self.words.toPlainText().strip())
        self.go.setEnabled(is_said and self.due.is_understood)

    def _note(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._noted(), self.fault, self.go)
        elif self.who.text().strip():  # Enter leads to what is still empty
            self.words.setFocus()

    async def _noted(self) -> list[Entry]:
        fields = NoteEnquiry(
            self.who.text().strip(),
            self.words.toPlainText().strip(),
            self.outlet.text().strip(),
            self.reach.text().strip(),
            By(self.by.key),
            self.due.moment_us(),
            self.owner.text().strip(),
        )
        return await self._bridge.do(fields, self._observed.incident)
