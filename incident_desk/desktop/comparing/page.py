"""The page of an opened round: what was found side by side, how far it agrees, what led to what, what it comes to."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.causes.sheet import CauseMapSheet
from incident_desk.desktop.comparing.acts import ComparisonActs
from incident_desk.desktop.comparing.agreed import AgreementPanel
from incident_desk.desktop.comparing.conclusion import ConclusionPanel
from incident_desk.desktop.comparing.gathering import ALL, table_shown
from incident_desk.desktop.comparing.sealed import SealPanel
from incident_desk.desktop.comparing.view import ComparisonView
from incident_desk.desktop.comparing.words import number_word
from incident_desk.desktop.investigating.page import RoomPage, stacked
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.filters import FilterChips, FilterShown
from incident_desk.desktop.parts.key_hints import KeyHints
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.domain.evidence_used import EvidenceUse, evidence_used
from incident_desk.domain.findings import Findings, Standing, findings
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.resemblance import Likeness, Spoken, answered, disputed, likenesses, spoken

Likely = tuple[tuple[Spoken, ...], frozenset[tuple[EntryId, EntryId]]]


class ComparePage(RoomPage):
    """`inside_asked` carries an investigation whose matrix is to be shown.

    What may be one is looked for on a thread of its own: with twelve investigations that takes a moment.
    """

    has_clock = False

    inside_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._found: Findings | None = None
        self._only = ALL
        self._looked_for: Likely | None = None
        self._likely: Sequence[Likeness] = ()
        self.view = ComparisonView()
        self.title = Elided("", 15, 600)
        self.filters = FilterChips(_tr("More filters"))
        self.by_hand = Button(_tr("Match by hand"), "link-2", "small", "comparison_by_hand")
        self.empty = Empty(
            "search-check",
            _tr("Nothing was found that could be compared"),
            _tr(
                "No factor was proposed and no evidence written down. What is added now is in the light of the others."
            ),
        )
        self.keys = KeyHints(_keys())
        self.told = Label("", 12, 500, "warn", "comparison_told", wraps=True)
        self.acts = ComparisonActs(bridge, self.view)
        self.agreed, self.seal = AgreementPanel(), SealPanel()
        self.map = Section("cause_map_panel", _tr("Cause map"))
        self.sheet = CauseMapSheet(bridge, "cause_map")
        self.enlarge = IconButton("maximize-2", _tr("Enlarge the cause map"), "cause_map_enlarge")
        self.conclusion = ConclusionPanel(bridge)
        centre, side = QWidget(), stacked(self.map, self.conclusion)
        super().__init__(centre, parent, below=stacked(self.agreed, self.seal), side=side)
        self._lay_out(centre)
        self._connect()

    def _lay_out(self, centre: QWidget) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.filters, 2)
        head.addWidget(self.by_hand)
        below = QVBoxLayout()
        below.setContentsMargins(16, 8, 16, 10)
        below.setSpacing(6)
        for part in (self.told, self.acts.question, self.keys):
            below.addWidget(part)
        self.told.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        column.addWidget(Line())
        column.addLayout(below)
        self.map.note.setText(_tr("causes left, effects right"))
        self.map.head.addWidget(self.enlarge)
        self.map.body.addWidget(self.sheet)

    def _connect(self) -> None:
        self.acts.told.connect(self._tell)
        self.acts.inside_asked.connect(self.inside_asked)
        self.view.told.connect(self._tell)
        self.view.heads.sectionClicked.connect(self._go_inside)
        self.filters.chosen.connect(self._filter)
        self.by_hand.clicked.connect(self.acts.begin)
        self.enlarge.clicked.connect(self.open_map)
        self.sheet.correct_asked.connect(self._correct)
        self.conclusion.course_asked.connect(self._propose)
        self.conclusion.fact_asked.connect(self._make_fact)
        self._bridge.rights.rule(self.by_hand)
        self._bridge.sharing.changed.connect(self._show_seal)

    def first(self) -> QWidget:
        if self._stack.currentWidget() is self.view:
            return self.view
        return self.conclusion.words if self.conclusion.words.isVisibleTo(self.centre.window()) else self.enlarge

    # showing ----------------------------------------------------------------------------------------------------------

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        board = observed.board
        is_other = self._found is None or self._found.round != found.round
        self._observed = observed
        self._found = findings(found.round, board.investigations, board.comparison, board.timeline)
        self.acts.about(self._found, observed)
        if is_other:
            self._only, self._likely, self._looked_for = ALL, (), None
            self.acts.question.hide()
            self._tell("")
        used = self._used()
        is_several = max(len(self._found.findings), len(used)) > 1
        self.by_hand.setVisible(self._may and len(self._found.investigations) > 1 and is_several)
        self._look_for_likely(used)
        self._show_table(used)
        self.agreed.show_findings(self._found)
        self._show_seal()
        self.sheet.show_map(observed)
        self.conclusion.show_round(self._found, observed)

    def _show_seal(self) -> None:
        """Also when other desks come or go: it says how many the opening reached."""
        if self._found is not None and self._observed is not None:
            self.seal.show_seal(self._found, self._observed, self._bridge)

    def _used(self) -> list[EvidenceUse]:
        assert self._found is not None
        assert self._observed is not None
        board = self._observed.board
        return evidence_used(self._found, board.investigations, board.comparison, board.timeline)

    @property
    def _may(self) -> bool:
        """Whether whoever is at the desk may say something of what was found."""
        assert self._observed is not None
        return self._bridge.me in self._observed.board.restriction.managers and self._bridge.rights.may()

    def _show_table(self, used: Sequence[EvidenceUse]) -> None:
        assert self._found is not None
        assert self._observed is not None
        found, likely = self._found, [*disputed(self._found, self._observed.board.comparison), *self._likely]
        count = len(found.investigations)
        one, many = _tr("What one investigation found"), _tr("What {count} blind investigations found")
        self.title.setText(one if count == 1 else many.format(count=number_word(count)))
        self.filters.show_filters(_filters(found), self._only)
        shown = table_shown(
            found,
            used,
            likely,
            observed=self._observed,
            clock=self._clock,
            only=self._only,
            is_writable=self._may,
        )
        self.view.show_table(shown)
        is_empty = not (found.rows or used)
        self._stack.setCurrentWidget(self.empty if is_empty else self.view)
        for part in (self.keys, self.filters):
            part.setVisible(not is_empty)

    def _clock(self, us: int) -> str:
        return clock_near(us, self._bridge.now_us(), self._bridge.zone)

    def _look_for_likely(self, used: Sequence[EvidenceUse]) -> None:
        """Look anew where something was named, corrected or said meanwhile."""
        assert self._found is not None
        assert self._observed is not None
        board = self._observed.board
        now = (spoken(self._found, used, board.timeline), answered(board.comparison))
        if now != self._looked_for:
            self._looked_for = now
            finding_of = {factor: each.factors[0] for each in self._found.findings for factor in each.factors}
            self._bridge.soon(self._look(now, finding_of))

    async def _look(self, now: Likely, finding_of: dict[EntryId, EntryId]) -> None:
        likely = await asyncio.to_thread(likenesses, now[0], finding_of, now[1])
        if now == self._looked_for and self._found is not None and self._observed is not None:
            self._likely = likely
            self._show_table(self._used())

    def _filter(self, key: str) -> None:
        self._only = key
        if self._found is not None and self._observed is not None:
            self._show_table(self._used())

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    # going elsewhere --------------------------------------------------------------------------------------------------

    def _go_inside(self, section: int) -> None:
        if self._found is not None and section > 0:
            self.inside_asked.emit(self._found.investigations[section - 1].id)

    def open_map(self) -> None:
        """The whole cause map over the window."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.cause_map import CauseMapDialog

            CauseMapDialog(self._bridge, self._observed, self.centre.window()).open()

    def _correct(self, effect: str) -> None:
        if self._observed is not None:
            from incident_desk.desktop.dialogs.correct import CorrectDialog

            CorrectDialog(self._bridge, self._observed, EntryId(effect), self.centre.window()).open()

    def _propose(self) -> None:
        if self._observed is not None:
            from incident_desk.desktop.dialogs.course_propose import ProposeDialog

            ProposeDialog(self._bridge, self._observed, self.centre.window()).open()

    def _make_fact(self, conclusion: str) -> None:
        """What was identified, in words that may be read outside; it goes with the conclusion if that is erased."""
        if self._observed is not None and conclusion:
            from incident_desk.desktop.dialogs.fact import FactDialog

            FactDialog(self._bridge, self._observed, self.centre.window(), line=EntryId(conclusion)).open()


def _filters(found: Findings) -> list[FilterShown]:
    counts = {standing: len(found.rows_of(standing)) for standing in Standing}
    words = {
        Standing.SHARED: _tr("Shared"),
        Standing.CONTRADICTING: _tr("Contradicting"),
        Standing.ONE_ONLY: _tr("One only"),
        Standing.LATER: _tr("Later"),
        Standing.REFUTED: _tr("Settled"),
    }
    shown = [FilterShown(ALL, _tr("All"), len(found.rows))]
    main = (Standing.SHARED, Standing.CONTRADICTING, Standing.ONE_ONLY)
    return shown + [FilterShown(s, words[s], n) for s, n in counts.items() if n or s in main]


def _keys() -> list[tuple[str, str]]:
    return [
        ("M", _tr("match")),
        ("K", _tr("keep apart")),
        ("X", _tr("contradicts")),
        ("S", _tr("settle")),
        ("Q", _tr("ask both")),
        ("U", _tr("take back")),
        ("Enter", _tr("open its matrix")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
