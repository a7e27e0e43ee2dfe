"""While the shared database is away: a second person reads the exact words, and says yes by PIN or on the phone."""

import asyncio

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.drafting.standing import is_to_be_proposed, may_witness, witnesses
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.theme import font
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.message_entries import channel_of, digest_of, witnessed_words
from incident_desk.domain.message_list import NEXT_UPDATE, SENT, filled
from incident_desk.domain.messages import ProposeMessage
from incident_desk.domain.powers import Power
from incident_desk.domain.witnessing import WitnessMessage


class Shown(msgspec.Struct, frozen=True):
    """What is shown when the form is opened, and is what goes out: nothing that is typed meanwhile."""

    message: EntryId
    number: str
    texts: dict[str, str]
    channels: tuple[str, ...]
    next_us: int | None
    is_new: bool
    """Whether it is still to be proposed."""


def shown_of(work: MessageWork) -> Shown | None:
    """As the message stands; None where the plan takes no witness for it now."""
    channels, message = may_witness(work), work.message
    if message is None or work.observed is None or not channels:
        return None
    is_new = is_to_be_proposed(work)
    texts = work.texts if is_new or message.proposal is None else message.proposal.texts
    number = work.observed.board.messages.label(message)
    return Shown(message.id, number, texts, tuple(channels), work.next_update_us, is_new)


class WitnessDialog(Dialog):
    """Whoever has a PIN at this console signs with their own key; anybody else is told the words on the phone."""

    WIDTH_PX = 700

    def __init__(self, bridge: Bridge, work: MessageWork, shown: Shown, window: QWidget) -> None:
        title = QCoreApplication.translate("WitnessDialog", "Let it go with a witness")
        super().__init__(window, "witness_dialog", "shield-check", title)
        self._bridge = bridge
        self._work = work
        self._shown = shown
        self._desks: dict[PersonId, DeskNumber] = {}
        self.person = Choice()
        self.person.setObjectName("witness_person")
        self.person.setAccessibleName(self.tr("Who says yes"))
        self.person.setMinimumHeight(34)
        for person, words in witnesses(work, bridge.me, self._may).items():
            self.person.addItem(words, person)
        self.pin = QLineEdit()
        self.pin.setObjectName("witness_pin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setFont(font(15, 500))
        self.pin.setMinimumHeight(36)
        self.pin_head = SectionHead(self.tr("At this desk: their PIN"))
        self.how = form_field("witness_how", self.tr("By phone, read to them word for word"))
        self.how.setAccessibleName(self.tr("How they said yes on the phone"))
        self.fault = Label("", 12, 500, "bad", "witness_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("cloud-off", self.tr("Marked for ever; the shared database checks it when it is back"))
        self.go = self.add_button("witness_go", self.tr("They say yes: send"), self._go, "primary", "send")
        self.add_key("Ctrl+Return", self._go)
        for field in (self.pin, self.how):
            field.textChanged.connect(self._show)
            field.returnPressed.connect(self._go)
        self.person.currentIndexChanged.connect(self._turn)
        self._turn()
        bridge.rights.rule(self.go)
        bridge.soon(self._find_pins(), self.fault.setText)
        assert work.observed is not None
        attend(self, bridge, work.observed, "communications_panel", f"witness:{shown.message[-12:]}")

    def _may(self, person: PersonId) -> bool:
        """Whether the shared database would take them as a witness."""
        return not self._bridge.organisation.levels.why_not(person, Power.APPROVE)

    def _lay_out(self) -> None:
        work, shown = self._work, self._shown
        moments = {SENT: self._bridge.now_us(), NEXT_UPDATE: shown.next_us}
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(8)
        for key, text in shown.texts.items():
            if channel_of(key) in shown.channels:
                column.addWidget(SectionHead(variant_name(work.plan, key)))
                words = Label(filled(text, moments, self._bridge.zone), 13, 400, wraps=True)
                words.setObjectName(f"witness_words_{key}")
                column.addWidget(words)
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("Who says yes?")))
        column.addWidget(self.person)
        column.addWidget(self.pin_head)
        column.addWidget(self.pin)
        column.addWidget(SectionHead(self.tr("Or on the phone: how they said it")))
        column.addWidget(self.how)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.person

    async def _find_pins(self) -> None:
        """Who of them has a PIN at this console."""
        from incident_desk.desk import console

        assert self._bridge.desk is not None
        found = await asyncio.to_thread(console.people, self._bridge.desk.home.installation)
        self._desks = {lock.person: lock.desk for lock in found}
        self._turn()

    def _turn(self) -> None:
        has_pin = self.person.currentData() in self._desks
        for part in (self.pin_head, self.pin):
            part.setVisible(has_pin)
        self.pin.clear()
        self.pin.setAccessibleName(self.tr("PIN of {name}").format(name=self.person.currentText()))
        self._show()
        self.fit()

    def _show(self) -> None:
        is_said = bool(self.pin.text() or self.how.text().strip())
        self.go.setEnabled(is_said and self.person.count() > 0 and self._bridge.rights.may())
        if not self.person.count():
            self.fault.setText(self.tr("Nobody else holds a role that may say yes to it"))
        self.fault.setVisible(not self.person.count())

    def _go(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._witnessed(), self.fault, self.go)

    async def _witnessed(self) -> list[Entry]:
        shown, observed = self._shown, self._work.observed
        assert observed is not None
        person = PersonId(str(self.person.currentData()))
        seal = await self._sealed(person) if self.pin.text() else ""
        witness = WitnessMessage(
            shown.message,
            person,
            self.how.text().strip(),
            channels=shown.channels,
            next_update_us=shown.next_us,
            seal=seal,
        )
        found: list[Fields] = [witness]
        if shown.is_new:
            found.insert(0, ProposeMessage(shown.message, shown.texts, next_update_us=shown.next_us))
        await open_drafts_of(self._bridge).settle()
        return await self._bridge.do(found, observed.incident)

    async def _sealed(self, person: PersonId) -> str:
        from incident_desk.desk.witnessing import sealed

        assert self._bridge.desk is not None
        said = witnessed_words(self._shown.message, digest_of(self._shown.message, self._shown.texts))
        home, desk = self._bridge.desk.home.installation, self._desks[person]
        return await asyncio.to_thread(sealed, home, desk, self.pin.text(), said)
