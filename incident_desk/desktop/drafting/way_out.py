"""The way out of a message: who has said yes, the one button that comes next, and the seconds in which it stops."""

import enum

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.acts import MessageActs
from incident_desk.desktop.drafting.standing import (
    is_to_be_proposed,
    may_go_first,
    may_send,
    may_witness,
    needs_nobody,
    rules_of,
    stages_of,
    stands_of,
)
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import asked_of, variant_name
from incident_desk.desktop.moments import clock_minutes, clock_near, span_words
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.check_row import CheckRow, CheckShown
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.ticking import tick
from incident_desk.domain.approvals import holds_now, may_approve
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.moments import MINUTE_US, SECOND_US

MINUTES = (0, 10, 20, 30, 60, 120, 240)


class Act(enum.Enum):
    """What the one button does now."""

    NONE = "none"
    ASK = "ask"
    WAIT = "wait"
    APPROVE = "approve"
    SEND = "send"
    STOP = "stop"
    RETRY = "retry"
    BY_HAND = "by_hand"


class Next(msgspec.Struct, frozen=True):
    """The one button: what it does, what it says, and how it looks."""

    act: Act
    words: str
    symbol: str = "send"
    kind: str = "primary"


class WayOut(QWidget):
    """`read_asked` opens the exact words to be read, and approved or declined; `large_asked` those of one variant as
    large as the window; `by_hand_asked` the form of a channel that somebody reads out; `witness_asked` that in which a
    second person lets it go while the shared database is away."""

    read_asked = Signal()
    large_asked = Signal()
    by_hand_asked = Signal()
    witness_asked = Signal()

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._work = work
        self.acts = MessageActs(bridge, work)
        self.next = Next(Act.NONE, "")
        self.rows: list[CheckRow] = []
        self.promise = Choice()
        self.promise.setObjectName("message_next_update")
        self.promise.setAccessibleName(_tr("When the next update comes"))
        for minutes in MINUTES:
            words = _tr("in {span}").format(span=span_words(minutes * MINUTE_US)) if minutes else _tr("not promised")
            self.promise.addItem(words, minutes)
        self.go = Button("", "send", "primary", "message_go")
        self.go.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.read = Button(_tr("Preview"), "", "plain", "message_read")
        self.large = IconButton("maximize-2", _tr("Large print, QR code, read aloud (Ctrl+Shift+L)"), "message_large")
        self.first = Button(_tr("Send now, approve after"), "send", "small", "message_send_first")
        self.first.hide()
        self.witness = Button(_tr("With a witness…"), "cloud-off", "small", "message_witness")
        self.witness.setToolTip(_tr("The shared database is away; a second person says yes here, or on the phone"))
        self.witness.hide()
        self._lay_out()
        self.go.clicked.connect(self._go)
        self.read.clicked.connect(self.read_asked)
        self.large.clicked.connect(self.large_asked)
        self.first.clicked.connect(lambda: self.acts.send_first(may_go_first(self._work)))
        self.witness.clicked.connect(self.witness_asked)
        self.promise.activated.connect(self._promise)
        bridge.sharing.changed.connect(self.show_way)
        work.changed.connect(self.show_way)
        bridge.rights.rule(self.go, self.promise, self.first, self.witness)
        tick().follow(self, self.show_way)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        asked = QGridLayout()
        asked.setHorizontalSpacing(8)
        asked.addWidget(Label(_tr("Next update"), 13, 500), 0, 0)
        asked.addWidget(self.promise, 0, 1)
        asked.setColumnStretch(0, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.go, 1)
        row.addWidget(self.read)
        row.addWidget(self.large)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addLayout(asked)
        column.addLayout(row)
        column.addWidget(self.first)
        column.addWidget(self.witness)

    def take_key(self, around: QWidget) -> None:
        """Ctrl+Enter anywhere in there does what the button says; Ctrl+Shift+L shows the words large."""
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        pressed = QShortcut(QKeySequence("Ctrl+Return"), around, context=inside)
        pressed.activated.connect(lambda: self.go.animateClick() if self.go.isVisible() else None)
        enlarged = QShortcut(QKeySequence("Ctrl+Shift+L"), around, context=inside)
        enlarged.activated.connect(self.large_asked)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_way(self) -> None:
        """As it stands now; the seconds to stop run by the clock."""
        work, message = self._work, self._work.message
        if message is None or work.observed is None:
            return
        self._show_rows(self._said(message))
        self._show_promise()
        sharing = self._bridge.sharing
        is_away = sharing.state is not None and not sharing.is_connected
        self.witness.setVisible(is_away and bool(may_witness(work)))
        first = may_go_first(work)
        self.first.setVisible(bool(first))
        names = ", ".join(variant_name(work.plan, each) for each in first)
        self.first.setToolTip(
            _tr("The plan lets it go by {channels} at once; the yes is owed after").format(channels=names)
        )
        found = self._next(message)
        if found != self.next:
            self.next = found
            self.go.setText(found.words)
            self.go.set_symbol(found.symbol)
            if self.go.property("kind") != found.kind:
                self.go.setProperty("kind", found.kind)
                restyle(self.go)
        self.go.setVisible(found.act is not Act.NONE)
        self.go.setEnabled(found.act is not Act.WAIT and self._bridge.rights.may())

    def _show_promise(self) -> None:
        """The time that the message names already; else the nearest of those that can be chosen."""
        work, us, first = self._work, self._work.next_update_us, len(MINUTES)
        named = work.next_minutes is None and work.message is not None and us == work.message.next_update_us
        words = _tr("at {clock}").format(clock=clock_minutes(us, self._bridge.zone)) if named and us else ""
        if self.promise.itemText(first) != words:
            self.promise.removeItem(first)
            if words:
                self.promise.addItem(words, None)
        minutes = round((us - self._bridge.now_us()) / MINUTE_US) if us else 0
        near = min(MINUTES, key=lambda each: abs(each - minutes))
        self.promise.setCurrentIndex(first if words else MINUTES.index(near))

    def _promise(self) -> None:
        minutes = self.promise.currentData()
        self._work.next_minutes = None if minutes is None else int(minutes)

    def _show_rows(self, said: list[CheckShown]) -> None:
        while len(self.rows) < len(said):
            row = CheckRow(f"approval_{len(self.rows) + 1}")
            self._lines.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(said))
            if at < len(said):
                row.show_check(said[at])

    def _said(self, message: Message) -> list[CheckShown]:
        """Who wrote it, who said yes or no, and who is still to be asked."""
        work, now_us, zone = self._work, self._bridge.now_us(), self._bridge.zone
        assert work.observed is not None
        begun = clock_near(message.begun_us, now_us, zone)
        drafted = _tr("Begun by {name}").format(name=self._bridge.name(message.by))
        found = [CheckShown("begun", drafted, begun)]
        proposal = message.proposal
        if proposal is None or (is_to_be_proposed(work) and proposal.declined is None):
            return [*found, *self._not_asked(message)]
        for each in proposal.approved.values():
            words = f"{each.name}, {work.plan.role_title(each.role).lower()}"
            found.append(CheckShown(each.entry, words, clock_near(each.at_us, now_us, zone)))
        if (no := proposal.declined) is not None:
            line = work.observed.board.timeline.at.get(no.entry)
            why = line.text if line is not None else ""
            said = _tr("{name} said no: {why}").format(name=no.name, why=why)
            return [*found, CheckShown(no.entry, said, clock_near(no.at_us, now_us, zone), "octagon-x", "bad")]
        _, full = asked_of(work.observed, stands_of(work), self._bridge.me)
        if full and any(not each.is_met for each in stands_of(work).values()):
            at = clock_near(proposal.at_us, now_us, zone)
            asked = _tr("asked {clock}").format(clock=at)
            found.append(CheckShown("asked", full, asked, "hourglass", "warn"))
        return found

    def _not_asked(self, message: Message) -> list[CheckShown]:
        work = self._work
        if work.observed is None:
            return []
        if needs_nobody(work):
            return [CheckShown("nobody", _tr("The plan asks for nobody's yes"), "", "circle-check", "ok")]
        is_changed = message.proposal is not None
        stand = _tr("words were changed") if is_changed else _tr("not asked")
        return [CheckShown("ask", self._whom()[1], stand, "circle", "text3")]

    def _whom(self) -> tuple[str, str]:
        """Whose yes it takes: a first name, and in full."""
        work, message = self._work, self._work.message
        assert work.observed is not None
        assert message is not None
        return asked_of(work.observed, rules_of(work), self._bridge.me)

    def _next(self, message: Message) -> Next:
        work, stages = self._work, stages_of(self._work)
        waiting = [
            way.release.from_us
            for key, way in message.ways.items()
            if way.release is not None and stages.get(key) is Stage.RELEASED and way.tried is None
        ]
        left_us = max(waiting, default=0) - self._bridge.now_us()
        if left_us > 0:
            seconds = -(-left_us // SECOND_US)
            return Next(Act.STOP, _tr("Stop, {count} s left").format(count=seconds), "octagon-x", "danger")
        if is_to_be_proposed(work):
            return self._first(message)
        if channels := may_send(work):
            names = ", ".join(variant_name(work.plan, each) for each in channels)
            is_all = len(channels) == len({channel_of(key) for key in message.keys})
            return Next(Act.SEND, _tr("Send") if is_all else _tr("Send to {channels}").format(channels=names))
        if Stage.FAILED in stages.values():
            return Next(Act.RETRY, _tr("Try again"), "refresh-cw")
        if Stage.RELEASED in stages.values():
            return Next(Act.BY_HAND, _tr("Sent by hand…"), "check", "plain")
        return self._asked(message)

    def _first(self, message: Message) -> Next:
        if needs_nobody(self._work):
            return Next(Act.SEND, _tr("Send"))
        name = self._whom()[0]
        again = message.proposal is not None
        if name:
            words = _tr("Ask {name} again") if again else _tr("Ask {name} to approve")
            return Next(Act.ASK, words.format(name=name))
        return Next(Act.ASK, _tr("Ask for approval again") if again else _tr("Ask for approval"))

    def _asked(self, message: Message) -> Next:
        work, proposal = self._work, message.proposal
        if proposal is None or work.observed is None or all(each.is_met for each in stands_of(work).values()):
            return Next(Act.NONE, "")
        wanted = may_approve(work.observed.board, work.plan, proposal, self._bridge.now_us())
        me = self._bridge.me
        is_mine = me not in proposal.authors and me not in proposal.approved
        if is_mine and holds_now(work.observed.board.roles, me, wanted):
            return Next(Act.APPROVE, _tr("Read and approve"), "shield-check")
        name = asked_of(work.observed, stands_of(work), me)[0]
        return Next(Act.WAIT, _tr("Waiting for {name}").format(name=name) if name else _tr("Waiting"), "hourglass")

    # acting -----------------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        acts = {
            Act.ASK: self.acts.ask,
            Act.SEND: self.acts.send,
            Act.STOP: self.acts.stop,
            Act.RETRY: self.acts.retry,
            Act.APPROVE: self.read_asked.emit,
            Act.BY_HAND: self.by_hand_asked.emit,
        }
        if (act := acts.get(self.next.act)) is not None:
            act()


def _tr(text: str) -> str:
    return QCoreApplication.translate("WayOut", text)
