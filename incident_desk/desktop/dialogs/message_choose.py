"""Two desks proposed different words for one message, without knowing of each other: which are to stand."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.change_row import ChangeRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.sentence_changes import changes
from incident_desk.domain.entry import Entry
from incident_desk.domain.message_list import Message, Proposal
from incident_desk.domain.messages import ChooseProposal


class ChooseWordsDialog(Dialog):
    """One below the other, and of each what differs from the first. Whoever chooses is author of neither."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, observed: ObservedIncident, message: Message, window: QWidget) -> None:
        title = QCoreApplication.translate("ChooseWordsDialog", "Message {number}: which words are to stand?")
        label = observed.board.messages.label(message)
        super().__init__(window, "message_choose_dialog", "git-merge", title.format(number=label))
        self._bridge = bridge
        self._observed = observed
        self._message = message
        self.buttons: list[Button] = []
        self.fault = Label("", 12, 500, "bad", "message_choose_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(8)
        rivals = message.rivals
        for at, proposal in enumerate(rivals, 1):
            if at > 1:
                column.addWidget(Line())
            self._add(column, proposal, rivals[0], at)
        column.addWidget(self.fault)
        self.promise("shield-check", self.tr("Approvals of the words that stand are kept"))
        self.add_button("message_choose_close", self.tr("Close"), self.reject)
        bridge.rights.rule(*self.buttons)
        attend(self, bridge, observed, "communications_panel", f"choosing:{message.id[-12:]}")

    def _add(self, column: QVBoxLayout, proposal: Proposal, first: Proposal, at: int) -> None:
        name = self._bridge.name(proposal.authors[-1])
        when = clock_near(proposal.at_us, self._bridge.now_us(), self._bridge.zone)
        approved = ", ".join(each.name for each in proposal.approved.values())
        note = self.tr("approved by {names}").format(names=approved) if approved else ""
        column.addWidget(SectionHead(self.tr("{name}, {clock}").format(name=name, clock=when), note))
        for key, text in proposal.texts.items():
            column.addWidget(Label(variant_name(self._observed.plan, key), 12, 500, "text2"))
            words = Label(text, 13, 400, wraps=True)
            words.setObjectName(f"message_choose_words_{at}_{key}")
            column.addWidget(words)
            for each in changes(first.texts.get(key, ""), text) if proposal is not first else ():
                column.addWidget(ChangeRow("", each.words, is_new=each.is_new))
        button = Button(self.tr("These words stand"), "check", "small", f"message_choose_{at}")
        button.setAccessibleName(self.tr("The words of {name} stand").format(name=name))
        button.clicked.connect(partial(self._choose, proposal, button))
        column.addWidget(button)
        self.buttons.append(button)

    def first(self) -> QWidget:
        return self.buttons[0] if self.buttons else super().first()

    def _choose(self, proposal: Proposal, button: Button) -> None:
        self.attempt(self._bridge, self._chosen(proposal), self.fault, button)

    async def _chosen(self, proposal: Proposal) -> list[Entry]:
        return await self._bridge.do(ChooseProposal(self._message.id, proposal.entry), self._observed.incident)
