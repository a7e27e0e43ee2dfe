"""A piece of evidence: what it says, where it comes from, when it was so, how much it is trusted."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.investigation_words import trust_word
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AddEvidence
from incident_desk.domain.investigation_entries import Trust


class EvidenceDialog(Dialog):
    """Taken from a line of the timeline it has its words and its moment already."""

    WIDTH_PX = 680

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        investigation: EntryId,
        window: QWidget,
        *,
        of: EntryId | None = None,
    ) -> None:
        title = QCoreApplication.translate("EvidenceDialog", "Add a piece of evidence")
        super().__init__(window, "evidence_dialog", "file-plus", title)
        self._bridge = bridge
        self._observed = observed
        self._investigation = investigation
        self._of = of
        line = observed.board.timeline.at.get(of) if of else None
        self.words = form_field("evidence_words", self.tr("Lag rose in steps, each when a batch ran"))
        self.source = form_field("evidence_source", self.tr("the log, a query, a picture, a link, who recalls it"))
        self.when = MomentField()
        self.when.use(bridge, "evidence_when", self.tr("When it was so"))
        self.trusted = ChipChoice("evidence_trust", [(each, trust_word(each)) for each in Trust])
        self.trusted.turn_on(Trust.HIGH)
        self.fault = Label("", 12, 500, "bad", "evidence_fault", wraps=True)
        self.fault.hide()
        if line is not None:
            self.words.setText(line.text or line.english)
            self.source.setText(self.tr("from the timeline"))
            self.when.set_moment(line.occurred_us)
        self._lay_out()
        name_incident(self, observed)
        self.promise("lock", self.tr("Only those who work on this investigation read it until it opens"))
        self.go = self.add_button("evidence_go", self.tr("Add"), self._add, "primary", "plus")
        self.add_key("Ctrl+Return", self._add)
        for field in (self.words, self.source):
            field.returnPressed.connect(self._add)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.words.setAccessibleName(self.tr("What it says"))
        self.source.setAccessibleName(self.tr("Where it comes from"))
        column.addWidget(SectionHead(self.tr("What it says")))
        column.addWidget(self.words)
        column.addWidget(SectionHead(self.tr("Where it comes from")))
        column.addWidget(self.source)
        column.addWidget(SectionHead(self.tr("When it was so"), self.tr("empty: now")))
        column.addWidget(self.when)
        column.addWidget(SectionHead(self.tr("How much it is trusted"), self.tr("what speaks against counts by it")))
        column.addWidget(self.trusted)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.words

    def _add(self) -> None:
        self.attempt(self._bridge, self._added(), self.fault, self.go)

    async def _added(self) -> list[Entry]:
        fields = AddEvidence(
            self.words.text().strip(),
            self._investigation,
            self.source.text().strip(),
            Trust(self.trusted.key or Trust.HIGH),
            self._of,
            self.when.moment_us(),
        )
        return await self._bridge.do(fields, self._observed.incident)
