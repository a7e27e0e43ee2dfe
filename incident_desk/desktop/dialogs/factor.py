"""A contributing factor: what it is, what it did, its class by the plan's list, and the evidence for it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.investigation_words import part_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import ProposeFactor
from incident_desk.domain.investigation_entries import Part


class FactorDialog(Dialog):
    """The classes are those of the plan that the incident runs on."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, observed: ObservedIncident, investigation: EntryId, window: QWidget) -> None:
        title = QCoreApplication.translate("FactorDialog", "Propose a contributing factor")
        super().__init__(window, "factor_dialog", "layers", title)
        self._bridge = bridge
        self._observed = observed
        self._investigation = investigation
        self.words = form_field("factor_words", self.tr("The account delete had no limit on writes"))
        self.part = ChipChoice("factor_part", [(each, part_word(each)) for each in Part])
        self.part.turn_on(Part.CONDITION)
        self.classed = Choice()
        self.evidence = form_field("factor_evidence", self.tr("E9, E11"))
        self.fault = Label("", 12, 500, "bad", "factor_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        attend_unheard(self, bridge, observed, "investigations_panel", f"factor:{investigation}")
        self.promise("lock", self.tr("Only those who work on this investigation read it until it opens"))
        self.go = self.add_button("factor_go", self.tr("Propose"), self._propose, "primary", "plus")
        self.add_key("Ctrl+Return", self._propose)
        for field in (self.words, self.evidence):
            field.returnPressed.connect(self._propose)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.words.setAccessibleName(self.tr("What contributed"))
        self.evidence.setAccessibleName(self.tr("The evidence for it"))
        self.classed.setObjectName("factor_class")
        self.classed.setAccessibleName(self.tr("Class"))
        self.classed.setMinimumHeight(34)
        self.classed.addItem(self.tr("No class"), "")
        for name in self._observed.plan.factor_class_names:
            self.classed.addItem(name, name)
        column.addWidget(SectionHead(self.tr("What contributed"), self.tr("there are always several")))
        column.addWidget(self.words)
        column.addWidget(SectionHead(self.tr("What it did")))
        column.addWidget(self.part)
        column.addWidget(SectionHead(self.tr("Class"), self.tr("by the list of the plan")))
        column.addWidget(self.classed)
        column.addWidget(SectionHead(self.tr("The evidence for it"), self.tr("by name, with commas between")))
        column.addWidget(self.evidence)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.words

    def _propose(self) -> None:
        self.attempt(self._bridge, self._proposed(), self.fault, self.go)

    async def _proposed(self) -> list[Entry]:
        fields = ProposeFactor(
            self.words.text().strip(),
            Part(self.part.key or Part.CONDITION),
            str(self.classed.currentData() or ""),
            self.evidence.text().strip(),
            self._investigation,
        )
        return await self._bridge.do(fields, self._observed.incident)
