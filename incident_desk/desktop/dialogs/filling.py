"""Of the declaration: whether the roles are filled at once with whoever is on call."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.elsewhere_words import also_words
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.role_filling import called_for
from incident_desk.domain.severity import Severity

KEY = "F5"


class Filling(QWidget):
    """One chip, and who it is. Hidden where nobody is on call for the roles of the severity.

    So it is while only named people may know: they are let in first.
    """

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.chip = ToggleChip(self.tr("Fill from on call"), KEY)
        self.chip.setObjectName("declare_fill")
        self.told = Label("", 12, 400, "text2", "declare_on_call", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.told, 1)

    @property
    def is_wanted(self) -> bool:
        """Whether the roles are to be filled."""
        return self.chip.isChecked() and not self.isHidden()

    def turn(self) -> None:
        """On or off, by its key."""
        if not self.isHidden():
            self.chip.toggle()

    def show_severity(self, plan: Plan, severity: Severity | None, *, is_restricted: bool) -> None:
        """Say who would be asked at this severity."""
        shorts = {role.key: role.short for role in plan.roles_for(severity)}
        found = called_for(plan, self._bridge.organisation.on_call, shorts, self._bridge.now_us())
        self.setVisible(bool(found) and not is_restricted)
        also = [also_words(self._bridge.everywhere.named(each.name, NO_INCIDENT)) for each in found]
        told = zip(found, also, strict=True)
        self.told.setText(
            ", ".join(f"{shorts[each.role]}: {each.name}{f' ({there})' if there else ''}" for each, there in told)
        )
        self.told.set_tone("warn" if any(also) else "text2")
