"""Which sites or wards have said that the last word has reached them: ticked as they say so."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.promise_words import standings
from incident_desk.domain.entry import Entry
from incident_desk.domain.promising import Receive


class ReceivedDialog(Dialog):
    """Those that are silent, by audience."""

    WIDTH_PX = 620

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("ReceivedDialog", "Who has it?")
        super().__init__(window, "received_dialog", "check-check", title)
        self._bridge = bridge
        self._observed = observed
        self.chips: list[ToggleChip] = []
        self.says = form_field("received_says", self.tr("Who said so there; may stay empty"))
        self.says.setAccessibleName(self.tr("Who said so there"))
        self.fault = Label("", 12, 500, "bad", "received_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        titles = {each.key: each.title for each in observed.plan.regions}
        for standing in standings(observed):
            if standing.silent:
                holder = QWidget()
                flow = Flow(holder)
                for region in standing.silent:
                    flow.addWidget(self._chip(titles.get(region, region), region, standing.key))
                column.addWidget(SectionHead(standing.title))
                column.addWidget(holder)
        column.addWidget(SectionHead(self.tr("Who says so?")))
        column.addWidget(self.says)
        column.addWidget(self.fault)
        self.promise("history", self.tr("Each stands in the timeline"))
        self.go = self.add_button("received_go", self.tr("They have it"), self._go, "primary", "check-check")
        self.add_key("Ctrl+Return", self._go)
        self.says.returnPressed.connect(self._go)
        bridge.rights.rule(self.go)
        self._show()
        attend(self, bridge, observed, "communications_panel", "received")

    def _chip(self, title: str, region: str, audience: str) -> ToggleChip:
        chip = ToggleChip(title)
        chip.setObjectName(f"received_region_{len(self.chips) + 1}")
        chip.setProperty("region", region)
        chip.setProperty("audience", audience)
        chip.toggled.connect(self._show)
        self.chips.append(chip)
        return chip

    def first(self) -> QWidget:
        return self.chips[0] if self.chips else self.says

    def _show(self, _checked: bool = False) -> None:
        self.go.setEnabled(any(chip.isChecked() for chip in self.chips) and self._bridge.rights.may())

    def _go(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._received(), self.fault, self.go)

    async def _received(self) -> list[Entry]:
        says = self.says.text().strip()
        found = [
            Receive(str(chip.property("region")), says, str(chip.property("audience")))
            for chip in self.chips
            if chip.isChecked()
        ]
        return await self._bridge.do(found, self._observed.incident)
