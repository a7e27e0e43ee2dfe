"""Whom a message is for, by which channels it goes, and on which facts it stands: changed while it is written."""

from collections.abc import Iterable, Sequence

from msgspec import UNSET
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.public_yes import PublicYes
from incident_desk.desktop.fact_words import field_word
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.entry import Entry
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_list import Message
from incident_desk.domain.messages import ChangeMessage


class ChangeMessageDialog(Dialog):
    """A new channel begins with the words that were being looked at; what went out by a channel keeps it."""

    WIDTH_PX = 700

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, message: Message, begins: str, window: QWidget
    ) -> None:
        title = QCoreApplication.translate("ChangeMessageDialog", "Change message {number}")
        label = observed.board.messages.label(message)
        super().__init__(window, "message_change_dialog", "settings", title.format(number=label))
        self._bridge = bridge
        self._observed = observed
        self._message = message
        self._begins = begins
        self.channels = self._chips("message_change_channel", self._channels(), message.keys)
        self.audiences = self._chips("message_change_audience", self._audiences(), message.audiences)
        self.facts = self._chips("message_change_fact", self._facts(), message.facts)
        for chip in self.channels:
            way = message.ways.get(str(chip.property("key")))
            chip.setEnabled(way is None or way.release is None)
        self.yes = PublicYes(observed)
        self.told = Label("", 12, 400, "text2", "message_change_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "message_change_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("shield-check", self.tr("What is asked for already is asked for anew where this changes it"))
        self.go = self.add_button("message_change_go", self.tr("Change"), self._change, "primary", "check")
        self.add_key("Ctrl+Return", self._change)
        for chip in (*self.channels, *self.audiences, *self.facts, self.yes):
            chip.toggled.connect(self._show)
        bridge.rights.rule(self.go)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"changing:{message.id[-12:]}")

    def _channels(self) -> dict[str, str]:
        plan = self._observed.plan
        keys = dict.fromkeys((*(each.key for each in plan.channels), *self._message.keys))
        return {key: variant_name(plan, key) for key in keys}

    def _audiences(self) -> dict[str, str]:
        found = {each.key: each.title for each in self._observed.plan.audiences_or_default}
        return found | {key: key for key in self._message.audiences if key not in found}

    def _facts(self) -> dict[str, str]:
        """Those that stand, and those that it stands on, also where they were withdrawn since."""
        facts, mine = self._observed.board.facts, self._message.facts
        found = [each for each in facts.all if each.state is not FactState.WITHDRAWN or each.id in mine]
        return {each.id: f"{field_word(each.field)}: {each.text}" for each in found}

    def _chips(self, name: str, words: dict[str, str], on: Sequence[str]) -> list[ToggleChip]:
        made: list[ToggleChip] = []
        for at, (key, word) in enumerate(words.items(), 1):
            chip = ToggleChip(word)
            chip.setObjectName(f"{name}_{at}")
            chip.setProperty("key", key)
            chip.setChecked(key in on)
            made.append(chip)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        everybody = self.tr("none: everybody who hears by these channels")
        for head, note, chips in (
            (self.tr("By which channels?"), "", self.channels),
            (self.tr("For whom?"), everybody, self.audiences),
            (self.tr("On which facts does it stand?"), "", self.facts),
        ):
            if not chips:
                continue
            holder = QWidget()
            flow = Flow(holder)
            for chip in chips:
                flow.addWidget(chip)
            column.addWidget(SectionHead(head, note))
            column.addWidget(holder)
            column.addSpacing(4)
        column.addWidget(self.yes)
        column.addWidget(self.told)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return next((chip for chip in self.channels if chip.isEnabled()), self.go)

    def _show(self) -> None:
        channels = _on(self.channels)
        is_fine = self.yes.ask(key for key in channels if key not in self._message.keys)
        is_other = bool(self._changed())
        self.go.setEnabled(bool(channels) and is_fine and is_other and self._bridge.rights.may())
        self.told.setText("" if channels else self.tr("Tick at least one channel"))
        self.fit()

    def _changed(self) -> dict[str, tuple[str, ...]]:
        """What differs from what stands on the record."""
        message = self._message
        now = {"channels": message.keys, "audiences": message.audiences, "facts": message.facts}
        ticked = {"channels": _on(self.channels), "audiences": _on(self.audiences), "facts": _on(self.facts)}
        return {name: keys for name, keys in ticked.items() if set(keys) != set(now[name])}

    def _change(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._written(), self.fault, self.go)

    async def _written(self) -> list[Entry]:
        changed = self._changed()
        new = [key for key in changed.get("channels", ()) if key not in self._message.ways]
        facts = changed.get("facts")
        fields = ChangeMessage(
            self._message.id,
            channels=changed.get("channels", UNSET),
            audiences=changed.get("audiences", UNSET),
            facts=UNSET if facts is None else tuple(map(EntryId, facts)),
            texts=dict.fromkeys(new, self._begins),
        )
        return await self._bridge.do(fields, self._observed.incident)


def _on(chips: Iterable[ToggleChip]) -> tuple[str, ...]:
    return tuple(str(chip.property("key")) for chip in chips if chip.isChecked())
