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
        self._spans_s = tuple(spans_s)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.chips: list[ToggleChip] = []
        for span_s in self._spans_s:
            chip = ToggleChip(words(span_s))
            chip.setObjectName(f"{name}_{span_s or 'none'}")
            self._group.addButton(chip)
            row.addWidget(chip)
            self.chips.append(chip)
        row.addStretch(1)

    def choose(self, span_s: int | None) -> None:
        """Turn on this one; the nearest that is not shorter where it is not among them."""
        longer = (i for i, s in enumerate(self._spans_s) if s is not None and span_s is not None and s >= span_s)
        at = self._spans_s.index(span_s) if span_s in self._spans_s else next(longer, len(self.chips) - 1)
        self.chips[at].setChecked(True)

    @property
    def seconds(self) -> int | None:
        on = next((at for at, chip in enumerate(self.chips) if chip.isChecked()), None)
        return None if on is None else self._spans_s[on]
