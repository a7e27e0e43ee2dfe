"""Beginning a message: from which of the plan's words, and by which channels."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.dialogs.public_yes import PublicYes
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.flow import Flow
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.entry import Entry
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_writing import in_its_languages
from incident_desk.domain.messages import BeginMessage

LAST, BARE = "again", ""
"""The words that were said last, and none."""


class NewMessageDialog(Dialog):
    """The channels are ticked as the plan has them; in a restricted incident no public one is. `begun` tells the id."""

    WIDTH_PX = 640

    begun_message = Signal(str)

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("NewMessageDialog", "Write a message")
        super().__init__(window, "message_new_dialog", "megaphone", title)
        self._bridge = bridge
        self._observed = observed
        self.template = Choice()
        self.template.setObjectName("message_template")
        self.template.setAccessibleName(self.tr("Words to begin with"))
        self.template.setMinimumHeight(34)
        self.title = form_field("message_title", self.tr("What it is about: Scope is known"))
        self.title.setAccessibleName(self.tr("What it is about"))
        self.channels: list[ToggleChip] = []
        self.yes = PublicYes(observed)
        self.told = Label("", 12, 400, "text2", "message_new_told", wraps=True)
        self.fault = Label("", 12, 500, "bad", "message_new_fault", wraps=True)
        self.fault.hide()
        self._offer()
        self._lay_out()
        self.promise("pencil-line", self.tr("Nothing goes out before the plan's yes"))
        self.go = self.add_button("message_new_go", self.tr("Begin"), self._begin, "primary", "pencil-line")
        self.add_key("Ctrl+Return", self._begin)
        self.title.returnPressed.connect(self._begin)
        self.template.currentIndexChanged.connect(self._tick)
        self.yes.toggled.connect(self._show)
        self._tick()
        attend(self, bridge, observed, "communications_panel", "message")

    def _offer(self) -> None:
        if self._observed.board.messages.sent:
            self.template.addItem(self.tr("What was said last"), LAST)
        for each in self._observed.plan.templates:
            self.template.addItem(each.title, each.key)
        self.template.addItem(self.tr("Empty"), BARE)

    def _lay_out(self) -> None:
        holder = QWidget()
        flow = Flow(holder)
        for at, channel in enumerate(self._observed.plan.channels, 1):
            chip = ToggleChip(channel.title)
            chip.setObjectName(f"message_channel_{at}")
            chip.setProperty("channel", channel.key)
            chip.toggled.connect(self._show)
            flow.addWidget(chip)
            self.channels.append(chip)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        for head, part in (
            (self.tr("Which words?"), self.template),
            (self.tr("By which channels?"), holder),
            (self.tr("What is it about?"), self.title),
        ):
            column.addWidget(SectionHead(head))
            column.addWidget(part)
            column.addSpacing(4)
        column.addWidget(self.yes)
        column.addWidget(self.told)
        column.addWidget(self.fault)

    def first(self) -> QWidget:
        return self.template

    def _tick(self) -> None:
        """The channels of the words that are chosen."""
        key, plan = self.template.currentData(), self._observed.plan
        template = next((each for each in plan.templates if each.key == key), None)
        sent = self._observed.board.messages.sent
        of_last = sent[-1][0].keys if key == LAST and sent else ()
        wanted = template.channels if template is not None else of_last
        is_restricted = self._observed.board.restriction.is_restricted
        public = plan.public_channels
        for chip in self.channels:
            channel = str(chip.property("channel"))
            chip.setChecked(channel in wanted and not (is_restricted and channel in public))
        self._show()

    @property
    def _ticked(self) -> tuple[str, ...]:
        return tuple(str(chip.property("channel")) for chip in self.channels if chip.isChecked())

    def _show(self) -> None:
        self.go.setEnabled(self.yes.ask(self._ticked) and bool(self._ticked))
        if self._observed.board.restriction.is_restricted:
            self.told.setText(self.tr("This incident is restricted: whoever reads a public channel will know of it."))
        else:
            self.told.setText("" if self._ticked else self.tr("Tick at least one channel"))
        self.fit()

    def _begin(self) -> None:
        if self.go.isEnabled():
            self.attempt(self._bridge, self._written(), self.fault, self.go)

    def _translations(self, key: str) -> list[str]:
        """What goes with the ticked channels: what the plan's words have in the languages of its audiences, or what was
        said last in other languages, too."""
        observed = self._observed
        if key == LAST:
            return [each for each in observed.board.messages.sent[-1][0].keys if self._is_of_ticked(each)]
        template = next((each for each in observed.plan.templates if each.key == key), None)
        severity = observed.board.headline.severity.value
        return in_its_languages(template, observed.plan, severity, self._ticked) if template is not None else []

    def _is_of_ticked(self, key: str) -> bool:
        return key != channel_of(key) and channel_of(key) in self._ticked

    async def _written(self) -> list[Entry]:
        key, messages = str(self.template.currentData()), self._observed.board.messages
        last = str(messages.label(messages.sent[-1][0])) if key == LAST and messages.sent else ""
        template = "" if key == LAST else key
        channels = (*self._ticked, *self._translations(key))
        fields = BeginMessage(self.title.text().strip(), template, channels=channels, again=last)
        entries = await self._bridge.do(fields, self._observed.incident)
        self.begun_message.emit(entries[0].id)
        return entries
