"""What an investigation does not know yet, and who finds out: loud where nobody does."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.button import IconButton
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation, OpenQuestion


class QuestionsPanel(Section):
    """`asked` carries a new question, `piece_asked` the one whose row was pressed."""

    asked = Signal(str)
    piece_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_questions", _tr("Open questions"), parent)
        self._keys: list[EntryId] = []
        self.plus = IconButton("plus", _tr("Add an open question"), "questions_add")
        self.line = AddLine("questions_line", _tr("What is not known yet"), self.plus)
        self.none = Label(_tr("none asked yet"), 12, 400, "text3")
        self._pool = PooledRows("question", TabPlace(self), self.body.insertWidget, self._ask, behind=[self.line])
        self.rows = self._pool.rows
        self.head.addWidget(self.plus)
        self.body.addWidget(self.none)
        self.body.addWidget(self.line)
        self.plus.clicked.connect(self.line.begin)
        self.line.typed.connect(self.asked)
        bridge.rights.rule(self.plus)

    def show_investigation(self, found: Investigation, observed: ObservedIncident, *, may: bool) -> None:
        """Show those of this one: what nobody finds out on top, what was found out below."""
        timeline = observed.board.timeline
        standing = [each for each in found.questions.values() if each.stands(timeline)]
        standing.sort(key=lambda each: (bool(each.answers), bool(each.owner)))
        unowned = sum(not (each.owner or each.answers) for each in standing)
        count = len([each for each in standing if not each.answers])
        self.note.set_tone("warn" if unowned else "text2")
        few, many = _tr("1 of {all} has no owner"), _tr("{count} of {all} have no owner")
        told = (few if unowned == 1 else many).format(count=unowned, all=count)
        self.note.setText(told if unowned else "")
        self.none.setVisible(not standing)
        self.plus.setVisible(may)
        self._keys = [each.id for each in standing]
        self._pool.show_rows([_row(each, each.words(timeline)) for each in standing])

    def row_of(self, question: EntryId) -> TwoLineRow | None:
        """The row of this question."""
        return self.rows[self._keys.index(question)] if question in self._keys else None

    def _ask(self, at: int) -> None:
        self.piece_asked.emit(self._keys[at])


def _row(question: OpenQuestion, words: str) -> RowShown:
    if question.answers:
        return RowShown(words, _tr("found out"), symbol="circle-check", tone="ok")
    if question.owners.is_conflicted:
        names = _tr(" and ").join(each.value or _tr("nobody") for each in question.owners.settings)
        told = _tr("{names} at once: say who").format(names=names)
        return RowShown(words, told, symbol="git-merge", tone="accent", detail_tone="accent")
    if question.owner:
        return RowShown(words, question.owner, symbol="circle-question-mark", tone="accent")
    return RowShown(words, _tr("nobody yet"), symbol="circle-question-mark", tone="warn", detail_tone="warn")


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuestionsPanel", text)
