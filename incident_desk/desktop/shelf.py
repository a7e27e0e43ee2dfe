"""Where copies of files lie while other programs show them: gone with the window, and after a kill with the next one.

A shelf is held by a lock that the system frees with the process. So what nobody holds was left by one that was killed,
of whatever home, and two windows side by side leave each other's alone.
"""

import contextlib
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from incident_desk.desktop.saving import write_whole
from incident_desk.domain.errors import BadInput

PREFIX: Final = "incident-desk-opened-"
HELD: Final = ".held"


class Shelf:
    """One folder that only this user can look into. Blocks, like everything here."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._folder: Path | None = None
        self._lock: FileLock | None = None

    def lay(self, name: str, content: bytes) -> Path:
        """Write a copy. Returns: where it lies. Raises: BadInput."""
        with self._turn:
            try:
                file = self._opened() / name
            except OSError as e:
                raise BadInput(e.strerror or "it cannot be written", tempfile.gettempdir()) from e
            write_whole(file, content)
            return file

    def _opened(self) -> Path:
        if self._folder is None:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            self._lock = _lock_of(folder)
            self._lock.acquire()
            self._folder = folder
        return self._folder

    def clear(self) -> None:
        """Take all copies away; what another program has open may stay on Windows until the next start."""
        with self._turn:
            folder, lock = self._folder, self._lock
            self._folder = self._lock = None
            if folder is not None and lock is not None:
                lock.release()
                shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Take away the shelves of windows of this user that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, Timeout):
            if folder.is_symlink() or not _is_mine(folder) or not (folder / HELD).exists():
                continue
            with _lock_of(folder):
                pass
            shutil.rmtree(folder, ignore_errors=True)


def _lock_of(folder: Path) -> FileLock:
    """Taken and let go of on whichever worker is free."""
    return FileLock(folder / HELD, timeout=0, mode=0o600, thread_local=False)


def _is_mine(folder: Path) -> bool:
    return os.name == "nt" or folder.stat().st_uid == os.getuid()
