"""The clocks of the plan: how each stands, a press that keeps it, a press that puts it off."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.clock_words import (
    asked_words,
    clock_name,
    kept_words,
    most_pressing,
    running,
    state_words,
    tone,
)
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.task_words import box_words
from incident_desk.desktop.theme import font
from incident_desk.desktop.ticking import tick
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clock_rounds import Showing
from incident_desk.domain.clocks import Keep, Snooze
from incident_desk.domain.commands import Fields

SNOOZES_S: Final = (300, 600, 900, 1800)


class ClocksDialog(Dialog):
    """The one that is due first has the keyboard: Enter says that it was done."""

    WIDTH_PX = 720

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("ClocksDialog", "Clocks")
        super().__init__(window, "clocks_dialog", "clock", title)
        name_incident(self, observed)
        self._bridge = bridge
        self._observed = observed
        self.rows: dict[Clock, ClockRow] = {}
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        for each in running(observed, bridge.now_us()):
            self.rows[each.clock] = row = ClockRow(each.clock)
            row.done.clicked.connect(lambda _=False, row=row: self._keep(row))
            row.later.clicked.connect(lambda _=False, row=row: self._put_off(row))
            column.addWidget(row)
        if self.rows:
            self._ask(column)
        else:
            none = self.tr("No clock runs: they run from the declaration to the end of the incident")
            column.addWidget(Label(none, 13, 400, "text2", "clocks_none", wraps=True))
        self.fault = Label("", 12, 500, "bad", "clocks_fault", wraps=True)
        self.fault.hide()
        column.addWidget(self.fault)
        self.promise("history", self.tr("What was kept, put off or missed stands in the timeline"))
        self.go = self.add_button("clocks_close", self.tr("Close"), self.reject)
        self._show()
        observed.changed.connect(self._show)
        tick().follow(self, self._show)

    def _ask(self, column: QVBoxLayout) -> None:
        self.words = QLineEdit()
        self.words.setObjectName("clocks_words")
        self.words.setFont(font(13))
        self.words.setMinimumHeight(34)
        asked = self.tr("What was said, or why it is put off")
        self.words.setPlaceholderText(asked)
        self.words.setAccessibleName(asked)
        self.span = SpanChoice("clocks_span", SNOOZES_S, lambda seconds: box_words(seconds or 0))
        self.span.choose(SNOOZES_S[1])
        column.addWidget(SectionHead(self.tr("Words, if there are any, and how long to put it off")))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.span)
        column.addLayout(row)

    def first(self) -> QWidget:
        found = most_pressing(running(self._observed, self._bridge.now_us()))
        row = self.rows.get(found.clock) if found else None
        return row.done if row is not None and row.done.isEnabled() else self.go

    def _show(self) -> None:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        may = self._bridge.rights.may()
        for each in running(self._observed, now_us):
            if row := self.rows.get(each.clock):
                who = self._bridge.name(each.kept[-1].by) if each.kept else ""
                row.show_clock(each, now_us, kept_words(each, now_us, zone, who))
                for button in (row.done, row.later):
                    button.setEnabled(may and each.due_us is not None and not self.is_busy)

    def _keep(self, row: "ClockRow") -> None:
        self._do(Keep(row.clock, self.words.text().strip()), row.done)

    def _put_off(self, row: "ClockRow") -> None:
        self._do(Snooze(row.clock, self.span.seconds or SNOOZES_S[0], self.words.text().strip()), row.later)

    def _do(self, fields: Fields, button: QWidget) -> None:
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, button)


class ClockRow(QWidget):
    """One clock: its name, how it stands, what it asks and how it was kept, and the two answers."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        key = clock.value.replace("-", "_")
        name = clock_name(clock)
        self.state = Label("", 13, 600, "text2", f"{key}_state")
        self.kept = Label("", 12, 400, "text2", f"{key}_kept", wraps=True)
        writes = clock is Clock.STATE_DOCUMENT
        said, symbol = (self.tr("Write it"), "file-text") if writes else (self.tr("Done"), "check")
        self.done = Button(said, symbol, "plain", f"{key}_done")
        asked = self.tr("{clock}: write it, as text and as pages") if writes else self.tr("{clock}: done")
        self.done.setAccessibleName(asked.format(clock=name))
        self.later = Button(self.tr("Put off"), "clock", "plain", f"{key}_later")
        self.later.setAccessibleName(self.tr("{clock}: put off").format(clock=name))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(name, 15, 600))
        head.addWidget(self.state)
        head.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addLayout(head)
        said.addWidget(Label(asked_words(clock), 13))
        said.addWidget(self.kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(said, 1)
        row.addWidget(self.done)
        row.addWidget(self.later)

    def show_clock(self, showing: Showing, now_us: int, kept: str) -> None:
        """Say this from now on."""
        self.state.setText(state_words(showing, now_us))
        now = tone(showing, now_us)
        self.state.set_tone("text2" if now == "sev4" else now)
        self.kept.setText(kept)
