"""Whether this desk can be trusted to work: what `verify` and `doctor` say."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from incident_desk.desk.clock import system_clock
from incident_desk.domain.errors import DeskError
from incident_desk.domain.hlc import wall_us
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.searching import searchable
from incident_desk.store import backup, checking, connecting
from incident_desk.store.home import Home, Where
from incident_desk.store.reader import Reader

LITTLE_DISK_BYTES = 500 * 1024 * 1024
DRIFT_US = 2_000_000


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at, and what it says."""

    about: str
    says: str
    is_fault: bool = False


def verified(place: Where, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Compare the whole record with its hashes. Returns: a sentence per problem."""
    return [str(p) for p in checking.everything(Home.at(place), searchable, progress)]


def newest_sound(place: Where) -> Path | None:
    """The newest backup that can be restored; None if there is none. Reads it whole: for a worker thread."""
    return backup.newest_sound(Home.at(place))


def restored(place: Where, chosen: Path) -> Path:
    """Put a backup in place. Returns: where what was there now lies. Raises: DeskError; then nothing was changed."""
    home = Home.at(place)
    home.prepare()
    lock = home.lock("incident-desk doctor --restore")
    try:
        return backup.restore(home, chosen)
    finally:
        lock.release()


def examined(place: Where) -> list[Finding]:
    """Look at everything that would stop this desk from working; never raises for what it finds."""
    looks = (_sqlite, _home, _console, _disk, _clock, _record, _backups)
    return [_looked(look, Home.at(place)) for look in looks]


def _looked(look: Callable[[Home], Finding], home: Home) -> Finding:
    try:
        return look(home)
    except (DeskError, OSError) as e:
        return Finding(look.__name__.strip("_"), str(e), is_fault=True)


def _sqlite(home: Home) -> Finding:
    return Finding("SQLite", f"{connecting.SQLITE}, the only SQLite library in this process")


def _home(home: Home) -> Finding:
    if not home.path.exists():
        return Finding("home", f"{home.path} does not exist yet; the first entry makes it")
    mode = home.path.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("home", f"{home.path} can be read by other users (mode {mode:o}); chmod 700 it", is_fault=True)
    return Finding("home", f"{home.path}, readable by you alone")


def _console(home: Home) -> Finding:
    if home.key is not None:
        return Finding("console", "this record is one person's alone, and encrypted")
    if not home.people.is_dir():
        return Finding("console", "nobody has a PIN: everybody at this console reads this record")
    from incident_desk.desk import console

    if console.is_unfinished(home.path):
        return Finding("console", "a PIN was being set or taken away; the next start finishes it", is_fault=True)
    locks = console.people(home.path)
    files = [lock.name for lock in locks if not console.lies_in_keyring(home.path, lock.desk)]
    said = f"with a PIN: {', '.join(lock.name for lock in locks) or 'nobody'}"
    return Finding("console", f"{said}; no keyring, so half of each key lies in a file" if files else said)


def _disk(home: Home) -> Finding:
    there = next(p for p in (home.path, *home.path.absolute().parents) if p.exists())
    free = shutil.disk_usage(there).free
    return Finding("disk", f"{free // 1024**2} MiB free", is_fault=free < LITTLE_DISK_BYTES)


def _clock(home: Home) -> Finding:
    """A record from the future means that this clock, or the one it was written with, is wrong."""
    now_us = system_clock()
    last_us = 0
    if home.database.exists():
        with Reader.open(home) as reader:
            last_us = wall_us(reader.last_hlc())
    if last_us <= now_us + DRIFT_US:
        return Finding("clock", "agrees with the record")
    ahead_s = (last_us - now_us) // SECOND_US
    said = f"the newest entry is {ahead_s} s in the future: this clock is behind, or was ahead when it was written"
    mend = "set it; or if it is right now, `incident-desk doctor --clock-is-right` stamps anew what nobody else has"
    return Finding("clock", f"{said}; the order of the entries holds; {mend}", is_fault=True)


def _record(home: Home) -> Finding:
    if not home.database.exists():
        return Finding("record", "nothing written yet")
    reader = Reader.open(home)
    problems = checking.links(reader)
    reader.close()
    return Finding("record", "; ".join(problems) or "the chains are whole (verify reads every entry)", bool(problems))


def _backups(home: Home) -> Finding:
    kept = backup.kept(home)
    if not kept:
        return Finding("backups", "none yet; the window takes one every hour")
    return Finding("backups", f"{len(kept)}, the newest {kept[0].name}")
