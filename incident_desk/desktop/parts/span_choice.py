"""How long something may take: a few spans as chips, of which one is on."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from incident_desk.desktop.parts.toggle_chip import ToggleChip


class SpanChoice(QWidget):
    """`seconds` is None where the chip for no limit is on, or none is."""

    def __init__(
        self,
        name: str,
        spans_s: Sequence[int | None],
        words: Callable[[int | None], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._words = name, words
        self._spans_s: list[int | None] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.chips: list[ToggleChip] = []
        for span_s in spans_s:
            self._add(span_s)

    def _add(self, span_s: int | None) -> None:
        chip = ToggleChip(self._words(span_s))
        chip.setObjectName(f"{self._name}_{span_s or 'none'}")
        self._group.addButton(chip)
        self._row.insertWidget(len(self.chips), chip)
        self._spans_s.append(span_s)
        self.chips.append(chip)

    def choose(self, span_s: int | None) -> None:
        """Turn on this one; where it is not among them, it comes to stand there as well."""
        if span_s not in self._spans_s:
            self._add(span_s)
        self.chips[self._spans_s.index(span_s)].setChecked(True)

    @property
    def seconds(self) -> int | None:
        on = next((at for at, chip in enumerate(self.chips) if chip.isChecked()), None)
        return None if on is None else self._spans_s[on]
