"""The tasks of the incident: the loud ones first, all of them on demand, by person where somebody wants to know."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from incident_desk.desktop.alike import alike_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import SIDE_PX, Section
from incident_desk.desktop.panels.task_rows import task_row
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.filters import FilterChips, FilterShown
from incident_desk.desktop.parts.task_row import HEIGHT_PX, TaskRow
from incident_desk.desktop.presence import PresenceStrip
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.task_standing import TaskStanding, task_standings
from incident_desk.desktop.ticking import tick
from incident_desk.domain.ids import TaskId
from incident_desk.domain.task_calls import Call

TWO_COLUMNS_PX: Final = 760
PRESENCE_PX: Final = 98
ROWS, ROWS_OPENED, ROWS_LOW = 4, 12, 1
"""Rows in sight: as it is, when all are asked for, and where the window is low."""
LOW_PX, HIGH_PX, MORE_PX = 640, 1080, 160
"""Below the first of these heights there is one row; above the second, one more for each of the third."""
LOUD, RUNNING, DONE, BY_PERSON = "loud", "running", "done", "person"


class TasksPanel(Observing, Section):
    """A press on a row opens the card of that task. Shows what changed, and nothing moves under the keyboard."""

    HEARD = ("task.", "role.", "handover.", "state.", "severity.", "entry.", "gov.", "incident.", "plan.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("tasks_panel", _tr("Tasks"), parent)
        self._bridge = bridge
        self._chosen = ""
        self._is_opened = False
        self._most = ROWS
        self._shown: Sequence[TaskStanding] = ()
        self.rows: list[TaskRow] = []
        self._places: dict[TaskRow, tuple[int, int]] = {}
        self.filters = FilterChips()
        self.head.insertWidget(1, self.filters, 8)
        self.presence = PresenceStrip(bridge, self.objectName())
        self.presence.set_room(PRESENCE_PX)
        self.head.insertWidget(2, self.presence)
        self.more = Button("", "", "small", "tasks_more")
        self.give = Button(_tr("Task"), "plus", "small", "task_new")
        self.give.setAccessibleName(_tr("Give somebody a task"))
        bridge.rights.rule(self.give)
        self.head.addWidget(self.more)
        self.head.addWidget(self.give)
        self._scroll = ColumnScroll("tasks_list")
        self._place = TabPlace(self)
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, SIDE_PX, 0)
        self.body.setContentsMargins(SIDE_PX, 0, 0, 12)  # the bar takes of the padding at its right
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._scroll.add(self._grid_holder)
        self.body.addWidget(self._scroll)
        self.nothing = Elided("", 13, 400, "text3")
        self.body.addWidget(self.nothing)
        self.filters.chosen.connect(self._choose)
        self.more.clicked.connect(self._turn_more)
        self.give.clicked.connect(self.ask)
        bridge.zone_changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        tick().follow(self, self._show)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on, the loud ones first."""
        self._chosen, self._is_opened = "", False
        super().observe(observed)

    def give_room(self, height_px: int) -> None:
        """Show as many rows as a room of this height can spare: the timeline needs it more."""
        most = ROWS_LOW if height_px < LOW_PX else ROWS + max(0, height_px - HIGH_PX) // MORE_PX
        if most != self._most:
            self._most = most
            self._lay_out()

    def ask(self) -> None:
        """The form for a new task."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.task_new import NewTaskDialog

            NewTaskDialog(self._bridge, self._observed, self.window()).open()

    def open_task(self, task: TaskId) -> None:
        """The card of a task."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.task import TaskDialog

            TaskDialog(self._bridge, self._observed, task, self.window()).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # showing ----------------------------------------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._show()

    def _turn_more(self) -> None:
        self._is_opened = not self._is_opened
        self._show()

    def _show(self) -> None:
        if self._observed is None:
            return
        board, people = self._observed.board, self._observed.organisation.people
        found = task_standings(board, self._observed.plan, people, self._bridge.now_us())
        open_ones = [task for task in found if task.is_open]
        sets: dict[str, Sequence[TaskStanding]] = {
            LOUD: sorted((task for task in open_ones if task.call.is_loud), key=_loudness),
            RUNNING: sorted(open_ones, key=_loudness),
            DONE: [task for task in reversed(found) if not task.is_open],
            BY_PERSON: sorted(open_ones, key=_by_person),
        }
        on = self._chosen or (LOUD if sets[LOUD] else RUNNING if open_ones else DONE)
        self._show_head(found, sets, on)
        self._show_rows(sets[on], on)

    def _show_head(self, found: list[TaskStanding], sets: dict[str, Sequence[TaskStanding]], on: str) -> None:
        people = {task.holder for task in sets[BY_PERSON]}
        counts = {LOUD: len(sets[LOUD]), RUNNING: len(sets[RUNNING]), DONE: len(sets[DONE]), BY_PERSON: len(people)}
        words = {LOUD: _tr("Need attention"), RUNNING: _tr("Running"), DONE: _tr("Ended"), BY_PERSON: _tr("By person")}
        self.filters.setVisible(bool(found))
        self.filters.show_filters([FilterShown(key, word, counts[key]) for key, word in words.items()], on)
        late = sum(task.call.is_overdue for task in found)
        unseen = sum(task.call is Call.NOT_SEEN for task in found)
        told = [_tr("{count} late").format(count=late) if late else ""]
        told.append(_tr("{count} not acknowledged").format(count=unseen) if unseen else "")
        self.note.setText(", ".join(filter(None, told)))

    def _show_rows(self, shown: Sequence[TaskStanding], on: str) -> None:
        self._shown = shown
        while len(self.rows) < len(shown):
            self._add_row()
        assert self._observed is not None
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        alike = alike_words([task.do for task in shown])
        for row, task in zip(self.rows, shown, strict=False):
            row.show_task(task_row(task, self._observed, now_us, zone, alike[task.do]))
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
        empty = {
            LOUD: _tr("Nothing is late, and everybody has answered"),
            RUNNING: _tr("Nothing is under way"),
            DONE: _tr("None yet: give one here, or with /task @name 15m what to do"),
            BY_PERSON: _tr("Nobody has a task"),
        }
        self.nothing.setText(empty[on])
        self.nothing.setVisible(not shown)
        self._lay_out()

    def _add_row(self) -> None:
        row = TaskRow()
        row.setObjectName(f"task_{len(self.rows) + 1}")
        row.clicked.connect(lambda: self.open_task(TaskId(row.shown.key)))
        self._grid.addWidget(row, len(self.rows), 0)
        self.rows.append(row)
        self._place.put(self.rows)

    def _lay_out(self) -> None:
        """Down the first column, then the second; only so many rows high as there is room for."""
        count = len(self._shown)
        columns = 2 if self.width() >= TWO_COLUMNS_PX and count > 1 else 1
        high = -(-count // columns)
        for at, row in enumerate(self.rows[:count]):
            place = (at % max(1, high), at // max(1, high))
            if self._places.get(row) != place:
                self._places[row] = place
                self._grid.addWidget(row, *place)
        self._grid.setColumnStretch(1, columns - 1)
        most = max(ROWS_OPENED, self._most) if self._is_opened else self._most
        self._scroll.setFixedHeight(min(high, most) * HEIGHT_PX)
        self._scroll.setVisible(bool(count))
        rest = (high - most) * columns
        self.more.setVisible(self._is_opened or rest > 0)
        self.more.setText(_tr("Fewer") if self._is_opened else _tr("{count} more").format(count=count - most * columns))


def _loudness(task: TaskStanding) -> tuple[int, int]:
    if task.call.is_loud:
        return task.loudness
    return 0, task.due_us or task.given_us + 2**61


def _by_person(task: TaskStanding) -> tuple[str, tuple[int, int]]:
    return (task.holder.name.casefold() if task.holder else ""), _loudness(task)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TasksPanel", text)
