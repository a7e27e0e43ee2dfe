"""The thread that stays connected: it hears at once, gives up on what hangs, tries again, and ends when it is told."""

import os
import signal
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.keeping import Keeping
from incident_desk.desk.sharing import POLL_S
from incident_desk.desk.sharing_state import Shared
from incident_desk.domain.errors import RecordConflict
from incident_desk.domain.timeline import Note
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection, Unreachable, connect
from incident_desk.store.shared.exchange import Pushed, Unsure
from incident_desk.store.shared.syncing import Stopped
from tests.shared.cluster import Cluster
from tests.shared.test_converge import declared, meet, note, state, texts


def until(holds: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait until something holds. Returns: how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + seconds, "it never came to hold"
        time.sleep(0.01)
    return time.monotonic() - began


@pytest.fixture
def told(ada: Desk, bea: Desk) -> Generator[list[Shared]]:
    """What Bea's desk says of itself while both stay connected."""
    heard: list[Shared] = []
    ada.shared.start(lambda shared: None)
    bea.shared.start(heard.append)
    until(lambda: bool(heard) and heard[-1].is_connected and heard[-1].heard_us is not None)
    yield heard
    for desk in (ada, bea):
        desk.shared.stop()


def test_a_word_is_at_the_other_desk_at_once_and_no_call_gets_lost(ada: Desk, bea: Desk, told: list[Shared]) -> None:
    incident = declared(ada)
    until(lambda: bool(bea.reading.headlines()))
    slowest = 0.0
    for count in range(25):
        note(ada, incident, f"n{count}")
        slowest = max(slowest, until(lambda n=count: f"n{n}" in texts(bea, incident)))
    assert slowest < POLL_S - 1  # the poll would have found it, too


def test_what_others_wrote_is_found_by_its_words_while_they_go_on_writing(
    ada: Desk, bea: Desk, told: list[Shared]
) -> None:
    incident = declared(ada)
    for count in range(30):
        note(ada, incident, f"replica {count} lags")
        time.sleep(0.05)  # shorter than it takes to be called calm
    until(lambda: len(bea.search("lags")) == 30)
    assert bea.check() == []


def test_after_the_server_was_killed_it_connects_again_and_hands_up_what_waited(
    cluster: Cluster, ada: Desk, bea: Desk, told: list[Shared]
) -> None:
    incident = declared(bea)
    until(lambda: told[-1].waiting == 0)
    cluster.kill()
    note(bea, incident, "while it was down")
    until(lambda: not told[-1].is_connected)
    assert told[-1].trouble
    until(lambda: told[-1].waiting > 0)
    cluster.start()
    until(lambda: bool(ada.reading.headlines()) and "while it was down" in texts(ada, incident), 40)


def test_stopping_ends_the_thread_also_while_the_server_hangs(cluster: Cluster, bea: Desk) -> None:
    heard: list[Shared] = []
    bea.shared.start(heard.append)
    until(lambda: bool(heard) and heard[-1].heard_us is not None)
    pids = cluster.sessions()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        declared(bea)
        time.sleep(0.2)
        began = time.monotonic()
        bea.shared.stop()
        assert time.monotonic() - began < 4
        assert not [t for t in threading.enumerate() if t.name == "sharing"]
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_a_server_that_hangs_is_given_up_after_five_seconds(cluster: Cluster, bea: Desk) -> None:
    with bea_connection(bea) as connection:
        began = time.monotonic()
        with pytest.raises(Exception, match="timeout expired"):
            connection.execute("SELECT pg_sleep(30)")
        assert 4.5 < time.monotonic() - began < 9
        assert connection.closed
    # it was asked to give up, too: no session stays behind
    asleep = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"
    until(lambda: not cluster.count(asleep))


def bea_connection(bea: Desk) -> Connection:
    return connect(bea.shared.membership().parts())


def test_what_no_standby_confirmed_is_not_acknowledged_and_goes_up_again(cluster: Cluster, ada: Desk) -> None:
    declared(ada)
    cluster.set("synchronous_standby_names", "nobody")
    try:
        with pytest.raises((Unsure, Unreachable)):
            ada.shared.exchange()
        assert waiting(ada) > 0
    finally:
        cluster.set("synchronous_standby_names", "")
    assert ada.shared.exchange().waiting == 0


def waiting(desk: Desk) -> int:
    """How many entries of the open stream nobody has confirmed."""
    writer = desk._writer  # pyright: ignore[reportPrivateUsage]
    me = writer.identities.identity().desk
    return Keeping(desk._thread.here, writer, me, time.time_ns).waiting()[0]  # pyright: ignore[reportPrivateUsage]


def test_a_warning_of_the_server_means_that_nothing_is_sure(bea: Desk) -> None:
    with bea_connection(bea) as connection:
        connection.execute("DO $$ BEGIN RAISE NOTICE 'x'; END $$")
        assert not connection.was_warned
        connection.execute("DO $$ BEGIN RAISE WARNING 'x'; END $$")
        assert connection.was_warned


def test_a_clock_that_is_a_day_ahead_is_told_and_keeps_nobody_from_coming_in(ada: Desk, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "cyd", clock=lambda: time.time_ns() // 1000 + 86_400_000_000) as cyd:
        cyd.choose_person("Cyd").result()
        cyd.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
        incident = declared(ada)
        ada.shared.exchange()
        shared = cyd.shared.exchange()
        assert (shared.trouble, shared.waiting) == ("", 0)
        assert shared.put_right is not None
        assert shared.drift_us < -80_000_000_000
        assert shared.is_clock_wrong
        assert cyd.board(incident).headline.title.value == "Pushes fail"


@pytest.mark.parametrize("count", [1, exchange.BATCH, exchange.BATCH + 1])
def test_however_much_is_handed_up_the_others_are_called(ada: Desk, bea: Desk, count: int) -> None:
    incident = declared(ada)
    meet(ada, bea)
    ada.record([Note(f"n{n}") for n in range(count)], incident).result()
    with bea_connection(bea) as other:
        other.listen("record")
        assert ada.shared.exchange().waiting == 0
        other.execute("SELECT 1")  # what was said before is heard with the answer
        assert other.was_called


def test_a_stream_that_is_not_taken_keeps_no_other_back(ada: Desk, bea: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = declared(ada)
    meet(ada, bea)
    note(ada, incident, "still read")
    ada.shared.exchange()
    note(bea, incident, "not taken")

    def forked(connection: Connection, batch: object, sig: bytes, *, wakes: bool) -> Pushed:
        raise RecordConflict("the chain forks")

    with monkeypatch.context() as patched:
        patched.setattr(exchange, "push", forked)
        shared = bea.shared.exchange()
    assert "forks" in shared.trouble
    assert shared.waiting == 1
    assert "still read" in texts(bea, incident)
    assert bea.shared.exchange().waiting == 0


def test_an_exchange_of_a_long_absence_is_stopped_and_goes_on_where_it_was(ada: Desk, bea: Desk) -> None:
    backlog(ada, bea, 1_200)


def test_what_comes_after_a_reading_that_was_stopped_is_read_too(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    ada.shared.exchange()
    with pytest.raises(Stopped):
        bea.shared.exchange(lambda through: False)
    note(ada, incident, "after it was stopped")
    ada.shared.exchange()
    bea.shared.exchange()
    assert texts(bea, incident) == ["after it was stopped"]


@pytest.mark.long
def test_twenty_thousand_entries_catch_up_with_progress_and_can_be_stopped(ada: Desk, bea: Desk) -> None:
    backlog(ada, bea, 20_000)


def backlog(ada: Desk, bea: Desk, count: int) -> None:
    incident = declared(ada)
    for first in range(0, count, 200):
        ada.record([Note(f"n{n}") for n in range(first, first + 200)], incident).result()
    steps: list[int] = []

    def half(through: int) -> bool:
        steps.append(through)
        return through < count // 2

    with pytest.raises(Stopped):
        ada.shared.exchange(half)
    assert count // 2 <= steps[-1] < count
    assert steps == sorted(set(steps))
    left = waiting(ada)
    assert 0 < left <= count // 2 + 100
    assert ada.shared.exchange().waiting == 0
    with pytest.raises(Stopped):
        bea.shared.exchange(half)
    meet(bea)
    assert len(texts(bea, incident)) == count
    assert state(ada, incident) == state(bea, incident)


def test_an_exchange_leaves_no_descriptor_open(ada: Desk) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        ada.shared.exchange()
    assert len(os.listdir("/proc/self/fd")) <= before


def test_calls_that_nobody_takes_never_make_the_writer_wait(ada: Desk, cluster: Cluster) -> None:
    ada.shared.start(lambda shared: None)
    try:
        sharing = ada.shared._sharing  # pyright: ignore[reportPrivateUsage]
        assert sharing is not None
        cluster.stop()
        began = time.monotonic()
        for _ in range(500_000):
            sharing.wake()
        assert time.monotonic() - began < 20
    finally:
        cluster.start()
        ada.shared.stop()
