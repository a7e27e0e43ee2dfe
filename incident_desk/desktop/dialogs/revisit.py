"""Looking at a decision again: it stands, or no longer; and whether it is looked at once more."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.decide import AGAIN_S, again_words
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.dialogs.lines import line_words, when_and_who
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.domain.decisions import Revisit
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId

TOLD_LETTERS: Final = 1200


class RevisitDialog(Dialog):
    """What was decided, and what was objected, stand above the question."""

    WIDTH_PX = 680

    def __init__(self, bridge: Bridge, observed: ObservedIncident, decision: EntryId, window: QWidget) -> None:
        title = QCoreApplication.translate("RevisitDialog", "Look at a decision again")
        super().__init__(window, "revisit_dialog", "calendar-clock", title)
        self._bridge = bridge
        self._observed = observed
        self._line = observed.board.timeline.line(decision)
        self.reason = form_field("revisit_reason", self.tr("What is known now"))
        self.again = SpanChoice("revisit_again", AGAIN_S, again_words)
        self.again.choose(None)
        self.fault = Label("", 12, 500, "bad", "revisit_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("history", self.tr("The decision stays on the record either way"))
        self.falls = self.add_button("revisit_falls", self.tr("It no longer holds"), self._fall, "plain", "x")
        self.stands = self.add_button("revisit_stands", self.tr("It stands"), self._stand, "primary", "check")
        self.add_key("Ctrl+Return", self._stand)
        attend(self, bridge, observed, "timeline_panel", f"revisit:{decision}")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(when_and_who(self._line, self._bridge), 12, 400, "text2", wraps=True))
        said, *added = line_words(self._line, self._bridge.zone, "\n").split("\n")
        column.addWidget(Label(said[:TOLD_LETTERS], 15, 500, wraps=True))
        for words in added:
            column.addWidget(Label(words[:TOLD_LETTERS], 13, 400, wraps=True))
        timeline = self._observed.board.timeline
        for entry in self._observed.board.decisions.objections.get(self._line.entry, ()):
            line = timeline.line(entry)
            who = line.speaker or self._bridge.name(line.author)
            told = self.tr("{who} objects: {words}").format(who=who, words=line.text[:TOLD_LETTERS])
            column.addWidget(Label(told, 13, 500, "warn", wraps=True))
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Does it stand?"), self.tr("if it no longer holds, say why")))
        column.addWidget(self.reason)
        column.addWidget(SectionHead(self.tr("Look at it again in")))
        column.addWidget(self.again)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.reason

    def _stand(self) -> None:
        self.attempt(self._bridge, self._said(is_standing=True), self.fault, self.stands)

    def _fall(self) -> None:
        self.attempt(self._bridge, self._said(is_standing=False), self.fault, self.falls)

    async def _said(self, *, is_standing: bool) -> list[Entry]:
        seconds = self.again.seconds if is_standing else None
        fields = Revisit(self._line.entry, self.reason.text().strip(), is_standing, seconds)
        return await self._bridge.do(fields, self._observed.incident)
