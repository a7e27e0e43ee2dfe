"""What is due is said aloud, where somebody chose that and espeak-ng is there: once for each need, never twice."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QStandardPaths, QTimer

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.clock_words import clock_name, running
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.window_state import LOCAL, zone_named
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clock_rounds import Showing
from incident_desk.domain.moments import MINUTE_US

PROGRAM: Final = "espeak-ng"
LOOK_EVERY_MS: Final = 1000
FRESH_US: Final = MINUTE_US
"""What was due longer ago is not news: the window was opened late, or the machine slept."""


def can_speak() -> bool:
    """Whether this machine has the program that speaks."""
    return bool(QStandardPaths.findExecutable(PROGRAM))


class CallingOut(QObject):
    """Looks once a second at the incident that is shown, also while the window is out of sight.

    The title of the incident is never said: not everybody in the room may know it.
    """

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._told: set[tuple[str, Clock, int]] = set()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        bridge.speaks_changed.connect(self._begin)

    def observe(self, observed: ObservedIncident) -> None:
        """Speak of this incident from now on."""
        self._observed = observed
        self._begin()

    def _begin(self) -> None:
        """The timer runs only where something is to be said."""
        if self._bridge.speaks and self._observed is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Say what has become due since it was looked last, all of it in one go."""
        if self._observed is None or not self._bridge.speaks:
            return
        now_us, severity = self._bridge.now_us(), self._observed.board.headline.severity.value
        if self._bridge.quiet.silences(severity, now_us, zone_named(LOCAL)):
            return
        new = [each for each in running(self._observed, now_us) if self._is_news(each, now_us)]
        if new:
            QProcess.startDetached(PROGRAM, ["--", self._words(new, now_us)])

    def _is_news(self, showing: Showing, now_us: int) -> bool:
        if showing.due_us is None or not 0 <= now_us - showing.due_us < FRESH_US or self._observed is None:
            return False
        need = (self._observed.incident, showing.clock, showing.due_us)
        is_new = need not in self._told
        self._told.add(need)
        return is_new

    def _words(self, new: list[Showing], now_us: int) -> str:
        assert self._observed is not None
        since_us = self._observed.board.headline.since_us or now_us
        said = [_tr("{span} have passed.").format(span=span_words(now_us - since_us))]
        said += [_tr("{clock} is due.").format(clock=clock_name(e.clock)) for e in new if e.clock is not Clock.CALL_OUT]
        return " ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CallingOut", text)
