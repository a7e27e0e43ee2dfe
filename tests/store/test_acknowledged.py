"""The mark of how far the record went when "saved" was last said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.store import acknowledged
from incident_desk.store.acknowledged import Mark, Pen
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica
from tests.store.breaking import flip, problems
from tests.store.conftest import replica_of
from tests.store.making import chain
from tests.store.mounting import mounted

MARK = Mark(n=3, desk=7, seq=2, hash=b"h" * 32)


def with_a_pen(path: Path, mark: Mark) -> None:
    pen = Pen(path)
    pen.write(mark)
    pen.close()


@pytest.mark.parametrize("write", [acknowledged.write, with_a_pen])
def test_what_was_marked_is_read(tmp_path: Path, write: Callable[[Path, Mark], None]) -> None:
    write(tmp_path / "mark", MARK)
    assert acknowledged.read(tmp_path / "mark") == MARK
    assert (tmp_path / "mark").stat().st_mode & 0o777 == 0o600


def test_the_newest_mark_stands_alone(tmp_path: Path) -> None:
    pen = Pen(tmp_path / "mark")
    for n in range(1, 5):
        pen.write(Mark(n, 2**31 - 1, 2**40, b"x" * 32))
    pen.close()
    assert acknowledged.read(tmp_path / "mark") == Mark(4, 2**31 - 1, 2**40, b"x" * 32)


def test_every_commit_is_marked_before_it_is_acknowledged(home: Home, replica: Replica) -> None:
    for n, each in enumerate(chain(3), start=1):
        replica.append([each], heard_us=1)
        assert acknowledged.read(home.acknowledged) == Mark(n, each.desk, each.seq, each.hash)


def test_there_is_no_mark_before_the_first_entry(home: Home, replica: Replica) -> None:
    replica.set_setting("theme", "dark")
    assert acknowledged.read(home.acknowledged) is None


def test_a_mark_that_is_not_as_it_was_written_is_none(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    acknowledged.write(path, MARK)
    whole = path.read_bytes()
    for at in range(len(whole)):
        flip(path, at, at % 8)
        assert acknowledged.read(path) is None
        flip(path, at, at % 8)
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert acknowledged.read(path) is None


def test_without_its_mark_a_record_is_as_good(home: Home) -> None:
    with replica_of(home) as replica:
        replica.append(chain(2), heard_us=1)
    home.acknowledged.unlink()
    assert problems(home) == []
    with replica_of(home) as replica:
        assert replica.last_hlc()


def test_an_older_mark_is_true_as_well(home: Home) -> None:
    first, second = chain(2)
    with replica_of(home) as replica:
        replica.append([first], heard_us=1)
        older = home.acknowledged.read_bytes()
        replica.append([second], heard_us=1)
    home.acknowledged.write_bytes(older)
    assert problems(home) == []


def test_a_mark_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    with mounted(tmp_path, "ro") as disk:
        with_a_pen(disk / "mark", MARK)
    assert acknowledged.read(tmp_path / "mark") is None
