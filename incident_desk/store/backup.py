"""Copies of the record in the home, taken by the hour, and the way back from one.

A copy is verified entry by entry before it is kept, so that a damaged record never pushes a sound backup out.
Attachments are not copied: they lie in the home under their digests and never change.
"""

import contextlib
import re
import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Engine, func, insert, select, update

from incident_desk.domain.erasure import Erased
from incident_desk.domain.errors import BadInput, DeskError, RecordDamaged
from incident_desk.domain.ids import PersonId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.moments import HOUR_US
from incident_desk.store import acknowledged, checking, files, keys, migrating
from incident_desk.store.connecting import ASIDE, saving
from incident_desk.store.emptying import empty
from incident_desk.store.engine import driver, writing
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.schema import entries, identities

HOURLY: Final = 24
DAILY: Final = 14

ALONE: Final = threading.RLock()
"""Held by whoever works on the backups: a copy that began before an erasure must not come to lie here after it."""

ERASED: Final = kind_named(Erased)
_FORM: Final = "%Y-%m-%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-(\d+)\.db")


class _Backup(msgspec.Struct, frozen=True):
    taken: datetime
    n: int
    path: Path


def kept(home: Home) -> list[Path]:
    """The backups, the newest first."""
    return [backup.path for backup in _kept(home)]


def _kept(home: Home) -> list[_Backup]:
    named = ((_NAME.fullmatch(path.name), path) for path in home.backups.glob("*.db"))
    found = [_Backup(_moment(match[1]), int(match[2]), path) for match, path in named if match]
    return sorted(found, key=lambda backup: (backup.taken, backup.n), reverse=True)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def due(home: Home, now_us: int) -> bool:
    """Whether an hour has passed since the last backup, and anything was written in it."""
    mark = acknowledged.read(home.acknowledged)
    newest = next(iter(_kept(home)), None)
    if newest is None:
        return mark is not None
    # either way round: a clock that was set back must not stop the backups for as long
    is_time = abs(now_us - newest.taken.timestamp() * 1_000_000) >= HOUR_US
    return is_time and (mark is None or mark.n != newest.n)


def take(home: Home, now_us: int | None = None) -> Path:
    """Copy the record as it is now, beside a writer if there is one; safe on any thread, a second per 100,000 entries.

    Raises: RecordDamaged if the record, and so the copy, is not what was written; NotSaved.
    """
    moment = datetime.fromtimestamp((time.time_ns() // 1000 if now_us is None else now_us) / 1_000_000, UTC)
    with ALONE, saving():
        files.sweep(home.backups)
        with Reader.open(home) as reader:
            target = home.backups / f"{moment.strftime(_FORM)}-{reader.last_n()}.db"
            part = files.part_of(target)
            try:
                reader.copy_to(part)
                part.chmod(0o600)
                _must_be_sound(home, part, "no backup was taken of it")
                files.put_in_place(part, target)
            finally:
                part.unlink(missing_ok=True)
        _prune(home)
    return target


def _prune(home: Home) -> None:
    """Keep the last day's by the hour, and one of each day before."""
    found = _kept(home)
    days: dict[str, Path] = {}
    for backup in found:
        days.setdefault(backup.taken.strftime("%Y-%m-%d"), backup.path)
    stay = {backup.path for backup in found[:HOURLY]} | set(list(days.values())[:DAILY])
    for backup in found:
        if backup.path not in stay:
            backup.path.unlink(missing_ok=True)


def newest_sound(home: Home) -> Path | None:
    """The newest backup that can be restored; None if there is none."""
    for path in kept(home):
        with contextlib.suppress(RecordDamaged):
            _must_be_sound(home, path, path.name)
            return path
    return None


def _must_be_sound(home: Home, path: Path, about: str) -> None:
    with Reader.of_file(path, home.key) as reader:
        problems = checking.inside(reader)
    if problems:
        raise RecordDamaged([f"{about}: {problem}" for problem in problems])


def restore(home: Home, chosen: Path) -> Path:
    """Put a backup in the place of the record; the caller holds the home's lock and has no replica open.

    The chain of a restored record may lack its end, which others may have. So nobody goes on with it: everybody
    who writes here gets a new desk number.

    Returns: the folder where what was there now lies. Nothing is deleted.
    Raises: BadInput if there is no such file; RecordDamaged if it is not sound; NotSaved. Then nothing was changed.
    """
    if not chosen.is_file():
        raise BadInput("There is no such backup; `incident-desk doctor` says where they lie.", str(chosen))
    with saving():
        for left in home.path.glob(f"{home.database.name}.*{files.PART}*"):
            left.unlink()
        part = files.part_of(home.database)
        try:
            shutil.copyfile(chosen, part)
            part.chmod(0o600)
            _must_be_sound(home, part, f"the backup {chosen.name}")
            mark = _made_ours(home, part)
            aside = _moved_aside(home)
            files.put_in_place(part, home.database)
        finally:
            part.unlink(missing_ok=True)
        # only now: until here the old mark says that entries are missing, so that a kill in between is noticed
        if mark:
            acknowledged.write(home.acknowledged, mark)
        else:
            home.acknowledged.unlink(missing_ok=True)
    return aside


def _made_ours(home: Home, part: Path) -> acknowledged.Mark | None:
    engine = writing(part, ASIDE, home.key)
    try:
        migrating.up_to_date(engine)
        _erase_again(engine, _erased_here(home))
        with engine.begin() as run:
            live = select(identities.c.person).where(identities.c.retired == 0).distinct()
            people = [PersonId(person) for (person,) in run.execute(live)]
            run.execute(update(identities).values(retired=1))
            for person in people:
                drawn = keys.draw(home, person)
                run.execute(insert(identities).values({f: getattr(drawn, f) for f in drawn.__struct_fields__}))
        return _mark(engine)
    finally:
        engine.dispose()


def _erased_here(home: Home) -> list[str]:
    """What this home erased, as far as what is there can be read: a backup from elsewhere may hold it still."""
    with contextlib.suppress(DeskError), Reader.open(home, unchecked=True) as reader:
        return [entry.subject for entry in reader.entries_of_kinds([ERASED]) if entry.subject]
    return []


def _erase_again(engine: Engine, erased: list[str]) -> None:
    run = driver(engine).execute
    run("BEGIN IMMEDIATE")
    was_there = [empty(run, each) for each in erased]
    run("COMMIT")
    if any(was_there):
        run("VACUUM")


def _mark(engine: Engine) -> acknowledged.Mark | None:
    last = select(func.max(entries.c.n)).scalar_subquery()
    with engine.connect() as run:
        row = run.execute(
            select(entries.c.n, entries.c.desk, entries.c.seq, entries.c.hash).where(entries.c.n == last)
        ).first()
    return acknowledged.Mark(*row) if row else None


def set_aside(home: Home) -> Path:
    """Move the record out of the way, so that the next start makes a new one. Returns: where it lies now."""
    with saving():
        aside = _moved_aside(home)
        home.acknowledged.unlink(missing_ok=True)
    return aside


def _moved_aside(home: Home) -> Path:
    stem = datetime.now(UTC).strftime(_FORM)
    aside = home.damaged / stem
    count = 1
    while aside.exists():
        count += 1
        aside = home.damaged / f"{stem}-{count}"
    files.make_folder(aside)
    home.damaged.chmod(files.PRIVATE)
    if home.acknowledged.exists():
        shutil.copyfile(home.acknowledged, aside / home.acknowledged.name)
    for file in home.database_files:
        if file.exists() and file != home.acknowledged:
            file.rename(aside / file.name)
    files.sync_folder(aside)
    files.sync_folder(home.path)
    return aside
