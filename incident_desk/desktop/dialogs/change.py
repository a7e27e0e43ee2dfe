"""Noting what was changed: a deploy, a setting, whatever no other program tells of."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.service_choice import ServiceChoice
from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput
from incident_desk.domain.place_list import opened_address


class ChangeDialog(Dialog):
    """What was changed, when, on what, and where more is written."""

    WIDTH_PX = 660

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        title = QCoreApplication.translate("ChangeDialog", "Note a change")
        super().__init__(window, "change_dialog", "diff", title)
        self._bridge = bridge
        self.words = form_field("change_words", self.tr("Payments 8.17, max_connections raised to 400"))
        self.words.setAccessibleName(self.tr("What was changed?"))
        self.when = MomentField()
        self.when.use(bridge, "change_when", self.tr("When was it changed?"))
        self.services = ServiceChoice()
        self.services.offer(bridge.organisation.plans.current.service_names)
        self.link = form_field("change_link", self.tr("https://… where more is written"))
        self.fault = Label("", 12, 500, "bad", "change_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        now = self.tr("now, unless said")
        for head, note, field in (
            (self.tr("What was changed?"), "", self.words),
            (self.tr("When?"), now, self.when),
            (self.tr("On which services?"), "", self.services),
            (self.tr("Where is more?"), "", self.link),
        ):
            column.addWidget(SectionHead(head, note))
            column.addWidget(field)
        column.addWidget(self.fault)
        self.promise("keyboard", self.tr("The same by keys: /change-made and what it was"))
        self.go = self.add_button("change_go", self.tr("Note it"), self._note, "primary", "check")
        self.add_key("Ctrl+Return", self._note)
        self.words.textChanged.connect(self._show)
        self.words.returnPressed.connect(self.when.setFocus)
        self._show()

    def first(self) -> QWidget:
        return self.words

    def _show(self) -> None:
        self.go.setEnabled(bool(self.words.text().strip()))

    def _note(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._written(), self.fault, self.go)

    async def _written(self) -> list[Entry]:
        self.services.take_typed()
        link = self.link.text().strip()
        if link and not (opened_address(link) or "").startswith("http"):
            raise BadInput(self.tr("begins with http:// or https://"), self.tr("Where more is written"))
        said = NoteChange(
            self.words.text(), occurred_us=self.when.moment_us(), services=self.services.chosen(), link=link
        )
        return await self._bridge.do(said)
