"""What the plan asks for next, over all roles: who does not answer, what is late, what comes in the next minutes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.duties import FAR_US, Answer, Duty, Standing, standings
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.call_needs import CALL, TASK, call_needs
from incident_desk.desktop.panels.clock_needs import CLOCK, clock_needs
from incident_desk.desktop.panels.course_needs import COURSE, course_needs
from incident_desk.desktop.panels.decision_needs import DECISION, decision_needs
from incident_desk.desktop.panels.handover_needs import handover_needs
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.question_needs import QUESTION, question_needs
from incident_desk.desktop.panels.role_words import step_line
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.checklist import HEIGHT_PX as STEP_PX
from incident_desk.desktop.parts.checklist import Due, StepRow
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.need_row import Need, NeedRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.task_standing import task_standings
from incident_desk.desktop.task_words import SYMBOLS, asked_words
from incident_desk.desktop.ticking import tick
from incident_desk.domain.call_list import standings as call_standings
from incident_desk.domain.roles import Tick

LEAST, MOST = 6, 16
REST_PX = 440
"""About what the other sections of the column take."""


class DuePanel(Observing, Section):
    """A step is ticked right here; `role_asked` leads to a role that needs somebody, `task_asked` to a task,
    `course_asked` to a course of action, `decision_asked` to a decision, `question_asked` to a question, and
    `clocks_asked` to the clocks.

    First comes what the person at this desk is asked about their own tasks.
    """

    HEARD = (
        "role.",
        "call.",
        "handover.",
        "task.",
        "course.",
        "decision.",
        "clock.",
        "question.",
        "state.",
        "severity.",
        "entry.",
        "gov.",
        "incident.",
    )

    role_asked = Signal(str)
    task_asked = Signal(str)
    course_asked = Signal(str)
    decision_asked = Signal(str)
    clocks_asked = Signal()
    question_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("due_panel", _title(), parent)
        self._bridge = bridge
        self._place = TabPlace(self)
        self._most = LEAST
        self.late = Chip("", "octagon-alert", "bad")
        self.head.insertWidget(2, self.late)
        self.needs: list[NeedRow] = []
        self.steps: list[StepRow] = []
        self.nothing = Elided(self.tr("Nothing is due: every step with a time is done"), 13, 400, "text3")
        self.more = Elided("", 12, 400, "text3")
        self.fault = MessageLine()
        for part in (self.nothing, self.more, self.fault):
            self.body.addWidget(part)
        bridge.zone_changed.connect(self._show)
        bridge.person_changed.connect(self._show)
        tick().follow(self, self._show)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        self.fault.say("")
        super().observe(observed)

    def give_room(self, height_px: int) -> None:
        """Show as many steps as a column of this height has room for."""
        most = max(LEAST, min(MOST, (height_px - REST_PX) // STEP_PX))
        if most != self._most:
            self._most = most
            self._show()

    def _show(self) -> None:
        if self._observed is None:
            return
        board = self._observed.board
        found = standings(board, self._observed.plan, self._observed.organisation.people, self._bridge.now_us())
        self.setVisible(board.headline.is_open)
        asked = self._asked()
        mine = {need.key.removeprefix(TASK) for need in asked}
        plans, me, now_us = self._bridge.organisation.plans, self._bridge.me, self._bridge.now_us()
        calls = list(call_needs(self._observed, plans, me, now_us))
        told = {need.key for need in calls}
        needs = [
            *calls,
            *course_needs(self._observed, plans, me, now_us),
            *handover_needs(self._observed, me, now_us),
            *question_needs(self._observed, me, now_us),
            *asked,
            *decision_needs(self._observed, plans, me, now_us),
            *clock_needs(self._observed, now_us),
            *(need for standing in found if (need := self._need(standing)) and need.key not in told),
        ]
        steps = ((s, step) for s in found for step in s.open_steps if step.due_us is not None and step.key not in mine)
        due = sorted(steps, key=_when)
        self._show_needs(needs)
        self._show_steps(due[: self._most])
        self._show_counts(needs, due)

    def _asked(self) -> list[Need]:
        """What the person at this desk is asked about their tasks: to say that they have it, and what came of it."""
        assert self._observed is not None
        board, people, now_us = self._observed.board, self._observed.organisation.people, self._bridge.now_us()
        tasks = task_standings(board, self._observed.plan, people, now_us)
        mine = (task for task in tasks if task.holder is not None and task.holder.person == self._bridge.me)
        asked = ((task, words) for task in mine if task.is_open and (words := asked_words(task)))
        spans = ((task, words, span_words(now_us - task.since_us)) for task, words in asked)
        return [Need(TASK + task.id, words, span, *SYMBOLS[task.call]) for task, words, span in spans]

    def _lead(self, key: str) -> None:
        if key.startswith(CALL):
            self._call(key.removeprefix(CALL))
        elif key.startswith(COURSE):
            self.course_asked.emit(key.removeprefix(COURSE))
        elif key.startswith(QUESTION):
            self.question_asked.emit(key.removeprefix(QUESTION))
        elif key.startswith(DECISION):
            self.decision_asked.emit(key.removeprefix(DECISION))
        elif key.startswith(CLOCK):
            self.clocks_asked.emit()
        elif key.startswith(TASK):
            self.task_asked.emit(key.removeprefix(TASK))
        else:
            self.role_asked.emit(key)

    def _call(self, call: str) -> None:
        """Somebody is to be spoken to: who, and what they say."""
        observed = self._observed
        assert observed is not None
        people, now_us = observed.organisation.people, self._bridge.now_us()
        found = call_standings(observed.board, observed.plan, people, now_us)
        if standing := next((each for each in found if each.occasion.call == call), None):
            from incident_desk.desktop.dialogs.call import CallDialog

            CallDialog(self._bridge, observed, standing, self.window()).open()

    def _need(self, standing: Standing) -> Need | None:
        waited = span_words(standing.waited_us)
        if standing.answer is Answer.SILENT:
            words = self.tr("{role} does not answer").format(role=standing.title)
            return Need(standing.key, words, waited, "user-x")
        if standing.answer is Answer.NOBODY and standing.is_overdue:
            words = self.tr("{role}: nobody yet").format(role=standing.title)
            return Need(standing.key, words, waited, "user-round-plus")
        return None

    def _show_needs(self, needs: Sequence[Need]) -> None:
        while len(self.needs) < len(needs):
            row = NeedRow()
            row.setObjectName(f"need_{len(self.needs) + 1}")
            row.clicked.connect(lambda _=False, row=row: self._lead(row.need.key))
            self.body.insertWidget(len(self.needs), row)
            self.needs.append(row)
            self._place.put([*self.needs, *self.steps])
        for row, need in zip(self.needs, needs, strict=False):
            row.show_need(need)
        for at, row in enumerate(self.needs):
            row.setVisible(at < len(needs))

    def _show_steps(self, due: Sequence[tuple[Standing, Duty]]) -> None:
        while len(self.steps) < len(due):
            self._add_step()
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for row, (standing, step) in zip(self.steps, due, strict=False):
            line = step_line(step, now_us, zone, who=standing.short)
            row.setProperty("role_key", standing.key)
            if line != row.step:
                row.show_step(line)
        for at, row in enumerate(self.steps):
            row.setVisible(at < len(due))

    def _add_step(self) -> None:
        row = StepRow()
        row.setObjectName(f"due_{len(self.steps) + 1}")
        self._bridge.rights.rule(row)
        row.clicked.connect(lambda: self._tick(row))
        self.body.insertWidget(len(self.needs) + len(self.steps), row)
        self.steps.append(row)
        self._place.put([*self.needs, *self.steps])

    def _show_counts(self, needs: Sequence[Need], due: Sequence[tuple[Standing, Duty]]) -> None:
        late = sum(step.near is Due.LATE for _, step in due)
        self.late.setVisible(bool(late))
        if late:
            self.late.show_words(self.tr("{count} late").format(count=late), "octagon-alert", "bad")
        self.note.setText(self.tr("{count} to do").format(count=len(due)) if due else "")
        self.nothing.setVisible(not due and not needs)
        self.more.setVisible(len(due) > self._most)
        self.more.setText(self.tr("{count} more, in the roles").format(count=len(due) - self._most))

    def _tick(self, row: StepRow) -> None:
        """The tick shows when it is on the record, not before; a task is asked about first."""
        row.setChecked(False)
        self.fault.say("")
        if row.step.symbol:
            self.task_asked.emit(row.step.key)
            return
        if self._observed is not None:
            fields = Tick(str(row.property("role_key")), row.step.key)
            self._bridge.do_soon(fields, self._observed.incident, self.fault.say)


def _when(due: tuple[Standing, Duty]) -> int:
    return due[1].due_us or FAR_US


def _title() -> str:
    return QCoreApplication.translate("DuePanel", "Next by the plan")
