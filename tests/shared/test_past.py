"""A desk that joins a long record has the newest first, goes on at once, and ends with all of it, each link proven."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.desk.sharing_state import Shared
from incident_desk.domain.ids import DeskNumber, IncidentId, StreamId
from incident_desk.domain.timeline import Note
from incident_desk.store import checking
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from incident_desk.store.shared import exchange
from incident_desk.store.shared.connection import Connection
from incident_desk.store.shared.exchange import Received, fetch
from incident_desk.store.shared.syncing import Stopped
from tests.shared.test_converge import declared, meet, note, state, texts
from tests.shared.test_sharing import until

LONG_AGO = 1_700
"""Notes that were written before those that matter now: some pages of them."""


@pytest.fixture
def now(ada: Desk) -> IncidentId:
    """The incident that people are at, behind a long past."""
    before = declared(ada, "Long ago")
    for first in range(0, LONG_AGO, 100):
        ada.record([Note(f"n{n}") for n in range(first, first + 100)], before).result()
    incident = declared(ada, "Pushes fail")
    note(ada, incident, "db1 is empty")
    ada.shared.exchange()
    return incident


@pytest.fixture
def cyd(ada: Desk, tmp_path: Path) -> Desk:
    """Somebody who was let in, and has exchanged nothing yet."""
    desk = Desk.open(tmp_path / "cyd")
    desk.choose_person("Cyd").result()
    desk.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
    return desk


def stopped(desk: Desk, after: int) -> None:
    with pytest.raises(Stopped):
        desk.shared.exchange(lambda through: through < after)


def linked(desk: Desk) -> list[str]:
    with Reader.open(Home(desk.home.path)) as reader:
        return checking.links(reader)


def test_what_people_are_at_is_there_before_the_past_and_can_be_worked_with(
    ada: Desk, cyd: Desk, now: IncidentId
) -> None:
    with cyd:
        stopped(cyd, 500)
        assert texts(cyd, now) == ["db1 is empty"]
        assert state(cyd, now) == state(ada, now)
        assert not cyd.search("n0")
        note(cyd, now, "I am here")
        assert linked(cyd) == []
        meet(cyd, ada)
        assert state(cyd, now) == state(ada, now)
        assert len(cyd.search("n0")) == 1
        assert cyd.check() == ada.check() == []


def test_it_goes_on_where_it_was_after_every_restart(ada: Desk, cyd: Desk, now: IncidentId, tmp_path: Path) -> None:
    with cyd:
        stopped(cyd, 500)
    for count in range(3):
        with Desk.open(tmp_path / "cyd") as again:
            assert linked(again) == []
            stopped(again, 1)
            note(ada, now, f"meanwhile {count}")
            ada.shared.exchange()
    with Desk.open(tmp_path / "cyd") as again:
        meet(again, ada)
        assert again.check() == []
        assert state(again, now) == state(ada, now)
        assert len(again.search("n0")) == len(again.search("n1699")) == 1
        assert count_of(again) == count_of(ada)


def count_of(desk: Desk) -> int:
    with Reader.open(Home(desk.home.path)) as reader:
        return reader.count()


def test_the_window_s_thread_fetches_the_past_and_what_is_new_meanwhile(ada: Desk, cyd: Desk, now: IncidentId) -> None:
    with cyd:
        told: list[Shared] = []
        cyd.shared.start(told.append)
        until(lambda: any(shared.total for shared in told), 20)
        until(lambda: told[-1].total == told[-1].waiting == 0, 20)
        cyd.shared.stop()
        steps = [(shared.through, shared.total) for shared in told if shared.total]
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1] >= LONG_AGO
        ada.shared.exchange()
        assert count_of(cyd) == count_of(ada)
        assert cyd.check() == []


def test_search_has_the_newest_first_although_the_oldest_came_last(ada: Desk, cyd: Desk, now: IncidentId) -> None:
    note(ada, now, "n0 again")
    ada.shared.exchange()
    with cyd:
        cyd.shared.exchange()
        assert [hit.text for hit in cyd.search("n0")] == [hit.text for hit in ada.search("n0")] == ["n0 again", "n0"]


def test_a_past_that_the_next_entry_does_not_name_is_parked_and_what_is_here_stays(
    ada: Desk, cyd: Desk, now: IncidentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(
        connection: Connection, desk: DeskNumber, stream: StreamId, first: int, most: int = exchange.PAGE
    ) -> Sequence[Received]:
        return fetch(connection, desk, stream, first - 1, most)  # the whole page one earlier

    with cyd:
        with monkeypatch.context() as patched:
            patched.setattr(exchange, "fetch", another)
            shared = cyd.shared.exchange()
        assert any("names another one" in line for line in shared.parked)
        assert texts(cyd, now) == ["db1 is empty"]
        assert linked(cyd) == []
        meet(cyd, ada)
        assert count_of(cyd) == count_of(ada)
        assert cyd.check() == []


def test_a_lost_entry_is_found_also_while_the_past_is_still_to_come(
    ada: Desk, cyd: Desk, now: IncidentId, tmp_path: Path
) -> None:
    with cyd:
        stopped(cyd, 500)
        writer = cyd._writer  # pyright: ignore[reportPrivateUsage]
        lose = "DELETE FROM entries WHERE n = (SELECT min(n) + 5 FROM entries WHERE seq > 100)"
        cyd._thread.later(lambda: writer.replica.connection.execute(lose)).result()  # pyright: ignore[reportPrivateUsage]
        assert linked(cyd)


def test_what_a_bundle_brought_before_is_part_of_the_chain_when_the_desk_joins(
    ada: Desk, now: IncidentId, tmp_path: Path
) -> None:
    export_bundle(ada.home.path, tmp_path / "now.bundle", Coverage(now))
    with Desk.open(tmp_path / "dan") as dan:
        dan.choose_person("Dan").result()
        assert dan.bundles.take(tmp_path / "now.bundle").carried > 0
        dan.shared.membership().join(ada.shared.membership().grant("Dan", "responder"))
        assert dan.shared.exchange().parked == ()
        meet(ada, dan)
        assert count_of(dan) == count_of(ada)
        assert state(dan, now) == state(ada, now)
        assert dan.check() == []
