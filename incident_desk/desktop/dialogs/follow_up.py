"""A follow-up: what is to be done, by whom, until when, what for; and what became of it, with what shows that."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.begun_form import BegunForm
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.lesson_words import aim_word, due_words, priority_word
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.theme import font
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.window_state import WindowState
from incident_desk.desktop.words import counted
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_list import FollowUp
from incident_desk.domain.follow_ups import (
    AddFollowUp,
    ChangeFollowUp,
    DropFollowUp,
    FinishFollowUp,
    ReopenFollowUp,
    due_after_s,
)
from incident_desk.domain.ids import EntryId, IncidentId

WEEK_S: Final = 7 * 24 * 3600


class FollowUpDialog(Dialog):
    """Without `follow_up` it adds one; `lesson` is the one that it comes of."""

    WIDTH_PX = 720

    def __init__(
        self,
        bridge: Bridge,
        incident: IncidentId,
        window: QWidget,
        follow_up: EntryId | None = None,
        lesson: EntryId | None = None,
    ) -> None:
        super().__init__(window, "follow_up_dialog", "clipboard-list", _tr("Add a follow-up"))
        self._bridge = bridge
        self._incident = incident
        self._id = follow_up
        self._filled: dict[str, Any] = {}
        self._make_fields(lesson)
        self._lay_out()
        dress(self.body)
        self.promise("bell-ring", self.tr("Overdue, it stands on the calm board, and in red at the next like incident"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        words = self.tr("Add it") if follow_up is None else self.tr("Save the change")
        self.go = self.add_button("follow_up_go", words, self._save, "primary", "clipboard-list")
        self.add_key("Ctrl+Return", self._save)
        for changed in (self.words.textChanged, self.owner.named):
            changed.connect(self._show)
        bridge.headlines_changed.connect(self._renew)
        if bridge.desk is not None:
            state = WindowState.of(bridge.desk.home)
            self.begun = BegunForm(state, f"{incident}/follow_up/{follow_up or ''}")
        self._renew()

    @property
    def _board(self) -> Board | None:
        return next((each for each in self._bridge.headlines if each.incident == self._incident), None)

    @property
    def _one(self) -> FollowUp | None:
        board = self._board
        return board.follow_ups.of.get(self._id) if board is not None and self._id is not None else None

    # building ---------------------------------------------------------------------------------------------------------

    def _make_fields(self, lesson: EntryId | None) -> None:
        organisation = self._bridge.organisation
        self.note = form_field("follow_up_note", self.tr("What shows that it is done, or why not"))
        self.words = form_field("follow_up_words", self.tr("An alarm when the newest backup is empty"))
        self.words.setAccessibleName(self.tr("What is to be done"))
        self.words.setFont(font(15))
        self.owner = TakerField("follow_up_owner", self.tr("Who does it?"))
        self.owner.offer({name: "" for _, name in organisation.people.all()})
        self.owner.set_name(self._bridge.name(self._bridge.me))
        plan = organisation.plans.current
        weeks = {each: round(due_after_s(plan, each) / WEEK_S) for each in Priority}
        self.priority = ChipChoice("follow_up_priority", [(each, _within(each, weeks[each])) for each in Priority])
        self.priority.turn_on(Priority.NORMAL)
        self.aim = ChipChoice("follow_up_aim", [(each, aim_word(each)) for each in Aim])
        self.aim.turn_on(Aim.PREVENT)
        self.due = MomentField()
        self.due.use(self._bridge, "follow_up_due", self.tr("Until when, if not as the plan says?"), to_come=True)
        self.verify = form_field("follow_up_verify", self.tr("Empty one on purpose: it rings within five minutes"))
        self.verify.setAccessibleName(self.tr("How it will be verified"))
        self.link = form_field("follow_up_link", self.tr("https://… where it is worked at"))
        self.lesson = QComboBox()
        self.lesson.setObjectName("follow_up_lesson")
        self.lesson.setAccessibleName(self.tr("Which lesson it comes of"))
        self.lesson.addItem(self.tr("of no lesson in particular"), "")
        lessons = self._board.lessons if self._board is not None else None
        for each in lessons.all if lessons is not None else ():
            self.lesson.addItem(f"{each.number} · {each.words[:80]}", each.id)
        self.lesson.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lesson.setCurrentIndex(max(self.lesson.findData(lesson or ""), 0))
        self.fault = Label("", 12, 500, "bad", "follow_up_fault", wraps=True)
        self.fault.hide()

    def _lay_out(self) -> None:
        self._became = QWidget()
        rows = QVBoxLayout(self._became)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(8)
        rows.addWidget(SectionHead(self.tr("What became of it?"), self.tr("done needs what shows it")))
        rows.addWidget(self.note)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        self.done_ = self._act(acts, "done", self.tr("It is done"), "check", FinishFollowUp)
        self.drop = self._act(acts, "drop", self.tr("It will not be done"), "x", DropFollowUp)
        self.reopen = self._act(acts, "reopen", self.tr("Take it up again"), "undo-2", ReopenFollowUp)
        acts.addStretch(1)
        rows.addLayout(acts)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for number, title, note, parts in (
            ("1", self.tr("What is to be done?"), "", (self.words, self.lesson)),
            (
                "2",
                self.tr("Who, and until when?"),
                self.tr("the plan says how long"),
                (self.owner, self.priority, self.due),
            ),
            ("3", self.tr("What is it good for when the same begins again?"), "", (self.aim,)),
            ("4", self.tr("How will it be verified?"), "", (self.verify, self.link)),
        ):
            if number == "1":
                column.addWidget(self._became)
            column.addWidget(SectionHead(title, note, number))
            for part in parts:
                column.addWidget(part)
            column.addSpacing(4)
        column.addWidget(self.fault)

    def _act(
        self, row: QHBoxLayout, name: str, words: str, symbol: str, fields: Callable[[str, str], Fields]
    ) -> Button:
        button = Button(words, symbol, "plain", f"follow_up_{name}")
        self._bridge.rights.rule(button)
        button.clicked.connect(lambda: self._do(fields(self._id or "", self.note.text().strip()), button))
        row.addWidget(button)
        return button

    def first(self) -> QWidget:
        return self.words if self._one is None else self.note

    # showing ----------------------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Somebody at some desk said something: what was not touched here follows."""
        one, board = self._one, self._board
        self._became.setVisible(one is not None)
        self.lesson.setVisible(one is None and self.lesson.count() > 1)
        if one is None or board is None:
            self._show()
            return
        number = f"{board.headline.number} · {board.follow_ups.label(one)}"
        self.heading.setText(self.tr("Follow-up {number}").format(number=number))
        due, _ = due_words(one, self._bridge.now_us(), self._bridge.zone)
        ending = one.ending.value
        self.meta.setText(due if ending is None or not ending.words else f"{due}: {ending.words}"[:80])
        for name, (typed, fill) in self._fields().items():
            if name not in self._filled or typed() == self._filled[name]:
                fill(_known(one, name, self._bridge))
                self._filled[name] = typed()
        for button in (self.done_, self.drop):
            button.setVisible(one.is_open or one.ending.is_conflicted)
        self.reopen.setVisible(not one.is_open)
        self._show()

    def _fields(self) -> dict[str, tuple[Callable[[], Any], Callable[[Any], None]]]:
        """By the name of the fact: what its field says, and how it is filled."""
        return {
            "text": (self.words.text, self.words.setText),
            "person": (lambda: self.owner.name, self.owner.set_name),
            "priority": (lambda: self.priority.key, self.priority.turn_on),
            "aim": (lambda: self.aim.key, self.aim.turn_on),
            "due_us": (self.due.edit.text, self.due.set_moment),
            "verify": (self.verify.text, self.verify.setText),
            "link": (self.link.text, self.link.setText),
        }

    def _show(self) -> None:
        one = self._one
        is_over = one is not None and not one.is_open
        why = self._bridge.rights.why_not()
        is_able = bool(self.words.text().strip() and self.owner.name) and not why and not is_over
        self.go.setEnabled(is_able and not self.is_busy)
        self.go.setToolTip(why)

    # doing it ---------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not self.go.isEnabled():
            (self.owner if self.words.text().strip() else self.words).setFocus()
            return
        self.attempt(self._bridge, self._saved(), self.fault, self.go)

    async def _saved(self) -> list[Entry]:
        said = self._said()
        one = self._one
        if one is None:
            return await self._bridge.do(AddFollowUp(lesson=self.lesson.currentData(), **said), self._incident)
        fields = ChangeFollowUp(one.id, **said, reason=self.note.text().strip())
        return await self._asking_why(fields)

    def _said(self) -> dict[str, Any]:
        """What somebody typed: of a new one everything, else what is not as it was filled in. Raises: BadInput."""
        if not self.due.is_understood:
            raise BadInput(self.tr("that is no moment yet"), self.due.edit.text())
        name = self.owner.name
        meant: dict[str, Any] = {
            "text": self.words.text(),
            "person": self._bridge.organisation.people.called(name) or f"@{name}",
            "priority": Priority(self.priority.key),
            "aim": Aim(self.aim.key),
            "due_us": self.due.moment_us(),
            "verify": self.verify.text(),
            "link": self.link.text(),
        }
        one = self._one
        settled = {"owner": "person", "due": "due_us"}
        open_ones = {settled.get(each, each) for each in one.conflicts} if one is not None else set[str]()
        typed = {each: now() for each, (now, _) in self._fields().items()}
        new = {
            each for each in meant if each not in self._filled or each in open_ones or typed[each] != self._filled[each]
        }
        return {each: value for each, value in meant.items() if each in new and (value is not None or one is None)}

    def _do(self, fields: Fields, button: Button) -> None:
        self.attempt(self._bridge, self._asking_why(fields), self.fault, button)

    async def _asking_why(self, fields: Fields) -> list[Entry]:
        """Where it is refused and nothing was said, the keyboard goes to where it is said."""
        try:
            return await self._bridge.do(fields, self._incident)
        except DeskError:
            if not self.note.text().strip():
                self.note.setFocus()
            raise


def _known(one: FollowUp, name: str, bridge: Bridge) -> Any:
    if name == "person":
        return one.owner_name(bridge.organisation.people, "")
    value = getattr(one, name).value
    return value if value is not None or name == "due_us" else ""


def _within(priority: Priority, weeks: int) -> str:
    span = counted(weeks, _tr("1 week"), _tr("{count} weeks"))
    return _tr("{priority}, {span}").format(priority=priority_word(priority), span=span)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUpDialog", text)
