"""What can be done about one role: each is a command, or the dialog that asks for its fields."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import Conflict
from incident_desk.desktop.duties import Standing
from incident_desk.desktop.elsewhere_words import line_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.domain.commands import Fields
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import IncidentId, TaskId
from incident_desk.domain.lending import Lend
from incident_desk.domain.plan_reasons import incident_named
from incident_desk.domain.roles import Assign, OneRole, Release, Tick, Untick


class RoleActions(QObject):
    """Belongs to the panel of the role; what a rule refuses is said in its line `told`.

    `incident_asked` carries the id of an incident that somebody wants to see.
    """

    incident_asked = Signal(str)

    def __init__(self, bridge: Bridge, key: str, told: MessageLine, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._key = key
        self._told = told
        self._panel = panel
        self.observed: ObservedIncident | None = None
        self.standing: Standing | None = None
        self.conflict: Conflict | None = None

    def do(self, fields: Fields) -> None:
        """Run a command about this role."""
        self._told.say("")
        if self.observed is not None:
            self._bridge.do_soon(fields, self.observed.incident, self._told.say)

    def take(self) -> None:
        """Whoever is at the desk takes it."""
        self.do(Assign(self._key, "me"))

    def acknowledge(self) -> None:
        """The holder has it."""
        self.do(OneRole(self._key))

    def lend(self, others: Iterable[IncidentId]) -> None:
        """Its holder may work in these incidents as well."""
        for other in others:
            self.do(Lend(self._key, other))

    def also_words(self, name: str) -> str:
        """In which other incidents somebody of this name works; empty for none."""
        if self.observed is None:
            return ""
        return line_words(also) if (also := self.observed.also(name)) else ""

    def release(self) -> None:
        """Nobody holds it any more."""
        self.do(Release(self._key))

    def turn(self, step: StepLine) -> None:
        """Tick a step, or take the tick back; of a task, open its card."""
        if step.symbol:
            self.open_task(TaskId(step.key))
            return
        self.do(Untick(self._key, step.key) if step.is_done else Tick(self._key, step.key))

    def give_to_deputy(self) -> None:
        """Whoever holds the deputy's role is asked."""
        if self.standing is not None and (deputy := self.standing.deputy):
            self.do(Assign(self._key, deputy.person or deputy.name))

    async def assign(self, name: str) -> bool:
        """Give it to somebody. Returns: whether that was taken; a refusal is told."""
        assert self.observed is not None
        self._told.say("")
        try:
            await self._bridge.do(Assign(self._key, name), self.observed.incident)
        except DeskError as e:
            self._told.say(str(e))
            return False
        return True

    # dialogs ----------------------------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """The form for it."""
        if self.observed is not None:
            from incident_desk.desktop.dialogs.handover import HandoverDialog

            HandoverDialog(self._bridge, self.observed, self._key, self._panel.window()).open()

    def open_task(self, task: TaskId) -> None:
        """The card of a task."""
        if self.observed is not None:
            from incident_desk.desktop.dialogs.task import TaskDialog

            TaskDialog(self._bridge, self.observed, task, self._panel.window()).open()

    def open_step_menu(self, menu: QMenu, row: StepRow, where: QPoint) -> None:
        """What else can be done about a line of the checklist: the key for menus opens it, too."""
        menu.clear()
        if not row.step.symbol and not row.step.is_done:
            action = QAction(self.tr("Give it to somebody as a task"), menu)
            action.setObjectName(f"{row.objectName()}_task")
            action.triggered.connect(lambda: self.make_task(row.step))
            menu.addAction(action)
        if row.step.because:
            menu.addAction(self._reason(menu, row))
        if not menu.isEmpty():
            menu.popup(row.mapToGlobal(where))

    def _reason(self, menu: QMenu, row: StepRow) -> QAction:
        """The lesson that a line comes from; a press goes to its incident, where this desk has that."""
        board = incident_named(row.step.because, self._bridge.headlines)
        words = self.tr("Because of {lesson}") if board is None else self.tr("Go to where it comes from: {lesson}")
        action = QAction(words.format(lesson=row.step.because), menu)
        action.setObjectName(f"{row.objectName()}_because")
        action.setEnabled(board is not None)
        if board is not None:
            incident = board.incident
            action.triggered.connect(lambda: self.incident_asked.emit(incident))
        return action

    def make_task(self, step: StepLine) -> None:
        """The form for a task, filled from a line of the checklist."""
        if self.observed is not None and not step.symbol and not step.is_done:
            from incident_desk.desktop.dialogs.task_new import NewTaskDialog

            window = self._panel.window()
            NewTaskDialog(self._bridge, self.observed, window, role=self._key, step=step.key, do=step.do).open()

    def read_handover(self) -> None:
        """What the one before wrote down for the one after."""
        if self.standing is not None:
            title = self.tr("Handed over: {role}").format(role=self.standing.title)
            from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

            ways = [Way("handover_read", self.tr("Close"))]
            paragraphs = self.standing.handover.splitlines()
            NoticeDialog(self._panel.window(), "handover_notice", title, paragraphs, ways, tone="accent").open()

    def choose(self) -> None:
        """Two desks gave it to different people."""
        if self.observed is not None and self.conflict is not None:
            from incident_desk.desktop.dialogs.conflict import ConflictDialog

            ConflictDialog(self._bridge, self.observed.incident, self.conflict, self._panel.window()).open()
