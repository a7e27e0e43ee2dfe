"""One course of action: what it is, its steps, and what can be done about it where it stands."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.dialogs.course_step import StepForm
from incident_desk.desktop.dialogs.course_told import tell
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.leading import said_so_chip
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme import font
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_entries import Outcome
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.courses import Approve, Begin, Decline, End, ExtendCourse
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId

MORE_S = 900


class CourseDialog(Dialog):
    """It stays open from step to step, and follows what others do meanwhile."""

    WIDTH_PX = 780

    def __init__(self, bridge: Bridge, observed: ObservedIncident, course: EntryId, window: QWidget) -> None:
        self._bridge = bridge
        self._observed = observed
        self._below = window
        self._id = course
        title = QCoreApplication.translate("CourseDialog", "Course {number}")
        number = observed.board.courses.label(observed.board.courses.of[course])
        super().__init__(window, "course_dialog", "route", title.format(number=number))
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(24, 18, 24, 18)
        self._content = QWidget()
        self._column.addWidget(self._content)
        self.fault = Label("", 12, 500, "bad", "course_fault", wraps=True)
        self.fault.hide()
        self._column.addWidget(self.fault)
        self.promise("history", self.tr("Every word and every step stands in the timeline"))
        self.buttons: dict[str, Button] = {}
        self.said_so: ToggleChip | None = None
        self.step: StepForm | None = None
        self.words = QLineEdit()
        self._shown: object = None
        self._render()
        observed.changed.connect(self._hear)
        attend(self, bridge, observed, "courses_panel", f"word:{course}")

    @property
    def course(self) -> Course | None:
        return self._observed.board.courses.of.get(self._id)

    def done(self, result: int) -> None:
        self._observed.changed.disconnect(self._hear)
        super().done(result)

    def first(self) -> QWidget:
        if self.step is not None:
            return self.step.first
        return self.words if self.words.isVisibleTo(self) else next(iter(self.buttons.values()), self)

    # showing ----------------------------------------------------------------------------------------------------------

    def _hear(self, kinds: frozenset[str]) -> None:
        if any(kind.startswith(("course.", "entry.", "gov.")) for kind in kinds):
            self._render()

    def _state(self, course: Course) -> object:
        """What the picture depends on: where nothing of it changed, nothing that somebody types is taken away."""
        return (course.stand, course.last, len(course.marks), len(course.released), course.due.over, course.is_split)

    def _render(self) -> None:
        course = self.course
        if course is None:  # it was taken back
            self.reject()
            return
        if (state := self._state(course)) == self._shown:
            return
        self._shown = state
        before, self._content = self._content, QWidget()
        self._column.replaceWidget(before, self._content)
        before.hide()
        before.deleteLater()
        for button in self.buttons.values():
            self.foot.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons, self.step, self.said_so = {}, None, None
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        tell(course, self._observed, self._bridge, column, self._settle)
        self._ask(course, column)
        for part in (self._content, *self.buttons.values()):
            part.show()  # Qt would show them in its own time, and whoever wants to go there has to wait
        self.body.updateGeometry()
        if self.isVisible():
            self.first().setFocus()

    def _settle(self, conflict: Conflict) -> None:
        self.reject()
        ConflictDialog(self._bridge, self._observed.incident, conflict, self._below).open()

    # asking -----------------------------------------------------------------------------------------------------------

    def _ask(self, course: Course, column: QVBoxLayout) -> None:
        if not self._bridge.rights.may():
            return
        acts = {
            Stand.PROPOSED: self._ask_for_word,
            Stand.DECLINED: self._ask_for_word,
            Stand.APPROVED: self._ask_to_begin,
            Stand.UNDER_WAY: self._ask_how_it_goes,
            Stand.FAILED: self._ask_to_undo,
            Stand.WORKED: self._ask_to_undo,
        }
        if course.stand in acts:
            acts[course.stand](course, column)

    def _line(self, column: QVBoxLayout, name: str, words: str) -> None:
        self.words = QLineEdit()
        self.words.setObjectName(name)
        self.words.setFont(font(15))
        self.words.setMinimumHeight(38)
        self.words.setPlaceholderText(words)
        self.words.setAccessibleName(words)
        column.addSpacing(6)
        column.addWidget(self.words)

    def _button(
        self, name: str, words: str, fields: Callable[[], Fields], kind: str = "plain", symbol: str = ""
    ) -> None:
        self.buttons[name] = self.add_button(
            f"course_{name}", words, lambda: self._do(fields(), self.buttons[name]), kind, symbol
        )

    def _ask_for_word(self, course: Course, column: QVBoxLayout) -> None:
        label = self._label(course)
        self._line(column, "course_reason", self.tr("Why, or why not"))
        self.said_so = said_so_chip(self._bridge, self._observed)
        if self.said_so is not None:
            column.addWidget(self.said_so)
        if course.stand is Stand.PROPOSED:
            self._button("decline", self.tr("Decline"), lambda: Decline(label, self._said, self._speaker), symbol="x")
        approve = self.tr("Approve")
        self._button("approve", approve, lambda: Approve(label, self._said, self._speaker), "primary", "check")

    def _ask_to_begin(self, course: Course, column: QVBoxLayout) -> None:
        label = self._label(course)
        self._line(column, "course_carrier", self.tr("Who leads the work, if not you"))
        self._button("begin", self.tr("Begin"), lambda: Begin(label, self._said or "me"), "primary", "play")

    def _ask_how_it_goes(self, course: Course, column: QVBoxLayout) -> None:
        label = self._label(course)
        if course.next_step is not None:
            self.step = StepForm(self._bridge, self._observed, course, course.next_step, self._do)
            column.addSpacing(6)
            column.addWidget(self.step)
        self._line(column, "course_effect", self.tr("What was seen of it: which number moved, and how far"))
        self._button("longer", self.tr("15 min more"), lambda: ExtendCourse(label, MORE_S, self._said), symbol="clock")
        undone = self.tr("Rolled back")
        self._button("rolled_back", undone, lambda: End(label, Outcome.ROLLED_BACK, self._said), symbol="rotate-ccw")
        self._button("failed", self.tr("Failed"), lambda: End(label, Outcome.FAILED, self._said), symbol="x")
        kind = "primary" if course.next_step is None else "plain"
        self._button("worked", self.tr("Worked"), lambda: End(label, Outcome.WORKED, self._said), kind, "check")

    def _ask_to_undo(self, course: Course, column: QVBoxLayout) -> None:
        label = self._label(course)
        self._line(column, "course_effect", self.tr("What was seen when it was undone"))
        undone = self.tr("Rolled back after all")
        self._button("rolled_back", undone, lambda: End(label, Outcome.ROLLED_BACK, self._said), symbol="rotate-ccw")

    def _label(self, course: Course) -> str:
        return self._observed.board.courses.label(course)

    @property
    def _said(self) -> str:
        return self.words.text().strip()

    @property
    def _speaker(self) -> str:
        return self.said_so.property("speaker") if self.said_so is not None and self.said_so.isChecked() else ""

    def _do(self, fields: Fields, button: QWidget) -> None:
        self._bridge.soon(self._done(fields, button))

    async def _done(self, fields: Fields, button: QWidget) -> None:
        """A refusal is told, and no word is lost."""
        button.setEnabled(False)
        self.fault.hide()
        try:
            await self._bridge.do(fields, self._observed.incident)
        except DeskError as e:
            self.fault.setText(str(e))
            self.fault.show()
        if shiboken6.isValid(button):
            button.setEnabled(True)
