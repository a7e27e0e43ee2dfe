"""What was said of a change: when, on what, by whom, with all that its source told."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.link_rows import LinkRows
from incident_desk.desktop.moments import whole
from incident_desk.desktop.parts.facts import Facts
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.alert_list import Change
from incident_desk.domain.place_list import opened_address


class ChangeToldDialog(Dialog):
    """Nothing in it can be changed; its link is opened or copied by a press."""

    WIDTH_PX = 660

    def __init__(self, bridge: Bridge, window: QWidget, change: Change) -> None:
        title = QCoreApplication.translate("ChangeToldDialog", "What was changed")
        super().__init__(window, "change_told_dialog", "diff", title)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        self.words = Label(change.summary or self.tr("(the words were erased)"), 15, 600, "text", wraps=True)
        told = [(self.tr("When"), whole(change.at_us, bridge.zone))]
        if change.services:
            told.append((self.tr("Services"), ", ".join(change.services)))
        told.append((self.tr("Told by"), change.source or self.tr("somebody at a desk")))
        self.facts = Facts([*told, *change.details.items()])
        column.addWidget(self.words)
        column.addWidget(self.facts)
        self.links = LinkRows((change.link,)) if opened_address(change.link) else None
        if self.links is not None:
            column.addWidget(self.links)
            self.add_key("Ctrl+L", self.links.open)
        self.promise("info", self.tr("It stands on the record as it was told"))
        self.go = self.add_button("change_told_close", self.tr("Close"), self.accept, "primary")

    def first(self) -> QWidget:
        return self.go
