"""The clocks of the plan in the header: the one that is due first, quiet until it is, and a press to keep it; beside it
the next word that was promised, once that is near."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.calling_out import CallingOut
from incident_desk.desktop.clock_words import chip_words, kept_words, most_pressing, running, tone
from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.message_words import first_channel
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.parts.press_chip import PressChip
from incident_desk.desktop.promise_words import standings
from incident_desk.desktop.ticking import tick
from incident_desk.domain.needs_of_messages import NEAR_US, promise_urgency
from incident_desk.domain.situation import Urgency


class ClocksPanel(Observing, QWidget):
    """Nothing is shown of an incident that is over, or not declared yet. `promise_asked` carries the channel by which
    whoever was promised something hears first."""

    promise_asked = Signal(str)

    HEARD = (
        "clock.",
        "message.",
        "promise.",
        "fact.",
        "severity.",
        "state.",
        "link.",
        "entry.",
        "gov.",
        "incident.",
        "plan.",
    )

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clocks_panel")
        self._bridge = bridge
        self.chip = PressChip("clock", "sev4")
        self.chip.setObjectName("clocks")
        self.promise = PressChip("megaphone", "sev4")
        self.promise.setObjectName("promise_due")
        self._audience = ""
        self.look = QAction(_tr("Clocks: say that you did it, or put it off"), self)
        self.look.setObjectName("look_at_clocks")
        self.look.setShortcut(QKeySequence("F4"))
        self.look.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.look.triggered.connect(self.open)
        self.chip.clicked.connect(self.open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.promise)
        row.addWidget(self.chip)
        self.promise.clicked.connect(self._ask_for_promise)
        self.calling_out = CallingOut(bridge, self)
        bridge.zone_changed.connect(self._show)
        tick().follow(self, self._show)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on, and speak of it where somebody chose that."""
        super().observe(observed)
        self.calling_out.observe(observed)

    def open(self) -> None:
        """All of them, with a button for each."""
        if self._observed is not None:
            from incident_desk.desktop.dialogs.clocks import ClocksDialog

            ClocksDialog(self._bridge, self._observed, self.window()).open()

    def _ask_for_promise(self) -> None:
        if self._observed is not None:
            self.promise_asked.emit(first_channel(self._observed, self._audience))

    def _show_promise(self, observed: ObservedIncident, now_us: int) -> None:
        first = next(iter(standings(observed)), None)
        due_us = first.due_us if first is not None else None
        if first is None or due_us is None or due_us - now_us > NEAR_US:
            self.promise.say("")
            return
        self._audience = first.key
        is_quiet = promise_urgency(first, now_us) is Urgency.SOON
        self.promise.look("megaphone", "sev4" if is_quiet else "warn")
        words = _tr("{audience} {state}").format(audience=first.title, state=due_words(due_us, now_us))
        self.promise.say(words, _tr("The next word to {audience}, as promised").format(audience=first.title))

    def _show(self) -> None:
        if self._observed is None:
            return
        now_us = self._bridge.now_us()
        self._show_promise(self._observed, now_us)
        found = most_pressing(running(self._observed, now_us))
        if found is None:
            self.chip.say("")
            return
        is_due = found.is_due(now_us)
        self.chip.look("clock-alert" if is_due else "clock", tone(found, now_us))
        words = chip_words(found, now_us)
        if words != self.chip.text() or not self.chip.isVisibleTo(self):
            who = self._bridge.name(found.kept[-1].by) if found.kept else ""
            self.chip.say(words, kept_words(found, now_us, self._bridge.zone, who))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClocksPanel", text)
