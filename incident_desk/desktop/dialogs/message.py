"""The exact words of a message, as they go out by each channel: to be read, and approved or declined."""

from collections.abc import Mapping
from datetime import UTC

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.change_row import ChangeRow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.sentence_changes import changes
from incident_desk.domain.approvals import holds_now, may_approve
from incident_desk.domain.approving import ApproveMessage, DeclineMessage
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import NEXT_UPDATE, SENT, Message, Proposal, filled


class Read(msgspec.Struct, frozen=True):
    """What is read: what was proposed; where nothing was, or the words were changed since, the texts that would be.

    `next_us` is when the next update comes, if it goes out now.
    """

    message: Message
    proposal: Proposal | None
    texts: Mapping[str, str]
    next_us: int | None


def card(bridge: Bridge, observed: ObservedIncident, message: Message, entry: EntryId, window: QWidget) -> Dialog:
    """The words that were proposed by that entry, to be approved or declined; those that stand where it is gone."""
    proposal = message.proposals.get(entry) or message.proposal
    texts = proposal.texts if proposal is not None else {}
    next_us = proposal.next_update_us if proposal is not None else None
    return MessageDialog(bridge, observed, Read(message, proposal, texts, next_us), window)


class MessageDialog(Dialog):
    """Whoever may say yes or no says it here."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, observed: ObservedIncident, read: Read, window: QWidget) -> None:
        message, proposal = read.message, read.proposal
        title = QCoreApplication.translate("MessageDialog", "May this go out?")
        if proposal is None:
            title = QCoreApplication.translate("MessageDialog", "As it would go out now")
        super().__init__(window, "message_dialog", "shield-check", title)
        self._bridge = bridge
        self._observed = observed
        self._message = message
        self._proposal = proposal
        self.texts = proposal.texts if proposal is not None else read.texts
        self.shown: list[Label] = []
        """The words of each channel."""
        self.reason = form_field("message_reason", self.tr("Why not: it says more than we know"))
        self.reason.setAccessibleName(self.tr("Why it does not go out like this"))
        self.fault = Label("", 12, 500, "bad", "message_fault", wraps=True)
        self.fault.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 14, 24, 18)
        column.setSpacing(8)
        for at, key in enumerate(self.texts):
            if at:
                column.addWidget(Line())
            self._add_variant(column, key, read.next_us)
        self.may_answer = proposal is not None and self._may_answer(proposal)
        if self.may_answer:
            column.addWidget(Line())
            column.addWidget(self.reason)
        column.addWidget(self.fault)
        self._make_foot()
        attend(self, bridge, self._observed, "communications_panel", f"reading:{message.id[-12:]}")

    def _add_variant(self, column: QVBoxLayout, key: str, next_us: int | None) -> None:
        """The words with the times that would stand in them now, and below them what is new since the last."""
        moments = {SENT: self._bridge.now_us(), NEXT_UPDATE: next_us}
        words = filled(self.texts[key], moments, UTC)
        sent = [each.text for _, each in self._observed.board.messages.sent_by(channel_of(key))]
        found = changes(sent[-1], words) if sent else []
        if not sent:
            note = self.tr("the first by this channel")
        else:
            note = self.tr("what changed since the last is below") if found else self.tr("as it was said last")
        column.addWidget(SectionHead(variant_name(self._observed.plan, key), note))
        shown = Label(words, 13, 400, wraps=True)
        shown.setObjectName(f"message_words_{key}")
        column.addWidget(shown)
        self.shown.append(shown)
        for each in found:
            column.addWidget(ChangeRow("", each.words, is_new=each.is_new))

    def _may_answer(self, proposal: Proposal) -> bool:
        me, board = self._bridge.me, self._observed.board
        wanted = may_approve(board, self._observed.plan, proposal, self._bridge.now_us())
        is_free = me not in proposal.authors and me not in proposal.approved and proposal.declined is None
        return is_free and bool(holds_now(board.roles, me, wanted))

    def _make_foot(self) -> None:
        self.promise("shield-check", self.tr("A letter that is changed afterwards needs a new yes"))
        if not self.may_answer:
            self.add_button("message_close", self.tr("Close"), self.reject)
            return
        self.no = self.add_button("message_decline", self.tr("Decline"), self._decline, "plain", "octagon-x")
        self.yes = self.add_button("message_approve", self.tr("Approve"), self._approve, "primary", "check")
        self.add_key("Ctrl+Return", self._approve)
        self._bridge.rights.rule(self.no, self.yes)

    def first(self) -> QWidget:
        return self.yes if self.may_answer else super().first()

    def _approve(self) -> None:
        self.attempt(self._bridge, self._answered(is_yes=True), self.fault, self.yes)

    def _decline(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus()
            return
        self.attempt(self._bridge, self._answered(is_yes=False), self.fault, self.no)

    async def _answered(self, *, is_yes: bool) -> list[Entry]:
        """To exactly what was read here: words that were changed meanwhile are not meant."""
        assert self._proposal is not None
        read, message = self._proposal.entry, self._message.id
        fields = ApproveMessage(message, read) if is_yes else DeclineMessage(message, self.reason.text().strip(), read)
        return await self._bridge.do(fields, self._observed.incident)
