"""Which incidents are watched side by side, and what is remembered of them for the next start."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import shiboken6
from PySide6.QtCore import QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.shown_lines import all_shown
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:  # loaded when a board is shown for the first time
    from incident_desk.desktop.rooms.board_page import BoardPage
    from incident_desk.desktop.rooms.boards import BoardsRoom, Pane

LAST_SHOWN = "window/incident"
WATCHED = "window/boards"
LAYOUTS = ("board", "board_beside")
"""What a person made of a board that is alone, and of boards beside each other."""


class Watched(msgspec.Struct, frozen=True):
    """The boards from left to right; `sizes` are their widths in pixels, none while they are even."""

    incidents: tuple[IncidentId, ...] = ()
    sizes: tuple[int, ...] = ()


class Boards(QObject):
    """One for the window. `current_changed` tells that another incident has the keys, `renamed` that it may be called
    otherwise now; `built` comes with the room when the first board is made."""

    PARTING_S = 30.0
    """So long a board that was closed is kept out of sight."""

    current_changed = Signal()
    renamed = Signal()
    built = Signal(object)
    declare_asked = Signal()
    incidents_asked = Signal()
    search_asked = Signal()
    bundle_asked = Signal()
    export_asked = Signal()
    disk_asked = Signal()
    incident_asked = Signal(str)
    investigation_asked = Signal(str)
    communications_asked = Signal(str)
    line_asked = Signal(str, str)
    refused = Signal(str)

    def __init__(self, bridge: Bridge, state: WindowState, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._state = state
        self._before = watched_before(state)
        self._is_settled = self._is_restoring = False
        self.recent: list[IncidentId] = []
        """The incidents that had the keys, the last one first."""
        self.room: BoardsRoom | None = None

    @property
    def page(self) -> "BoardPage | None":
        """The board that has the keys."""
        return self.room.current.page if self.room and self.room.current else None

    @property
    def shown(self) -> ObservedIncident | None:
        """The incident whose board has the keys."""
        return self.room.current.observed if self.room and self.room.current else None

    @property
    def pages(self) -> "list[BoardPage]":
        """Every board there is, from left to right."""
        return [pane.page for pane in self.room.panes] if self.room else []

    @property
    def incidents(self) -> list[IncidentId]:
        """The incidents that are watched, from left to right."""
        return [pane.incident for pane in self.room.panes if pane.incident] if self.room else []

    async def opened(self, incident: IncidentId) -> ObservedIncident:
        """The incident, folded on the reading thread."""
        return await observe(self._bridge, incident, self, prepare=partial(all_shown, self._bridge.zone))

    def go_to(self, incident: IncidentId) -> bool:
        """Bring the keys to the board of this incident. Returns: whether there is one."""
        pane = self.room.of(incident) if self.room else None
        if self.room is None or pane is None:
            return False
        self.room.make_current(pane)
        return True

    def show(self, observed: ObservedIncident, *, beside: bool = False) -> None:
        """Show an incident on the board that has the keys, or on one more beside it."""
        room = self._built()
        if beside:
            pane = self._add(room, room.panes.index(room.current) + 1 if room.current else 0)
        else:
            pane = room.current or self._add(room, 0)
        before = pane.observed
        observed.changed.connect(self.renamed)
        pane.observe(observed)
        if pane is room.current:
            self._change()
        room.make_current(pane)
        if before is not None:
            self._bridge.free(before.let_go())
            before.deleteLater()

    def others(self) -> list[IncidentId]:
        """The open incidents that are not watched, those that were shown last first."""
        opened = [board.incident for board in self._bridge.headlines if board.headline.is_open]
        left = [incident for incident in opened if incident not in self.incidents]
        return sorted(left, key=lambda each: self.recent.index(each) if each in self.recent else len(self.recent))

    def may_add(self) -> str:
        """Why there can be no more boards; empty if there can."""
        from incident_desk.desktop.rooms.boards import MOST

        if self.room is None or len(self.room.panes) < MOST:
            return ""
        return self.tr("{count} boards are beside each other. Close one first (Ctrl+W).").format(count=MOST)

    def shut(self, pane: "Pane | None" = None) -> None:
        """Close a board, the one with the keys if none is named; the last one stays. What was begun in its line waits
        for whoever comes back."""
        room = self.room
        if room is None or not room.is_split or room.current is None:
            return
        pane = pane or room.current
        if pane.page.room.timeline.attaching.waiting:
            room.go_to(pane)
            self.refused.emit(self.tr("A file on this board is not on the disk yet: try again, or discard it first."))
            return
        if len(room.panes) == 2:
            self._state.keep_layout(LAYOUTS[1], pane.page.room.layout_kept())
        self._bridge.soon(self._part(pane))
        room.remove(pane)
        if not room.is_split:
            self._lay_out(room)
        assert room.current is not None
        room.go_to(room.current)
        self._keep()

    async def _part(self, pane: "Pane") -> None:
        """A board that was closed hears the end of what was asked for there: words that are refused are begun again."""
        await pane.page.room.timeline.line.settle()
        await asyncio.sleep(self.PARTING_S)
        if shiboken6.isValid(pane):
            observed, pane.observed = pane.observed, None
            pane.deleteLater()
            if observed is not None:
                self._bridge.free(observed.let_go())
                observed.deleteLater()

    def step(self, by: int) -> None:
        """Bring the keys to a neighbour."""
        if self.room is not None:
            self.room.step(by)

    def _built(self) -> "BoardsRoom":
        if self.room is None:
            from incident_desk.desktop.rooms.boards import BoardsRoom

            self.room = room = BoardsRoom(self._bridge)
            room.current_changed.connect(self._change)
            room.shut_asked.connect(self.shut)
            room.shared_out.connect(self._keep)
            self.built.emit(room)
        return self.room

    def _add(self, room: "BoardsRoom", at: int) -> "Pane":
        if len(room.panes) == 1:
            self._state.keep_layout(LAYOUTS[0], room.panes[0].page.room.layout_kept())
        pane = room.add(at)
        for name in (
            "declare",
            "incidents",
            "search",
            "bundle",
            "export",
            "disk",
            "incident",
            "investigation",
            "line",
            "communications",
        ):
            getattr(pane.page, f"{name}_asked").connect(getattr(self, f"{name}_asked"))
        self._lay_out(room)
        return pane

    def _lay_out(self, room: "BoardsRoom") -> None:
        for pane in room.panes:
            pane.page.room.restore_layout(self._state.layout(LAYOUTS[room.is_split]))

    def _change(self) -> None:
        if self.shown is not None:
            incident = self.shown.incident
            self.recent = [incident, *(each for each in self.recent if each != incident)]
        self.current_changed.emit()
        self._keep()

    # between two starts -----------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._is_restoring or self.room is None:
            return
        if self.shown is not None:
            self._state.keep(LAST_SHOWN, self.shown.incident)
        self._is_settled |= self.room.is_split
        if self._is_settled:  # until then what was watched before is still to come
            watched = Watched(tuple(self.incidents), tuple(self.room.sizes))
            self._state.keep(WATCHED, msgspec.json.encode(watched).decode() if self.room.is_split else "")

    async def restore(self) -> None:
        """Open what was watched beside the one that is shown. It keeps the keys."""
        watched, room = self._before, self.room
        there = {board.incident for board in self._bridge.headlines}
        if room is None or room.current is None or room.current.incident not in watched.incidents:
            return
        self._is_restoring, current = True, room.current
        try:
            for incident in watched.incidents:
                if incident in there and room.of(incident) is None and not self.may_add():
                    observed = await self.opened(incident)
                    pane = self._add(room, _place(incident, watched.incidents, self.incidents))
                    observed.changed.connect(self.renamed)
                    pane.observe(observed)
        finally:
            self._is_restoring = False
        if room.current is current:
            room.give(watched.sizes)
        self._keep()

    def keep_layout(self) -> None:
        """Remember what the boards were made to look like."""
        if self.room is not None and self.page is not None:
            self._state.keep_layout(LAYOUTS[self.room.is_split], self.page.room.layout_kept())


def _place(incident: IncidentId, order: tuple[IncidentId, ...], there: list[IncidentId]) -> int:
    """Behind those that were at its left."""
    before = order[: order.index(incident)]
    return sum(each in before for each in there)


def watched_before(state: WindowState) -> Watched:
    """What was watched when the window was closed; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(state.text(WATCHED, "{}"), type=Watched)
    except msgspec.DecodeError:
        return Watched()


def incident_to_show(headlines: list[Board], state: WindowState) -> IncidentId | None:
    """Which incident to begin with: an open one."""
    opened = [board.incident for board in headlines if board.headline.is_open]
    last = IncidentId(state.text(LAST_SHOWN))
    return last if last in opened else opened[0] if opened else None
