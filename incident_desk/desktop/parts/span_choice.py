"""How long something may take: a few spans as chips, of which one is on."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.chip_choice import ChipChoice

NONE = "none"


class SpanChoice(ChipChoice):
    """`seconds` is None where the chip for no limit is on, or none is."""

    def __init__(
        self,
        name: str,
        spans_s: Sequence[int | None],
        words: Callable[[int | None], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, [(_key(span_s), words(span_s)) for span_s in spans_s], parent)
        self._words = words

    def choose(self, span_s: int | None) -> None:
        """Turn on this one; where it is not among them, it comes to stand there as well."""
        if _key(span_s) not in self.keys:
            self.offer(_key(span_s), self._words(span_s))
        self.turn_on(_key(span_s))

    @property
    def seconds(self) -> int | None:
        return int(self.key) if self.key not in ("", NONE) else None


def _key(span_s: int | None) -> str:
    return str(span_s) if span_s else NONE
