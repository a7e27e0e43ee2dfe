"""Letting a message go at a time: when, and by when the next one is promised."""

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput
from incident_desk.domain.message_list import Message
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.releasing import ReleaseMessage

NEXT_MINUTES = (10, 20, 30, 60, 120, 240)
USUAL_MINUTES = 30


class Scheduled(msgspec.Struct, frozen=True):
    """What is to go out. `before` is what is written first: the proposal, where nobody's yes is needed.

    `promises`: it names the next update, or whoever proposed it promised one.
    """

    message: Message
    before: tuple[Fields, ...]
    promises: bool


class ScheduleDialog(Dialog):
    """Whoever schedules says when, and how long after it the next word comes."""

    WIDTH_PX = 560

    def __init__(self, bridge: Bridge, observed: ObservedIncident, scheduled: Scheduled, window: QWidget) -> None:
        super().__init__(window, "schedule_dialog", "calendar-clock", _tr("Send it at a time"))
        self._bridge = bridge
        self._observed = observed
        self._scheduled = scheduled
        self.moment = MomentField()
        self.moment.use(bridge, "schedule_moment", _tr("When does it go out?"), to_come=True)
        self.then = Choice()
        self.then.setObjectName("schedule_next_update")
        self.then.setAccessibleName(_tr("When the next update comes after it"))
        self.then.setMinimumHeight(34)
        if not scheduled.promises:
            self.then.addItem(_tr("not promised"), 0)
        for minutes in NEXT_MINUTES:
            self.then.addItem(_tr("{span} after it").format(span=span_words(minutes * MINUTE_US)), minutes)
        if scheduled.promises:
            self.then.setCurrentIndex(NEXT_MINUTES.index(USUAL_MINUTES))
        self.told = Label("", 12, 400, "text2", "schedule_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "schedule_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for head, part in ((_tr("When?"), self.moment), (_tr("Next update"), self.then)):
            column.addWidget(SectionHead(head))
            column.addWidget(part)
            column.addSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self.fault)
        self.promise("shield-check", _tr("Stops by itself if a fact in it is withdrawn, or its yes no longer holds"))
        self.go = self.add_button("schedule_go", _tr("Schedule"), self._go, "primary", "calendar-clock")
        self.add_key("Ctrl+Return", self._go)
        self.moment.changed.connect(self._show)
        self.moment.edit.returnPressed.connect(self._go)
        self.then.currentIndexChanged.connect(self._show)
        bridge.rights.rule(self.go)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"scheduling:{scheduled.message.id[-12:]}")

    def first(self) -> QWidget:
        return self.moment.edit

    @property
    def _times(self) -> tuple[int, int | None] | None:
        """When it goes out, and when the next comes; None while that is not understood."""
        try:
            at_us = self.moment.moment_us()
        except BadInput:
            return None
        if at_us is None:
            return None
        minutes = int(self.then.currentData())
        return at_us, at_us + minutes * MINUTE_US if minutes else None

    def _show(self) -> None:
        times, now_us, zone = self._times, self._bridge.now_us(), self._bridge.zone
        self.go.setEnabled(times is not None)
        if times is None:
            self.told.setText(_tr("Say a clock, like 22:00, or a span, like in 2 h"))
            return
        at_us, next_us = times
        words = _tr("Goes out at {clock}, in {span}").format(
            clock=clock_near(at_us, now_us, zone), span=span_words(at_us - now_us + SECOND_US)
        )
        if next_us is not None:
            then = _tr("{words}; says the next at {clock}")
            words = then.format(words=words, clock=clock_near(next_us, now_us, zone))
        self.told.setText(words)

    def _go(self) -> None:
        if self.go.isEnabled() and self._times is not None:
            self.attempt(self._bridge, self._let_go(*self._times), self.fault, self.go)

    async def _let_go(self, at_us: int, next_us: int | None) -> list[Entry]:
        released = ReleaseMessage(self._scheduled.message.id, from_us=at_us, next_update_us=next_us)
        return await self._bridge.do([*self._scheduled.before, released], self._observed.incident)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScheduleDialog", text)
