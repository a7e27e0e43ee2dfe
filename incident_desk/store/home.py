"""The folder that holds one installation's record, and the lock that lets one process write in it."""

import contextlib
import json
import os
import socket
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from filelock import FileLock, Timeout

from incident_desk.domain.errors import DeskError, HomeLocked
from incident_desk.store import files

LONGEST: Final = 400
"""SQLite takes names of 512 bytes, and the longest file in a home is a backup that is being written."""

PATIENCE_S: Final = 0.3
"""A reader looks for a moment whether the home is locked, and by that locks it; nobody shall take it for a writer."""


class Home:
    """The places inside a home.

    Args:
        key: 32 bytes that everything in it is encrypted with; None for a home that lies open. See `console`.
    """

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.path = path
        self.key = key
        self.database = path / "record.db"
        self.acknowledged = path / "record.acknowledged"
        self.seen = path / "record.seen"
        self.attachments = path / "attachments"
        self.backups = path / "backups"
        self.damaged = path / "damaged"
        self.keys = path / "keys"
        self.people = path / "people"
        self.plan_read = path / "plan.json"
        self.apart = path / "apart"
        """Is there in a home that keeps to itself, whatever its database says."""
        self._lock_file = path / "lock"
        self._lock_note = path / "lock.json"

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log beside the database."""
        return self.path / "record.db-wal"

    @property
    def database_files(self) -> tuple[Path, ...]:
        """What belongs to the database and moves with it."""
        return (self.database, self.log, self.path / "record.db-shm", self.acknowledged)

    @classmethod
    def at(cls, place: "Where") -> "Home":
        """The home at a place: one that lies open is named by its folder alone."""
        return place if isinstance(place, Home) else cls(place)

    @property
    def installation(self) -> Path:
        """The folder of the whole installation; an encrypted home lies two floors below."""
        return self.path if self.key is None else self.path.parents[1]

    def prepare(self) -> None:
        """Make the folders that are missing, readable by this user alone.

        Raises: DeskError saying why the home cannot be used.
        """
        if max(len(os.fsencode(path)) for path in (self.path.absolute(), os.path.realpath(self.path))) > LONGEST:
            raise DeskError(f"{self.path} has too long a name for the folder of a record; name another with --home.")
        try:
            for folder in (self.path, self.attachments, self.backups, self.keys):
                files.make_folder(folder)
                _make_private(folder)
        except (FileExistsError, NotADirectoryError) as e:
            raise DeskError(f"{self.path} is no folder; name another with --home.") from e
        except OSError as e:
            raise DeskError(f"{self.path} cannot be used: {e.strerror}. Name another folder with --home.") from e
        # after the making: what is there already may lie on a disk that can only be read
        if not os.access(self.path, os.W_OK):
            raise DeskError(f"{self.path} cannot be written to. Name another folder with --home.")

    def lock(self, purpose: str) -> "HomeLock":
        """Become the one process that writes here.

        Args:
            purpose: what to call this process to others.
        Raises: HomeLocked naming the process that has it.
        """
        return HomeLock(self._lock_file, self._lock_note, purpose)

    def holder(self) -> str | None:
        """Who writes here right now, in words; None if nobody does."""
        if not self._lock_file.exists():
            return None
        try:
            with FileLock(self._lock_file, timeout=0):
                return None
        except Timeout:
            return _named(self._lock_note)
        except OSError:
            return None


class HomeLock:
    """Held from its making to `release`; the operating system frees it when the process dies."""

    def __init__(self, file: Path, note: Path, purpose: str) -> None:
        self._note = note
        # not of one thread: a desk is opened and closed on whichever worker is free
        self._lock = FileLock(file, timeout=PATIENCE_S, mode=0o600, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout as e:
            raise HomeLocked(f"{file.parent} is in use by {_named(note)}. Close it, or work there.") from e
        except OSError as e:
            raise DeskError(f"{file.parent} cannot be locked: {e.strerror}.") from e
        said = {
            "process": os.getpid(),
            "host": socket.gethostname(),
            "purpose": purpose,
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):  # a full disk must not keep anybody out
            note.write_text(json.dumps(said), encoding="utf-8")

    def release(self) -> None:
        """Let others write."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()


Where = Path | Home
"""A home that lies open is known by its folder; an encrypted one only with its key."""


def _make_private(folder: Path) -> None:
    """Raises: DeskError if it is somebody else's, OSError if it cannot be changed."""
    if os.name == "nt":
        return  # the folder's own list of rights says who may read, and a new folder has it from the user's
    found = folder.stat()
    if found.st_uid != os.geteuid():
        raise DeskError(f"{folder} belongs to another user. Name a folder of your own with --home.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(files.PRIVATE)


def _named(note: Path) -> str:
    try:
        said = cast("dict[str, Any]", json.loads(note.read_text(encoding="utf-8")))
        return f"{said['purpose']} (process {said['process']} on {said['host']}, since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
