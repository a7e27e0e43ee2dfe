"""What the plan asks for next, over all roles: what is late, and what comes in the next minutes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.duties import FAR_US, Duty, Standing, standings
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.role_words import step_line
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.checklist import HEIGHT_PX as STEP_PX
from incident_desk.desktop.parts.checklist import StepRow
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.ticking import tick
from incident_desk.domain.due_steps import Due
from incident_desk.domain.roles import Tick

LEAST, MOST = 6, 16
REST_PX = 900
"""About what the other sections of the column take."""


class DuePanel(Observing, Section):
    """A step is ticked right here; `task_asked` leads to a task."""

    HEARD = ("role.", "handover.", "task.", "state.", "severity.", "entry.", "gov.", "incident.")

    task_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("due_panel", _title(), parent)
        self._bridge = bridge
        self._place = TabPlace(self)
        self._most = LEAST
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
        steps = ((s, step) for s in found for step in s.open_steps if step.due_us is not None)
        due = sorted(steps, key=_when)
        self._show_steps(due[: self._most])
        self._show_counts(due)

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
        self.body.insertWidget(len(self.steps), row)
        self.steps.append(row)
        self._place.put(self.steps)

    def _show_counts(self, due: Sequence[tuple[Standing, Duty]]) -> None:
        late = sum(step.near is Due.LATE for _, step in due)
        told = [self.tr("{count} late").format(count=late) if late else ""]
        told.append(self.tr("{count} to do").format(count=len(due)) if due else "")
        self.note.setText(", ".join(filter(None, told)))
        self.nothing.setVisible(not due)
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
