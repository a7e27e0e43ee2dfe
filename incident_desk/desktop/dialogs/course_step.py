"""The step whose turn it is: what is asked before it, and the ways on."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.leading import said_so_chip
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_list import Course
from incident_desk.domain.course_steps import DoStep, ReleaseStep, SkipStep

Do = Callable[[Fields, QWidget], None]


class StepForm(QWidget):
    """What the step demands stands there before it can be done; leaving it out wants the reason."""

    def __init__(self, bridge: Bridge, observed: ObservedIncident, course: Course, at: int, do: Do) -> None:
        super().__init__()
        self._label, self._at, self._do = observed.board.courses.label(course), at, do
        step = course.steps[at - 1]
        self.words = form_field("step_words", self.tr("What came of it; or why it is left out"))
        self.reader = form_field("step_reader", self.tr("Who read it back?"))
        self.met = ToggleChip(self.tr("It holds: {what}").format(what=step.precondition))
        self.met.setObjectName("step_met")
        self.waits = step.hold and at not in course.released
        self.said_so = said_so_chip(bridge, observed) if self.waits else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHead(self.tr("Now: step {step}").format(step=at), step.do))
        if self.waits:
            column.addWidget(Label(self.tr("It waits until whoever leads lets it go on."), 13, 500, "warn", wraps=True))
        if step.precondition:
            column.addWidget(self.met)
        if step.read_back:
            column.addWidget(self.reader)
        column.addWidget(self.words)
        self.skip = Button(self.tr("Leave it out"), "skip-forward", "plain", "step_skip")
        self.go_on = Button(self.tr("Let it go on"), "play", "primary" if self.waits else "plain", "step_release")
        self.done_ = Button(self.tr("Step done"), "check", "plain" if self.waits else "primary", "step_done")
        row = QHBoxLayout()
        row.setSpacing(8)
        if self.said_so is not None:
            row.addWidget(self.said_so)
        row.addStretch(1)
        row.addWidget(self.skip)
        if self.waits:
            row.addWidget(self.go_on)
        row.addWidget(self.done_)
        column.addLayout(row)
        self.skip.clicked.connect(self._skip)
        self.go_on.clicked.connect(self._release)
        self.done_.clicked.connect(self._finish)
        self.words.returnPressed.connect(self._finish)
        for unused, is_used in ((self.met, step.precondition), (self.reader, step.read_back), (self.go_on, self.waits)):
            if not is_used:
                unused.hide()
                unused.setParent(self)

    @property
    def first(self) -> QWidget:
        """What has the keyboard when it comes up."""
        shown = (
            (self.go_on, self.waits),
            (self.met, not self.met.isHidden()),
            (self.reader, not self.reader.isHidden()),
        )
        return next((widget for widget, is_there in shown if is_there), self.words)

    def _finish(self) -> None:
        fields = DoStep(
            self._label,
            self._at,
            self.words.text().strip(),
            self.reader.text().strip(),
            is_met=self.met.isChecked(),
        )
        self._do(fields, self.done_)

    def _release(self) -> None:
        chip = self.said_so
        speaker = str(chip.property("speaker")) if chip is not None and chip.isChecked() else ""
        self._do(ReleaseStep(self._label, self._at, speaker), self.go_on)

    def _skip(self) -> None:
        self._do(SkipStep(self._label, self._at, self.words.text().strip()), self.skip)
