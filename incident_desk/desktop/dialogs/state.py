"""Moving an incident to another state, with a note, at the moment it happened."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_state import Ui_StateForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.words import state_word
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import COURSE, SetState, State

OFFERED = (*COURSE, State.FALSE_ALARM)
"""Merged is not among them: that comes of a link."""
ENDS_IMPACT = (State.MONITORING, State.RESOLVED, State.REVIEWED)


class StateDialog(Dialog):
    """Opened on the state that was asked for; another one can still be chosen."""

    WIDTH_PX = 560

    def __init__(self, bridge: Bridge, observed: ObservedIncident, state: State, window: QWidget) -> None:
        title = QCoreApplication.translate("StateDialog", "Move to another state")
        super().__init__(window, "state_dialog", "route", title)
        self._bridge = bridge
        self._observed = observed
        self._below = window
        attend(self, bridge, observed, "incident_header_panel", "state")
        self.form = Ui_StateForm()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.state_fault.hide()
        self.ends = ToggleChip(self.tr("The impact ended at that moment, too"))
        self.ends.setObjectName("ends_impact")
        column = self.form.ends.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.ends)
        QWidget.setTabOrder(self.form.moment.edit, self.ends)
        self.promise("undo-2", self.tr("A step can be taken back; the record keeps both"))
        self.go = self.add_button("state_go", "", self._move, "primary", "arrow-right")
        self.add_key("Ctrl+Return", self._move)
        self._fill(state)

    def first(self) -> QWidget:
        return self.form.note

    def _fill(self, state: State) -> None:
        form, now = self.form, self._observed.board.headline.state
        form.moment.use(self._bridge, "moment", self.tr("When"))
        for each in OFFERED:
            form.state_choice.addItem(state_word(each), each)
        form.state_choice.setCurrentIndex(max(0, form.state_choice.findData(state)))
        form.state_choice.currentIndexChanged.connect(self._show_state)
        self.meta.setText(self.tr("now {state}").format(state=state_word(now)))
        self._show_state()

    @property
    def _state(self) -> State:
        return State(self.form.state_choice.currentData())

    def _show_state(self) -> None:
        state = self._state
        explained = _explained()
        self.form.state_explained.setText(explained[state])
        self.go.setText(self.tr("Stand down…") if state is State.FALSE_ALARM else state_word(state))
        self.ends.setVisible(state in ENDS_IMPACT and self._observed.board.impact.is_running)

    def _move(self) -> None:
        if self.go.isEnabled() and self._state is State.FALSE_ALARM:
            self._stand_down()
        elif self.go.isEnabled():
            self.attempt(self._bridge, self._moved(), self.form.state_fault, self.go)

    def _stand_down(self) -> None:
        """It does more than move: what it ends is shown first."""
        from incident_desk.desktop.dialogs.stand_down import StandDownDialog

        try:
            at_us = self.form.moment.moment_us()
        except BadInput as e:
            self.form.state_fault.setText(str(e))
            self.form.state_fault.show()
            return
        note = " ".join(self.form.note.toPlainText().split())
        self.accept()
        StandDownDialog(self._bridge, self._observed, self._below, note, at_us).open()

    async def _moved(self) -> list[Entry]:
        """Raises: BadInput or RuleError, told in the dialog."""
        at_us = self.form.moment.moment_us()
        note = self.form.note.toPlainText().strip()
        moving: list[Fields] = [SetState(self._state, note, occurred_us=at_us)]
        if self.ends.isVisibleTo(self) and self.ends.isChecked():
            ended_us = self._bridge.now_us() if at_us is None else at_us
            moving.append(SetImpact(ended_us=ended_us, occurred_us=at_us))
        return await self._bridge.do(moving, self._observed.incident)


def _explained() -> dict[State, str]:
    """What each state says, in a sentence."""
    return {
        State.DETECTED: _tr("Somebody or something noticed; nobody works on it yet."),
        State.DECLARED: _tr("It is an incident; people are called."),
        State.INVESTIGATING: _tr("The room looks for what is wrong."),
        State.MITIGATING: _tr("A course of action is under way to end the harm."),
        State.MONITORING: _tr("Mitigated: customers are out of it, and the room watches whether it holds."),
        State.RESOLVED: _tr("It is over. The incident closes; it can be opened again."),
        State.REVIEWED: _tr("What is to be learnt from it is written down."),
        State.FALSE_ALARM: _tr("There was nothing wrong after all: roles, tasks and clocks end. The record stays."),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateDialog", text)
