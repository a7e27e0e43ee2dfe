"""How far the window can be trusted right now: what the mark in the header says."""

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.desktop.parts.truth_mark import TruthMarkLabel


class Trouble(enum.StrEnum):
    """What stands in the way of "saved", the worst first."""

    DAMAGED = "damaged"
    REFUSED = "refused"
    READ_ONLY = "read only"
    CLOCK = "clock"
    NONE = "none"


class TruthWords:
    """The two lines of the mark, and what they are about."""

    def __init__(self, trouble: Trouble, line: str, detail: str) -> None:
        self.trouble = trouble
        self.line = line
        self.detail = detail


class Truth(QObject):
    """What the desk has found out about its own disk, record and clock. All empty means that all is well."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, is_read_only: bool = False) -> None:
        super().__init__(parent)
        self.is_read_only = is_read_only
        self.refused = ""
        self.clock = ""
        self.damage: tuple[str, ...] = ()

    def disk_refused(self, why: str) -> None:
        """The last save did not reach the disk."""
        self._set("refused", why)

    def disk_accepted(self) -> None:
        """A save reached the disk, so it takes words again."""
        self._set("refused", "")

    def clock_jumped(self, said: str) -> None:
        """The machine's clock moved by itself; `said` tells by how much."""
        self._set("clock", said)

    def found_damage(self, problems: tuple[str, ...]) -> None:
        """The check in the background found what is not as it was written."""
        self._set("damage", problems)

    def _set(self, name: str, value: str | tuple[str, ...]) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()

    @property
    def words(self) -> TruthWords:
        """What the mark says: the worst that is known."""
        if self.damage:
            line = counted(len(self.damage), _tr("1 fault in the record"), _tr("{count} faults in the record"))
            return TruthWords(Trouble.DAMAGED, line, self.damage[0])
        if self.refused:
            detail = _tr("Copy the text, then free some space")
            return TruthWords(Trouble.REFUSED, _tr("This disk refused the last save"), detail)
        if self.is_read_only:
            return TruthWords(Trouble.READ_ONLY, _tr("Reading only"), _tr("Nothing can be written to this record"))
        if self.clock:
            return TruthWords(Trouble.CLOCK, self.clock, _tr("Saved here; the order of the record holds"))
        return TruthWords(Trouble.NONE, _tr("Saved here"), _tr("On this disk, every word"))


_SYMBOLS = {
    Trouble.DAMAGED: ("octagon-alert", "bad"),
    Trouble.REFUSED: ("octagon-alert", "bad"),
    Trouble.READ_ONLY: ("lock", "warn"),
    Trouble.CLOCK: ("clock", "warn"),
    Trouble.NONE: ("hard-drive", "ok"),
}


def show_truth(truth: Truth, mark: "TruthMarkLabel") -> None:
    """Put into a header's mark what is known now."""
    words = truth.words
    mark.show_words(*_SYMBOLS[words.trouble], words.line, words.detail)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Truth", text)
