"""A sentence for the fact sheet: what it answers, the words, whether it is known, and who says so."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.fact_words import field_example, field_question, field_word
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ChangeFact, StateFact, TakeFact
from incident_desk.domain.ids import EntryId

BELIEVED, KNOWN = "believed", "known"


class FactDialog(Dialog):
    """For a new fact; with `line` it is taken from that line of the timeline, with `fact` it takes that one's place."""

    WIDTH_PX = 720

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        window: QWidget,
        *,
        words: str = "",
        line: EntryId | None = None,
        fact: EntryId | None = None,
    ) -> None:
        super().__init__(window, "fact_dialog", "circle-check", _title(observed, line, fact))
        self._bridge = bridge
        self._observed = observed
        self._line = line
        self._old = observed.board.facts.of.get(fact) if fact else None
        self.fields = ChipChoice("fact_field", [(field.value, field_word(field)) for field in FactField])
        self.question = Label("", 12, 400, "text2", "fact_question")
        self.words = form_field("fact_words", "")
        self.words.setAccessibleName(self.tr("The fact, in one sentence"))
        states = ((BELIEVED, self.tr("believed, not confirmed")), (KNOWN, self.tr("known: it is confirmed")))
        self.known = ChipChoice("fact_known", states)
        self.known.turn_on(BELIEVED)
        self.speaker = form_field("fact_speaker", self.tr("If somebody else says so: who"))
        self.since = MomentField()
        self.since.use(bridge, "fact_since", self.tr("Since when it is known"))
        self.fault = Label("", 12, 500, "bad", "fact_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("keyboard", self.tr("The same by keys: /since, /who, /safe, /doing, /back and the sentence"))
        self.go = self.add_button("fact_go", self.tr("Put it on the sheet"), self._state, "primary", "check")
        self.add_key("Ctrl+Return", self._state)
        self._begin(words)
        self.words.textChanged.connect(self._show)
        self.since.changed.connect(self._show)
        self.words.returnPressed.connect(self._state)
        self.fields.chosen.connect(self._show)
        self._show()
        attend(self, bridge, observed, "facts_panel", f"fact:{line or fact or ''}".removesuffix(":"))

    def _begin(self, words: str) -> None:
        """What is there already: the old words, those of the line, or what was typed, whose first word may say what it
        answers."""
        first, _, rest = words.partition(" ")
        field = next((each for each in FactField if each == first.lower()), None)
        said = rest.strip() if field is not None else words
        if self._old is not None:
            field, said = self._old.field, self._old.text
        elif self._line is not None:
            said = " ".join(self._observed.board.timeline.line(self._line).text.split())
        self.fields.turn_on(field or FactField.WHAT)
        self.words.setText(said)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("What does it answer?"), "", "1"))
        column.addWidget(self.fields)
        column.addWidget(self.question)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("In one sentence"), self.tr("as it may be read outside"), "2"))
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Is it known?"), "", "3"))
        column.addWidget(self.known)
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        below = ((self.tr("Says who"), self.speaker), (self.tr("Known since"), self.since))
        for at, (head, field) in enumerate(below if self._line is None else ()):
            rows.addWidget(Label(head, 13, 500), at, 0)
            rows.addWidget(field, at, 1)
        column.addLayout(rows)
        column.addWidget(self._source())
        column.addWidget(self.fault)

    def _source(self) -> QWidget:
        """What it is taken from, or takes the place of."""
        if self._line is not None:
            line = self._observed.board.timeline.line(self._line)
            clock = clock_near(line.occurred_us, self._bridge.now_us(), self._bridge.zone)
            who = line.speaker or self._bridge.name(line.author)
            told = self.tr("From the line of {clock}, {name}. If that line is erased, these words are too.")
            return Label(told.format(clock=clock, name=who), 12, 400, "text2", "fact_source", wraps=True)
        if self._old is not None:
            number = self._observed.board.facts.label(self._old)
            told = self.tr("Takes the place of fact {number}, which is withdrawn. Messages that used it say so.")
            return Label(told.format(number=number), 12, 400, "text2", "fact_source", wraps=True)
        return Label("", 12, 400, "text2", "fact_source")

    def first(self) -> QWidget:
        return self.words

    @property
    def _field(self) -> FactField:
        return FactField(self.fields.key)

    def _show(self) -> None:
        self.question.setText(field_question(self._field))
        self.words.setPlaceholderText(field_example(self._field))
        self.go.setEnabled(bool(self.words.text().strip()) and self.since.is_understood)

    def _state(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._stated(), self.fault, self.go)

    async def _stated(self) -> list[Entry]:
        return await self._bridge.do(self._command(), self._observed.incident)

    def _command(self) -> Fields:
        words, is_known = self.words.text().strip(), self.known.key == KNOWN
        if self._line is not None:
            return TakeFact(self._line, self._field, words, is_known)
        speaker, since_us = self.speaker.text().strip(), self.since.moment_us()
        if self._old is not None:
            label = self._observed.board.facts.label(self._old)
            return ChangeFact(label, words, self._field, is_known, speaker, since_us)
        return StateFact(self._field, words, is_known, speaker, since_us)


def _title(observed: ObservedIncident, line: EntryId | None, fact: EntryId | None) -> str:
    facts = observed.board.facts
    if fact is not None and fact in facts.of:
        return _tr("Fact {number} in other words").format(number=facts.label(facts.of[fact]))
    return _tr("Make a fact of a line") if line is not None else _tr("A fact for the sheet")


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactDialog", text)
