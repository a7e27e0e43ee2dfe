"""The matrix, how firm its order is, and the keys for the cell that has the keyboard."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.firmness import FirmnessPanel
from incident_desk.desktop.investigating.matrix_head import MatrixHead
from incident_desk.desktop.investigating.matrix_view import MatrixView
from incident_desk.desktop.investigating.matrix_words import cells_shown, evidence_shown, hypotheses_shown
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.file_drop import FileDrop
from incident_desk.desktop.parts.key_hints import KeyHints
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.matrix import At, Matrix

LOW_PX = 560
"""Below this height the sentences on the order give way to the rows."""


class MatrixCentre(QWidget):
    """While the matrix has the keyboard its order stands still: whoever rates would lose their place. O sorts it.

    `rated` carries a cell and what was said there, `asked` what a key wants and the cell it is about; of evidence, the
    file that was dropped or pasted.
    """

    rated = Signal(object, object)
    asked = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._found: Investigation | None = None
        self._observed: ObservedIncident | None = None
        self._shown: Matrix | None = None
        self._may = False
        self._order: tuple[list[EntryId], list[EntryId]] = ([], [])
        self.writing: dict[At, Rating | None] = {}
        """What was said and is not on the disk yet."""
        self.head = MatrixHead(bridge)
        self.view = MatrixView()
        self.begin = Button(_tr("Say what may be so"), "plus", "plain", "matrix_begin")
        self.empty = Empty(
            "scale",
            _tr("No hypothesis yet"),
            _tr("Say what may be so, each alone; then what was seen, and what that says of each."),
            self.begin,
        )
        self.more = Elided("", 12, 500, "text2")
        self.kept = Elided(_tr("= counts for no hypothesis, kept for the review"), 12, 400, "text2")
        self.firmness = FirmnessPanel(bridge)
        self.keys = KeyHints(_keys())
        self.drop = FileDrop(self, self.view, self.head.line)
        self._lay_out()
        self.drop.given.connect(partial(self.asked.emit, "evidence"))
        self.begin.clicked.connect(self.head.hypothesis.click)
        bridge.rights.rule(self.begin)
        self.view.rated.connect(self.rated)
        self.view.asked.connect(self._ask)
        self.view.named.connect(partial(self.asked.emit, "name"))
        self.view.moved.connect(self._show_cell)
        self.view.let_go.connect(self.sort)
        self.view.verticalScrollBar().valueChanged.connect(self._show_rest)
        self.view.verticalScrollBar().rangeChanged.connect(self._show_rest)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 5, 16, 5)
        foot.addWidget(self.more, 1)
        foot.addWidget(self.kept)
        keys = QHBoxLayout()
        keys.setContentsMargins(16, 8, 16, 8)
        keys.addWidget(self.keys)
        self._lines = (Line(), Line(), Line())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        for line, part in zip(self._lines[:2], (self._foot, self.firmness), strict=True):
            column.addWidget(line)
            column.addWidget(part)
        column.addWidget(self._lines[2])
        column.addLayout(keys)

    def first(self) -> QWidget:
        """What has the keyboard when somebody comes here."""
        return self.view if self._stack.currentIndex() else self.begin

    def go_to(self, evidence: EntryId | None, hypothesis: EntryId | None) -> QWidget:
        """To a cell, or to what is to be settled of a piece or a hypothesis. Returns: what gets the keyboard."""
        about = (evidence, hypothesis) if evidence and hypothesis else evidence or hypothesis
        table, before = self.view.table, self.view.currentIndex()
        rows = [at for at, each in enumerate(table.rows) if each.key == evidence] or [max(0, before.row())]
        columns = [at for at, each in enumerate(table.columns) if each.key == hypothesis] or [max(0, before.column())]
        self.view.setCurrentIndex(table.index(rows[0], columns[0]))
        self.view.scrollTo(self.view.currentIndex())
        if about is None:
            return self.view
        self.firmness.want(about)
        self.sort()
        return self.view if evidence and hypothesis else self.firmness.way_to(about) or self.view

    # showing ----------------------------------------------------------------------------------------------------------

    def show_matrix(self, found: Investigation, observed: ObservedIncident, shown: Matrix, *, may: bool) -> None:
        """Show the matrix of this investigation."""
        if self._found is None or self._found.id != found.id:
            self.writing.clear()
            self._order = ([], [])
        self._found, self._observed, self._shown, self._may = found, observed, shown, may
        self.drop.is_open = may
        self.head.show_head(found, observed, shown, may=may)
        self._order = (self._ordered(self._order[0], shown.hypotheses), self._ordered(self._order[1], shown.evidence))
        columns = hypotheses_shown(found, observed, shown, self._order[0])
        rows = evidence_shown(found, observed, shown, self._order[1], self._bridge)
        index = self.view.currentIndex()
        at = self.view.table.at(index) if index.isValid() else None
        cells = cells_shown(shown, self.writing, found, observed.board.timeline)
        if self.view.table.show_matrix(columns, rows, cells):
            self.view.share()
            if at is not None:
                self.view.setCurrentIndex(self.view.table.index_of(at))
            self.view.stand_somewhere()
        self._stack.setCurrentIndex(1 if shown.hypotheses else 0)
        self.begin.setVisible(may)
        self.firmness.show_firmness(found, observed, shown, may=may)
        is_seen = bool(shown.size) and self.height() >= LOW_PX
        for part in (self._foot, self.firmness, *self._lines[:2]):
            part.setVisible(is_seen)
        self.keys.setVisible(bool(shown.size) and may)
        self._lines[2].setVisible(bool(shown.size) and may)
        self._show_rest()
        self._show_cell()

    def _ordered(self, before: list[EntryId], now: tuple[EntryId, ...]) -> list[EntryId]:
        """The order of reading; while somebody rates, that of before, and what came meanwhile behind it."""
        if not self.view.hasFocus():
            return list(now)
        kept = [each for each in before if each in now]
        return [*kept, *(each for each in now if each not in kept)]

    def sort(self) -> None:
        """Put hypotheses and evidence in the order in which they stand now."""
        if self._found is not None and self._observed is not None and self._shown is not None:
            self._order = (list(self._shown.hypotheses), list(self._shown.evidence))
            self.show_matrix(self._found, self._observed, self._shown, may=self._may)

    def _show_rest(self) -> None:
        """How many rows are hidden below, and what can be expected of them."""
        shown = self._shown
        if shown is None:
            return
        hidden = self.view.rows_below()
        below = [self.view.table.rows[row] for row in hidden if row < len(self.view.table.rows)]
        silent = sum(each.tells_none for each in below)
        self.kept.setVisible(any(each.tells_none for each in self.view.table.rows))
        if not below:
            self.more.setText("")
            return
        words = counted(len(below), _tr("1 more piece below"), _tr("{count} more pieces below"))
        if silent:
            words += ", " + (
                _tr("none tells hypotheses apart so far")
                if silent == len(below)
                else _tr("{count} of them tell none apart").format(count=silent)
            )
        self.more.setText(f"↓ {words}")

    def _show_cell(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            self.keys.show_about("")
            return
        row, column = self.view.table.rows[index.row()], self.view.table.columns[index.column()]
        self.keys.show_about(f"{row.name}, {column.words}:")

    def _ask(self, what: str, at: At | None) -> None:
        ways = {"order": self.sort, "hypothesis": self.head.line.begin}
        ways.get(what, partial(self.asked.emit, what, at))()


def _keys() -> list[tuple[str, str]]:
    return [
        ("C", _tr("fits")),
        ("I", _tr("speaks against")),
        ("N", _tr("neither")),
        (_tr("Space"), _tr("not yet")),
        ("?", _tr("why")),
        ("J", _tr("next not yet")),
        ("T", _tr("trust")),
        ("R", _tr("rename")),
        ("O", _tr("sort")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("MatrixCentre", text)
