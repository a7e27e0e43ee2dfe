"""How far the window can be trusted right now: what the mark in the header says."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from incident_desk.desktop.sharing import Sharing
from incident_desk.desktop.truth_words import SYMBOLS, Trouble, TruthWords, conflict_words, sharing_words
from incident_desk.desktop.words import counted

if TYPE_CHECKING:
    from incident_desk.desktop.parts.truth_mark import TruthMarkLabel

ORDER = list(Trouble)


class Window(Protocol):
    """What is asked of the bridge."""

    sharing: Sharing

    @property
    def zone(self) -> tzinfo: ...
    def now_us(self) -> int: ...


class Truth(QObject):
    """What the desk has found out about its own disk, record, clock and company. All empty means that all is well."""

    changed = Signal()

    def __init__(self, parent: QObject, bridge: Window, *, is_read_only: bool) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.is_read_only = is_read_only
        self.refused = ""
        self.clock = ""
        self.damage: tuple[str, ...] = ()
        bridge.sharing.changed.connect(self.changed)

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

    def words(self, conflict: str = "") -> TruthWords:
        """What the mark says: the worst that is known.

        Args:
            conflict: the field of the header that two desks set, if there is one.
        """
        bridge = self._bridge
        known = [*self._of_this_desk(), TruthWords(Trouble.NONE, _tr("Saved here"), _tr("On this disk, every word"))]
        if conflict:
            known.append(conflict_words(conflict))
        if (shared := sharing_words(bridge.sharing, bridge.now_us(), bridge.zone)) is not None:
            known.append(shared)
        return min(known, key=lambda words: ORDER.index(words.trouble))

    def _of_this_desk(self) -> Iterator[TruthWords]:
        if self.damage:
            line = counted(len(self.damage), _tr("1 fault in the record"), _tr("{count} faults in the record"))
            yield TruthWords(Trouble.DAMAGED, line, self.damage[0], "\n".join(self.damage))
        if self.refused:
            detail = _tr("Copy the text, then free some space")
            yield TruthWords(Trouble.REFUSED, _tr("This disk refused the last save"), detail, self.refused)
        if self.is_read_only:
            yield TruthWords(Trouble.READ_ONLY, _tr("Reading only"), _tr("Nothing can be written to this record"))
        if self.clock:
            yield TruthWords(Trouble.CLOCK, self.clock, _tr("Saved here; the order of the record holds"))


def show_truth(truth: Truth, mark: "TruthMarkLabel", conflict: str = "") -> None:
    """Put into a header's mark what is known now."""
    words = truth.words(conflict)
    mark.show_words(*SYMBOLS[words.trouble], words.line, words.detail, words.tip)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Truth", text)
