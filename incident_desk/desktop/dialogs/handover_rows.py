"""What a handover can take along: tasks, promises, courses, risks, what is known; each ticked off where it stays."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.course_words import foot_words
from incident_desk.desktop.duties import standings
from incident_desk.desktop.fact_words import state_word
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.task_standing import TaskStanding
from incident_desk.desktop.task_words import told_words, when_words
from incident_desk.domain.due_steps import Due
from incident_desk.domain.handover_filling import (
    courses_under_way,
    duty_since_handover,
    duty_words,
    fact_words,
    promises,
    risks,
)
from incident_desk.domain.owed_outside import owed_with
from incident_desk.domain.roles import Holding
from incident_desk.domain.timeline import Timeline

GAP_PX = 8
DUTY = "duty"


class HandoverRows(QWidget):
    """Ticked is what goes over; `turned` tells that a tick changed. A section without rows is not there."""

    turned = Signal()

    def __init__(self, bridge: Bridge, observed: ObservedIncident, holdings: Sequence[Holding]) -> None:
        super().__init__()
        self._bridge, self._observed, self._holdings = bridge, observed, holdings
        self.rows: dict[str, list[StepRow]] = {}
        self._notes: dict[str, SectionHead] = {}
        self._left: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        column.addStretch(1)
        self._add("task", _tr("Tasks that run"), self._tasks())
        self._add("promise", _tr("Promised, still to do"), self._promises())
        self._add("course", _tr("Courses under way"), self._courses())
        self._add("risk", _tr("Open risks"), self._risks())
        self._add("owed", _tr("Owed to those outside"), self._owed())
        self._add("fact", _tr("What is known, by the fact sheet"), self._facts())
        self._show_counts()

    def show_duty(self, log: Timeline) -> None:
        """Show what was noted on duty since the last handover, too."""
        self._add(DUTY, _tr("Duty log since the last handover"), self._duty(log))
        self.leave_out({*self.left, *self._left})

    def chosen(self, kind: str) -> tuple[str, ...]:
        """The keys of the ticked rows: the label of a task, else its words."""
        return tuple(row.step.key for row in self.rows.get(kind, ()) if row.isChecked())

    @property
    def left(self) -> tuple[str, ...]:
        """What stays, each as its kind and its key."""
        every = ((kind, row) for kind, rows in self.rows.items() for row in rows)
        unread = () if DUTY in self.rows else (each for each in self._left if each.startswith(f"{DUTY} "))
        return (*(_name(kind, row) for kind, row in every if not row.isChecked()), *unread)

    def leave_out(self, left: Collection[str]) -> None:
        """Tick off just these; what is there no longer is passed over."""
        self._left = frozenset(left)  # the duty log is read later
        for kind, rows in self.rows.items():
            for row in rows:
                row.setChecked(_name(kind, row) not in left)
        self._turn()

    def _add(self, kind: str, title: str, lines: Iterable[StepLine]) -> None:
        self.rows[kind] = []
        for at, line in enumerate(lines, 1):
            row = StepRow()
            row.setObjectName(f"handover_{kind}_{at}")
            row.show_step(line)
            row.setChecked(True)
            row.clicked.connect(self._turn)
            self.rows[kind].append(row)
        if not self.rows[kind]:
            return
        if self._notes:
            self._rows.addSpacing(GAP_PX)
        self._notes[kind] = SectionHead(title, "")
        self._rows.addWidget(self._notes[kind])
        for row in self.rows[kind]:
            self._rows.addWidget(row)

    def _turn(self) -> None:
        self._show_counts()
        self.turned.emit()

    def _show_counts(self) -> None:
        for kind, head in self._notes.items():
            of = _tr("{chosen} of {count} go over") if kind == "task" else _tr("{chosen} of {count} are told")
            head.note.setText(of.format(chosen=len(self.chosen(kind)), count=len(self.rows[kind])))

    # what there is ----------------------------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[StepLine]:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for task in self._running():
            words = _tr("Task {number}: {words}").format(number=task.label, words=task.do)
            detail = _tr("Ticked, it goes over with the role: {task}").format(task=told_words(task, now_us, zone))
            yield StepLine(task.label, words, when_words(task, now_us, zone), detail=detail)

    def _running(self) -> list[TaskStanding]:
        """The running tasks that were given to the holder by name. What came with the role goes with it anyway."""
        observed = self._observed
        found = standings(observed.board, observed.plan, observed.organisation.people, self._bridge.now_us())
        keys = {holding.key for holding in self._holdings}
        duties = (duty for standing in found if standing.key in keys for duty in standing.tasks)
        tasks = (duty.task for duty in duties if duty.task is not None)
        return [task for task in tasks if observed.board.tasks.of[task.id].holder.last is not None]

    def _promises(self) -> Iterator[StepLine]:
        """What two roles promise in the same words is one line."""
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        board, plan = self._observed.board, self._observed.plan
        found = {each.text: (each, holding) for holding in self._holdings for each in promises(board, plan, holding)}
        for each, holding in sorted(found.values(), key=lambda pair: (pair[0].due_us is None, pair[0].due_us or 0)):
            when = each.when if each.due_us is None else clock_near(each.due_us, now_us, zone)
            due = Due.LATE if each.due_us is not None and each.due_us < now_us else Due.LATER
            who = self._short(holding) if len(self._holdings) > 1 else ""
            yield StepLine(each.text, each.text, when, due, detail=each.text, who=who)

    def _short(self, holding: Holding) -> str:
        role = self._observed.plan.role(holding.key)
        return role.short if role is not None else holding.title

    def _courses(self) -> Iterator[StepLine]:
        board, now_us, zone = self._observed.board, self._bridge.now_us(), self._bridge.zone
        for course in courses_under_way(board):
            if what := course.what(board.timeline):
                yield StepLine(what, what, detail=what, who=foot_words(course, self._observed, now_us, zone))

    def _risks(self) -> Iterator[StepLine]:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for risk in risks(self._observed.board):
            when = "" if risk.since_us is None else clock_near(risk.since_us, now_us, zone)
            yield StepLine(risk.english, risk.english, when, detail=risk.english)

    def _owed(self) -> Iterator[StepLine]:
        """Promises to audiences, messages, enquiries and what the law asks; what two roles see to is one line."""
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        board, plan = self._observed.board, self._observed.plan
        found = {
            each.english: (each, holding) for holding in self._holdings for each in owed_with(board, plan, holding)
        }
        for each, holding in found.values():
            when = "" if each.due_us is None else clock_near(each.due_us, now_us, zone)
            due = Due.LATE if each.due_us is not None and each.due_us < now_us else Due.LATER
            who = self._short(holding) if len(self._holdings) > 1 else ""
            yield StepLine(each.english, each.words, when, due, detail=each.words, who=who)

    def _facts(self) -> Iterator[StepLine]:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for fact in self._observed.board.facts.standing():
            when = clock_near(fact.last.occurred_us, now_us, zone)
            yield StepLine(fact_words(fact), fact.text, when, detail=fact.text, who=state_word(fact.state))

    def _duty(self, log: Timeline) -> Iterator[StepLine]:
        board, now_us, zone = self._observed.board, self._bridge.now_us(), self._bridge.zone
        of_each = (duty_since_handover(log, board.handovers, board.timeline, h.key, now_us) for h in self._holdings)
        found = {line.entry: line for lines in of_each for line in lines}
        for line in sorted(found.values(), key=lambda line: line.occurred_us):
            said, when = " ".join(line.text.split()), clock_near(line.occurred_us, now_us, zone)
            who = line.speaker or self._bridge.name(line.author)
            yield StepLine(duty_words(line), said, when, detail=said, who=who)


def _name(kind: str, row: StepRow) -> str:
    return f"{kind} {row.step.key}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandoverRows", text)
