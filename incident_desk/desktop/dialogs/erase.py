"""Erasing words that must not be kept: one person asks and says why, a second person of this home confirms."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lines import line_words, when_and_who
from incident_desk.desktop.forms.ui_erase import Ui_Erase
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm, Erasure
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.timeline import Line


class EraseDialog(Dialog):
    """Asks, or confirms where somebody has asked already."""

    WIDTH_PX = 600

    def __init__(self, bridge: Bridge, observed: ObservedIncident, entry: EntryId, window: QWidget) -> None:
        title = QCoreApplication.translate("EraseDialog", "Erase the words of a line")
        super().__init__(window, "erase_dialog", "eraser", title, "sev1")
        self._bridge = bridge
        self._observed = observed
        self._line: Line = observed.board.timeline.line(entry)
        self._erasure: Erasure | None = observed.board.erasures.of.get(self._line.holders[0])
        self.form = Ui_Erase()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.promise("shield-check", self.tr("That there was a line, by whom and when, stays; the chain holds"))
        text = self.tr("Erase for good") if self._erasure else self.tr("Ask to erase")
        self.go = self.add_button("erase_go", text, self._go, "danger")
        self._fill()

    def first(self) -> QWidget:
        return self.form.second_person if self._erasure else self.form.erase_reason

    def _fill(self) -> None:
        form, line, erasure = self.form, self._line, self._erasure
        form.erase_fault.hide()
        form.line_when.setText(when_and_who(line, self._bridge))
        form.line_words.setText(line_words(line))
        form.asked.setVisible(erasure is not None)
        form.confirming.setVisible(erasure is not None)
        form.asking.setVisible(erasure is None)
        asks = self.tr("The words leave every file of this home. A second person of this home confirms it.")
        confirms = self.tr("Once a second person confirms, the words leave every file of this home for good.")
        form.erase_explained.setText(confirms if erasure else asks)
        if erasure is not None:
            names = ", ".join(map(self._bridge.name, erasure.asked_by))
            form.asked_by.setText(self.tr("Asked by {names}").format(names=names))
            form.asked_reason.setText(erasure.reason)
            form.second_person.addItems([self._bridge.name(p) for p in self._others(erasure)])

    def _others(self, erasure: Erasure) -> list[PersonId]:
        """Those of this home who may confirm; whoever is at the desk first."""
        others = [p for p in self._bridge.people if p not in erasure.asked_by]
        return sorted(others, key=lambda p: p != self._bridge.me)

    def _go(self) -> None:
        flow = self._confirmed(self._erasure) if self._erasure else self._asked()
        self.attempt(self._bridge, flow, self.form.erase_fault, self.go)

    async def _asked(self) -> list[Entry]:
        reason = self.form.erase_reason.text().strip()
        return await self._bridge.do(Ask(self._line.entry, reason), self._observed.incident)

    async def _confirmed(self, erasure: Erasure) -> list[Entry]:
        name = self.form.second_person.currentText().strip()
        if not name:
            raise RuleError(self.tr("Say who confirms: somebody else than who asked."))
        if name.casefold() in (self._bridge.name(p).casefold() for p in erasure.asked_by):
            raise RuleError(self.tr("{name} asked for it; somebody else confirms.").format(name=name))
        person = await self._bridge.add_person(name)
        return await self._bridge.do(Confirm(self._line.entry), self._observed.incident, by=person)
