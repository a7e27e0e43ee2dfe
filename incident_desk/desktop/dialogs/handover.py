"""Handing a role over: what stands is filled from the record, what worries the giver only the giver knows."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.course_words import foot_words
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.duties import standings
from incident_desk.desktop.forms.ui_handover import Ui_Handover
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.presence import ROLE
from incident_desk.desktop.task_standing import TaskStanding
from incident_desk.desktop.task_words import told_words, when_words
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.course_list import Stand
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.plan_schema import Role
from incident_desk.domain.roles import HandOver, Holding
from incident_desk.domain.tasks import Reassign

LINES_TOLD = 3
SECOND_US = 1_000_000


class HandoverDialog(Dialog):
    """A form for one role. The taker holds it at once, and still says so."""

    WIDTH_PX = 920

    def __init__(self, bridge: Bridge, observed: ObservedIncident, role_key: str, window: QWidget) -> None:
        self._holding: Holding = observed.board.roles.held[role_key]
        title = QCoreApplication.translate("HandoverDialog", "Hand over: {role}").format(role=self._holding.title)
        super().__init__(window, "handover_dialog", "arrow-left-right", title)
        self._bridge = bridge
        self._observed = observed
        attend(self, bridge, observed, f"{ROLE}{role_key}", "handover")
        self._role: Role | None = observed.plan.role(role_key)
        self.form = Ui_Handover()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.handover_fault.hide()
        self.promise("shield-check", self.tr("What is written here stays on the record, as it is handed over"))
        self.foot.addWidget(Label(self.tr("Ctrl+Enter"), 12, 400, "text3"))
        self.go = self.add_button("handover_go", "", self._hand_over, "primary", "arrow-left-right")
        self.add_key("Ctrl+Return", self._hand_over)
        self.tasks: list[StepRow] = []
        self._fill()

    def first(self) -> QWidget:
        return self.form.worry

    # filling ----------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        form, holding = self.form, self._holding
        form.situation.setPlainText(self._situation())
        form.duty.setText(self._role.duties if self._role else "")
        form.duty_head.setVisible(self._role is not None)
        holder = holding.holder.value
        if holder is not None and holding.since_us is not None:
            since = clock_near(holding.since_us, self._bridge.now_us(), self._bridge.zone)
            self.meta.setText(self.tr("held by {name} since {clock}").format(name=holder.name, clock=since))
        deputy, others = self._takers(holder.name if holder else "")
        form.taker.addItems([*deputy, *others])
        form.taker.setCurrentIndex(0 if deputy else -1)  # nobody takes over because they stand first in a list
        form.taker.currentTextChanged.connect(self._show_taker)
        self._show_steps()
        self._show_taker()

    def _takers(self, holder: str) -> tuple[list[str], list[str]]:
        """The deputy, if somebody is that, and everybody else known."""
        role = self._observed.board.roles.held.get(self._role.deputy) if self._role else None
        name = role.holder.value.name if role and role.holder.value else ""
        deputy = [name] if name and name != holder else []
        return deputy, [n for _, n in self._bridge.organisation.people.all() if n not in (holder, *deputy)]

    def _situation(self) -> str:
        """Where it stands, and the last lines that matter, as the record has them."""
        board, zone, now_us = self._observed.board, self._bridge.zone, self._bridge.now_us()
        headline = board.headline
        stands = self.tr("{severity}, {state}").format(
            severity=words.severity_word(headline.severity.value), state=words.state_word(headline.state)
        )
        if (since_us := headline.since_us) is not None:
            stands += ", " + self.tr("for {span}").format(span=span_words(now_us - since_us))
        if affected := board.impact.affected.value:
            stands += ". " + affected
        matters = [line for line in board.timeline.lines if line.is_significant and not line.is_retracted]
        told = [f"{clock_near(x.occurred_us, now_us, zone)} {line_words(x)}" for x in matters[-LINES_TOLD:]]
        return "\n".join([stands, *told, *self._courses()])

    def _courses(self) -> list[str]:
        """The courses of action that are under way."""
        board, now_us, zone = self._observed.board, self._bridge.now_us(), self._bridge.zone
        return [
            self.tr("Under way: {course} ({how})").format(
                course=course.what(board.timeline), how=foot_words(course, self._observed, now_us, zone)
            )
            for course in board.courses.all
            if course.stand is Stand.UNDER_WAY
        ]

    def _show_steps(self) -> None:
        open_steps = [s for s in (self._role.checklist if self._role else ()) if s.key not in self._holding.done]
        rows = self.form.steps.layout()
        assert isinstance(rows, QVBoxLayout)
        tasks = self._tasks()
        self.form.steps_head.setVisible(bool(open_steps or tasks))
        for task in tasks:
            row = self._task_row(task)
            rows.addWidget(row)
            self.tasks.append(row)
        for step in open_steps:
            due = step.when or (span_words(step.within_s * SECOND_US) if step.within_s else "")
            rows.addWidget(Label(f"· {step.do}" + (f" ({due})" if due else ""), 13, 400, "text2", wraps=True))

    def _tasks(self) -> list[TaskStanding]:
        """The running tasks that were given to the holder by name. What came with the role goes with it anyway."""
        observed = self._observed
        found = standings(observed.board, observed.plan, observed.organisation.people, self._bridge.now_us())
        duties = (duty for standing in found if standing.key == self._holding.key for duty in standing.tasks)
        tasks = (duty.task for duty in duties if duty.task is not None)
        return [task for task in tasks if observed.board.tasks.of[task.id].holder.last is not None]

    def _task_row(self, task: TaskStanding) -> StepRow:
        """Ticked, it goes over with the role."""
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        row = StepRow()
        row.setObjectName(f"handover_task_{task.label}")
        words = self.tr("Task {number}: {words}").format(number=task.label, words=task.do)
        detail = self.tr("Ticked, it goes over with the role: {task}").format(task=told_words(task, now_us, zone))
        row.show_step(StepLine(task.label, words, when_words(task, now_us, zone), detail=detail))
        row.setChecked(True)
        return row

    def _show_taker(self) -> None:
        name = self.form.taker.currentText().strip()
        is_named = bool(name)
        self.go.setText(self.tr("Hand over to {name}").format(name=name) if is_named else self.tr("Hand over"))
        self.go.setEnabled(is_named)
        within = span_words(self._observed.plan.cadences.acknowledge_s * SECOND_US)
        told = self.tr("{name} holds the role then, and says so. No answer in {span}: the deputy is offered it.")
        self.form.taker_note.setText(told.format(name=name, span=within) if is_named else "")
        self.form.taker_note.setAlignment(Qt.AlignmentFlag.AlignTop)

    # handing over -----------------------------------------------------------------------------------------------------

    def _hand_over(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._handed_over(), self.form.handover_fault, self.go)

    async def _handed_over(self) -> list[Entry]:
        name = self.form.taker.currentText().strip()
        if not name:
            raise RuleError(self.tr("Say who takes the role."))
        worry = self.form.worry.toPlainText().strip()
        note = self.form.situation.toPlainText().strip()
        if worry:
            note += "\n" + self.tr("Worries: {worry}").format(worry=worry)
        known = self._observed.organisation.people.called(name) or f"@{name}"
        tasks = [Reassign(row.step.key, known) for row in self.tasks if row.isChecked()]
        commands = [HandOver(self._holding.key, name, note.strip()), *tasks]
        return await self._bridge.do(commands, self._observed.incident)
