"""The duty log on the calm board: what is noted before any incident, by everybody, the newest on top."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.timeline import TimelinePanel, show_empty
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.domain.duty_log import last_handover, lines_of_shift, shift_began_us

OF_THE_LOG = frozenset({"/adopt-log", "/duty-handover", "/maintenance"})
"""Words whose forms open here, too, or say why not."""


class DutyLogPanel(TimelinePanel):
    """A timeline that belongs to no incident. Its head says which lines are of this shift."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.setObjectName("duty_log_panel")
        self.setAccessibleName(self.tr("Duty log"))
        form, line = self.form, self.line.form
        form.timeline_title.setText(self.tr("Duty log"))
        quick = (line.quick_decision, line.quick_action, line.quick_finding)
        for part in (form.filters, self.adopt, self.line.into, *quick):
            part.hide()
        self.line.edit.setAccessibleName(self.tr("Note something in the duty log"))
        self.line.placeholder = self.tr("Type what you notice and press Enter; it belongs to no incident yet")
        self.shift = Elided("", 12, 400, "text2")
        self.shift.setObjectName("duty_shift")
        self.hand_over = Button(self.tr("Hand over the shift…"), "arrow-left-right", "small", "duty_hand_over")
        self.hand_over.clicked.connect(self.on_duty.hand_over)
        at = form.layout_2.indexOf(form.day_shown)
        form.layout_2.insertWidget(at, self.shift, 1)
        form.layout_2.insertSpacing(at + 2, 8)
        form.layout_2.insertWidget(at + 3, self.hand_over)
        self.line.form_asked.disconnect(self.deciding.hear)
        self.line.form_asked.connect(self._refuse_form)
        bridge.rights.rule(self.hand_over)
        bridge.zone_changed.connect(self._show_shift)

    def _make_empty(self) -> None:
        follows = self.tr("What is noted here goes into the next handover, and an incident can adopt it with its times")
        self.going_on = (self.tr("The duty log"), follows)
        self.begin = Button(self.tr("Write the first line"), "notebook-pen", "small", "duty_begin")
        self.begin.clicked.connect(self.take_keyboard)
        show_empty(self.form, Empty("notebook-pen", self.tr("Nothing was noted yet"), follows, self.begin))

    def observe(self, observed: ObservedIncident) -> None:
        """Show the log from now on."""
        super().observe(observed)
        observed.changed.connect(self._show_shift)
        self._show_shift()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_shift()

    def _refuse_form(self, word: str) -> None:
        if word not in OF_THE_LOG:
            self.line.refuse(word, self.tr("That needs an incident: declare one first (Ctrl+D)."))

    def _show_shift(self) -> None:
        if self._observed is None:
            return
        log, now_us = self._observed.board.timeline, self._bridge.now_us()
        began_us = shift_began_us(log, now_us)
        count = len(lines_of_shift(log, now_us))
        lines = words.counted(count, self.tr("1 line"), self.tr("{count} lines"))
        if last_handover(log) is None:
            told = self.tr("{lines} in the last 12 h")
        else:
            told = self.tr("{lines} in this shift, since {clock}")
        self.shift.setText(told.format(lines=lines, clock=clock_near(began_us, now_us, self._bridge.zone)))
