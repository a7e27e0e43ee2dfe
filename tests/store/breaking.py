"""What kills, bad disks and careless hands do to the files of a home."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from incident_desk.domain.entry import Entry
from incident_desk.store import checking
from incident_desk.store.home import Home
from tests.store.conftest import replica_of
from tests.store.making import words


def as_killed(home: Home, target: Path) -> Home:
    """The home as it lies on the disk this very moment, which is how a kill leaves it."""
    shutil.copytree(home.path, target)
    return Home(target)


def killed(home: Home, target: Path, batches: Iterable[list[Entry]]) -> Home:
    """A home whose writer was killed after these commits, so that all of them are in the log alone."""
    with replica_of(home) as replica:
        for batch in batches:
            replica.append(batch, heard_us=1)
        return as_killed(home, target)


def flip(file: Path, at: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    with file.open("r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ (1 << bit)]))


def flipped(file: Path, count: int, seed: int, start: int = 0) -> Iterator[int]:
    """Flip a bit of the file somewhere, and mend it again after each time. Yields: where."""
    chance = Random(seed)
    for _ in range(count):
        at, bit = chance.randrange(start, file.stat().st_size), chance.randrange(8)
        flip(file, at, bit)
        yield at
        flip(file, at, bit)


def problems(home: Home) -> list[str]:
    """What `verify` would say."""
    return [str(problem) for problem in checking.everything(home, words)]


def without_index(home: Home) -> Home:
    """Let go of the shared memory beside the log, as a restart of the machine does."""
    home.path.joinpath("record.db-shm").unlink(missing_ok=True)
    return home
