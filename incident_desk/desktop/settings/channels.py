"""Settings, channels: through which services this desk calls people in, which desk sends, and what was sent lately."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.flows import Refresh
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.settings.channel_row import ChannelRow
from incident_desk.desktop.settings.channel_words import Here, sent_row, sent_words, who_sends
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.words import counted
from incident_desk.domain.plan_schema import Plan

if TYPE_CHECKING:  # what sends is loaded by a worker
    from incident_desk.desk import Desk, Recorded
    from incident_desk.outreach.sends import Send

MOST = 8
"""So many sends are listed, the newest first."""
CALLS = "call."
"""The kinds of entries begin so that say what was sent."""


class Found(msgspec.Struct, frozen=True):
    """The channels as they stand here, and what the record says was sent."""

    channels: Sequence[Here]
    sends: "Sequence[Send]"


class ChannelsPage(QWidget):
    """Whatever asks the record, the keyring or a service is done on a worker; nothing that was typed is lost by it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._plans = self._in_use()
        self._sends: Sequence[Send] = ()
        self.rows: dict[str, ChannelRow] = {}
        self.told = Label("", 13, 400, "text2", "channels_told", wraps=True)
        self.sending = StepRow(_tr("Who sends"))
        self.sending.setObjectName("channels_sending")
        self.lacking = Label("", 13, 500, "warn", "channels_lacking", wraps=True)
        self.lately: list[TwoLineRow] = []
        self._channels, self._lately = QVBoxLayout(), QWidget()
        self._channels.setSpacing(12)
        self._head = SectionHead(_tr("Sent lately"), _tr("from every desk of this record, the newest first"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.told, self.sending, self.lacking):
            column.addWidget(part)
        column.addLayout(self._channels)
        for part in (Line(), self._head, self._lately):
            column.addWidget(part)
        self._looking = Refresh(bridge.flows, self._look)
        bridge.organisation_changed.connect(self._ask)
        bridge.headlines_changed.connect(self._ask)
        bridge.recorded.connect(self._hear)
        bridge.sharing.changed.connect(self._show_who_sends)
        tick().follow(self.sending, self._show_who_sends)
        self._show_words([])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._bridge.desk is not None and not self._bridge.desk.is_apart and self.isVisible():
            self._looking.ask()

    def _hear(self, recorded: "Recorded") -> None:
        if any(entry.kind.startswith(CALLS) for entry in recorded.entries):
            self._ask()

    def _in_use(self) -> list[Plan]:
        """The plan in force, and those that open incidents still run on: people are called by their channels, too."""
        bridge = self._bridge
        return bridge.organisation.plans.in_use(board.headline for board in bridge.headlines)

    async def _look(self) -> None:
        desk = self._bridge.desk
        assert desk is not None
        self._plans = self._in_use()
        found = await asyncio.to_thread(_found, desk, self._plans)
        self._sends = found.sends
        self._show_channels(found.channels, desk)
        self._show_words(found.channels)
        self._show_lately()

    # what is shown ----------------------------------------------------------------------------------------------------

    def _show_channels(self, channels: Sequence[Here], desk: "Desk") -> None:
        """A row stays as long as its channel does, with what is being typed there."""
        wanted = {each.key: each for each in channels}
        for key in [key for key in self.rows if key not in wanted]:
            gone = self.rows.pop(key)
            gone.hide()
            gone.deleteLater()
        last = {send.channel: send for send in reversed(self._sends)}
        for at, (key, here) in enumerate(wanted.items()):
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = ChannelRow(self._bridge, desk, here)
                row.changed.connect(self._ask)
            if self._channels.indexOf(row) != at:
                self._channels.insertWidget(at, row)
            row.show_here(here)
            row.show_last(*sent_words(self._bridge, last.get(key)))
        self.rows = {key: self.rows[key] for key in wanted}

    def _show_words(self, channels: Sequence[Here]) -> None:
        desk = self._bridge.desk
        is_apart = desk is None or desk.is_apart
        if is_apart:
            told = _tr("This home is a demo, or only read here: it reaches no real channel.")
        else:
            told = _tr(
                "By these the desk sends when somebody is called in, once they are set up here. The plan says which "
                "there are; an address is a secret of this machine, and never on the record."
            )
        self.told.setText(told)
        count = sum(each.is_lacking for each in channels)
        self.lacking.setText(
            counted(
                count,
                _tr("1 channel that the plan calls people by is not set up at this desk."),
                _tr("{count} channels that the plan calls people by are not set up at this desk."),
            )
        )
        self.lacking.setVisible(bool(count))
        for part in (self.sending, self._head, self._lately):
            part.setVisible(not is_apart)
        self._show_who_sends()

    def _show_who_sends(self) -> None:
        self.sending.show_step(*who_sends(self._bridge, self._plans, self._sends))

    def _show_lately(self) -> None:
        shown = [sent_row(self._bridge, send) for send in self._sends[:MOST]]
        shown = shown or [RowShown(_tr("Nothing yet"), _tr("Here stands who was sent what, and by which desk"))]
        if shown == [row.shown for row in self.lately]:
            return
        before, self._lately = self._lately, QWidget()
        rows = QVBoxLayout(self._lately)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.lately = [TwoLineRow() for _ in shown]
        for at, (row, what) in enumerate(zip(self.lately, shown, strict=True), 1):
            row.setObjectName(f"channels_sent_{at}")
            row.show_row(what)
            rows.addWidget(row)
        self._column.replaceWidget(before, self._lately)
        before.hide()
        before.deleteLater()


def _found(desk: "Desk", plans: Sequence[Plan]) -> Found:
    """On a worker thread: it reads the record, and asks the keyring for each address whether it is there."""
    from incident_desk.outreach.channels import Channels, standings
    from incident_desk.outreach.delivery import ADDRESS
    from incident_desk.outreach.sends import sends
    from incident_desk.store.reader import Reader

    kept = Channels(desk)
    channels: list[Here] = []
    for each in standings(plans, kept.set_up()):
        url = kept.url(each.key) if each.is_set_up else None
        channels.append(
            Here(
                each,
                is_readable=url is not None,
                lies_in_file=kept.lies_in_file(each.key),
                reaches_one=url is None or ADDRESS in url,
            )
        )
    with Reader.open(desk.home) as reader:
        return Found(channels, sends(reader))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelsPage", text)
