"""A few words as chips, of which one is on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from incident_desk.desktop.parts.toggle_chip import ToggleChip


class ChipChoice(QWidget):
    """Each chip is named for its key; `key` is empty where none is on."""

    chosen = Signal(str)

    def __init__(self, name: str, words: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.chips: list[ToggleChip] = []
        for key, word in words:
            self.offer(key, word)

    def offer(self, key: str, word: str) -> None:
        """One more chip, behind the others."""
        chip = ToggleChip(word)
        chip.setObjectName(f"{self._name}_{key}")
        self._group.addButton(chip)
        self._row.insertWidget(len(self.chips), chip)
        self._keys.append(key)
        self.chips.append(chip)

    def turn_on(self, key: str) -> None:
        """This one, and none of the others."""
        self.chips[self._keys.index(key)].setChecked(True)

    def mark(self, name: str) -> None:
        """Give each chip this property."""
        for chip in self.chips:
            chip.setProperty(name, True)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._keys)

    @property
    def key(self) -> str:
        return next((key for key, chip in zip(self._keys, self.chips, strict=True) if chip.isChecked()), "")

    def _tell(self, _: QAbstractButton, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self.key)
