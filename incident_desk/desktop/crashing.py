"""What is kept when something goes wrong inside: a report without anybody's words, and that a window was not closed."""

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

import PySide6
from PySide6.QtCore import QObject, Signal

from incident_desk import __version__

OPEN: Final = "window.open"
"""There while the window has the record open; one that is found at a start was never closed."""
FOLDER: Final = "crashes"
DEAD: Final = "fatal.txt"
"""What Python could still write when the process died: lines of code, and nothing of anybody."""
KEPT: Final = 20


class Crashes(QObject):
    """One for a record that is open for writing. `reported` carries the file, from any thread."""

    reported = Signal(str)

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._folder = home / FOLDER
        self._dead: IO[str] | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self.was_left_open = False
        """Whether the window was not closed the last time: it died, was killed, or the power went."""

    def begin(self) -> None:
        """From now on. Touches files: on a worker, before the hooks are set."""
        with contextlib.suppress(OSError):  # a disk that refuses is told of elsewhere
            self.was_left_open = (self._home / OPEN).exists()
            (self._home / OPEN).write_text("", encoding="utf-8")
            self._folder.mkdir(mode=0o700, exist_ok=True)
            for old in sorted(self._folder.glob("2*.txt"))[:-KEPT]:
                old.unlink()
            if not faulthandler.is_enabled():  # whoever started Python with it wants it elsewhere
                self._dead = (self._folder / DEAD).open("a", encoding="utf-8")
                faulthandler.enable(self._dead)
        sys.excepthook = self._take
        threading.excepthook = self._take_of_a_thread

    def end(self) -> None:
        """The record is closed in good order."""
        sys.excepthook, threading.excepthook = self._before
        if self._dead is not None:
            faulthandler.disable()
            self._dead.close()
        with contextlib.suppress(OSError):
            (self._home / OPEN).unlink(missing_ok=True)

    def _take(self, kind: type[BaseException], fault: BaseException, frames: TracebackType | None) -> None:
        self._before[0](kind, fault, frames)
        if issubclass(kind, Exception):
            self._report(kind, frames)

    def _take_of_a_thread(self, told: threading.ExceptHookArgs) -> None:
        self._before[1](told)
        if issubclass(told.exc_type, Exception):
            self._report(told.exc_type, told.exc_traceback)

    def _report(self, kind: type[BaseException], frames: TracebackType | None) -> None:
        now = datetime.now(UTC)
        file = self._folder / f"{now:%Y-%m-%dT%H-%M-%S-%f}.txt"
        with contextlib.suppress(OSError):
            file.write_text(report(kind, frames, now), encoding="utf-8")
            self.reported.emit(str(file))


def report(kind: type[BaseException], frames: TracebackType | None, now: datetime) -> str:
    """What somebody who mends it needs: which fault, at which lines, in which versions.

    Not what the fault says of itself, and no value: either could hold what somebody wrote.
    """
    lines = [f"  {_place(each.filename)}:{each.lineno} {each.name}" for each in traceback.extract_tb(frames)]
    versions = f"Incident Desk {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}"
    about = (f"{now:%Y-%m-%d %H:%M:%S} UTC", versions, f"{platform.system()} {platform.release()}")
    return "\n".join((*about, "", f"{kind.__module__}.{kind.__qualname__}", *lines, ""))


def _place(file: str) -> str:
    """Within the program or a library; where those lie on this disk could name somebody."""
    parts = Path(file).parts
    for root in ("incident_desk", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return Path(file).name
