"""Two desks set the same field: what each says, side by side, and one press to choose."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Claim, Conflict
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.domain.ids import IncidentId


class ConflictDialog(Dialog):
    """Whichever is chosen is written as a new setting over both; nothing that was said is lost."""

    WIDTH_PX = 560

    def __init__(self, bridge: Bridge, incident: IncidentId, conflict: Conflict, window: QWidget) -> None:
        title = QCoreApplication.translate("ConflictDialog", "{field}: two desks, two answers")
        super().__init__(window, "conflict_dialog", "git-merge", title.format(field=conflict.name))
        self._bridge = bridge
        self._incident = incident
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        explained = self.tr("Each was set without knowing of the other. Both stay on the record; choose what holds.")
        column.addWidget(Label(explained, 13, 400, "text2", wraps=True))
        self.choices = [self._choice(at, claim) for at, claim in enumerate(conflict.claims, 1)]
        for choice in self.choices:
            column.addWidget(choice)
        self.fault = Label("", 12, 500, "bad", "conflict_fault", wraps=True)
        self.fault.hide()
        column.addWidget(self.fault)
        self.promise("history", self.tr("What was not chosen stays readable in the timeline"))
        self.go = self.add_button("conflict_later", self.tr("Not now"), self.reject)

    def first(self) -> QWidget:
        return self.choices[-1]

    def _choice(self, at: int, claim: Claim) -> TwoLineRow:
        row = TwoLineRow(is_card=True)
        row.setObjectName(f"claim_{at}")
        row.show_row(RowShown(claim.words or self.tr("(nothing)"), claim.told))
        row.clicked.connect(lambda: self._choose(claim, row))
        return row

    def _choose(self, claim: Claim, row: QWidget) -> None:
        self.attempt(self._bridge, self._bridge.do(claim.choose, self._incident), self.fault, row)
