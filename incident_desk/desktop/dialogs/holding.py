"""Of the declaration: whether the plan's first words are begun with it, and by which channels."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.messages import HOLDING, BeginMessage
from incident_desk.domain.plan_schema import Plan

KEY = "F8"


class Holding(QWidget):
    """One chip. Hidden where the plan has no such words; of a restricted incident no public channel hears."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._channels: tuple[str, ...] = ()
        self.chip = ToggleChip(self.tr("Holding statement"), KEY)
        self.chip.setObjectName("declare_holding")
        self.told = Label("", 12, 400, "text2", "declare_holding_told", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.told, 1)
        self.chip.toggled.connect(self._show)

    def show_plan(self, plan: Plan, *, is_restricted: bool) -> None:
        """Say by which channels these words would go out."""
        self._plan = plan
        template = next((each for each in plan.templates if each.key == HOLDING), None)
        public = plan.public_channels
        wanted = template.channels if template is not None else ()
        self._channels = tuple(key for key in wanted if not (is_restricted and key in public))
        self.setVisible(bool(self._channels))
        self._show()

    def turn(self) -> None:
        """On or off, by its key."""
        if not self.isHidden():
            self.chip.toggle()

    def _show(self) -> None:
        titles = {each.key: each.title for each in self._plan.channels} if self._plan is not None else {}
        named = ", ".join(titles.get(key, key) for key in self._channels)
        off = self.tr("The first words are ready: {channels}")
        on = self.tr("Drafted with the declaration, for {channels}; nothing goes out before the plan's yes")
        self.told.setText((on if self.chip.isChecked() else off).format(channels=named))

    def commands(self) -> list[BeginMessage]:
        """What is declared with it."""
        is_wanted = self.chip.isChecked() and bool(self._channels)
        return [BeginMessage(template=HOLDING, channels=self._channels)] if is_wanted else []
