"""Opening a home with somebody watching: what stands in the way is said, and what can be done about it is offered."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.opening import Choose, Opened, open_for_reading, open_home
from incident_desk.domain.errors import DeskError, HomeLocked, RecordDamaged

if TYPE_CHECKING:
    from incident_desk.desk import Clock
    from incident_desk.store.home import Where


async def opened_with_care(window: QWidget, home: "Where", clock: "Clock | None", choose: Choose) -> Opened | None:
    """Open the home, on a worker thread. Returns: None if whoever is there would rather quit."""
    trouble: DeskError | None = None
    way = "try_again"
    while way != "quit":
        try:
            if way == "restore":
                await asyncio.to_thread(_restore, home)
            if way == "look":
                return await asyncio.to_thread(open_for_reading, home, choose)
            return await asyncio.to_thread(open_home, home, clock, choose)
        except DeskError as e:
            trouble = e
        way = await _asked(window, home, trouble)
    return None


async def _asked(window: QWidget, home: "Where", trouble: DeskError) -> str:
    from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

    quits = Way("quit", _tr("Quit"))
    again = Way("try_again", _tr("Try again"), "primary")
    look = Way("look", _tr("Look at what can be read"))
    if isinstance(trouble, HomeLocked):
        title, told, ways = _tr("This record is open elsewhere"), [str(trouble)], [again, quits]
    elif isinstance(trouble, RecordDamaged):
        backup = await asyncio.to_thread(_newest_sound, home)
        title, told = _tr("The record is damaged"), _told(trouble.problems, backup)
        restore = [] if backup is None else [Way("restore", _tr("Open the newest sound backup"), "primary")]
        ways = [*restore, look, quits]
    else:
        title, told, ways = _tr("This record cannot be opened for writing"), [str(trouble)], [again, look, quits]
    return await NoticeDialog(window, "opening_notice", title, told, ways).chosen()


def _told(problems: list[str], backup: Path | None) -> list[str]:
    before = _tr("What lies on the disk is not what was written. This is what was found:")
    if backup is None:
        return [before, *problems, _tr("There is no sound backup of it. Nothing was changed.")]
    said = _tr("The newest sound backup is {name}. If you open it, the damaged files are set aside, not deleted.")
    return [before, *problems, said.format(name=backup.name)]


def _newest_sound(home: "Where") -> Path | None:
    from incident_desk.desk.health import newest_sound

    return newest_sound(home)


def _restore(home: "Where") -> None:
    from incident_desk.desk.health import newest_sound, restored

    if backup := newest_sound(home):
        restored(home, backup)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Opening", text)
