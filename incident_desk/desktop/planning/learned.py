"""Changes of the plan that lessons propose, to be accepted; and the draft, proposed for a lesson's sake."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.lesson_list import Lesson
from incident_desk.domain.lessons import ProposeChange


class LearnedPanel(Section):
    """`taken` carries the text of the plan with a change, to be worked at in the draft, and why."""

    taken = Signal(str, str)

    def __init__(self, bridge: Bridge, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__("plan_learned", "", parent)
        self._bridge = bridge
        self._draft = draft
        self._waiting: list[tuple[Board, Lesson]] = []
        self.rows: list[TwoLineRow] = []
        self.head.insertWidget(0, Label(_tr("Proposed by lessons"), 13, 600))
        self.nothing = Label(
            _tr("Nothing waits. A lesson is noted in the review of its incident."), 12, 400, "text2", wraps=True
        )
        self.choice = QComboBox()
        self.choice.setObjectName("plan_lesson")
        self.choice.setAccessibleName(_tr("For which lesson"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.propose = Button(_tr("Propose"), "lightbulb", "small", "plan_propose")
        self.propose.setToolTip(_tr("Propose the draft as the change that this lesson asks for"))
        self.fault = Label("", 12, 500, "bad", "plan_propose_fault", wraps=True)
        self.fault.hide()
        self._place = TabPlace(self)
        self._lay_out()
        self.propose.clicked.connect(self._propose)
        bridge.headlines_changed.connect(self._show)
        bridge.rights.changed.connect(self._show_draft)
        draft.seen.connect(self._show_draft)
        self._show()

    def _lay_out(self) -> None:
        self._draft_row = QWidget()
        row = QHBoxLayout(self._draft_row)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.propose)
        for part in (self.nothing, self._draft_row, self.fault):
            self.body.addWidget(part)

    def _show(self) -> None:
        known = [(board, one) for board in self._bridge.headlines for one in board.lessons.all]
        self._waiting = [(board, one) for board, one in known if one.waits]
        while len(self.rows) > len(self._waiting):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(self._waiting):
            row = TwoLineRow()
            row.setObjectName(f"plan_learned_{len(self.rows) + 1}")
            row.clicked.connect(partial(self._open, len(self.rows)))
            self.rows.append(row)
            self.body.insertWidget(len(self.rows) - 1, row)
        for row, (board, one) in zip(self.rows, self._waiting, strict=True):
            told = "; ".join(each.english for each in one.proposal.value.told) if one.proposal.value else ""
            lesson = _tr("{number}, lesson {lesson}").format(
                number=board.headline.number, lesson=board.lessons.label(one)
            )
            row.show_row(RowShown(one.words, f"{lesson} · {told}", "", "lightbulb", "accent"))
        self._place.put(self.rows)
        self.setVisible(bool(known))  # before the first lesson it would only take room
        count = len(self._waiting)
        self.note.setText(counted(count, _tr("1 waits"), _tr("{count} wait")) if count else "")
        self.nothing.setVisible(not count)
        self._offer(known)
        self._show_draft()

    def _offer(self, known: list[tuple[Board, Lesson]]) -> None:
        chosen = self.choice.currentData()
        self.choice.clear()
        for board, one in known:
            words = f"{board.headline.number}/{board.lessons.label(one)} · {one.words[:60]}"
            self.choice.addItem(words, (board.incident, one.id))
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if known else -1)

    def _show_draft(self) -> None:
        """Only a draft that says something, and that can be read, can be proposed."""
        seen = self._draft.last
        is_sound = seen is not None and seen.plan is not None and not seen.faults and seen.text == self._draft.text
        self._draft_row.setVisible(self._draft.is_begun and self.choice.count() > 0)
        why = self._bridge.rights.why_not()
        self.propose.setEnabled(is_sound and not why)

    def _open(self, at: int) -> None:
        from incident_desk.desktop.dialogs.lesson import LessonDialog

        board, one = self._waiting[at]
        dialog = LessonDialog(self._bridge, board.incident, self.window(), one.id)
        dialog.offer_draft()
        dialog.draft_asked.connect(self.taken)
        dialog.open()

    def _propose(self) -> None:
        if self.choice.currentData() is not None:
            incident, lesson = self.choice.currentData()
            self.fault.hide()
            self._bridge.soon(self._proposed(IncidentId(incident), lesson), self._refuse)

    async def _proposed(self, incident: IncidentId, lesson: str) -> None:
        await self._bridge.do(ProposeChange(lesson, self._draft.text, self._draft.made_from), incident)

    def _refuse(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()


def _tr(text: str) -> str:
    return QCoreApplication.translate("LearnedPanel", text)
