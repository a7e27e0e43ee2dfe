"""What was promised to whom, and by when: the next word that is due, and whoever else waits for one."""

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.outside_words import OUTSIDE, outside_counts
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.promise_ring import Near, PromiseRing
from incident_desk.desktop.promise_words import due_line, kept_line, ring, standings
from incident_desk.desktop.ticking import tick
from incident_desk.domain.promises import Standing

CELLS = 3
TONES = {Near.SOON: "warn", Near.LATE: "warn"}
"""What needs somebody is the only red of the board (decision 050)."""


class CommunicationsPanel(Observing, Section):
    """The head of the board's right column."""

    HEARD = ("message.", "promise.", "fact.", "gov.", "state.", "severity.", "incident.", "entry.", "plan.", *OUTSIDE)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("communications_panel", _tr("Communications"), parent)
        self._bridge = bridge
        self._standings: list[Standing] = []
        self.ring = PromiseRing()
        self.ring.setObjectName("promise_ring")
        self.due = Label("", 15, 600, wraps=True)
        self.kept = Elided("", 12, 500, "text2")
        self.others = QFrame()
        self.cells = [_Cell() for _ in range(CELLS)]
        self._lay_out()
        bridge.zone_changed.connect(self._show)
        tick().follow(self, self._tick)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(self.due)
        words.addWidget(self.kept)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.ring)
        top.addLayout(words, 1)
        self.others.setProperty("kind", "well")
        row = QHBoxLayout(self.others)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._lines: list[Line] = []
        for at, cell in enumerate(self.cells):
            if at:
                self._lines.append(Line(is_upright=True))
                row.addWidget(self._lines[-1])
            row.addWidget(cell, 1)
        self.body.addLayout(top)
        self.body.addSpacing(8)
        self.body.addWidget(self.others)

    def _show(self) -> None:
        if self._observed is not None:
            self._standings = standings(self._observed)
            self._tick()

    def _tick(self) -> None:
        if self._observed is None:
            return
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        self.note.setText(outside_counts(self._observed))
        found = self._standings
        self.setVisible(bool(found))
        if not found:
            return
        first, *rest = found
        shown = ring(first, now_us)
        is_late = shown.near is Near.LATE
        self.ring.show_ring(msgspec.structs.replace(shown, near=Near.SOON, share=1.0) if is_late else shown)
        self.due.setText(due_line(self._observed, first, now_us, zone))
        self.due.set_tone(TONES.get(shown.near, "text"))
        self.kept.setText(kept_line(first))
        self.others.setVisible(bool(rest))
        for at, cell in enumerate(self.cells):
            cell.setVisible(at < len(rest))
            if at:
                self._lines[at - 1].setVisible(at < len(rest))
            if at < len(rest):
                cell.show_standing(rest[at], now_us)


class _Cell(QWidget):
    """Another audience, and how long it still waits."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Elided("", 11, 400, "text2")
        self._left = Label("", 13, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(self._left)

    def show_standing(self, standing: Standing, now_us: int) -> None:
        """Show this one."""
        shown = ring(standing, now_us)
        self._name.setText(standing.title)
        self._left.setText(shown.clock if shown.near is not Near.NONE else _tr("not promised"))
        self._left.set_tone(TONES.get(shown.near, "text"))
        self.setAccessibleName(shown.spoken)
        self.setToolTip(tip(shown.spoken))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommunicationsPanel", text)
