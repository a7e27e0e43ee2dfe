"""The investigations of an incident in their room: each with its seal, who works on it, and how it stands."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_words import confidence_word, outside_words, people_words, stage_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.investigation_row import InvestigationRow, InvestigationRowShown
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation, Stage


class InvestigationList(Section):
    """`chosen` carries the investigation whose row was pressed; `open_asked` that more are to be opened."""

    chosen = Signal(str)
    open_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_list", _tr("Investigations"), parent)
        self._bridge = bridge
        self.rows: list[InvestigationRow] = []
        self.open_more = Button(_tr("Open more"), "plus", "small", "investigations_open")
        bridge.rights.rule(self.open_more)
        self.compare = Button(_tr("Compare"), "scale", "small", "investigations_compare")
        self.compare.setAccessibleName(_tr("Compare what all of the round found"))
        self.compare.hide()
        self.head.addWidget(self.compare)
        self.head.addWidget(self.open_more)
        self._place = TabPlace(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.open_more.clicked.connect(self.open_asked)

    def show_list(self, observed: ObservedIncident, shown: Investigation | None) -> None:
        """Show them all; of them this one is the one that the room shows."""
        investigations = observed.board.investigations.all
        board = observed.board
        may = self._bridge.me in board.restriction.managers and board.headline.is_open
        self.open_more.setVisible(may and bool(investigations))  # for the first there is a way in the middle
        before = len(self.rows)
        while len(self.rows) < len(investigations):
            made = InvestigationRow(f"investigation_row_{len(self.rows) + 1}")
            made.clicked.connect(partial(self._choose, len(self.rows)))
            self.body.addWidget(made)
            self.rows.append(made)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(investigations))
            if at < len(investigations):
                row.show_row(self._row(investigations[at], observed))
                row.setChecked(investigations[at] is shown)
        if len(self.rows) != before:
            self._place.put(self.rows)

    def _row(self, found: Investigation, observed: ObservedIncident) -> InvestigationRowShown:
        bridge, investigations = self._bridge, observed.board.investigations
        now_us, zone = bridge.now_us(), bridge.zone
        stage, may_read = investigations.stage(found), investigations.may_read(found, bridge.me)
        foot = stage_words(found, observed, bridge.me, now_us, zone)
        symbol, tone = {
            Stage.SEALED: ("pencil-line" if may_read else "clock", "text2"),
            Stage.SUBMITTED: ("check", "ok"),
            Stage.OPEN: ("check", "ok") if found.submitted_us is not None else ("triangle-alert", "warn"),
        }[stage]
        if found.conclusion is not None and stage is Stage.OPEN:
            sure = found.conclusion.confidence
            foot = f"{sure} % {confidence_word(sure)} · {foot}"
        if stage is Stage.SEALED:
            late = (until_us := found.until.value) is not None and now_us >= until_us
            tone = "warn" if late else tone
            foot = foot if may_read else outside_words(found, observed, bridge)
        people = people_words(found, observed.organisation.people)
        return InvestigationRowShown(
            found.id,
            investigations.label(found),
            found.question(observed.board.timeline) or _tr("(the question was erased)"),
            f"{found.team}: {people}" if found.team not in ("", people) else people,
            foot,
            symbol,
            tone,
            is_sealed=not may_read,
        )

    def _choose(self, at: int) -> None:
        self.chosen.emit(EntryId(self.rows[at].shown.key))


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationList", text)
