"""Where the incident stands on its course; a press on a step moves it there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.conflicts import conflict_of
from incident_desk.desktop.course import AT_ONCE, next_state
from incident_desk.desktop.moments import clock_near, whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.stepper import Stepper, StepPlace, StepShown
from incident_desk.desktop.words import state_word
from incident_desk.domain.incident import COURSE, Headline, SetState, State

MAY_BE_NOTHING = (State.DETECTED, State.DECLARED, State.INVESTIGATING)
"""Until something is done about it, it often turns out to be nothing; later a key and the list of states lead there."""


class IncidentStepper(Observing, QWidget):
    """The next step up to mitigating is taken at once; all others ask for a word, and when."""

    HEARD = ("incident.", "state.", "entry.", "gov.", "link.")

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident_stepper")
        self._bridge = bridge
        self.steps = Stepper(self)
        self.steps.setObjectName("stepper")
        self.fault = MessageLine(self)
        self.fault.setContentsMargins(16, 0, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row())
        column.addWidget(self.fault)
        bridge.rights.rule(self.steps, self.down, self.down_action)
        self.steps.asked.connect(self._move)
        bridge.zone_changed.connect(self._show)

    def _row(self) -> QHBoxLayout:
        """The steps, and beside them the way out of what was nothing."""
        self.down = Button(self.tr("Stand down"), "", "ghost", "stand_down")
        self.down.setToolTip(self.tr("Nothing was wrong: end it all at once (Ctrl+Shift+D)"))
        self.down.clicked.connect(self.stand_down)
        self.down_action = QAction(self.down.text(), self)
        self.down_action.setObjectName("stand_down_action")
        self.down_action.setShortcut(QKeySequence("Ctrl+Shift+D"))
        self.down_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.down_action.triggered.connect(self.stand_down)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self.steps, 1)
        row.addWidget(self.down)
        return row

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.fault.say("")
        if self._observed is not None:
            headline = self._observed.board.headline
            self.steps.show_steps([self._step(headline, state) for state in course_of(headline)])
            self.down.setVisible(headline.is_open and headline.state in MAY_BE_NOTHING)

    def _step(self, headline: Headline, state: State) -> StepShown:
        place = place_of(headline, state)
        word = state_word(state)
        entered_us = headline.entered_us.get(state)
        if entered_us is None or place is StepPlace.TO_COME:
            return StepShown(state, word, place, detail=self._to_come(word, place, entered_us))
        clock = clock_near(entered_us, self._bridge.now_us(), self._bridge.zone)
        is_present = place is StepPlace.PRESENT
        time = self.tr("since {clock}").format(clock=clock) if is_present else clock
        moment = whole(entered_us, self._bridge.zone)
        return StepShown(
            state, word, place, time, clock, self.tr("{state} at {moment}").format(state=word, moment=moment)
        )

    def _to_come(self, word: str, place: StepPlace, entered_us: int | None) -> str:
        if place is StepPlace.PASSED_OVER:
            return self.tr("{state}: passed over").format(state=word)
        if entered_us is None:
            return self.tr("Move to {state}").format(state=word)
        moment = whole(entered_us, self._bridge.zone)
        return self.tr("Was {state} at {moment}, and came back from there").format(state=word, moment=moment)

    # asking -----------------------------------------------------------------------------------------------------------

    def _move(self, key: str) -> None:
        if self._observed is None:
            return
        self.fault.say("")
        observed, to = self._observed, State(key)
        now = observed.board.headline.state
        if to is now:
            self._choose(observed)
        elif to is next_state(now) and to in AT_ONCE and observed.board.headline.is_open:
            self._bridge.do_soon(SetState(to), observed.incident, self.fault.say)
        else:
            from incident_desk.desktop.dialogs.state import StateDialog

            StateDialog(self._bridge, observed, to, self.window()).open()

    def stand_down(self) -> None:
        """Ask what was checked, and end it all."""
        if self._observed is not None and self._observed.board.headline.is_open:
            from incident_desk.desktop.dialogs.stand_down import StandDownDialog

            StandDownDialog(self._bridge, self._observed, self.window()).open()

    def _choose(self, observed: ObservedIncident) -> None:
        """A press on the present step: two desks may have set it differently, else another state is asked for."""
        if conflict := conflict_of(observed.board, "state", self._bridge):
            from incident_desk.desktop.dialogs.conflict import ConflictDialog

            ConflictDialog(self._bridge, observed.incident, conflict, self.window()).open()
        else:
            from incident_desk.desktop.dialogs.state import StateDialog

            to = next_state(observed.board.headline.state) or State.INVESTIGATING
            StateDialog(self._bridge, observed, to, self.window()).open()


def course_of(headline: Headline) -> list[State]:
    """The steps to show: the usual course, or what was entered of it and where it left it."""
    if headline.state in COURSE:
        return list(COURSE)
    return [*(s for s in COURSE if s in headline.entered_us), headline.state]


def place_of(headline: Headline, state: State) -> StepPlace:
    """Where a step lies. After a way back, what was entered before lies ahead again."""
    course = course_of(headline)
    here, there = course.index(headline.state), course.index(state)
    if there == here:
        return StepPlace.PRESENT
    if there > here:
        return StepPlace.TO_COME
    return StepPlace.PAST if state in headline.entered_us else StepPlace.PASSED_OVER
