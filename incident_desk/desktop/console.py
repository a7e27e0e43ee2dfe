"""Several people at one console: what stands between one person's work and the next one's."""

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from incident_desk.desk import console
from incident_desk.desktop.begun import Begun, written
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.turns import Leaving
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber
from incident_desk.store import begun_files
from incident_desk.store.home import Home

if TYPE_CHECKING:
    from incident_desk.store.home import Where

LAST: Final = "console/last"
"""The desk number of whoever had the last record with a PIN open: they are asked first."""


async def after(
    leaving: Leaving, shell: Shell, home: Path, state: WindowState, place: "Where | None"
) -> "Where | None":
    """Whose record is opened next.

    Args:
        leaving: why the one before was closed.
        place: where that one lies.
    Returns: None if the window is to close.
    """
    try:
        if leaving.way == "set":
            return await _set_pin(leaving, home, state)
        if leaving.way == "unset" and isinstance(place, Home):
            return await _unset_pin(leaving, home, state, place)
    except DeskError as e:
        await _told(shell, str(e))
    while True:  # whoever would rather not, closes the window
        try:
            return await _locked(shell, home, state)
        except DeskError as e:
            await _told(shell, str(e))


async def part(bridge: Bridge) -> None:
    """Leave nothing of a record that is one person's alone: it is about to be closed."""
    assert bridge.desk is not None
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    with contextlib.suppress(DeskError):  # the lock screen shows the name before
        await asyncio.to_thread(console.rename, bridge.desk.home, bridge.name(bridge.me))


async def _set_pin(leaving: Leaving, home: Path, state: WindowState) -> Home:
    begun = state.private()
    own = await asyncio.to_thread(console.set_pin, home, leaving.person, leaving.pin, written(begun))
    await asyncio.to_thread(_bring, Home(home), own)
    state.forget_private()
    state.keep(LAST, own.path.name)
    return own


def _bring(home: Home, own: Home) -> None:
    begun_files.bring(own, begun_files.kept(home))
    begun_files.keep_only(home, ())


async def _unset_pin(leaving: Leaving, home: Path, state: WindowState, own: Home) -> Path:
    begun = Begun(own).all()
    given = await asyncio.to_thread(begun_files.kept, own)
    await asyncio.to_thread(console.remove_pin, home, DeskNumber(int(own.path.name)), leaving.pin)
    await asyncio.to_thread(begun_files.bring, Home(home), given)
    there = state.private()
    for key, value in begun.items():
        if key not in there:  # what those who stayed have begun is not written over
            state.keep(key, value)
    state.keep(LAST, "")
    return home


async def _locked(shell: Shell, home: Path, state: WindowState) -> "Where | None":
    """The lock screen, until somebody is let in; where nobody has a PIN any more there is nothing to lock."""
    await asyncio.to_thread(console.finish_moves, home)
    while people := await asyncio.to_thread(console.people, home):
        if not await asyncio.to_thread(console.has_open_record, home):
            state.forget_private()  # left by a kill: it moved with its author
            await asyncio.to_thread(begun_files.keep_only, Home(home), ())
        from incident_desk.desktop.dialogs.lock import LockDialog

        shell.show_locked()
        place = await LockDialog(shell, home, people, state.text(LAST)).let_in()
        if isinstance(place, Home):
            state.keep(LAST, place.path.name)
        if place is not None:
            return place
    return home


async def _told(shell: Shell, words: str) -> None:
    from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

    title = QCoreApplication.translate("Console", "That did not work")
    ways = [Way("seen", QCoreApplication.translate("Console", "Close"))]
    await NoticeDialog(shell, "console_notice", title, [words], ways).chosen()
