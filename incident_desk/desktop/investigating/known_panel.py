"""What all investigations of a round may know: the facts they began with, and what came to the timeline since then."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.fact_row import FactRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.lines import Line
from incident_desk.domain.sentences import LineSort

MOST = 8
OWN_SORTS = frozenset({LineSort.INVESTIGATION, LineSort.HYPOTHESIS, LineSort.EVIDENCE, LineSort.QUESTION})
"""What investigations say themselves is no fact for all of them."""


class KnownPanel(Section):
    """A press on a fact takes it as evidence: `fact_asked` carries its line."""

    fact_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_known", _tr("Known to all at the opening"), parent)
        self._bridge = bridge
        self._place = TabPlace(self)
        self._lists = (QVBoxLayout(), QVBoxLayout())
        self.rows: tuple[list[FactRow], list[FactRow]] = ([], [])
        self.none = Label(_tr("no facts were ticked when it was opened"), 12, 400, "text3", wraps=True)
        self.since = Label(_tr("Since then, to all alike"), 13, 600)
        self.count = Label("", 12, 400, "text2")
        self.nothing = Label(_tr("nothing yet that matters"), 12, 400, "text3")
        self.body.addWidget(self.none)
        for at, rows in enumerate(self._lists):
            rows.setSpacing(0)
            self.body.addLayout(rows)
            if not at:
                self.body.addSpacing(8)
                self.body.addWidget(self.since)
                self.body.addSpacing(2)
                self.body.addWidget(self.nothing)
        self.body.addWidget(self.count)

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        """Show what all of its round may know."""
        timeline = observed.board.timeline
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        self.note.setText(clock_near(found.opened_us, now_us, zone))
        known = [line for each in found.known if (line := timeline.at.get(each)) and _stands(line)]
        later = [line for line in timeline.lines if _is_later_fact(line, found)]
        later.reverse()
        self.none.setVisible(not known)
        self.nothing.setVisible(not later)
        rest = max(0, len(later) - MOST)
        self.count.setText(_tr("{count} older ones on the timeline").format(count=rest) if rest else "")
        self.count.setVisible(bool(rest))
        self._show(0, known)
        self._show(1, later[:MOST])

    def _show(self, at: int, lines: list[Line]) -> None:
        rows, column = self.rows[at], self._lists[at]
        before = len(rows)
        while len(rows) < len(lines):
            made = FactRow("circle-check" if not at else "circle", "ok" if not at else "accent")
            made.setObjectName(f"known_{'since' if at else 'first'}_{len(rows) + 1}")
            made.clicked.connect(partial(self._ask, at, len(rows)))
            rows.append(made)
            column.addWidget(made)
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for number, row in enumerate(rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                line = lines[number]
                row.show_fact(line.entry, line.text or line.english, clock_near(line.occurred_us, now_us, zone))
        if len(rows) != before:
            self._place.put([*self.rows[0], *self.rows[1]])

    def _ask(self, at: int, number: int) -> None:
        self.fact_asked.emit(EntryId(self.rows[at][number].key))


def _is_later_fact(line: Line, found: Investigation) -> bool:
    matters = line.is_significant or line.is_pinned
    return matters and line.recorded_us > found.opened_us and line.sort not in OWN_SORTS and _stands(line)


def _stands(line: Line) -> bool:
    return not line.is_retracted and not line.is_erased


def _tr(text: str) -> str:
    return QCoreApplication.translate("KnownPanel", text)
