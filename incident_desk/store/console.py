"""The people of a console who have a PIN: each has a whole home of their own, encrypted, inside the installation's.

It lies in `people/`, in a folder named by the desk number. One folder carries one mark while a move is under way, so
that a kill leaves the state before or the state after: `part` at the end of its name (being made), LEAVING in it (the
open record still has to be cleared of what moved), GONE at the end of its name (what is in it is elsewhere).
"""

import contextlib
import shutil
from pathlib import Path
from typing import Final

from incident_desk.domain.ids import DeskNumber
from incident_desk.store import files, pins
from incident_desk.store.connecting import saving
from incident_desk.store.home import Home
from incident_desk.store.pins import Lock

LEAVING: Final = "leaving"
"""The open record must not have what is in here; it is cleared of it, from the start as often as it takes."""
RETURNED: Final = "returned"
"""The open record has all that is in here, and its owner goes on there."""
GONE: Final = ".gone"
FORGOTTEN: Final = "forgotten"


def is_shared(installation: Home) -> bool:
    """Whether anybody here has a PIN; quick, because each start asks."""
    return installation.people.is_dir() and any(installation.people.glob(f"*/{pins.PIN}"))


def locks(installation: Home) -> list[Lock]:
    """Everybody with a PIN, by name."""
    folders = installation.people.glob("*/") if installation.people.is_dir() else ()
    found = [lock for folder in folders if folder.name.isdecimal() and (lock := pins.read(folder)) is not None]
    return sorted(found, key=lambda lock: (lock.name.casefold(), lock.desk))


def folder_of(installation: Home, desk: DeskNumber) -> Path:
    """Where the encrypted record of a desk number lies."""
    return installation.people / str(desk)


def begin(installation: Home, desk: DeskNumber) -> Path:
    """An empty folder for a record that is being made. Raises: NotSaved."""
    part = installation.people / f"{desk}{files.PART}"
    with saving():
        _remove(part)
        files.make_folder(part)
    return part


def put_in_place(part: Path) -> Path:
    """The record is whole: from now on it is the one, and the open one must be cleared. Raises: NotSaved."""
    folder = part.with_suffix("")
    with saving():
        mark(part, LEAVING, DeskNumber(int(folder.name)))
        part.rename(folder)
        files.sync_folder(folder.parent)
    return folder


def mark(folder: Path, word: str, desk: DeskNumber) -> None:
    """Note which desk number is on the move. Raises: NotSaved."""
    with saving():
        files.write(folder / word, str(desk).encode())


def on_the_move(folder: Path, word: str) -> DeskNumber:
    """The desk number a mark is about."""
    return DeskNumber(int((folder / word).read_bytes()))


def unmark(folder: Path, word: str) -> None:
    """Raises: NotSaved."""
    with saving():
        (folder / word).unlink(missing_ok=True)
        files.sync_folder(folder)


def marked(installation: Home, word: str) -> list[Path]:
    """The folders of which a move is under way."""
    if not installation.people.is_dir():
        return []
    return [file.parent for file in sorted(installation.people.glob(f"*/{word}")) if file.parent.name.isdecimal()]


def remove(folder: Path) -> None:
    """Take a record away, in one step for whoever looks. Raises: NotSaved."""
    gone = folder.with_suffix(GONE)
    with saving():
        _remove(gone)
        if folder.exists():
            folder.rename(gone)
            files.sync_folder(gone.parent)
        _remove(gone)


def sweep(installation: Home) -> None:
    """Remove what killed moves left that is nobody's record. Raises: NotSaved."""
    if installation.people.is_dir():
        with saving():
            for end in (files.PART, GONE):
                for left in installation.people.glob(f"*{end}"):
                    _remove(left)


def set_aside(installation: Home, desk: DeskNumber, stem: str) -> Path:
    """Put an encrypted record where nobody is asked for its PIN. Returns: where it lies now. Raises: NotSaved."""
    aside = installation.path / FORGOTTEN / f"{desk}-{stem}"
    with saving():
        files.make_folder(aside.parent)
        folder_of(installation, desk).rename(aside)
        for folder in (aside.parent, installation.people):
            files.sync_folder(folder)
    return aside


def remove_open(installation: Home) -> None:
    """Remove the open record and all that belongs to it: nobody is left to write in it. Raises: NotSaved."""
    with saving():
        # the mark first: it proves losses, and this is none
        beside = (installation.seen, installation.plan_read)
        for file in (installation.acknowledged, *installation.database_files, *beside):
            file.unlink(missing_ok=True)
        remove_copies(installation)
        _empty(installation.attachments)
        files.sync_folder(installation.path)


def remove_copies(installation: Home) -> None:
    """Remove backups and damaged records that were set aside: they hold what was moved. Raises: NotSaved."""
    with saving():
        _empty(installation.backups)
        _empty(installation.damaged)


def _empty(folder: Path) -> None:
    if folder.is_dir():
        for each in folder.iterdir():
            _remove(each)
        files.sync_folder(folder)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
