"""The record that is reviewed, for the window: at which moment, as it was or as it was known, at rest or playing."""

import asyncio
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.causes.shown import MapShown, map_shown
from incident_desk.desktop.changes.around import changes_around
from incident_desk.desktop.flows import Refresh
from incident_desk.domain.board import Board
from incident_desk.domain.changes import Changed
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.knew_first import Knew
from incident_desk.domain.measuring import Measured
from incident_desk.domain.review_scale import Scale, scale_of
from incident_desk.domain.review_then import Then
from incident_desk.domain.reviewing import Moment, MomentSort, Reviewed, next_moment

if TYPE_CHECKING:  # loaded by a worker, when it is first asked for
    from incident_desk.desk.reviewing import Reviewing, Whole

SPEEDS: Final = (1, 10, 60, 300)
PLAY_MS: Final = 33
TURN_S: Final = 0.01


class Replayed(QObject):
    """`opened`: another record, or another way to see it. `moved`: another moment is wanted; `looked`: it is there,
    and then, each in a turn of its own, `looked_on` and `looked_last` for parts that may come a little later.

    What is asked for while a moment is folded replaces what was asked for before: the newest wins. `measured` tells
    that who knew first and the measures of the other incidents are there, `changes_known` that `changes` are.
    """

    opened = Signal()
    moved = Signal()
    looked = Signal()
    looked_on = Signal()
    looked_last = Signal()
    measured = Signal()
    changes_known = Signal()
    played = Signal(bool)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._reviewing: Reviewing[MapShown] | None = None
        self._refresh = Refresh(bridge.flows, self._turn)
        self._wanted: IncidentId | None = None
        self.whole: Whole | None = None
        self.then: Then | None = None
        self.map = MapShown()
        self.has_map = False
        """Whether there is a cause map at all, in the end."""
        self.knew: Knew | None = None
        self.others: tuple[Measured, ...] = ()
        self.changes: tuple[Changed, ...] = ()
        """What was changed from a day before it on, by when that was."""
        self.scale = Scale(((0, 0.0), (1, 1.0)))
        self.at_us = 0
        self.known = False
        self.speed = 60
        self._timer = QTimer(self, interval=PLAY_MS)
        self._timer.timeout.connect(self._play_on)
        self._since = QElapsedTimer()

    # which record -----------------------------------------------------------------------------------------------------

    @property
    def incident(self) -> IncidentId | None:
        """The one that is shown, or about to be."""
        return self._wanted

    @property
    def reviewed(self) -> Reviewed | None:
        """What there is to know of the whole record."""
        return self.whole.reviewed if self.whole else None

    def open(self, incident: IncidentId) -> None:
        """Review this one from now on; what came to it meanwhile is there, too."""
        self.pause()
        self._wanted = incident
        self._reviewing = None
        self._refresh.ask()

    async def _turn(self) -> None:
        if self._reviewing is None and self._wanted is not None:
            await self._read(self._wanted)
        reviewing = self._reviewing
        if reviewing is None or self.whole is None or self.whole.incident != self._wanted:
            return
        self.then, self.map = await asyncio.to_thread(reviewing.look, self.at_us, self.known)
        self.looked.emit()
        for shown in (self.looked_on, self.looked_last):
            await asyncio.sleep(TURN_S)  # no turn of the loop paints all of it: whoever drags the bar waits for none
            if reviewing is not self._reviewing:
                return
            shown.emit()
        await asyncio.sleep(TURN_S)

    async def _read(self, incident: IncidentId) -> None:
        from incident_desk.desk.reviewing import Reviewing

        plans = self._bridge.organisation.plans
        entries = await self._bridge.read(lambda desk: desk.entries(incident))
        made = await asyncio.to_thread(Reviewing, incident, entries, plans, _map)
        if incident != self._wanted:
            return
        is_again = self.whole is not None and self.whole.incident == incident
        self._reviewing, self.whole, self.changes = made, made.whole, self.changes if is_again else ()
        self.has_map = bool(made.end.boxes)
        self._show_span(self.at_us if is_again else None)
        self._bridge.soon(self._compare(incident))

    async def _compare(self, incident: IncidentId) -> None:
        """Who knew first, and the other incidents, one by one: whoever asks the record something else comes between."""
        assert self.whole is not None
        changes = await changes_around(self._bridge, self.whole)
        if incident != self._wanted:
            return
        self.changes = changes
        self.changes_known.emit()
        self.knew = await self._bridge.customers.knew(incident)
        self.measured.emit()
        from incident_desk.desk.measuring import measured_of

        plans = self._bridge.organisation.plans
        others: list[Measured] = []
        for board in [each for each in self._bridge.headlines if each.incident != incident]:
            others.append(await self._bridge.read(lambda desk, one=board.incident: measured_of(desk, one, plans)))
            if incident != self._wanted:
                return
        self.others = tuple(others)
        self.measured.emit()

    def _show_span(self, at_us: int | None) -> None:
        found = self.reviewed
        assert found is not None
        start_us, end_us = found.span(self.known)
        self.scale = scale_of(start_us, end_us, [moment.at(self.known) for moment in found.moments])
        self.at_us = self._within(end_us if at_us is None else at_us)
        self.opened.emit()
        self.moved.emit()

    # which moment -----------------------------------------------------------------------------------------------------

    @property
    def ends(self) -> tuple[int, int]:
        """The first moment and the last."""
        return self.scale.knots[0][0], self.scale.knots[-1][0]

    def _within(self, at_us: int) -> int:
        start_us, end_us = self.ends
        return min(end_us, max(start_us, at_us))

    def go_to(self, at_us: int) -> None:
        """This moment from now on."""
        if self.whole is None:
            return
        self.at_us = self._within(at_us)
        self.moved.emit()
        self._refresh.ask()

    def go_to_part(self, part: float) -> None:
        """The moment at this place of the bar, 0 to 1."""
        self.go_to(self.scale.us(part))

    def skip(self, sorts: frozenset[MomentSort] | None, *, back: bool = False) -> Moment | None:
        """The next moment of these sorts, or the one before. Returns: it; None if there is none that way."""
        found = self.reviewed
        moment = next_moment(found, self.at_us, self.known, sorts, back=back) if found else None
        if moment is not None:
            self.pause()
            self.go_to(moment.at(self.known))
        return moment

    def show_known(self, known: bool) -> None:
        """As it was known then, or as it was by all that is known now."""
        if known == self.known or self.reviewed is None or (known and self.reviewed.is_imported):
            return
        self.known = known
        self._show_span(self.at_us)
        self._refresh.ask()

    # playing ----------------------------------------------------------------------------------------------------------

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def play(self) -> None:
        """On from here, or from the beginning if this is the end."""
        if self.whole is None:
            return
        if self.at_us >= self.ends[1]:
            self.go_to(self.ends[0])
        self._since.start()
        self._timer.start()
        self.played.emit(True)

    def pause(self) -> None:
        """Stand still."""
        if self._timer.isActive():
            self._timer.stop()
            self.played.emit(False)

    def play_or_pause(self) -> None:
        """Whichever it does not."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, speed: int) -> None:
        """So many times as fast as it was."""
        self.speed = speed

    def _play_on(self) -> None:
        self.go_to(self.at_us + self._since.restart() * 1000 * self.speed)
        if self.at_us >= self.ends[1]:
            self.pause()


def _map(board: Board) -> MapShown:
    return map_shown(board, is_whole=True)
