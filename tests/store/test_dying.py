"""A process that is killed at any step of its work leaves the old state, the new one, or what leads to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.domain.errors import NotFound, RecordDamaged
from incident_desk.store import backup
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.store import works
from tests.store.breaking import problems
from tests.store.conftest import replica_of
from tests.store.dying import killed_at
from tests.store.making import entry
from tests.store.works import SECRET, entries

EVERY = 400
"""More steps than any of the works has."""

Killed = Callable[..., list[Home]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home as a desk leaves it after some work."""
    home = Home(tmp_path_factory.mktemp("filled") / "home")
    works.filled(home)
    return home


@pytest.fixture
def killed(filled: Home, tmp_path: Path) -> Killed:
    """`killed("take")`: copies of the home in which this work was killed, each at another step, and one that lived."""

    def at_each_step(work: str, home: Path | None = None, stride: int = 3) -> list[Home]:
        homes: list[Home] = []
        step = 0
        while True:
            died, lived = killed_at(range(step, step + 8 * stride, stride), work, home or filled.path, tmp_path)
            homes += map(Home, died)
            if lived:
                assert len(homes) > 3
                return [*homes, Home(lived[0])]
            step += 8 * stride
            assert step < EVERY

    return at_each_step


def is_secret_in(home: Home) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in home.path.rglob("*") if file.is_file())


def test_a_first_start_leaves_a_record_or_none(killed: Killed, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    seen: set[int] = set()
    for home in killed("begin", new, 1):
        assert problems(home) == []
        try:
            seen.add(len(entries(home)))
        except NotFound:
            seen.add(-1)
        with replica_of(home) as replica:  # and the next one goes on
            replica.append([entry("the next", desk=11)], heard_us=2)
        assert problems(home) == []
    assert seen == {-1, 0, 1}


def test_an_append_is_there_or_not(killed: Killed) -> None:
    seen: set[int] = set()
    for home in killed("append"):
        assert problems(home) == []
        there = len(entries(home))
        seen.add(there)
        works.append(home.path)  # it goes on
        assert (problems(home), len(entries(home))) == ([], there + 1)
    assert seen == {6, 7}


def test_a_backup_is_there_or_not(killed: Killed) -> None:
    seen: set[int] = set()
    for home in killed("take"):
        assert problems(home) == []
        seen.add(len(backup.kept(home)))
        works.take(home.path)
        assert len(backup.kept(home)) == len(list(home.backups.iterdir())) == 3
        for path in backup.kept(home):
            with Reader.of_file(path) as reader:
                assert reader.count() >= 4
    assert seen == {2, 3}


def test_a_record_is_restored_or_the_way_to_it_is_still_open(killed: Killed) -> None:
    seen: set[str] = set()
    for home in killed("restore"):
        try:
            with replica_of(home) as replica:
                seen.add(f"{len(replica.heads())} chains")
        except RecordDamaged as e:
            seen.add(str(e).split(":")[1])
            assert list(home.damaged.glob("*/record.db"))
            works.restore(home.path)
        assert problems(home) == []
        assert len(entries(home)) in (4, 6)
    assert " record.db is missing, and held 6 entries" in seen


def test_nothing_is_lost_when_a_record_is_set_aside(killed: Killed) -> None:
    for home in killed("set_aside"):
        databases = [*home.path.glob("record.db"), *home.damaged.glob("*/record.db")]
        assert len(databases) == 1
        with Reader.of_file(databases[0]) as reader:
            assert reader.count() == 6


def test_an_erasure_that_was_begun_is_finished_at_the_next_start(killed: Killed) -> None:
    seen: set[bool] = set()
    for home in killed("erase"):
        assert problems(home) == []
        with replica_of(home):
            said = entries(home)[0]
        seen.add(said.is_erased)
        assert is_secret_in(home) == (not said.is_erased)
        assert (problems(home), len(backup.kept(home)), len(list(home.backups.iterdir()))) == ([], 2, 2)
    assert seen == {True, False}
