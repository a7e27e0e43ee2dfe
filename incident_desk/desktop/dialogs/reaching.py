"""Testing who answers: everybody on call is tried by the ladder of the plan, and each answer stands here at once."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import on_call_words as words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.ticking import tick
from incident_desk.domain.ladders import contact_called, steps
from incident_desk.domain.on_call_now import lists_now, stale, to_try
from incident_desk.domain.reaching import PEOPLE_MOST, AskReach, SayReached

STATE_PX = 200


class ReachingDialog(Dialog):
    """Whoever has a ladder is tried by the desk; to the others somebody speaks, and ticks what they say."""

    WIDTH_PX = 780

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        title = QCoreApplication.translate("ReachingDialog", "Who answers?")
        super().__init__(window, "reaching_dialog", "phone-call", title)
        self._bridge = bridge
        organisation, now_us = bridge.organisation, bridge.now_us()
        self._plan = organisation.plans.current
        on_call = to_try(lists_now(self._plan, organisation.on_call, now_us))
        old = [each.name for each in stale(self._plan, organisation.reaching, now_us)]
        self.names = tuple(dict.fromkeys([*on_call, *old]))[:PEOPLE_MOST]
        self._on_call = frozenset(on_call)
        self.states: dict[str, Elided] = {}
        self.yes: dict[str, Button] = {}
        self.no: dict[str, Button] = {}
        self._pictures: dict[str, Picture] = {}
        self.fault = Label("", 12, 500, "bad", "reaching_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("history", self.tr("Each answer stands on the record, and is a check of the contact"))
        self.close_ = self.add_button("reaching_close", self.tr("Close"), self.accept)
        count = len(on_call)
        told = self.tr("Test 1 on call") if count == 1 else self.tr("Test {count} on call").format(count=count)
        self.go = self.add_button("reaching_go", told, self._begin, "primary", "phone-outgoing")
        self.go.setEnabled(bool(on_call))
        bridge.rights.rule(self.go, *self.yes.values(), *self.no.values())
        bridge.organisation_changed.connect(self._show)
        tick().follow(self, self._show)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        how = self.tr(
            "They read that it is only a test. Who is not reached by the desk is called by hand: say what came of it."
        )
        column.addWidget(Label(how, 13, 400, "text2", wraps=True))
        for at, name in enumerate(self.names, 1):
            column.addLayout(self._row(at, name))
        column.addWidget(self.fault)
        column.addStretch(1)

    def _row(self, at: int, name: str) -> QHBoxLayout:
        row, said = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(10)
        said.setSpacing(0)
        said.addWidget(Elided(name, 13, 600))
        said.addWidget(Elided(self._ways(name), 12, 400, "text2"))
        self._pictures[name] = Picture(symbol="user", side_px=16)
        self.states[name] = Elided("", 12, 400, "text2")
        self.states[name].setFixedWidth(STATE_PX)
        self.yes[name] = Button(self.tr("Answered"), "check", "small", f"answered_{at}")
        self.no[name] = Button(self.tr("No answer"), "x", "small", f"no_answer_{at}")
        row.addWidget(self._pictures[name])
        row.addLayout(said, 1)
        row.addWidget(self.states[name])
        for button, is_answered in ((self.yes[name], True), (self.no[name], False)):
            button.setAccessibleName(f"{name}: {button.text()}")
            button.clicked.connect(lambda _=False, says=is_answered: self._do(SayReached(name, says)))
            row.addWidget(button)
        return row

    def _ways(self, name: str) -> str:
        """By which ways the desk tries them, else by which the plan has them."""
        contact = contact_called(self._plan, name)
        ladder = steps(self._plan, name, "")
        if ladder:
            ways = [f"{step.title} {step.address}" for step in ladder]
        else:
            ways = list(contact.reach) if contact is not None else []
        told = " · ".join(ways) or self.tr("the plan has no way to reach them")
        return told if name in self._on_call else self.tr("not on call now; {ways}").replace("{ways}", told)

    def first(self) -> QWidget:
        return self.go if self.go.isEnabled() else self.close_

    def _show(self) -> None:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        for name, state in self.states.items():
            shown = words.reach_row(name, self._bridge.organisation, now_us, zone)
            told = shown.detail if shown is not None else self.tr("never tested")
            if state.text() != told:
                state.setText(told)
            if shown is not None:
                self._pictures[name].show_symbol(shown.symbol, shown.tone)

    def _begin(self) -> None:
        self._do(AskReach())

    def _do(self, fields: AskReach | SayReached) -> None:
        self.fault.hide()
        self._bridge.do_soon(fields, None, self._tell)

    def _tell(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.show()
