"""Settling a contradiction: which of two factors holds, or neither, and why."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_text
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.comparing import Settle, meant
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId

NEITHER = "neither"


class SettleDialog(Dialog):
    """The reason is what everybody reads who finds the refuted one later."""

    WIDTH_PX = 660

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, between: tuple[EntryId, EntryId], window: QWidget
    ) -> None:
        board = observed.board
        self._two = [meant(board.investigations, board.timeline, each) for each in between]
        names = {"one": self._two[0].name, "other": self._two[1].name}
        title = QCoreApplication.translate("SettleDialog", "{one} against {other}").format(**names)
        super().__init__(window, "settle_dialog", "scale", title)
        self._bridge = bridge
        self._observed = observed
        words = [(str(each.piece.id), self.tr("{name} holds").format(name=each.name)) for each in self._two]
        self.holds = ChipChoice("settle_holds", [*words, (NEITHER, self.tr("Neither holds"))])
        example = self.tr("The request log of 19:00 shows one account")
        self.why = form_text("settle_why", self.tr("Why"), 72, example)
        self.fault = Label("", 12, 500, "bad", "settle_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        attend(self, bridge, observed, "investigations_panel", f"settle:{between[0]}:{between[1]}")
        self.promise("history", self.tr("It stands in the timeline with your name, and can be taken back"))
        self.add_button("settle_cancel", self.tr("Cancel"), self.reject)
        self.go = self.add_button("settle_go", self.tr("Settle"), self._settle, "primary", "check")
        self.add_key("Ctrl+Return", self._settle)
        self.why.textChanged.connect(self._show)
        self.holds.chosen.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for each in self._two:
            column.addWidget(Label(each.name, 12, 600, "text2"))
            column.addWidget(Label(each.piece.words(self._observed.board.timeline), 15, 600, wraps=True))
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Which one holds?")))
        column.addWidget(self.holds)
        column.addWidget(SectionHead(self.tr("Why"), self.tr("what was asked, and what came out")))
        column.addWidget(self.why)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.holds.chips[0]

    def _show(self) -> None:
        self.go.setEnabled(bool(self.why.toPlainText().strip()) and bool(self.holds.key))

    def _settle(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._settled(), self.fault, self.go)

    async def _settled(self) -> list[Entry]:
        right = "" if self.holds.key == NEITHER else self.holds.key
        one, other = (each.piece.id for each in self._two)
        return await self._bridge.do(Settle(one, other, self.why.toPlainText().strip(), right), self._observed.incident)
