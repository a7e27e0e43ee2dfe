"""Why a cell of the matrix says what it says: the reasons that are noted, and one more."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.investigation_words import rating_word
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_notes import SayWhy
from incident_desk.domain.matrix import At, reasons
from incident_desk.domain.several_lines import first_line


class WhyDialog(Dialog):
    """Several members may each give a reason; all stay."""

    WIDTH_PX = 640

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, investigation: EntryId, window: QWidget, at: At
    ) -> None:
        title = QCoreApplication.translate("WhyDialog", "Why?")
        super().__init__(window, "why_dialog", "circle-question-mark", title)
        self._bridge = bridge
        self._observed = observed
        self._investigation = investigation
        self._at = at
        self.words = form_field("why_words", self.tr("Each step begins with a batch"))
        self.words.setAccessibleName(self.tr("Why it says so"))
        self.fault = Label("", 12, 500, "bad", "why_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        attend_unheard(self, bridge, observed, "investigations_panel", f"why:{investigation}:{at[0]}:{at[1]}")
        self.promise("lock", self.tr("Only those who work on this investigation read it until it opens"))
        self.go = self.add_button("why_go", self.tr("Keep"), self._keep, "primary", "check")
        self.words.returnPressed.connect(self._keep)

    def _lay_out(self) -> None:
        found, timeline = self._observed.board.investigations.of[self._investigation], self._observed.board.timeline
        piece, hypothesis = found.evidence[self._at[0]], found.hypotheses[self._at[1]]
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        evidence_name = called(piece, found.evidence.values(), "E")
        hypothesis_name = called(hypothesis, found.hypotheses.values(), "H")
        column.addWidget(Label(f"{evidence_name}  {first_line(piece.words(timeline))}", 13, 600, wraps=True))
        said = rating_word(found.rating(*self._at))
        about = f"{hypothesis_name}  {hypothesis.words(timeline)}"
        column.addWidget(Label(self.tr("{said}: {hypothesis}").format(said=said, hypothesis=about), 13, wraps=True))
        for line in reasons(found, self._at, timeline):
            clock = clock_near(line.occurred_us, self._bridge.now_us(), self._bridge.zone)
            name = self._observed.organisation.people.name(line.author)
            column.addWidget(Label(f"{clock} · {name}: {line.text}", 12, 400, "text2", wraps=True))
        column.addWidget(self.words)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.words

    def _keep(self) -> None:
        self.attempt(self._bridge, self._kept(), self.fault, self.go)

    async def _kept(self) -> list[Entry]:
        fields = SayWhy(*self._at, self.words.text().strip(), self._investigation)
        return await self._bridge.do(fields, self._observed.incident)
