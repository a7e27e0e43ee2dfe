"""One sentence of the fact sheet: how far it can be relied on, who said what of it, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.fact_words import fact_words, field_question, state_word, trouble_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.domain.commands import Fields
from incident_desk.domain.fact_list import FactState, Trouble, trouble
from incident_desk.domain.fact_uses import Told, to_correct
from incident_desk.domain.facts import ConfirmFact, KeepFact, WaiveFact, WithdrawFact
from incident_desk.domain.ids import EntryId
from incident_desk.domain.messages import BeginMessage

TONES = {FactState.CONFIRMED: "ok", FactState.BELIEVED: "text2", FactState.WITHDRAWN: "bad"}


class FactCard(Dialog):
    """`line_asked` carries the line it was taken from; `change_asked` wants the form for other words.

    Where two desks said two things, or another fact contradicts it, one press settles that.
    """

    WIDTH_PX = 660
    line_asked = Signal(str)
    change_asked = Signal()

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, fact: EntryId, window: QWidget, *, to_withdraw: bool = False
    ) -> None:
        facts = observed.board.facts
        self._fact = facts.of[fact]
        self._label = facts.label(self._fact)
        title = QCoreApplication.translate("FactCard", "Fact {number}")
        super().__init__(window, "fact_card", "circle-check", title.format(number=self._label))
        self._bridge = bridge
        self._observed = observed
        self._to_withdraw = to_withdraw
        self.why = form_field("fact_why", self.tr("How it is known, or why it does not hold"))
        self.fault = Label("", 12, 500, "bad", "fact_card_fault", wraps=True)
        self.fault.hide()
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._offer()
        self.why.textChanged.connect(self._show)
        self._show()
        attend(self, bridge, observed, "facts_panel", f"fact:{fact}")

    def _lay_out(self) -> None:
        fact, column = self._fact, QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(field_question(fact.field), 12, 600, "text2"))
        column.addWidget(Label(fact_words(fact), 16, 500, wraps=True))
        column.addWidget(Label(self._stands(), 13, 600, TONES[fact.state], "fact_stands", wraps=True))
        for at, row in enumerate(self._history(), 1):
            made = TwoLineRow()
            made.setObjectName(f"fact_said_{at}")
            made.show_row(row)
            column.addWidget(made)
            made.clicked.connect(lambda _=False, at=at - 1: self._go(fact.said.history[at].entry))
        if fact.source:
            column.addWidget(self._source(fact.source))
        for other in self._observed.board.facts.against(fact):
            told = self.tr("Contradicts fact {number}: {words}")
            number = self._observed.board.facts.label(other)
            column.addWidget(Label(told.format(number=number, words=other.text), 13, 500, "bad", wraps=True))
        for told in self._told:
            column.addWidget(Label(self._told_words(told), 13, 500, "bad", wraps=True))
        column.addSpacing(4)
        column.addWidget(self.why)
        column.addWidget(self.fault)

    @property
    def _told(self) -> list[Told]:
        """What went out with it, and is to be put right."""
        return to_correct(self._fact, self._observed.board.facts, self._observed.board.messages)

    def _told_words(self, told: Told) -> str:
        messages = self._observed.board.messages
        number, channels = messages.label(told.message), ", ".join(told.variants)
        words = self.tr("Message {number} told it, by {channels}").format(number=number, channels=channels)
        if told.correction is not None:
            written = self.tr("{told}; message {number} is written to put it right")
            return written.format(told=words, number=messages.label(told.correction))
        return words

    def _stands(self) -> str:
        if self._fact.is_disputed:
            return self.tr("Two desks said two things of it at once: until somebody says which, nothing relies on it")
        words = state_word(self._fact.state)
        return words[:1].upper() + words[1:]

    def _history(self) -> list[RowShown]:
        """Who said what of it, in the order of the record."""
        said = {
            FactState.BELIEVED: self.tr("Stated, not confirmed"),
            FactState.CONFIRMED: self.tr("Confirmed"),
            FactState.WITHDRAWN: self.tr("Withdrawn"),
        }
        rows: list[RowShown] = []
        for each in self._fact.said.history:
            line = self._observed.board.timeline.at.get(each.entry)
            is_own = each.entry in (self._fact.id, each.value.instead)
            why = line.text if line is not None and not is_own else self._instead(each.value.instead)
            clock = clock_near(each.occurred_us, self._bridge.now_us(), self._bridge.zone)
            head = f"{said[each.value.state]}: {why}" if why else said[each.value.state]
            rows.append(RowShown(head, f"{clock} · {self._bridge.name(each.by)}"))
        return rows

    def _instead(self, fact: EntryId | None) -> str:
        found = self._observed.board.facts.of.get(fact) if fact else None
        if found is None:
            return ""
        told = self.tr("fact {number} holds instead: {words}")
        return told.format(number=self._observed.board.facts.label(found), words=fact_words(found))

    def _source(self, source: EntryId) -> QWidget:
        line, found = self._observed.board.timeline.at.get(source), trouble(self._fact, self._observed.board.timeline)
        row = TwoLineRow(is_card=True)
        row.setObjectName("fact_source")
        if line is None:
            row.show_row(RowShown(self.tr("From a line that is not here")))
            return row
        clock = clock_near(line.occurred_us, self._bridge.now_us(), self._bridge.zone)
        who = line.speaker or self._bridge.name(line.author)
        told = ", ".join(filter(None, (self.tr("from {clock} · {name}").format(clock=clock, name=who),)))
        symbol = "triangle-alert" if found else "corner-down-left"
        words = line.text or self.tr("(the words were erased)")
        tone = "warn" if found in (Trouble.RETRACTED, Trouble.CORRECTED) else "text2"
        row.show_row(RowShown(words, told, trouble_words(found), symbol, tone, detail_tone="text2"))
        row.clicked.connect(lambda: self._go(source))
        return row

    def _go(self, entry: EntryId) -> None:
        self.reject()
        self.line_asked.emit(entry)

    # what can be done -------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        fact, is_gone = self._fact, self._fact.state is FactState.WITHDRAWN and not self._fact.is_disputed
        self.promise("history", self.tr("Every word of it stands in the timeline"))
        if not self._bridge.rights.may():
            self.why.hide()
            return
        is_replaced = is_gone and fact.instead is not None
        self.why.setVisible(not is_replaced or bool(self._told))
        if not is_gone:
            self._button("change", self.tr("In other words…"), self._change, "pencil-line")
            self._button("withdraw", self.tr("Withdraw"), self._withdraw, "strikethrough")
        if self._told:
            self._button("waive", self.tr("Leave it so"), self._waive, "check")
        if any(told.correction is None for told in self._told):
            self._button("correct", self.tr("Write the correction"), self._correct, "megaphone")
        if self._observed.board.facts.against(fact):
            self._button(
                "keep", self.tr("This one holds"), lambda: self._do(KeepFact(self._label), "keep"), "git-merge"
            )
        if fact.state is not FactState.CONFIRMED and fact.text and not is_replaced:
            self._button("confirm", self.tr("Confirm"), self._confirm, "circle-check")
        self.add_key("Ctrl+Return", self._enter)
        self.why.returnPressed.connect(self._enter)

    def _button(self, name: str, words: str, act: Callable[[], object], symbol: str) -> None:
        is_first = name == "withdraw" if self._to_withdraw else name in ("confirm", "keep", "correct")
        self.buttons[name] = self.add_button(f"fact_{name}", words, act, "primary" if is_first else "plain", symbol)

    def first(self) -> QWidget:
        if self.why.isVisibleTo(self):
            return self.why
        return next(iter(self.buttons.values()), self)

    def _show(self) -> None:
        says_why = bool(self.why.text().strip())
        hints = {"withdraw": self.tr("Say first why it does not hold"), "waive": self.tr("Say first why it may stay")}
        for name, hint in hints.items():
            if (button := self.buttons.get(name)) is not None:
                button.setEnabled(says_why)
                button.setToolTip("" if says_why else hint)

    def _enter(self) -> None:
        """What the card was opened for."""
        button = self.buttons.get("withdraw" if self._to_withdraw else "confirm")
        if button is not None and button.isEnabled():
            button.click()

    def _do(self, fields: Fields | Sequence[Fields], name: str) -> None:
        flow = self._bridge.do(fields, self._observed.incident)
        self.attempt(self._bridge, flow, self.fault, self.buttons[name])

    def _confirm(self) -> None:
        self._do(ConfirmFact(self._label, self.why.text().strip()), "confirm")

    def _withdraw(self) -> None:
        self._do(WithdrawFact(self._label, self.why.text().strip()), "withdraw")

    def _waive(self) -> None:
        labels = [self._observed.board.messages.label(told.message) for told in self._told]
        self._do([WaiveFact(self._label, label, self.why.text().strip()) for label in labels], "waive")

    def _correct(self) -> None:
        """A message for each that told it, by the channels that it reached."""
        messages = self._observed.board.messages
        to_write = [told for told in self._told if told.correction is None]
        begun = [BeginMessage(corrects=messages.label(told.message), channels=told.variants) for told in to_write]
        self._do(begun, "correct")

    def _change(self) -> None:
        self.reject()
        self.change_asked.emit()
