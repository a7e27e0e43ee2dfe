"""Words that went out with a witness, and that the shared database refused afterwards: what came of it is said here."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.entry import Entry
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message
from incident_desk.domain.witnessing import ExplainMessage


class RefusedDialog(Dialog):
    """`correction_asked` begins the message that puts it right."""

    WIDTH_PX = 660

    correction_asked = Signal()

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, message: Message, variant: str, window: QWidget
    ) -> None:
        title = QCoreApplication.translate("RefusedDialog", "It went out without acceptance")
        super().__init__(window, "message_refused_dialog", "octagon-alert", title, "bad")
        self._bridge = bridge
        self._observed = observed
        self._message = message
        self._variant = variant
        self.reason = form_field("message_refused_reason", self.tr("Who was told, what was put right"))
        self.reason.setAccessibleName(self.tr("What came of it"))
        self.fault = Label("", 12, 500, "bad", "message_refused_fault", wraps=True)
        self.fault.hide()
        sent = message.ways[variant].sent
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(8)
        told = self.tr(
            "A witness said yes while the shared database was away. When it could be asked again, it refused: "
            "its rule, or the level of the witness, did not allow it."
        )
        column.addWidget(Label(told, 13, 400, "text2", wraps=True))
        if sent is not None:
            at = clock_near(sent.sent_us, bridge.now_us(), bridge.zone)
            column.addWidget(SectionHead(variant_name(observed.plan, variant), at))
            words = Label(sent.text, 13, 400, wraps=True)
            words.setObjectName("message_refused_words")
            column.addWidget(words)
        column.addWidget(SectionHead(self.tr("What came of it?")))
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        self.promise("history", self.tr("It stays in the timeline as it was"))
        self.correct = self.add_button(
            "message_refused_correct", self.tr("Write what puts it right"), self._correct, "plain", "pencil-line"
        )
        self.go = self.add_button("message_refused_go", self.tr("That is settled"), self._settle, "primary", "check")
        self.add_key("Ctrl+Return", self._settle)
        self.reason.textChanged.connect(self._show)
        self.reason.returnPressed.connect(self._settle)
        bridge.rights.rule(self.go, self.correct)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"refused:{message.id[-12:]}")

    def first(self) -> QWidget:
        return self.reason

    def _show(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()) and self._bridge.rights.may())

    def _correct(self) -> None:
        self.reject()
        self.correction_asked.emit()

    def _settle(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._settled(), self.fault, self.go)

    async def _settled(self) -> list[Entry]:
        fields = ExplainMessage(self._message.id, self.reason.text().strip(), channels=(channel_of(self._variant),))
        return await self._bridge.do(fields, self._observed.incident)
