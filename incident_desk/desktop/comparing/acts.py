"""What is said of findings in the window: matched, kept apart, contradicting, asked about, settled, taken back."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.comparing.rows import EvidenceRow, FindingRow, PieceShown
from incident_desk.desktop.comparing.view import ComparisonView
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.domain.commands import Fields
from incident_desk.domain.comparing import Contradict, KeepApart, Match, Unmatch, Unsettle, meant
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.findings import Findings, Standing, factor_of
from incident_desk.domain.ids import EntryId
from incident_desk.domain.questions import AskSomebody

SAYS: Final = {"match": Match, "apart": KeepApart, "contradict": Contradict}


class ComparisonActs(QObject):
    """Of one round at a time. `told` carries why something was not done, empty when it was.

    `question` is the line for what both sides of a contradiction are asked; `inside_asked` an investigation to show.
    """

    told = Signal(str)
    inside_asked = Signal(str)

    def __init__(self, bridge: Bridge, view: ComparisonView) -> None:
        super().__init__(view)
        self._bridge, self._view = bridge, view
        self._found: Findings | None = None
        self._observed: ObservedIncident | None = None
        self._between: tuple[EntryId, EntryId] | None = None
        self.question = AddLine("comparison_question", _tr("What both are asked"), view)
        view.related.connect(self._relate)
        view.asked.connect(self._ask)
        self.question.typed.connect(self._ask_both)

    def about(self, found: Findings, observed: ObservedIncident) -> None:
        """Of this round from now on."""
        self._found, self._observed = found, observed

    def begin(self) -> None:
        """Mark the finding with the keyboard, to say of another that they are one."""
        self._view.setFocus()
        self._view.say("match")

    def _relate(self, says: str, one: str, other: str) -> None:
        self._do(SAYS[says](one, other))

    def _do(self, *commands: Fields) -> None:
        if self._observed is not None and commands:
            self.told.emit("")
            self._bridge.do_soon(commands, self._observed.incident, self.told.emit)

    def _ask(self, what: str, index: QModelIndex) -> None:
        row, shown = self._view.table.row(index), self._view.table.finding(index)
        if self._found is None or shown is None or not isinstance(row, FindingRow | EvidenceRow):
            return
        if what == "open":
            both = factor_of(self._found, shown.key)
            of = shown.of if isinstance(shown, PieceShown) else both[0].id if both else ""
            self.inside_asked.emit(of)
        elif what == "back" and self._view.is_writable:
            self._take_back(row, shown.key)
        elif what in ("settle", "ask") and self._view.is_writable:
            self._settle(what, row)

    def _settle(self, what: str, row: FindingRow | EvidenceRow) -> None:
        if (
            isinstance(row, EvidenceRow)
            or row.between is None
            or row.standing is not Standing.CONTRADICTING
            or self._observed is None
        ):
            self.told.emit(_tr("Only what contradicts is settled: press X on two factors first"))
        elif what == "settle":
            from incident_desk.desktop.dialogs.settle import SettleDialog

            SettleDialog(self._bridge, self._observed, row.between, self._view.window()).open()
        else:
            self._between = row.between
            board = self._observed.board
            two = [meant(board.investigations, board.timeline, each) for each in row.between]
            words = _tr("“{one}” and “{other}” cannot both be right: what would show which holds?")
            said = [each.piece.words(board.timeline) for each in two]
            self.question.setText(words.format(one=said[0], other=said[1]))
            self.question.begin()

    def _ask_both(self, words: str) -> None:
        """A question to the lead of each of the two; it stays open until it is answered."""
        self.question.leave()
        if self._between is None or self._observed is None:
            return
        board = self._observed.board
        leads = [meant(board.investigations, board.timeline, each).investigation.lead for each in self._between]
        names = [self._bridge.name(lead) for lead in leads if lead != self._bridge.me]
        self._do(*(AskSomebody(f"@{name}", words) for name in names))

    def _take_back(self, row: FindingRow | EvidenceRow, factor: EntryId) -> None:
        """What was said of it: that it is settled, contradicts, or is one with others."""
        assert self._observed is not None
        if isinstance(row, FindingRow) and row.between is not None:
            take = Unsettle if row.standing is Standing.REFUTED else Unmatch
            self._do(take(*row.between))
            return
        matched = self._observed.board.comparison.related(Relation.SAME)
        if isinstance(row, EvidenceRow):
            own = {each.key for each in row.pieces}
            same = [pair for pair in matched if set(pair) <= own]
            nothing = _tr("Nothing was said of this piece of evidence")
        else:
            own = {each.key for cell in row.cells.values() for each in cell}
            same = [pair for pair in matched if factor in pair and set(pair) <= own]
            nothing = _tr("Nothing was said of this factor")
        self._do(*(Unmatch(*pair) for pair in same))
        if not same:
            self.told.emit(nothing)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
