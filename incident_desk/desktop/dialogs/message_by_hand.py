"""A message that somebody sends themselves: its words large, to be read out or copied, and the tick when it is done."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.dialogs.large import Enlarged, LargeDialog
from incident_desk.desktop.message_words import language_of, variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.releasing import SentByHand, words


class ByHandDialog(Dialog):
    """Ticking it starts the promise that the words make."""

    WIDTH_PX = 820

    def __init__(self, bridge: Bridge, observed: ObservedIncident, message: Message, window: QWidget) -> None:
        title = QCoreApplication.translate("ByHandDialog", "Send it by hand")
        super().__init__(window, "message_by_hand_dialog", "megaphone", title)
        self._bridge = bridge
        self._observed = observed
        self._message = message
        self._below = window
        self.channel = Choice()
        self.channel.setObjectName("by_hand_channel")
        self.channel.setAccessibleName(self.tr("By which channel"))
        self.channel.setMinimumHeight(34)
        for key, variant in message.variants.items():
            if variant.stage in (Stage.RELEASED, Stage.FAILED):
                self.channel.addItem(variant_name(observed.plan, key), key)
        self.words = Label("", 20, 500, name="by_hand_words", wraps=True)
        self.receipt = form_field("by_hand_receipt", self.tr("To whom, or where it stands now; may stay empty"))
        self.receipt.setAccessibleName(self.tr("To whom it was said, or where it stands"))
        self.fault = Label("", 12, 500, "bad", "by_hand_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(self.channel)
        column.addWidget(self.words)
        column.addWidget(SectionHead(self.tr("Who has it?")))
        column.addWidget(self.receipt)
        column.addWidget(self.fault)
        self.promise("check-check", self.tr("The time of the next update runs from this tick"))
        self.large = self.add_button("by_hand_large", self.tr("Large…"), self._enlarge, "plain", "maximize-2")
        self.copy = self.add_button("by_hand_copy", self.tr("Copy"), self._copy, "plain", "copy")
        self.go = self.add_button("by_hand_go", self.tr("It was sent"), self._sent, "primary", "check-check")
        self.add_key("Ctrl+Return", self._sent)
        self.receipt.returnPressed.connect(self._sent)
        self.channel.currentIndexChanged.connect(self._show)
        bridge.rights.rule(self.go)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"by-hand:{message.id[-12:]}")

    def first(self) -> QWidget:
        return self.go

    def _show(self) -> None:
        key = self.channel.currentData()
        text = words(self._message, str(key), self._bridge.now_us()) if key else ""
        self.words.setText(text or self.tr("Everything of it was sent, or stopped"))
        self.go.setEnabled(bool(key))
        self.copy.setEnabled(bool(key))
        self.large.setEnabled(bool(key))

    def _enlarge(self) -> None:
        """Large print, the code and the voice lie over this form, which stays as it is."""
        key, plan = str(self.channel.currentData()), self._observed.plan
        enlarged = Enlarged(variant_name(plan, key), self.words.text(), language_of(plan, key))
        LargeDialog(self._bridge, self._observed, enlarged, self._below).open()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.words.text())

    def _sent(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._ticked(), self.fault, self.go)

    async def _ticked(self) -> list[Entry]:
        fields = SentByHand(self._message.id, str(self.channel.currentData()), self.receipt.text().strip())
        return await self._bridge.do(fields, self._observed.incident)
