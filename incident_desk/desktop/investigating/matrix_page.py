"""Inside an investigation: the matrix, how firm its order is, and the keys for the cell that has the keyboard."""

from functools import partial

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.matrix_view import MatrixView
from incident_desk.desktop.investigating.matrix_words import cells_shown, evidence_shown, hypotheses_shown
from incident_desk.desktop.investigating.page import RoomPage
from incident_desk.desktop.investigation_words import box_left_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.key_hints import KeyHints
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import Hypothesis, Rate
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.matrix import At, Matrix, matrix


class MatrixPage(RoomPage):
    """While the matrix has the keyboard its order stands still: whoever rates would lose their place. O sorts it."""

    piece_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        self._bridge = bridge
        self._found: Investigation | None = None
        self._observed: ObservedIncident | None = None
        self._order: tuple[list[EntryId], list[EntryId]] = ([], [])
        self._writing: dict[At, Rating | None] = {}
        self.view = MatrixView()
        self.question = Elided("", 15, 600)
        self.facts = [Label("", 12, 600) for _ in range(2)]
        self.hypothesis = Button(_tr("Hypothesis"), "plus", "small", "matrix_hypothesis")
        self.line = AddLine("matrix_hypothesis_line", _tr("What may be so"), self.hypothesis)
        self.empty = Empty("scale", _tr("No hypothesis yet"), _tr("Say what may be so; then what speaks for it."))
        self.keys = KeyHints(_keys())
        centre = QWidget()
        super().__init__(centre, parent)
        self._lay_out(centre)
        self.hypothesis.clicked.connect(self.line.begin)
        self.line.typed.connect(self._add_hypothesis)
        self.view.rated.connect(self._rate)
        self.view.asked.connect(self._ask)
        self.view.moved.connect(self._show_cell)
        self.view.let_go.connect(self.sort)
        bridge.rights.rule(self.hypothesis)

    def _lay_out(self, centre: QWidget) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(20)
        head.addWidget(self.question, 1)
        for name, value in zip((_tr("Time box"), _tr("Rated")), self.facts, strict=True):
            fact = QVBoxLayout()
            fact.setSpacing(2)
            fact.addWidget(Label(name, 11, 400, "text2"))
            fact.addWidget(value)
            head.addLayout(fact)
        head.addWidget(self.hypothesis, 0, Qt.AlignmentFlag.AlignVCenter)
        adding = QHBoxLayout()
        adding.setContentsMargins(16, 0, 16, 8)
        adding.addWidget(self.line)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        keys = QHBoxLayout()
        keys.setContentsMargins(16, 10, 16, 10)
        keys.addWidget(self.keys)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(adding)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        column.addWidget(Line())
        column.addLayout(keys)

    def first(self) -> QWidget:
        return self.view if self._stack.currentIndex() else self.hypothesis

    # showing ----------------------------------------------------------------------------------------------------------

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        if self._found is None or self._found.id != found.id:
            self.line.clear()
            self.line.hide()
            self._writing.clear()
            self._order = ([], [])
        self._found, self._observed = found, observed
        shown = matrix(found, observed.board.timeline)
        self.question.setText(found.question(observed.board.timeline) or _tr("(the question was erased)"))
        stage = observed.board.investigations.stage(found)
        self.facts[0].setText(box_left_words(found, self._bridge.now_us()) if stage is Stage.SEALED else "–")
        self.facts[1].setText(_tr("{rated} of {all} cells").format(rated=shown.rated, all=shown.size))
        self.hypothesis.setVisible(self._may_write)
        self._show_matrix(found, observed, shown)

    def _show_matrix(self, found: Investigation, observed: ObservedIncident, shown: Matrix) -> None:
        self._order = (
            self._ordered(self._order[0], shown.hypotheses),
            self._ordered(self._order[1], shown.evidence),
        )
        columns = hypotheses_shown(found, observed, shown, self._order[0])
        rows = evidence_shown(found, observed, shown, self._order[1], (self._bridge.now_us(), self._bridge.zone))
        index = self.view.currentIndex()
        at = self.view.table.at(index) if index.isValid() else None
        if self.view.table.show_matrix(columns, rows, cells_shown(shown, self._writing)):
            self.view.share()
            if at is not None:
                self.view.setCurrentIndex(self.view.table.index_of(at))
        self._stack.setCurrentIndex(1 if shown.hypotheses else 0)
        self.keys.setVisible(bool(shown.size) and self._may_write)
        self._show_cell()

    def _ordered(self, before: list[EntryId], now: tuple[EntryId, ...]) -> list[EntryId]:
        """The order of reading; while somebody rates, that of before, and what came meanwhile behind it."""
        if not self.view.hasFocus():
            return list(now)
        kept = [each for each in before if each in now]
        return [*kept, *(each for each in now if each not in kept)]

    def sort(self) -> None:
        """Put hypotheses and evidence in the order in which they stand now."""
        if self._found is not None and self._observed is not None:
            self._order = ([], [])
            self.show_investigation(self._found, self._observed)

    def _show_cell(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            self.keys.show_about("")
            return
        row, column = self.view.table.rows[index.row()], self.view.table.columns[index.column()]
        self.keys.show_about(f"{row.name}, {column.words}:")

    @property
    def _may_write(self) -> bool:
        if self._found is None or self._observed is None:
            return False
        stage = self._observed.board.investigations.stage(self._found)
        return self._bridge.rights.may() and stage is not Stage.SUBMITTED

    # writing ----------------------------------------------------------------------------------------------------------

    def _rate(self, at: At, rating: Rating | None) -> None:
        """What is said already is not said again; a cell about which members differ is settled by it."""
        if self._found is None or self._observed is None or not self._may_write:
            return
        field = self._found.ratings.get(at)
        is_split = field is not None and field.is_conflicted and at not in self._writing
        if self._writing.get(at, field.value if field else None) is rating and not is_split:
            return
        self._writing[at] = rating
        self._bridge.soon(self._rated(self._observed, at, Rate(*at, rating, self._found.id)))
        self.show_investigation(self._found, self._observed)

    async def _rated(self, observed: ObservedIncident, at: At, fields: Rate) -> None:
        try:
            await self._bridge.do(fields, observed.incident)
        finally:
            if self._writing.get(at) is fields.rating:
                self._writing.pop(at, None)
            if shiboken6.isValid(self.view) and self._found is not None and self._observed is observed:
                self.show_investigation(self._found, observed)

    def _add_hypothesis(self, words: str) -> None:
        if self._found is not None and self._observed is not None:
            self._bridge.soon(self._written(self._observed, Hypothesis(words, self._found.id)))

    async def _written(self, observed: ObservedIncident, fields: Fields) -> None:
        """A refusal leaves the words where they were typed."""
        await self._bridge.do(fields, observed.incident)
        self.line.clear()

    def _ask(self, what: str, at: At | None) -> None:
        ways = {"order": self.sort, "hypothesis": self.line.begin}
        if at is not None:
            ways["piece"] = partial(self.piece_asked.emit, at[0])
        if what in ways:
            ways[what]()


def _keys() -> list[tuple[str, str]]:
    return [
        ("C", _tr("fits")),
        ("I", _tr("speaks against")),
        ("N", _tr("neither")),
        (_tr("Space"), _tr("not yet")),
        ("J", _tr("next not yet")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("MatrixPage", text)
