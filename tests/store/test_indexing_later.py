"""Words that get into the search index after their entries: whatever comes between, none is left out."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotSaved
from incident_desk.store import checking
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.replica import Replica
from incident_desk.store.search import search
from tests.store.breaking import as_killed, without_index
from tests.store.conftest import replica_of
from tests.store.making import chain, entry, words

NORMAL, FULL = 1, 2
"""What SQLite calls them."""


def arrive(replica: Replica, arrived: Sequence[Entry]) -> None:
    """As from other desks: on the disk now, in the index later."""
    with replica.appender.transaction(index_later=True):
        for each in arrived:
            replica.appender.add(each, 1)


def killed(replica: Replica) -> None:
    """The process ends, and closes nothing."""
    replica.connection.close()


def synchronous(replica: Replica) -> int:
    return replica.connection.execute("PRAGMA synchronous").fetchone()[0]


def found(home: Home, query: str) -> list[str]:
    with Reader.open(home) as reader:
        return [hit.text for hit in search(reader, query)]


def problems(home: Home) -> list[str]:
    return [str(problem) for problem in checking.everything(home, words)]


def test_what_arrived_is_found_once_somebody_has_had_the_time(home: Home, replica: Replica) -> None:
    arrive(replica, chain(2, "the checkout fails {}"))
    assert replica.appender.index.is_behind
    assert found(home, "checkout") == []
    assert problems(home) == []
    replica.index()
    assert found(home, "checkout") == ["the checkout fails 2", "the checkout fails 1"]
    assert not replica.appender.index.is_behind


def test_the_next_that_is_written_here_takes_along_what_arrived_before_it(home: Home, replica: Replica) -> None:
    arrive(replica, chain(2, "the checkout fails {}"))
    replica.append([entry("the checkout is slow", desk=9)], heard_us=2)
    assert len(found(home, "checkout")) == 3


@pytest.mark.parametrize("end", [Replica.close, killed])
def test_the_next_start_finds_it_however_the_last_one_ended(home: Home, end: Callable[[Replica], None]) -> None:
    replica = Replica.open(home, words)
    arrive(replica, chain(2, "the checkout fails {}"))
    end(replica)
    with replica_of(home):
        assert len(found(home, "checkout")) == 2


def test_a_power_cut_takes_words_from_the_index_and_the_next_start_puts_them_back(home: Home, tmp_path: Path) -> None:
    with replica_of(home) as replica:
        arrive(replica, chain(2, "the checkout fails {}"))
        saved_bytes = home.log.stat().st_size
        replica.index()
        cut = as_killed(home, tmp_path / "cut")
    with cut.log.open("r+b") as log:  # what nobody waited for never reached the disk
        assert log.seek(0, 2) > saved_bytes
        log.seek(saved_bytes)
        log.write(bytes(4096))
    assert found(without_index(cut), "checkout") == []
    with replica_of(cut):
        assert len(found(cut, "checkout")) == 2
    assert problems(cut) == []


@pytest.mark.parametrize("fails", [False, True])
def test_only_what_may_be_lost_is_not_waited_for(replica: Replica, fails: bool) -> None:
    how: list[int] = []
    with contextlib.suppress(ZeroDivisionError), replica.appender.transaction(waits=False):
        how.append(synchronous(replica))
        how.append(1 // (not fails))
    assert (how[0], synchronous(replica)) == (NORMAL, FULL)


def test_what_may_be_lost_and_could_not_even_begin_leaves_the_next_commit_waited_for(
    home: Home, replica: Replica
) -> None:
    replica.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite.connect(home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved), replica.appender.transaction(waits=False):
        raise AssertionError("somebody else writes")
    other.close()
    assert synchronous(replica) == FULL


def test_what_is_erased_before_it_was_indexed_is_found_by_nobody(home: Home, replica: Replica) -> None:
    first, second = chain(2, "the checkout fails {}")
    arrive(replica, [first, second])
    replica.append([], erased=[second.id], heard_us=2)
    replica.index()
    assert found(home, "checkout") == ["the checkout fails 1"]
    assert problems(home) == []


def test_a_disk_that_refuses_leaves_it_for_the_next_time(home: Home, replica: Replica) -> None:
    arrive(replica, chain(1, "the checkout fails {}"))
    other = sqlite.connect(home.database, isolation_level=None)
    replica.connection.execute("PRAGMA busy_timeout = 0")
    other.execute("BEGIN IMMEDIATE")
    replica.index()
    other.execute("ROLLBACK")
    other.close()
    assert replica.appender.index.is_behind
    replica.index()
    assert len(found(home, "checkout")) == 1


def test_a_hole_in_the_index_before_its_end_is_still_noticed(home: Home) -> None:
    with replica_of(home) as replica:
        arrive(replica, chain(3, "the checkout fails {}"))
    connection = sqlite.connect(home.database, isolation_level=None)
    connection.execute("DELETE FROM words WHERE rowid = 2")
    connection.close()
    (said,) = problems(home)
    assert said.startswith("seq 2 of desk 7")


STEPS = st.lists(st.sampled_from(["arrive", "write", "erase the last", "erase the first", "index", "close", "kill"]))


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_after_any_steps_the_index_has_the_words_of_all_that_is_left(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    home = Home(Path(tmp_path_factory.mktemp("home")))
    home.prepare()
    replica = Replica.open(home, words)
    here: list[Entry] = []
    ends: dict[int, Entry] = {}
    for step in steps:
        if step in ("arrive", "write"):
            desk = 9 if step == "arrive" else 7
            made = entry("the checkout fails", after=ends.get(desk), desk=desk)
            ends[desk] = made
            here.append(made)
            if step == "arrive":
                arrive(replica, [made])
            else:
                replica.append([made], heard_us=1)
        elif step.startswith("erase") and here:
            replica.append([], erased=[here.pop(-1 if step.endswith("last") else 0).id], heard_us=2)
        elif step == "index":
            replica.index()
        elif step in ("close", "kill"):
            (Replica.close if step == "close" else killed)(replica)
            replica = Replica.open(home, words)
        assert problems(home) == []
    replica.index()
    assert len(found(home, "checkout")) == len(here)
    assert problems(home) == []
    replica.close()
