"""The way out of a message: who has said yes, the one button that comes next, and the seconds in which it stops."""

import enum

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.acts import MessageActs
from incident_desk.desktop.drafting.approval_rows import TRANSLATION, approval_rows, whom
from incident_desk.desktop.drafting.standing import (
    is_to_be_proposed,
    may_go_first,
    may_send,
    may_witness,
    needs_nobody,
    stages_of,
    stands_of,
)
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import asked_of, variant_name
from incident_desk.desktop.moments import clock_minutes, clock_near, span_words
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.check_row import CheckRow, CheckShown
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.ticking import tick
from incident_desk.domain.approvals import holds_now, may_approve
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.moments import MINUTE_US, SECOND_US

LATER_US = 2 * MINUTE_US
"""What goes out later than that is told by the clock and not in seconds."""
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
    CHOOSE = "choose"


class Next(msgspec.Struct, frozen=True):
    """The one button: what it does, what it says, and how it looks."""

    act: Act
    words: str
    symbol: str = "send"
    kind: str = "primary"


SCHEDULE, COMPARE = "calendar-clock", "diff"


class WayOut(QWidget):
    """`read_asked` opens the exact words to be read, and approved or declined; `large_asked` those of one variant as
    large as the window; `by_hand_asked` the form of a channel that somebody reads out; `schedule_asked` that of a time
    to go out at; `compare_asked` what was said before by the channel that is shown; `witness_asked` the form in which a
    second person lets it go while the shared database is away; `change_asked` whom it is for, `choose_asked` which of
    two wordings stands."""

    read_asked = Signal()
    large_asked = Signal()
    by_hand_asked = Signal()
    witness_asked = Signal()
    change_asked = Signal()
    choose_asked = Signal()
    schedule_asked = Signal()
    compare_asked = Signal()

    def __init__(
        self, bridge: Bridge, work: MessageWork, *, is_wide: bool = False, parent: QWidget | None = None
    ) -> None:
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
        self.schedule, self.compare = _beside(is_wide=is_wide)
        self.large = IconButton("maximize-2", _tr("Large print, QR code, read aloud (Ctrl+Shift+L)"), "message_large")
        self.change = IconButton("settings", _tr("For whom, by what, on which facts (Ctrl+Shift+E)"), "message_change")
        self.first = Button(_tr("Send now, approve after"), "send", "small", "message_send_first")
        self.first.hide()
        self.witness = Button(_tr("With a witness…"), "cloud-off", "small", "message_witness")
        self.witness.setToolTip(_tr("The shared database is away; a second person says yes here, or on the phone"))
        self.witness.hide()
        self.tools = QWidget()
        """What else there is, below the button where there is room, else for whoever shows it to put somewhere."""
        self._lay_out(is_wide=is_wide)
        self.go.clicked.connect(self._go)
        self.read.clicked.connect(self.read_asked)
        self.large.clicked.connect(self.large_asked)
        self.schedule.clicked.connect(self.schedule_asked)
        self.compare.clicked.connect(self.compare_asked)
        self.first.clicked.connect(lambda: self.acts.send_first(may_go_first(self._work)))
        self.witness.clicked.connect(self.witness_asked)
        self.change.clicked.connect(self.change_asked)
        self.promise.activated.connect(self._promise)
        bridge.sharing.changed.connect(self.show_way)
        work.changed.connect(self.show_way)
        bridge.rights.rule(self.go, self.promise, self.first, self.schedule, self.witness, self.change)
        tick().follow(self, self.show_way)

    def _lay_out(self, *, is_wide: bool) -> None:
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
        beside = QHBoxLayout(self.tools)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8 if is_wide else 4)
        for part in (self.schedule, self.compare, self.large, self.change):
            beside.addWidget(part, 1 if is_wide and part in (self.schedule, self.compare) else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addLayout(asked)
        column.addLayout(row)
        if is_wide:
            column.addWidget(self.tools)
        column.addWidget(self.first)
        column.addWidget(self.witness)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Beside one another the buttons have room for their words or for their icons."""
        for button, symbol in ((self.schedule, SCHEDULE), (self.compare, COMPARE)):
            wanted = "" if is_narrow else symbol
            if button.property("symbol") != wanted:
                button.set_symbol(wanted)

    def take_key(self, around: QWidget) -> None:
        """Ctrl+Enter anywhere in there does what the button says; the others open what lies beside it."""
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, asked in (
            ("Ctrl+Shift+L", self.large_asked),
            ("Ctrl+Shift+G", self.schedule_asked),
            ("Ctrl+Shift+H", self.compare_asked),
            ("Ctrl+Shift+E", self.change_asked),
        ):
            QShortcut(QKeySequence(keys), around, context=inside).activated.connect(asked)
        pressed = QShortcut(QKeySequence("Ctrl+Return"), around, context=inside)
        pressed.activated.connect(lambda: self.go.animateClick() if self.go.isVisible() else None)

    # showing ----------------------------------------------------------------------------------------------------------

    def show_way(self) -> None:
        """As it stands now; the seconds to stop run by the clock."""
        work, message = self._work, self._work.message
        if message is None or work.observed is None:
            return
        self._show_rows(approval_rows(self._bridge, work, message))
        self._show_promise()
        sharing = self._bridge.sharing
        is_away = sharing.state is not None and not sharing.is_connected
        self.witness.setVisible(is_away and bool(may_witness(work)))
        first = may_go_first(work)
        self.first.setVisible(bool(first))
        names = ", ".join(variant_name(work.plan, each) for each in first)
        told = _tr("The plan lets it go by {channels} at once; the yes is owed after")
        self.first.setToolTip(tip(told.format(channels=names)))
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
            row.fix_asked.connect(self._translate)
            self._lines.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(said))
            if at < len(said):
                row.show_check(said[at])

    def _next(self, message: Message) -> Next:
        work, stages = self._work, stages_of(self._work)
        if (stop := self._stop(message)) is not None:
            return stop
        if message.rivals or is_to_be_proposed(work):
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

    def _stop(self, message: Message) -> Next | None:
        """While something of it waits to go out."""
        stages, now_us = stages_of(self._work), self._bridge.now_us()
        waiting = [
            way.release.from_us
            for key, way in message.ways.items()
            if way.release is not None and stages.get(key) is Stage.RELEASED and way.tried is None
        ]
        left_us = max(waiting, default=0) - now_us
        if left_us <= 0:
            return None
        words = _tr("Stop, {count} s left").format(count=-(-left_us // SECOND_US))
        if left_us > LATER_US:
            words = _tr("Stop: goes out at {clock}").format(clock=clock_near(max(waiting), now_us, self._bridge.zone))
        return Next(Act.STOP, words, "octagon-x", "danger")

    def _first(self, message: Message) -> Next:
        work = self._work
        if message.rivals:
            return Next(Act.CHOOSE, _tr("Two wordings: choose…"), "git-merge", "danger")
        if needs_nobody(work):
            return Next(Act.SEND, _tr("Send"))
        name = whom(self._bridge, work)[0]
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

    def _translate(self, key: str) -> None:
        """To the words in that language, begun if there are none yet."""
        if key.startswith(TRANSLATION):
            self.acts.translate(key.removeprefix(TRANSLATION).split())

    # acting -----------------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        acts = {
            Act.ASK: self.acts.ask,
            Act.SEND: self.acts.send,
            Act.STOP: self.acts.stop,
            Act.RETRY: self.acts.retry,
            Act.APPROVE: self.read_asked.emit,
            Act.BY_HAND: self.by_hand_asked.emit,
            Act.CHOOSE: self.choose_asked.emit,
        }
        if (act := acts.get(self.next.act)) is not None:
            act()


def _beside(*, is_wide: bool) -> tuple[Button, Button]:
    """Schedule and Compare: in words where there is room."""
    later, before = _tr("Send at a time (Ctrl+Shift+G)"), _tr("What was said before, and what changed (Ctrl+Shift+H)")
    if not is_wide:
        return IconButton(SCHEDULE, later, "message_schedule"), IconButton(COMPARE, before, "message_compare")
    made = (
        Button(_tr("Schedule"), SCHEDULE, "plain", "message_schedule"),
        Button(_tr("Compare"), COMPARE, "plain", "message_compare"),
    )
    for button, words in zip(made, (later, before), strict=True):
        button.setToolTip(words)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("WayOut", text)
