"""Choosing services: those of the plan as chips, and a field for one the plan does not know."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import font

KEYS = 9
OTHER_PX = 232


class ServiceChoice(QWidget):
    """Keys 1 to 9 turn the first chips while one of them has the keyboard."""

    changed = Signal()
    NAME = "service"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[ToggleChip] = []
        self.place = TabPlace(self)
        self.other = QLineEdit()
        called, hint = self.words()
        self.other.setObjectName(f"other_{self.NAME}")
        self.other.setFont(font())
        self.other.setFixedWidth(OTHER_PX)
        self.other.setAccessibleName(called)
        self.other.setPlaceholderText(hint)
        self.other.returnPressed.connect(self.take_typed)
        self._flow = Flow(self)
        self._flow.addWidget(self.other)

    def words(self) -> tuple[str, str]:
        """What the field is called, and what stands in it while it is empty."""
        return self.tr("Another service"), self.tr("Another one; Enter adds it")

    def offer(self, names: Iterable[str]) -> None:
        """Show these, none chosen yet."""
        for name in names:
            self._add(name)

    def chosen(self) -> tuple[str, ...]:
        """What is chosen, in the order it stands; what is still in the field counts."""
        return tuple(chip.text() for chip in self.chips if chip.isChecked())

    def choose(self, names: Iterable[str]) -> None:
        """Choose exactly these; those the plan does not know get a chip of their own."""
        wanted = {name.casefold(): name for name in names}
        for chip in self.chips:
            chip.setChecked(wanted.pop(chip.text().casefold(), None) is not None)
        for name in wanted.values():
            self._add(name).setChecked(True)

    def take_typed(self) -> None:
        """Make a chosen chip of what stands in the field."""
        if name := " ".join(self.other.text().split()):
            self.choose([*self.chosen(), name])
            self.other.clear()
            self.changed.emit()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first chip."""
        (self.chips[0] if self.chips else self.other).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if not self.other.hasFocus() and 1 <= number <= min(KEYS, len(self.chips)):
            self.chips[number - 1].click()
        else:
            super().keyPressEvent(event)

    def _add(self, name: str) -> ToggleChip:
        at = len(self.chips)
        chip = ToggleChip(name, str(at + 1) if at < KEYS else "", self)
        chip.setObjectName(f"{self.NAME}_{at + 1}")
        chip.toggled.connect(self.changed)
        self._flow.insert(at, chip)
        self.chips.append(chip)
        self.place.put([*self.chips, self.other])
        return chip
