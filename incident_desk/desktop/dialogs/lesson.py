"""A lesson: what the incident taught, and the change of the plan that it proposes, with what became of that."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.changes_view import ChangesView
from incident_desk.desktop.dialogs.begun_form import BegunForm
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field, form_text
from incident_desk.desktop.lesson_words import stand_words
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.lesson_list import Lesson
from incident_desk.domain.lessons import (
    AcceptChange,
    ChangeLesson,
    DeclineChange,
    DropLesson,
    NoteLesson,
    ProposeStep,
    proposed_text,
    reason_of,
)

TEXT_PX: Final = 92
WITHIN_S: Final = (300, 900, 1800, 3600, None)


class LessonDialog(Dialog):
    """Without `lesson` it notes one. `follow_up_asked` tells that a follow-up of it is wanted.

    `draft_asked` carries the plan with its change, to be worked at, and why it changes.
    """

    WIDTH_PX = 720
    follow_up_asked = Signal(str)
    draft_asked = Signal(str, str)

    def __init__(self, bridge: Bridge, incident: IncidentId, window: QWidget, lesson: EntryId | None = None) -> None:
        super().__init__(window, "lesson_dialog", "lightbulb", _tr("Note a lesson"))
        self._bridge = bridge
        self._incident = incident
        self._id = lesson
        self._filled: str | None = None
        self._make_fields()
        self._lay_out()
        dress(self.body)
        self.promise("history", self.tr("It is shown when something like this is declared again"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.more = self.add_button("lesson_follow_up", self.tr("Follow-up of it…"), self._follow_up)
        words = self.tr("Note it") if lesson is None else self.tr("Save the change")
        self.go = self.add_button("lesson_go", words, self._save, "primary", "lightbulb")
        self.add_key("Ctrl+Return", self._save)
        for changed in (self.text.textChanged, self.do_.textChanged):
            changed.connect(self._show)
        bridge.headlines_changed.connect(self._renew)
        bridge.rights.rule(self.more)
        if bridge.desk is not None:
            state = WindowState.of(bridge.desk.home)
            self.begun = BegunForm(state, f"{incident}/lesson/{lesson or ''}")
        self._renew()

    @property
    def _board(self) -> Board | None:
        return next((each for each in self._bridge.headlines if each.incident == self._incident), None)

    @property
    def _one(self) -> Lesson | None:
        board = self._board
        return board.lessons.of.get(self._id) if board is not None and self._id is not None else None

    # building ---------------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        example = self.tr("Nobody had looked whether the backups can be read")
        self.text = form_text("lesson_words", self.tr("What it taught"), TEXT_PX, example)
        self.role = QComboBox()
        self.role.setObjectName("lesson_role")
        self.role.setAccessibleName(self.tr("On whose checklist"))
        for role in self._bridge.organisation.plans.current.roles:
            self.role.addItem(role.title, role.key)
        self.do_ = form_field("lesson_do", self.tr("Look whether the newest backup can be read"))
        self.do_.setAccessibleName(self.tr("A line more on that checklist"))
        self.within = SpanChoice("lesson_within", WITHIN_S, _within_words)
        self.within.choose(WITHIN_S[1])
        self.changes = ChangesView()
        self.stands = Label("", 12, 500, "text2", "lesson_stands", wraps=True)
        self.note = form_field("lesson_note", self.tr("Why it is declined, or no lesson"))
        self.fault = Label("", 12, 500, "bad", "lesson_fault", wraps=True)
        self.fault.hide()

    def _lay_out(self) -> None:
        self._plan = QWidget()
        rows = QVBoxLayout(self._plan)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(8)
        note = self.tr("any other change: in the plan room, Ctrl+P")
        rows.addWidget(SectionHead(self.tr("What changes in the plan?"), note, "2"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.role)
        line.addWidget(self.do_, 1)
        rows.addLayout(line)
        rows.addWidget(self.within)
        proposing = QHBoxLayout()  # beside the spans it would push the form out of the card
        proposing.setSpacing(8)
        proposing.addStretch(1)
        self.propose = self._act(proposing, "propose", self.tr("Propose this line"), "plus", self._step)
        rows.addLayout(proposing)
        rows.addWidget(self.changes)
        rows.addWidget(self.stands)
        rows.addWidget(self.note)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        self.accept_ = self._act(
            acts, "accept", self.tr("Put it into the plan"), "check", lambda: AcceptChange(self._id or "")
        )
        self.decline = self._act(
            acts, "decline", self.tr("Decline the change"), "x", lambda: DeclineChange(self._id or "", self._why)
        )
        acts.addStretch(1)
        self.drop = self._act(
            acts, "drop", self.tr("It is no lesson"), "trash-2", lambda: DropLesson(self._id or "", self._why)
        )
        rows.addLayout(acts)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("What did it teach?"), self.tr("about the system, not about people"), "1"))
        for part in (self.text, self._plan, self.fault):
            column.addWidget(part)

    def _act(self, row: QHBoxLayout, name: str, words: str, symbol: str, fields: Callable[[], Fields]) -> Button:
        button = Button(words, symbol, "plain", f"lesson_{name}")
        self._bridge.rights.rule(button)
        button.clicked.connect(lambda: self._do(fields(), button))
        row.addWidget(button)
        return button

    def first(self) -> QWidget:
        one = self._one
        if one is None:
            return self.text
        return self.accept_ if one.waits and self.accept_.isEnabled() else self.do_

    # showing ----------------------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Somebody at some desk said something: what was not touched here follows."""
        one, board = self._one, self._board
        for part in (self._plan, self.more):
            part.setVisible(one is not None)
        if one is not None and board is not None:
            number = f"{board.headline.number} · {board.lessons.label(one)}"
            self.heading.setText(self.tr("Lesson {number}").format(number=number))
            if self._filled is None or self.text.toPlainText() == self._filled:
                self._filled = one.words
                self.text.setPlainText(one.words)
            proposal = one.proposal.value
            self.changes.show_changes(proposal.told if proposal is not None else ())
            stand = stand_words(one) if proposal is not None else ""
            reason = proposal.reason if proposal is not None else ""
            self.stands.setText(": ".join(filter(None, (stand, reason))))
            self.stands.setVisible(bool(stand))
            for button in (self.accept_, self.decline):
                button.setVisible(one.waits)
        self._show()
        self.fit()

    def _show(self) -> None:
        why = self._bridge.rights.why_not()
        text = " ".join(self.text.toPlainText().split())
        one = self._one
        is_new = one is None or text != one.words or one.text.is_conflicted
        self.go.setEnabled(bool(text) and is_new and not why and not self.is_busy)
        self.go.setToolTip(why)
        self.propose.setEnabled(bool(self.do_.text().strip()) and not why)

    # doing it ---------------------------------------------------------------------------------------------------------

    @property
    def _why(self) -> str:
        return self.note.text().strip()

    def _step(self) -> Fields:
        return ProposeStep(self._id or "", self.role.currentData(), self.within.seconds, self.do_.text().strip())

    def _save(self) -> None:
        if self.go.isEnabled():
            text = self.text.toPlainText()
            fields = NoteLesson(text) if self._id is None else ChangeLesson(self._id, text)
            self.attempt(self._bridge, self._bridge.do(fields, self._incident), self.fault, self.go)
        elif not self.text.toPlainText().strip():
            self.text.setFocus()

    def _do(self, fields: Fields, button: Button) -> None:
        """The dialog stays where a change was proposed: it is looked at, then accepted."""
        if isinstance(fields, ProposeStep):
            self.fault.hide()
            self._bridge.soon(self._proposed(fields), self._refuse)
        else:
            self.attempt(self._bridge, self._asking_why(fields), self.fault, button)

    async def _proposed(self, fields: Fields) -> None:
        await self._bridge.do(fields, self._incident)
        self.do_.clear()

    def _refuse(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.fit()

    async def _asking_why(self, fields: Fields) -> list[Entry]:
        """Where it is refused and no reason was given, the keyboard goes to where one is given."""
        try:
            return await self._bridge.do(fields, self._incident)
        except DeskError:
            if not self._why:
                self.note.setFocus()
            raise

    def offer_draft(self) -> None:
        """It was opened over the plan room: what is proposed can be worked at there."""
        button = self.add_button("lesson_to_draft", self.tr("Work at it in the draft"), self._to_draft)
        self.foot.removeWidget(button)
        self.foot.insertWidget(self.foot.indexOf(self.go), button)

    def _to_draft(self) -> None:
        one, board, plans = self._one, self._board, self._bridge.organisation.plans
        if one is None or board is None or one.proposal.value is None:
            return
        try:
            text = proposed_text(one.proposal.value, plans)
        except DeskError as e:
            self._refuse(str(e))
            return
        is_open_to_all = not board.headline.is_restricted
        self.accept()
        self.draft_asked.emit(text, reason_of(one, board.headline, is_open_to_all=is_open_to_all))

    def _follow_up(self) -> None:
        self.accept()
        self.follow_up_asked.emit(self._id or "")


def _within_words(seconds: int | None) -> str:
    return _tr("no limit") if seconds is None else _tr("within {span}").format(span=box_words(seconds))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LessonDialog", text)
