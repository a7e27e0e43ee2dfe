"""All promises and tasks of all open incidents as one list: by person, kind and incident, the next first."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.agenda_acts import AgendaActs
from incident_desk.desktop.agenda_filters import AgendaFilters
from incident_desk.desktop.agenda_table import AgendaTable
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.agenda import AgendaModel
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.agenda import Due

LOOK_EVERY: Final = 5
"""Seconds after which what is due is looked at again: until then only the words of times change."""
LAYOUT: Final = "agenda"


class AgendaRoom(QWidget):
    """`due_asked` leads to a thing in its incident, `left` back to where somebody came from.

    Its filters, and what was selected, are there again after a restart.
    """

    due_asked = Signal(object)
    left = Signal()

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda")
        self._bridge = bridge
        self._state = state
        self._seconds = 0
        kept = state.layout(LAYOUT)
        self._place = _place(kept.get("place", ""))
        self.model = AgendaModel(bridge, self)
        self.filters = AgendaFilters(bridge, kept)
        self.table = AgendaTable()
        self.table.setObjectName("agenda_table")
        self.table.setAccessibleName(self.tr("What is due in all open incidents"))
        self.table.show_model(self.model)
        self.acts = AgendaActs(bridge, self)
        self.nothing = Empty(
            "circle-check",
            self.tr("Nothing of that is due"),
            self.tr("What is given, asked or promised in any open incident comes up here by itself."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.setSpacing(12)
        head.addWidget(Label(self.tr("Tasks and promises of all incidents"), 15, 600))
        self.note = Label("", 12, 400, "text2", "agenda_note")
        head.addWidget(self.note)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addWidget(self.acts)

    def _connect(self) -> None:
        leave = QShortcut(Qt.Key.Key_Escape, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.filters.changed.connect(self._show)
        self.filters.changed.connect(self._keep)
        self.table.chosen.connect(self.due_asked)
        self.table.asked.connect(self.acts.act)
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.acts.due_asked.connect(self.due_asked)
        self.acts.acted.connect(self.take_keyboard)
        self._bridge.everywhere.changed.connect(self._show)
        self._bridge.zone_changed.connect(self.model.tell_time)
        tick().follow(self, self._tick)

    # shown ------------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bridge.everywhere.watch("agenda", is_watched=True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._bridge.everywhere.watch("agenda", is_watched=False)
        self._keep()

    def take_keyboard(self) -> None:
        """The list has the keys, or where nothing is due the filters."""
        (self.table if self.model.due else self.filters).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        self._seconds += 1
        if self._seconds % LOOK_EVERY == 0:
            self._bridge.everywhere.look()
            self.model.tell_time()

    def _show(self) -> None:
        agenda = self._bridge.everywhere.agenda
        due = self.filters.show_agenda(agenda)
        at_row = self.table.currentIndex().row()
        self.model.show_due(due)
        row = self.model.row_of(self._place)
        if due and row is None:
            row = min(max(at_row, 0), len(due) - 1)
        if row is not None and row != self.table.currentIndex().row():
            self.table.selectRow(row)
        had_keys = self.nothing.isVisible() and self.filters.hasFocus()
        self.stack.setCurrentWidget(self.table if due else self.nothing)
        if had_keys and due:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(due)
        self.acts.show_due(self.table.current_due())

    def _say(self, due: list[Due]) -> None:
        now_us = self._bridge.now_us()
        late = sum(each.due_us is not None and each.due_us <= now_us for each in due)
        said = [self.tr("{count} due").format(count=len(due))] if due else []
        said += [self.tr("{count} late").format(count=late)] if late else []
        self.note.setText(", ".join(said))

    def _select(self) -> None:
        due = self.table.current_due()
        if due is not None:
            self._place = (due.of.incident, due.kind, due.key)
        self.acts.show_due(due)

    # between two starts -----------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        self._state.keep_layout(LAYOUT, {**self.filters.kept(), "place": " ".join(self._place)})


def _place(text: str) -> tuple[str, str, str]:
    parts = text.split(" ")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")
