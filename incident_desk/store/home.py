"""The folder that holds one installation's record, and the lock that lets one process write in it."""

import contextlib
import json
import os
import socket
import stat
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout

from incident_desk.domain.errors import DeskError, HomeLocked

PRIVATE = 0o700


class Home:
    """The places inside a home."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "record.db"
        self.acknowledged = path / "record.acknowledged"
        self.attachments = path / "attachments"
        self.backups = path / "backups"
        self.damaged = path / "damaged"
        self.keys = path / "keys"

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log beside the database."""
        return self.path / "record.db-wal"

    @property
    def database_files(self) -> tuple[Path, ...]:
        """What belongs to the database and moves with it."""
        return (self.database, self.log, self.path / "record.db-shm", self.acknowledged)

    def prepare(self) -> None:
        """Make the folders that are missing, readable by this user alone.

        Raises: DeskError saying why the home cannot be used.
        """
        try:
            for folder in (self.path, self.attachments, self.backups, self.keys):
                folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
                if stat.S_IMODE(folder.stat().st_mode) & 0o077:
                    folder.chmod(PRIVATE)
        except (FileExistsError, NotADirectoryError) as e:
            raise DeskError(f"{self.path} is no folder; name another with --home.") from e
        except OSError as e:
            raise DeskError(f"{self.path} cannot be used: {e.strerror}. Name another folder with --home.") from e
        if not os.access(self.path, os.W_OK):
            raise DeskError(f"{self.path} cannot be written to. Name another folder with --home.")

    def lock(self, purpose: str) -> "HomeLock":
        """Become the one process that writes here.

        Args:
            purpose: what to call this process to others.
        Raises: HomeLocked naming the process that has it.
        """
        return HomeLock(self, purpose)

    def holder(self) -> str | None:
        """Who writes here right now, in words; None if nobody does."""
        try:
            probe = FileLock(self.path / "lock", timeout=0)
            probe.acquire()
        except Timeout:
            return _named(self.path / "lock.json")
        except OSError:
            return None
        probe.release()
        return None


class HomeLock:
    """Held from its making to `release`; the operating system frees it when the process dies."""

    def __init__(self, home: Home, purpose: str) -> None:
        self._note = home.path / "lock.json"
        self._lock = FileLock(home.path / "lock", timeout=0, mode=0o600)
        try:
            self._lock.acquire()
        except Timeout as e:
            raise HomeLocked(f"{home.path} is in use by {_named(self._note)}. Close it, or work there.") from e
        except OSError as e:
            raise DeskError(f"{home.path} cannot be locked: {e.strerror}.") from e
        note = {"process": os.getpid(), "host": socket.gethostname(), "purpose": purpose}
        with contextlib.suppress(OSError):  # a full disk must not keep anybody out
            self._note.write_text(json.dumps(note), encoding="utf-8")

    def release(self) -> None:
        self._note.unlink(missing_ok=True)
        self._lock.release()


def _named(note: Path) -> str:
    try:
        said = cast("dict[str, Any]", json.loads(note.read_text(encoding="utf-8")))
        return f"{said['purpose']} (process {said['process']} on {said['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
