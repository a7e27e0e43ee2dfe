"""Tells of each need that is new, once: by a sound, to a screen reader, and by the desktop while nobody looks here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.calling_out import FRESH_US, can_speak
from incident_desk.desktop.flows import Refresh
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.need_words import situation
from incident_desk.desktop.notifying import notifying_of
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.sounding import OFF, sounding_of
from incident_desk.desktop.telling import IncidentTold, NeedTold, told_of, told_out_of_sight
from incident_desk.desktop.told import Told
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.severity import Severity

if TYPE_CHECKING:
    from incident_desk.desk import Recorded

LOOK_EVERY_MS: Final = 1000
FAR_EVERY: Final = 3
"""Every so many looks what no board shows is read again, and at once when something was recorded."""
MADE_US: Final = 5 * SECOND_US
"""What arises so soon from what somebody at this desk just did is no news to them."""


class New(msgspec.Struct, frozen=True):
    """What an incident newly needs of whoever is at the desk."""

    of: IncidentTold
    needs: list[NeedTold]

    @property
    def words(self) -> str:
        """The first of them; of an incident that few may know, nothing of it."""
        if self.of.is_restricted:
            return _tr("Something needs you")
        first, rest = self.needs[0].words, len(self.needs) - 1
        return _tr("{first}, and {count} more").format(first=first, count=rest) if rest else first

    @property
    def title(self) -> str:
        return "Incident Desk" if self.of.is_restricted else _tr("{number} needs you").format(number=self.of.number)


class Attention(QObject):
    """Looks once a second at every open incident, also while the window is out of sight.

    `told` carries the sentence that was told.
    """

    told = Signal(str)

    def __init__(self, bridge: Bridge, navigation: Navigation, state: WindowState, shell: Shell) -> None:
        super().__init__(shell)
        self._bridge = bridge
        self._navigation = navigation
        self._state = state
        self._shell = shell
        self._told = Told(state)
        self._made_us: list[int] = []
        self._looks = 0
        self._out_of_sight: list[IncidentTold] = []
        self._reading = Refresh(bridge.flows, self.read_out_of_sight)
        self._shown: dict[IncidentId, frozenset[str]] = {}
        """By incident the needs of which its message tells."""
        self.sounding = sounding_of(bridge)
        self.notifying = notifying_of(bridge)
        self.notifying.pressed.connect(self._press)
        bridge.recorded.connect(self._hear)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    async def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._bridge.recorded.disconnect(self._hear)
        await self.notifying.close()

    def _hear(self, recorded: "Recorded") -> None:
        """Note when whoever is at the desk did something themselves."""
        if not self._bridge.gathering.is_from_others(recorded):
            self._made_us += [entry.occurred_us for entry in recorded.entries if entry.author == self._bridge.me]
        self._reading.ask()

    # looking ----------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self.look()
        self._looks += 1
        if self._looks % FAR_EVERY == 0:
            self._reading.ask()

    async def read_out_of_sight(self) -> None:
        """Look at what no board shows as well, read on the reading thread."""
        in_sight, everywhere = frozenset(self._in_sight()), self._bridge.everywhere
        is_any = not self._opened() <= in_sight
        everywhere.watch("attention", is_watched=is_any)
        me, now_us = self._bridge.me, self._bridge.now_us()
        found = await everywhere.ask(lambda o: told_out_of_sight(o, in_sight, me, now_us)) if is_any else []
        if found or self._out_of_sight:
            self._out_of_sight = found
            self.look()

    def _opened(self) -> set[IncidentId]:
        return {board.incident for board in self._bridge.headlines if board.headline.is_open}

    def look(self) -> None:
        """Tell what is new since it was looked last: of all of it there is one sound."""
        now_us = self._bridge.now_us()
        self._made_us = [us for us in self._made_us if now_us - us < MADE_US]
        in_sight = self._in_sight()
        everything = [told_of(observed, self._bridge.me, now_us) for observed in in_sight.values()]
        everything += [of for of in self._out_of_sight if of.incident not in in_sight]
        self._withdraw(everything)
        found = [New(of, fresh) for of in everything if (fresh := [n for n in of.needs if self._is_news(of, n)])]
        self._told.keep()
        if news := [each for each in found if not self._is_silenced(each.of.severity, now_us)]:
            self._tell(news)

    def _in_sight(self) -> dict[IncidentId, ObservedIncident]:
        """What the boards show."""
        room = self._navigation.boards.room
        return {pane.observed.incident: pane.observed for pane in (room.panes if room else ()) if pane.observed}

    def _is_news(self, of: IncidentTold, need: NeedTold) -> bool:
        """What somebody put off they have seen, and what they just made themselves they know: both are told already."""
        is_new = self._told.add(self._bridge.me, of.incident, need.id)
        return is_new and not need.is_put_off and need.since_us not in self._made_us

    def _is_silenced(self, severity: Severity | None, now_us: int) -> bool:
        return self._bridge.quiet.silences(severity, now_us, zone_named(LOCAL))

    # telling ----------------------------------------------------------------------------------------------------------

    def _tell(self, news: Sequence[New]) -> None:
        if heard := [each.of.severity for each in news if not self._is_spoken(each)]:
            self._bridge.soon(self._sound(self._state.sound, min(heard, key=lambda each: each or Severity.SEV4)))
        in_sight = self._in_sight()
        for new in news:
            self._announce(new.words if new.of.incident in in_sight else f"{new.title}: {new.words}")
            if self._state.notifies and not self._shell.isActiveWindow():
                awake = frozenset(need.id for need in new.of.needs if not need.is_put_off)
                self._shown[new.of.incident] = awake
                self.notifying.tell(new.of.incident, new.title, new.words)

    def _is_spoken(self, new: New) -> bool:
        """Whether a voice says all of it, which is sound enough."""
        fresh_us = self._bridge.now_us() - FRESH_US
        is_said = all(need.kind is NeedKind.CLOCK and need.since_us > fresh_us for need in new.needs)
        return is_said and self._bridge.speaks and can_speak()

    async def _sound(self, volume: str, severity: Severity | None) -> None:
        if volume != OFF and not await self.notifying.wants_quiet():
            self.sounding.play(volume, severity)

    def _announce(self, words: str) -> None:
        """A screen reader says it when it has finished its sentence."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._shell, words))
        self.told.emit(words)

    def _withdraw(self, everything: Sequence[IncidentTold]) -> None:
        """A message goes when nothing of what it told is left to do, and when somebody looks at the list itself."""
        awake = {of.incident: {need.id for need in of.needs if not need.is_put_off} for of in everything}
        in_sight = self._in_sight() if self._shell.isActiveWindow() else {}
        not_read = self._opened() - awake.keys()  # its board was closed just now
        for incident, told in list(self._shown.items()):
            if incident in in_sight or (incident not in not_read and not told & awake.get(incident, set())):
                del self._shown[incident]
                self.notifying.withdraw(incident)

    # going there ------------------------------------------------------------------------------------------------------

    def _press(self, incident: str) -> None:
        """A message was pressed: bring the window to the thing."""
        ids = self._shown.get(IncidentId(incident), frozenset())
        self._shell.setWindowState(self._shell.windowState() & ~Qt.WindowState.WindowMinimized)
        self._shell.show()
        self._shell.raise_()
        self._shell.activateWindow()
        if ids:
            self._bridge.soon(self._go(IncidentId(incident), ids))

    async def _go(self, incident: IncidentId, ids: frozenset[str]) -> None:
        await self._navigation.come_to(incident)
        page, observed = self._navigation.board, self._navigation.shown
        if page is None or observed is None or observed.incident != incident:
            return
        there = needs(situation(observed, self._bridge.me, self._bridge.now_us()))
        if found := [need for need in there if need.id in ids]:
            page.room.ways.go([need for need in found if need.kind is found[0].kind])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attention", text)
