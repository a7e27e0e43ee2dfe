"""Erasing from the files around the record: attachments, backups, damaged records that were set aside.

The record's own rows are emptied in the transaction that says so (appending.py); from then on the rest is owed until
it succeeded, over restarts.
"""

import logging
import mmap
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from incident_desk.domain.errors import RecordDamaged, RecordError
from incident_desk.store import attachments, backup, files, migrating
from incident_desk.store.connecting import ASIDE, saving
from incident_desk.store.emptying import empty
from incident_desk.store.engine import driver, writing
from incident_desk.store.home import Home

log = logging.getLogger(__name__)


class Owing(Protocol):
    """The replica, as far as erasing needs it."""

    def owed(self) -> list[str]:
        """What was erased in the record and may still lie elsewhere."""
        ...

    def scrub(self) -> bool:
        """Clear the record's own files of what is in no row any more."""
        ...

    def settle(self) -> None:
        """All of it is gone."""
        ...


def erase_everywhere(home: Home, replica: Owing, erased: Iterable[str] = ()) -> list[str]:
    """Remove what was erased from every file of the home. What fails stays owed and is tried at the next start.

    Args:
        erased: ids of entries and digests of files, besides those that are owed.
    Returns: sentences about what was removed as a whole, and what could not be done yet.
    """
    wanted = list(dict.fromkeys([*replica.owed(), *erased]))
    told: list[str] = []
    try:
        for digest in filter(attachments.is_digest, wanted):
            attachments.erase(home, digest)
        with saving():
            for copy in home.path.glob(f"{home.plan_read.name}*"):
                copy.unlink(missing_ok=True)
        told += erase_in_backups(home, wanted)
        told += erase_in_damaged(home, wanted)
        if replica.scrub():
            replica.settle()
        else:
            told.append("Another program is reading the record; erasing is finished at the next start.")
    except RecordError as e:
        told.append(f"Erasing is not finished and is tried again at the next start: {e}")
    for sentence in told:
        log.info("%s", sentence)
    return told


def erase_in_backups(home: Home, erased: Sequence[str]) -> list[str]:
    """Empty the entries in every backup. Returns: a sentence for each that had to go because it cannot be read.

    Raises: NotSaved; the backups that were not reached are as they were.
    """
    told: list[str] = []
    ids = [each for each in erased if not attachments.is_digest(each)]
    with backup.ALONE, saving():
        files.sweep(home.backups)
        for path in backup.kept(home):
            if home.key is None and not _holds(path, ids):  # an encrypted one does not say, so each is gone through
                continue
            try:
                _empty_backup(home, path, erased)
            except RecordDamaged:
                path.unlink()
                told.append(f"The backup {path.name} was removed: it cannot be read, and may hold what was erased.")
        files.sync_folder(home.backups)
    return told


def _empty_backup(home: Home, path: Path, erased: Sequence[str]) -> None:
    """On a copy, so that a kill leaves the old one; and what the killed process left is swept away.

    Raises: RecordDamaged if the entries cannot be found in it, though it names them.
    """
    part = files.part_of(path)
    try:
        shutil.copyfile(path, part)
        part.chmod(0o600)
        engine = writing(part, ASIDE, home.key)
        try:
            with saving():
                migrating.up_to_date(engine)
                run = driver(engine).execute
                run("BEGIN IMMEDIATE")
                was_there = [empty(run, each) for each in erased]
                run("COMMIT")
                run("VACUUM")
        finally:
            engine.dispose()
        if not any(was_there) and home.key is None:
            raise RecordDamaged([f"the backup {path.name} has lost what it names"])
        files.put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def erase_in_damaged(home: Home, erased: Sequence[str]) -> list[str]:
    """Remove records that were set aside and hold what was erased: nothing can be emptied in a file that is broken.

    Returns: a sentence for each. Raises: NotSaved.
    """
    told: list[str] = []
    with saving():
        for folder in sorted(home.damaged.glob("*/")):
            if home.key or any(_holds(file, erased) for file in _files_in(folder)):
                shutil.rmtree(folder)
                files.sync_folder(home.damaged)
                told.append(f"The damaged record of {folder.name} was removed: it held what was erased.")
    return told


def _files_in(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and file.stat().st_size)


def _holds(file: Path, erased: Sequence[str]) -> bool:
    """By the id beside the words: the words themselves are gone from the record, so nobody knows them any more."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(each.encode()) >= 0 for each in erased)
