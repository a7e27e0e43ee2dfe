"""A disk with no room left: nothing that was acknowledged is lost, and the work goes on when there is room."""

from pathlib import Path

import pytest

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError, NotSaved
from incident_desk.store import attachments, backup, checking
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from tests.store.conftest import replica_of
from tests.store.making import chain, words
from tests.store.mounting import fill, mounted


def append_until_full(replica: Replica, written: list[Entry]) -> int:
    """How many entries were acknowledged."""
    saved, refusal = 0, ""
    for each in written:
        try:
            replica.append([each], heard_us=1)
        except NotSaved as e:
            refusal = str(e)
            break
        saved += 1
    assert "the disk is full" in refusal
    return saved


def test_what_was_acknowledged_on_a_full_disk_is_there_and_the_rest_can_be_saved_later(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=3m") as disk:
        home = Home(disk / "home")
        home.prepare()
        written = chain(4000)
        with replica_of(home) as replica:
            replica.append(written[:100], heard_us=1)
            ballast = fill(disk, leaving=500_000)
            saved = 100 + append_until_full(replica, written[100:])
            with pytest.raises(NotSaved):
                replica.append(written[saved : saved + 1], heard_us=1)
            with Reader.open(home) as reader:
                assert reader.entries_after(0) == written[:saved]
            ballast.unlink()
            replica.append(written[saved : saved + 10], heard_us=1)
        with Reader.open(home) as reader:
            assert reader.entries_after(0) == written[: saved + 10]
        assert checking.everything(home, words) == []


def test_a_process_that_ends_on_a_full_disk_left_everything_it_acknowledged(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=3m") as disk:
        home = Home(disk / "home")
        home.prepare()
        written = chain(4000)
        with replica_of(home) as replica:
            ballast = fill(disk, leaving=700_000)
            saved = append_until_full(replica, written)
        assert [p.says for p in checking.everything(home, words)] == []
        ballast.unlink()
        with replica_of(home) as replica:
            replica.append(written[saved:1000], heard_us=1)
        with Reader.open(home) as reader:
            assert reader.entries_after(0) == written[:1000]


def test_on_a_full_disk_nothing_else_is_half_written(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=3m") as disk:
        home = Home(disk / "home")
        home.prepare()
        with replica_of(home) as replica:
            replica.append(chain(300), heard_us=1)
            fill(disk)
            with pytest.raises(NotSaved, match="was not saved: No space left"):
                attachments.put(home, b"x" * 100_000)
            with pytest.raises(NotSaved):
                backup.take(home)
            with pytest.raises(NotSaved):
                replica.scrub()
        assert list(home.path.rglob("*.part*")) == []
        assert attachments.kept(home) == []
        assert backup.kept(home) == []


def test_a_home_cannot_be_made_on_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=1m") as disk:
        fill(disk)
        home = Home(disk / "home")
        with pytest.raises(DeskError), replica_of(home):
            home.prepare()
