"""The status page as files: made beside what is read, and put in its place in one step, so nobody reads a mixture."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from incident_desk.domain.errors import BadInput, DeskError

CURRENT: Final = "current"
"""What a web server is pointed at: a link to the newest of the folders beside it."""
MADE: Final = "made"
KEPT: Final = 3
"""Whoever has a page open may still ask for what goes with it."""


class NotWritten(DeskError):
    """The page stays as it was; the message says why."""


def write(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Have the folder show these files, by their paths. Returns: whether that changed anything. Raises: NotWritten."""
    name = _digest(files)
    try:
        current = folder / CURRENT
        if current.is_symlink() and Path(os.readlink(current)).name == name:
            return False
        made = folder / MADE / name
        if not made.is_dir():
            _write_beside(made, files)
        _point(current, Path(MADE) / name)
        _forget(folder / MADE, name)
    except OSError as e:
        raise NotWritten(f"The status page could not be written to {folder}: {e.strerror or e}.") from e
    return True


def must_be_a_place(folder: Path) -> None:
    """Raises: BadInput if no page can be written there, or something else lies there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {each.name for each in folder.iterdir()} - {CURRENT, MADE}
    except OSError as e:
        raise BadInput(f"no page can be written there: {e.strerror or e}", str(folder)) from e
    if there:
        raise BadInput(f"something else lies there ({sorted(there)[0]}); name a folder for the page alone", str(folder))
    if not os.access(folder, os.W_OK):
        raise BadInput("no page can be written there: it may not be written to", str(folder))


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()[:32]


def _write_beside(made: Path, files: Mapping[str, bytes]) -> None:
    beside = made.with_name(f".{made.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    for path, content in files.items():
        file = beside / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    try:
        beside.rename(made)
    except OSError:
        if not made.is_dir():  # else another desk made the same meanwhile
            raise
        shutil.rmtree(beside, ignore_errors=True)


def _point(current: Path, at: Path) -> None:
    """A link is replaced in one step where nobody can find it missing."""
    fresh = current.with_name(f".{CURRENT}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    fresh.symlink_to(at, target_is_directory=True)
    fresh.replace(current)


def _forget(made: Path, newest: str) -> None:
    """What nobody reads any more, and what a killed desk left half made."""
    there = sorted((each for each in made.iterdir() if each.name != newest), key=lambda each: each.stat().st_mtime)
    for old in there[: max(0, len(there) - KEPT + 1)]:
        shutil.rmtree(old, ignore_errors=True)
