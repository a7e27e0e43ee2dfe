"""Writing files so that a kill or a power cut leaves the old one, the new one or none, never half of one."""

import contextlib
import os
import uuid
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o700
"""Of a folder that only this user can look into."""

PART: Final = ".part"
"""How the name of a file ends that is being written; what a killed process left is swept away by the next."""


def part_of(file: Path) -> Path:
    """Where to write what will become `file`."""
    return file.with_name(f"{file.name}.{uuid.uuid4().hex[:8]}{PART}")


def put_in_place(part: Path, file: Path) -> None:
    """Make a file that was written aside the real one, on the disk when it returns. Raises: OSError."""
    sync(part)
    part.replace(file)
    sync_folder(file.parent)


def write(file: Path, content: bytes) -> None:
    """A whole new file that only this user can read. Raises: OSError; then nothing is left behind."""
    part = part_of(file)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
        put_in_place(part, file)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, if it is missing; it is still there after a power cut. Raises: OSError."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    for each in made:
        with contextlib.suppress(PermissionError):  # one that may be entered and not read
            sync_folder(each.parent)


def sync(file: Path) -> None:
    """Raises: OSError."""
    opened = os.open(file, os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_folder(folder: Path) -> None:
    """Make renames and removals last; Windows has no such thing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(folder: Path) -> None:
    """Remove what a killed process was writing. Raises: OSError."""
    for part in folder.rglob(f"*{PART}*"):
        part.unlink(missing_ok=True)
