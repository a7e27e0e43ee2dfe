"""Settings, shared record: how this desk stands with it, the way there, who shares it, and who is let in."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.work import Work
from incident_desk.desktop.forms.ui_shared import Ui_Shared
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.rights import level_words
from incident_desk.desktop.settings.shared_advice import SharedAdvice
from incident_desk.desktop.settings.shared_answers import SharedAnswers
from incident_desk.desktop.settings.shared_archive import SharedArchive
from incident_desk.desktop.settings.shared_desks import SharedDesks
from incident_desk.desktop.settings.shared_guests import SharedGuests
from incident_desk.desktop.settings.shared_waiting import SharedWaiting
from incident_desk.desktop.settings.shared_way import SharedWay
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.ticking import tick
from incident_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.desk.membership import Standing


MOST_PX = 1640


class Seat(msgspec.Struct, frozen=True):
    """What this home knows of it by itself."""

    address: str = ""
    lets_in: bool = False


class SharedPage(QWidget):
    """Whatever asks the server is done on a worker thread; nothing that was typed goes before it has done its work."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._seat = Seat()
        self._waited = -1
        self._has_advice = False
        self.form = form = Ui_Shared()
        form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self.chip = Chip("", "", "ok")
        form.layout_23.insertLayout(0, self._head())
        self.work = Work(bridge, form.work, form.work_said, form.work_cancel, form.shared_fault)
        self.advice = SharedAdvice()
        form.layout_23.insertWidget(form.layout_23.indexOf(form.steps) + 1, self.advice)
        self.way = SharedWay(_column(form.steps), form.steps_note, self.advice)
        self.desks = SharedDesks(bridge, _column(form.desks), form.desks_note)
        self.waiting = SharedWaiting(bridge, _column(form.waiting), form.waiting_note)
        self.answers = SharedAnswers(bridge)
        form.layout_23.insertWidget(form.layout_23.indexOf(self.advice) + 1, self.answers)
        self.archive = SharedArchive(bridge, self)
        form.layout_23.insertWidget(form.layout_23.indexOf(form.letting_in) + 1, self.archive)
        self.guests = SharedGuests(bridge, form, self.work, self._ask_desks)
        self._connect()
        self._show_seat()
        self._show_state()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 6)
        row.addWidget(Label(self.tr("Shared record"), 15, 600))
        row.addStretch(1)
        row.addWidget(self.chip)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wide screen the eye should not have to travel from a name to what is said of it."""
        super().resizeEvent(event)
        self.form.layout_33.setContentsMargins(0, 0, max(0, event.size().width() - MOST_PX), 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon(self._look())

    def _connect(self) -> None:
        form = self.form
        form.join_line.textChanged.connect(self._show_ways)
        form.test_connection.clicked.connect(self._test)
        form.join.clicked.connect(self._join)
        form.found.clicked.connect(self._found)
        self.work.changed.connect(self._show_ways)
        self._bridge.sharing.changed.connect(self._show_state)
        self._bridge.rights.changed.connect(self._ask_desks)
        tick().follow(self.form.waiting, self.waiting.show_age)

    def first(self) -> QWidget:
        return self.form.test_connection if self._seat.address else self.form.join_line

    def _soon(self, flow: Coroutine[Any, Any, None]) -> None:
        self._bridge.soon(flow, self.work.complain)

    # what stands ------------------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        desk = self._bridge.desk
        if desk is not None:
            self._seat = await asyncio.to_thread(_seat, desk)
            self._show_seat()
            if self._seat.address and self.form.join_line.hasFocus():
                self.form.test_connection.setFocus()
            self._ask_desks()
            if not self._seat.address or self.work.is_busy:
                return
            if self._bridge.sharing.is_connected:  # nobody has to wait for what they did not ask for
                await self.way.walk(desk, "")
            else:
                self._test()

    def _show_seat(self) -> None:
        form, is_joined = self.form, bool(self._seat.address)
        form.join_line.setReadOnly(is_joined)
        form.join.setVisible(not is_joined)
        form.found.setVisible(not is_joined)
        if is_joined:
            form.join_line.setText(self._seat.address)
        form.line_hint.setText(
            self._standing_words()
            if is_joined
            else self.tr("Paste your join line; or a server's address, to make a shared database there.")
        )
        self.guests.show(lets_in=self._seat.lets_in)
        self.desks.shut_out = self.guests.shut_out if self._seat.lets_in else None
        for part in (self.answers, form.desks_line, form.desks_head, form.desks_note, form.desks):
            part.setVisible(is_joined)
        self._show_ways()

    def _standing_words(self) -> str:
        """Who comes in there, and as what; the level is known once the server has answered."""
        bridge, state = self._bridge, self._bridge.sharing.state
        name = bridge.name(bridge.me)
        if state is None or not state.level:
            return self.tr("{name} shares the record there; the join line is used up.").format(name=name)
        told = self.tr("{name} shares the record there as {level}; the join line is used up.")
        return told.format(name=name, level=level_words(state.level))

    def _show_ways(self) -> None:
        """What can be done now."""
        form = self.form
        is_free = not self.work.is_busy and self._bridge.desk is not None
        has_line = bool(self._line)
        form.test_connection.setEnabled(is_free and has_line)
        for button in (form.join, form.found):
            button.setEnabled(is_free and has_line and not self._seat.address)
        self.guests.show_ways()

    def _show_state(self) -> None:
        bridge, state = self._bridge, self._bridge.sharing.state
        if state is None:
            self.chip.show_words(self.tr("shared with nobody"), "hard-drive", "sev4")
        elif state.is_connected:
            self.chip.show_words(self.tr("connected"), "cloud-check", "ok")
        else:
            since = clock_near(bridge.sharing.lost_us or bridge.now_us(), bridge.now_us(), bridge.zone)
            self.chip.show_words(self.tr("No answer since {clock}").format(clock=since), "cloud-off", "warn")
        if self._seat.address and not self._has_advice:
            self.form.line_hint.setText(self._standing_words())
        waits = state.waiting if state else -2
        if waits != self._waited:
            self._waited = waits
            self.desks.show_again()
            self._soon(self.waiting.show())

    # what is asked ----------------------------------------------------------------------------------------------------

    @property
    def _line(self) -> str:
        """What was pasted; a mail may have broken it into lines."""
        return "".join(self.form.join_line.text().split())

    def _test(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        line = "" if self._seat.address else self._line
        self.work.start(self.tr("Going the way to the server…"), lambda: self.way.walk(desk, line))

    def _join(self) -> None:
        self.work.start(self.tr("Coming in…"), lambda: self._come_in(is_new=False))

    def _found(self) -> None:
        self.work.start(self.tr("Making the shared database…"), lambda: self._come_in(is_new=True))

    async def _come_in(self, *, is_new: bool) -> None:
        desk, line = self._bridge.desk, self._line
        assert desk is not None
        advice = await asyncio.to_thread(_found if is_new else _join, desk, line)
        self._bridge.sharing.begin()
        self._seat = await asyncio.to_thread(_seat, desk)
        self._show_seat()
        self._has_advice = bool(advice)
        if advice:
            self.form.line_hint.setText("\n".join(advice))
        await self._show_desks()

    def _ask_desks(self) -> None:
        if self._seat.address:
            self._soon(self._show_desks())

    async def _show_desks(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        self.desks.say(self.tr("asking…"))
        try:
            self.desks.show(await asyncio.to_thread(_standing, desk))
        except DeskError as e:
            self.desks.say(str(e))


def _column(rows: QWidget) -> QVBoxLayout:
    column: QLayout | None = rows.layout()
    assert isinstance(column, QVBoxLayout)
    return column


# on a worker thread: whatever is here loads the driver, or waits for a server


def _seat(desk: "Desk") -> Seat:
    if not desk.shared.is_joined():
        return Seat()
    membership = desk.shared.membership()
    return Seat(membership.address, membership.lets_in)


def _join(desk: "Desk", line: str) -> list[str]:
    desk.shared.membership().join(line)
    return []


def _found(desk: "Desk", line: str) -> list[str]:
    return desk.shared.membership().found(line)


def _standing(desk: "Desk") -> "Standing":
    return desk.shared.membership().standing(desk.timekeeping.machine_us())
