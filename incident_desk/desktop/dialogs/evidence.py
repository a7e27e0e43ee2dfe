"""A piece of evidence: what it says, where it comes from, when it was so, how much it is trusted."""

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.file_field import FileField
from incident_desk.desktop.investigation_words import trust_word
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.file_drop import FileDrop
from incident_desk.desktop.parts.given import Given
from incident_desk.desktop.parts.growing_text import GrowingText
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AddEvidence, hypothesis_called
from incident_desk.domain.investigation_entries import Trust
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.lines import Line
from incident_desk.domain.several_lines import first_line, trimmed


class Begun(msgspec.Struct, frozen=True):
    """What a piece of evidence begins with: a file that was given, words that were typed, what it says of which
    hypothesis ("for H2")."""

    given: Given | None = None
    words: str = ""
    says: str = ""
    source: str = ""
    trust: Trust = Trust.HIGH
    occurred_us: int | None = None
    chooses_file: bool = False
    """Ask for a file at once."""


class EvidenceDialog(Dialog):
    """Taken from a line of the timeline it has its words and its moment already, and the file of that line."""

    WIDTH_PX = 680

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        investigation: EntryId,
        window: QWidget,
        *,
        of: EntryId | None = None,
        begun: Begun | None = None,
    ) -> None:
        title = QCoreApplication.translate("EvidenceDialog", "Add a piece of evidence")
        super().__init__(window, "evidence_dialog", "file-plus", title)
        self._bridge = bridge
        self._observed = observed
        self._investigation = investigation
        self._of = of
        self._begun = begun or Begun()
        line = observed.board.timeline.at.get(of) if of else None
        self.words = GrowingText("evidence_words", self.tr("Lag rose in steps, each when a batch ran"))
        self.file = FileField(bridge, "evidence_file")
        self.source = form_field("evidence_source", self.tr("the log, a query, a picture, a link, who recalls it"))
        self.when = MomentField()
        self.when.use(bridge, "evidence_when", self.tr("When it was so"))
        self.trusted = ChipChoice("evidence_trust", [(each, trust_word(each)) for each in Trust])
        self.fault = Label("", 12, 500, "bad", "evidence_fault", wraps=True)
        self.fault.hide()
        self.drop = FileDrop(self, self.words, self.source, self.when.edit, self.file)
        self._fill(line)
        self._lay_out()
        draft = f"evidence:{investigation}:{of or ''}:{self._begun.says}:{self._begun.words}"
        attend_unheard(self, bridge, observed, "investigations_panel", draft)
        investigations = observed.board.investigations
        letter = investigations.label(investigations.of[investigation])
        self.promise(
            "lock",
            self.tr("Only those who work on investigation {letter} read it until it opens").format(letter=letter),
        )
        self.go = self.add_button("evidence_go", self.tr("Add"), self._add, "primary", "plus")
        self.go.setToolTip(self.tr("Add it (Ctrl+Enter)"))
        self.add_key("Ctrl+Return", self._add)
        self.drop.given.connect(self.file.take)
        self.file.changed.connect(self._show)
        self.source.returnPressed.connect(self._add)
        if self._begun.given is not None:
            self.file.take(self._begun.given)

    def _fill(self, line: Line | None) -> None:
        begun = self._begun
        self.words.setText(begun.words)
        self.source.setText(begun.source)
        self.trusted.turn_on(begun.trust)
        if begun.occurred_us is not None:
            self.when.set_moment(begun.occurred_us)
        if line is not None:
            self.words.setText(line.text or line.english)
            self.source.setText(self.tr("from the timeline"))
            self.when.set_moment(line.occurred_us)
            self.file.hide()
            self.drop.is_open = False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        self.words.setAccessibleName(self.tr("What it says"))
        self.source.setAccessibleName(self.tr("Where it comes from"))
        column.addWidget(
            SectionHead(self.tr("What it says"), self.tr("Ctrl+Enter adds it; pasted lines stay as they are"))
        )
        column.addWidget(self.words)
        if self._begun.says:
            column.addWidget(Label(self._said_words(), 12, 400, "text2", "evidence_says", wraps=True))
        if self._of is None:
            column.addWidget(SectionHead(self.tr("A file or a picture"), self.tr("up to 64 MiB; sealed with it")))
            column.addWidget(self.file)
        else:
            self.file.setParent(self)  # hidden: there is that of the line, or none
        column.addWidget(SectionHead(self.tr("Where it comes from")))
        column.addWidget(self.source)
        column.addWidget(SectionHead(self.tr("When it was so"), self.tr("empty: now")))
        column.addWidget(self.when)
        column.addWidget(SectionHead(self.tr("How much it is trusted"), self.tr("what speaks against counts by it")))
        column.addWidget(self.trusted)
        column.addWidget(self.fault)

    def _said_words(self) -> str:
        """What it will say of the hypothesis that it was begun for."""
        how, _, name = self._begun.says.partition(" ")
        found = self._observed.board.investigations.of[self._investigation]
        timeline = self._observed.board.timeline
        piece = hypothesis_called(found, name, timeline)
        told = self.tr("Speaks for {name}: {words}") if how == "for" else self.tr("Speaks against {name}: {words}")
        return told.format(name=name, words=first_line(piece.words(timeline)))

    def first(self) -> QWidget:
        return self.words

    def open(self) -> None:
        super().open()
        if self._begun.chooses_file:
            self.file.choose()

    def done(self, result: int) -> None:
        self.file.stop()
        super().done(result)

    def _show(self) -> None:
        """Without words the name of the file stands there."""
        held = self.file.holds
        name = held.name if held is not None else ""
        self.words.setPlaceholderText(name or self.tr("Lag rose in steps, each when a batch ran"))

    def _add(self) -> None:
        if self.is_busy:
            return
        if self.file.is_reading:
            self.fault.setText(self.tr("The file is still being read. Add it then, or stop reading it."))
            self.fault.show()
            return
        self.attempt(self._bridge, self._added(), self.fault, self.go)

    async def _added(self) -> list[Entry]:
        words, source, moment_us = trimmed(self.words.text()), self.source.text().strip(), self.when.moment_us()
        trust, file = Trust(self.trusted.key or Trust.HIGH), self.file.holds
        if file is not None and self._begun.says:
            words = words or file.name
        text = f"{self._begun.says} {words}" if self._begun.says else words
        if file is None:
            fields = AddEvidence(text, self._investigation, source, trust, self._of, moment_us)
            return await self._bridge.do(fields, self._observed.incident)
        about = AttachEvidence("", file.name, 0, file.media_type, text, moment_us, self._investigation, source, trust)
        return await self._bridge.attach(file.content, about, self._observed.incident)
