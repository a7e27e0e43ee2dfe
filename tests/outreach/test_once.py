"""Two desks and a `serve` over one shared database: each call goes out from one of them, and from no other."""

import re
import signal
import time
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.leasing import BUSY, DONE, leases_of
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from incident_desk.outreach import courier
from incident_desk.outreach.channels import Channels
from incident_desk.store.shared.connection import connect
from tests.outreach.post import SERVED, Post, a_post, calling
from tests.outreach.serving import serving
from tests.outreach.test_calling import lines, wait_for


@contextmanager
def at_work(desk: Desk, url: str) -> Generator[None]:
    """It shares its record and sends by mail."""
    Channels(desk).put("mail", url)
    desk.shared.start(lambda shared: None)
    with calling(desk):
        yield


def declared(desk: Desk) -> IncidentId:
    desk.record(Use(SERVED)).result()
    return desk.record(Declare("Pushes fail", Severity.SEV2)).result()[-1].incident


def arrived(post: Post) -> Counter[str]:
    return Counter(re.findall(r"task \d+", text)[0] for _, text in post.to("kim@example.org"))


def a_third(ada: Desk, home: Path, url: str) -> None:
    """A home that has joined, for `serve`."""
    with Desk.open(home) as desk:
        desk.choose_person("Serve").result()
        desk.shared.membership().join(ada.shared.membership().grant("Serve", "responder"))
        Channels(desk).put("mail", url)
        desk.shared.exchange()


def test_two_desks_and_a_serve_send_each_call_once(ada: Desk, bea: Desk, home: Path) -> None:
    count = 8
    with a_post() as (post, url), ExitStack() as stack:
        incident = declared(ada)
        a_third(ada, home, url)
        stack.enter_context(serving(home, "--listen", "127.0.0.1:0"))
        for desk in (ada, bea):
            stack.enter_context(at_work(desk, url))
        for at in range(count):
            ada.record(Give("@Kim", 600, f"part {at}"), incident).result()
        wait_for(lambda: sum(arrived(post).values()) >= count)
        wait_for(lambda: sum("Mail to Kim: sent" in line for line in lines(ada, incident)) == count)
        time.sleep(3)  # nobody sends anything more
    assert set(arrived(post).values()) == {1}
    assert len(arrived(post)) == count


def test_what_a_desk_left_undone_another_takes_over(
    ada: Desk, bea: Desk, home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_post() as (post, url):
        incident = declared(ada)
        a_third(ada, home, url)
        with serving(home, "--listen", "127.0.0.1:0") as served:
            ada.record(Give("@Kim", 600, "look"), incident).result()
            ada.shared.exchange()
            post.refuses = "451 4.7.1 try later"
            wait_for(lambda: _exchanged(ada) and any("is called: Mail" in line for line in lines(ada, incident)))
            served.end(signal.SIGKILL)
        post.refuses = ""
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("UPDATE record.leases SET until = clock_timestamp()")  # time goes by
        monkeypatch.setattr(courier, "LOOK_S", 0.2)
        with at_work(bea, url):
            wait_for(lambda: bool(post.arrived))
            wait_for(lambda: any("it may arrive twice" in line for line in lines(bea, incident)))
    assert arrived(post) == {"task 2": 1}


def _exchanged(desk: Desk) -> bool:
    desk.shared.exchange()
    return True


def test_a_lease_is_had_by_one_until_it_runs_out_and_never_again_once_it_is_done(ada: Desk, bea: Desk) -> None:
    one, other = leases_of(ada), leases_of(bea)
    name = b"x" * 32
    assert one.take(name, 600) == 1
    assert one.take(name, 1) == 1
    assert other.take(name, 60) == BUSY
    other.done(name)  # it is not theirs to end
    wait_for(lambda: other.take(name, 60) == 2)
    assert one.take(name, 60) == BUSY
    other.done(name)
    assert one.take(name, 60) == other.take(name, 60) == DONE
    for wrong, seconds in ((b"short", 60), (b"y" * 32, 0), (b"y" * 32, 601)):
        with pytest.raises(DeskError):
            one.take(wrong, seconds)
    one.close()
    other.close()


def test_an_observer_takes_no_lease_and_nobody_sees_the_table(ada: Desk, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "cy") as desk:
        desk.choose_person("Cy").result()
        desk.shared.membership().join(ada.shared.membership().grant("Cy", "observer"))
        leases = leases_of(desk)
        with pytest.raises(DeskError):
            leases.take(b"x" * 32, 60)
        leases.close()
        with connect(desk.shared.membership().parts()) as connection:
            for query in ("SELECT * FROM record.leases", "DELETE FROM record.leases"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(query.encode())
