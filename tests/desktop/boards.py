"""What tests of the board share: a window over a real home with an incident in it, on a clock that they set."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.rooms.board import BoardRoom
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ticking import tick
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.severity import Severity
from tests.desktop.conftest import a_shell, focused, until

START_US = 1_485_905_460_000_000
"""31 January 2017 23:31:00 UTC: some declaration."""
D = TypeVar("D", bound=Dialog)


class SetClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, us: int = START_US) -> None:
        self.us = us

    def __call__(self) -> int:
        return self.us

    def go_on(self, minutes: float) -> None:
        """Let time pass, and everything that shows a running clock hear of it."""
        self.us += round(minutes * MINUTE_US)
        tick().tell()


class Room(msgspec.Struct):
    """An open home, a window over it, one incident, and the clock they all go by."""

    bridge: Bridge
    shell: Shell
    incident: ObservedIncident
    clock: SetClock

    @property
    def board(self) -> Board:
        return self.incident.board

    async def do(self, *commands: Fields) -> None:
        """Somebody does this, at this desk."""
        await self.bridge.do(commands, self.incident.incident)

    def dialogs(self) -> list[Dialog]:
        """Those that are open."""
        return [d for d in self.shell.findChildren(Dialog) if d.isVisible()]

    def dialog(self, kind: type[D]) -> D:
        """The one dialog that is open, of this kind."""
        [found] = self.dialogs()
        assert isinstance(found, kind)
        return found


@asynccontextmanager
async def a_room(
    home: Path, size: tuple[int, int] = (1600, 1000), incident: IncidentId | None = None
) -> AsyncGenerator[Room]:
    """Priya Nair is at the desk and has declared a SEV 2, unless there is an incident already."""
    clock = SetClock()
    bridge = Bridge(await asyncio.to_thread(open_home, home, clock))
    try:
        async with a_shell(home) as shell:
            shell.resize(*size)
            await bridge.choose_person("Priya Nair")
            if incident is None:
                incident = (await bridge.do(Declare("Pushes fail", Severity.SEV2)))[-1].incident
            yield Room(bridge, shell, await observe(bridge, incident, shell), clock)
    finally:
        await bridge.close()
        bridge.deleteLater()


def show(room: Room, panel: QWidget) -> None:
    """Put a panel into the window, alone."""
    room.shell.show_page(room.shell.add_page(panel))


def the_board(room: Room) -> BoardRoom:
    """The whole board, in the window."""
    board = BoardRoom(room.bridge)
    show(room, board)
    board.observe(room.incident)
    return board


def needs(board: BoardRoom) -> list[str]:
    """What is said to need whoever is at this desk."""
    return [row.need.words for row in board.needs.mine.rows]


def press(control: QWidget) -> None:
    """Click it, as a person can: it is there and works."""
    assert control.isVisible(), f"{control.objectName()} is not to be seen"
    assert control.isEnabled(), f"{control.objectName()} is off"
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def key(name: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key, wherever the keyboard is."""
    QTest.keyClick(focused(), name, modifier)


def type_words(words: str) -> None:
    """Type, wherever the keyboard is."""
    QTest.keyClicks(focused(), words)


async def until_written(room: Room, count: int) -> None:
    """Wait until the timeline has so many lines."""
    await until(lambda: len(room.board.timeline.lines) >= count)
