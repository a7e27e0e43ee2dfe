"""What a process does when it is killed in the middle (see dying.py). It knows the record from the home alone."""

from pathlib import Path

from incident_desk.domain.entry import Entry
from incident_desk.store import backup
from incident_desk.store.erasing import erase_everywhere
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.store.conftest import replica_of
from tests.store.making import chain, entry

SECRET = "correct-horse-battery-staple"

DESK = 9
"""Whose chain goes on."""


def filled(home: Home) -> None:
    """A home with a secret in its record, its search index, its log and its backups."""
    written = chain(5, desk=DESK)
    home.prepare()
    with replica_of(home) as replica:
        replica.append([entry(f"the password is {SECRET}"), *written[:3]], heard_us=1)
        backup.take(home, 0)
        replica.append(written[3:], heard_us=2)
        backup.take(home, 3_600_000_000)


def entries(home: Home) -> list[Entry]:
    """All that is in the record, in the order of arrival; the first is the secret."""
    with Reader.open(home) as reader:
        return reader.entries_after(0)


def begin(path: Path) -> None:
    """The first start, and the first entry."""
    home = Home(path)
    home.prepare()
    with replica_of(home) as replica:
        replica.append([entry("the first")], heard_us=1)


def append(path: Path) -> None:
    """Open the record, write to it, close it."""
    home = Home(path)
    last = entries(home)[-1]
    with replica_of(home) as replica:
        replica.append([entry("later", after=last, desk=DESK)], heard_us=3)


def take(path: Path) -> None:
    backup.take(Home(path), 7_200_000_000)


def restore(path: Path) -> None:
    home = Home(path)
    backup.restore(home, backup.kept(home)[-1])


def set_aside(path: Path) -> None:
    backup.set_aside(Home(path))


def erase(path: Path) -> None:
    home = Home(path)
    said = entries(home)[0].id
    with replica_of(home) as replica:
        replica.append([], erased=[said], heard_us=3)
        erase_everywhere(home, replica)
