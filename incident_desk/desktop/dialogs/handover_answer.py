"""A role that was offered: what the one before wrote down, the duty, and the answer."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.presence import ROLE
from incident_desk.desktop.theme import font
from incident_desk.domain.commands import Fields
from incident_desk.domain.handover_answers import Accept, Decline, Withdraw
from incident_desk.domain.ids import EntryId


class HandoverAnswerDialog(Dialog):
    """The taker accepts or declines, the giver takes it back; others write down what one of them told them."""

    WIDTH_PX = 820

    def __init__(self, bridge: Bridge, observed: ObservedIncident, handover: EntryId, window: QWidget) -> None:
        self._handover = observed.board.handovers.of[handover]
        self._taker = self._handover.taker.now(observed.organisation.people)
        self._giver = self._handover.giver.now(observed.organisation.people)
        self._title = observed.board.roles.held[self._handover.role].title
        heading = QCoreApplication.translate("HandoverAnswerDialog", "{role}: offered to {name}")
        super().__init__(
            window,
            "handover_answer_dialog",
            "arrow-left-right",
            heading.format(role=self._title, name=self._taker.name),
        )
        self._bridge = bridge
        self._observed = observed
        self._is_taker = self._taker.person == bridge.me
        self._is_giver = bridge.me in (self._giver.person, self._handover.by)
        self.said = QLineEdit()
        self.said.setObjectName("handover_said")
        self.said.setFont(font(13))
        self.said.setMinimumHeight(34)
        self.fault = Label("", 12, 500, "bad", "answer_fault", wraps=True)
        self.fault.hide()
        since = clock_near(self._handover.offered_us, bridge.now_us(), bridge.zone)
        self.meta.setText(self.tr("by {name} at {clock}").format(name=self._giver.name, clock=since))
        attend(self, bridge, observed, f"{ROLE}{self._handover.role}", f"acceptance:{handover}")
        self._lay_out()
        self.promise("shield-check", self.tr("Whatever is answered stays on the record"))
        self._add_ways()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(6)
        column.addWidget(SectionHead(self.tr("What {name} wrote down").format(name=self._giver.name), ""))
        for paragraph in self._paragraphs():
            column.addWidget(Label(paragraph, 13, 400, wraps=True))
        if tasks := self._tasks():
            column.addSpacing(6)
            column.addWidget(SectionHead(self.tr("Tasks that go over"), str(len(tasks))))
            for words in tasks:
                column.addWidget(Label(words, 13, 400, wraps=True))
        role = self._observed.plan.role(self._handover.role)
        if role is not None and role.duties:
            column.addSpacing(6)
            column.addWidget(SectionHead(self.tr("The duty"), ""))
            column.addWidget(Label(role.duties, 13, 400, "text2", wraps=True))
        column.addSpacing(6)
        words = self.tr("Why not? Only to decline it") if self._is_taker else self.tr("How did they say so?")
        if self._is_giver and not self._is_taker:
            words = self.tr("Why is it taken back, or how did they say that they have it?")
        self.said.setPlaceholderText(words)
        self.said.setAccessibleName(words)
        column.addWidget(self.said)
        column.addWidget(self.fault)

    def _paragraphs(self) -> list[str]:
        told = self._observed.board.timeline.line(self._handover.id).text
        return told.splitlines() or [self.tr("(the words were erased)")]

    def _tasks(self) -> list[str]:
        board = self._observed.board
        found = [board.tasks.of[task] for task in self._handover.tasks if task in board.tasks.of]
        words = self.tr("Task {number}: {words}")
        return [
            words.format(number=board.tasks.label(task), words=task.words(board.timeline))
            for task in found
            if task.is_open
        ]

    def _add_ways(self) -> None:
        if self._is_giver and not self._is_taker:
            self.withdraw = self.add_button(
                "handover_withdraw", self.tr("Take it back"), self._withdraw, "plain", "undo-2"
            )
        else:
            self.decline = self.add_button("handover_decline", self.tr("Decline"), self._decline, "plain", "x")
        accept = self.tr("Accept") if self._is_taker else self.tr("{name} has accepted").format(name=self._taker.name)
        self.go = self.add_button("handover_accept", accept, self._accept, "primary", "check")

    def first(self) -> QWidget:
        return self.go if self._is_taker else self.said

    # answering --------------------------------------------------------------------------------------------------------

    @property
    def _said(self) -> str:
        return self.said.text().strip()

    def _accept(self) -> None:
        self._answer(
            Accept(self._handover.role, "" if self._is_taker else self._said, handover=self._handover.id), self.go
        )

    def _decline(self) -> None:
        self._answer(Decline(self._handover.role, self._said, handover=self._handover.id), self.decline)

    def _withdraw(self) -> None:
        self._answer(Withdraw(self._handover.role, self._said, handover=self._handover.id), self.withdraw)

    def _answer(self, fields: Fields, button: QWidget) -> None:
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, button)
