"""Of the declaration: whether only named people may know, and who."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.people_choice import PeopleChoice


class Restricting(QWidget):
    """One chip, and the people below it while it is on."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.chip = ToggleChip(self.tr("Restricted"))
        self.chip.setObjectName("declare_restricted")
        self.told = Label("", 12, 400, "text2", wraps=True)
        self.people = PeopleChoice()
        self.people.offer_people(bridge)
        self._is_shared = bridge.sharing.state is not None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.people)
        self.chip.toggled.connect(self._show)
        self._show()

    def _show(self) -> None:
        is_on = self.chip.isChecked()
        self.people.setVisible(is_on)
        off = self.tr("Everybody who shares this record may know")
        on = self.tr("Nobody knows of it but you and those chosen here")
        alone = self.tr("Nobody else will know once this record is shared; until then whoever opens this home reads it")
        self.told.setText((on if self._is_shared else alone) if is_on else off)
