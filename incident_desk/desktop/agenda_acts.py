"""What can be done about the row that is selected in the list of all incidents: what its incident offers, too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.agenda_words import name_words, of_words, spoken_words, what_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.domain.agenda import Due, DueKind
from incident_desk.domain.ids import TaskId
from incident_desk.domain.tasks import OneTask


class AgendaActs(QWidget):
    """`due_asked` leads to the thing in its incident. Its card opens over the list, and names the incident.

    `acted` tells that the list may have the keys again: the button that was pressed may go.
    """

    due_asked = Signal(object)
    acted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._due: Due | None = None
        self._is_opening = False
        self.said = Elided("", 13, 500)
        self.of = Elided("", 12, 500, "accent")
        self.of.setObjectName("agenda_of")
        self.fault = MessageLine()
        self.got = Button(self.tr("I have it"), "check", "plain", "agenda_got")
        self.done = Button(self.tr("Done…"), "", "plain", "agenda_done")
        self.hand_on = Button(self.tr("Hand on…"), "arrow-left-right", "plain", "agenda_hand_on")
        self.go = Button(self.tr("Go there"), "arrow-right", "primary", "agenda_go")
        tips = {self.got: "A", self.done: "D", self.hand_on: "H", self.go: self.tr("Enter")}
        for button, key in tips.items():
            button.setToolTip(f"{button.text()} ({key})")
        bridge.rights.rule(self.got, self.hand_on)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.of)
        told.addWidget(self.said)
        told.addWidget(self.fault)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        row.addLayout(told, 1)
        for button in tips:
            row.addWidget(button)
        self.got.clicked.connect(lambda: self.act("got"))
        self.done.clicked.connect(lambda: self.act("done"))
        self.hand_on.clicked.connect(lambda: self.act("hand_on"))
        self.go.clicked.connect(self._go)

    def show_due(self, due: Due | None) -> None:
        """What is done from now on is about this."""
        if due is None or self._due is None or (due.of, due.key) != (self._due.of, self._due.key):
            self.fault.say("")
        self._due = due
        self.of.setText(of_words(due.of) if due else "")
        self.said.setText(f"{name_words(due)}: {what_words(due)}" if due else "")
        if due is not None:
            self.said.setToolTip(tip(spoken_words(due, self._bridge.now_us(), self._bridge.zone)))
        is_task = due is not None and due.kind is DueKind.TASK
        self.got.setVisible(is_task and due is not None and due.acknowledged_us is None and due.holder is not None)
        mine = due is not None and due.is_of(self._bridge.me)
        self.got.setText(self.tr("I have it") if mine else self.tr("They have it"))
        self.hand_on.setVisible(is_task)
        self.done.setText(self.tr("Answer…") if due and due.kind is DueKind.QUESTION else self.tr("Done…"))
        for button in (self.done, self.go):
            button.setEnabled(due is not None)

    def act(self, name: str) -> None:
        """Do what a button or a key stands for: got, done, hand_on, card."""
        due = self._due
        if due is None or (name == "got" and self.got.isHidden()) or (name == "hand_on" and self.hand_on.isHidden()):
            return
        self.fault.say("")
        if name != "got":
            self._bridge.soon(self._open(due, name), self.fault.say)
        elif why := self._bridge.rights.why_not():
            self.fault.say(why)
        else:
            self._bridge.do_soon(OneTask(TaskId(due.key)), due.of.incident, self.fault.say)
            self.acted.emit()

    def _go(self) -> None:
        if self._due is not None:
            self.due_asked.emit(self._due)

    async def _open(self, due: Due, name: str) -> None:
        """Its card, over an incident that is folded for it alone."""
        if self._is_opening:
            return
        self._is_opening = True
        try:
            observed = await observe(self._bridge, due.of.incident, self)
        finally:
            self._is_opening = False
        from incident_desk.desktop.dialogs.due import card_of

        card = card_of(self._bridge, observed, due, self.window()) if self.isVisible() else None
        if card is None:
            self._let_go(observed)
            return
        card.finished.connect(lambda: self._let_go(observed))
        card.open()
        if name == "hand_on":
            _ask_for_taker(card)

    def _let_go(self, observed: ObservedIncident) -> None:
        self._bridge.free(observed.let_go())
        observed.deleteLater()


def _ask_for_taker(card: Dialog) -> None:
    from incident_desk.desktop.dialogs.task import TaskDialog

    if isinstance(card, TaskDialog) and card.is_open:
        card.taker.setFocus()
