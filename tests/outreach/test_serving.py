"""`serve` as a process: it calls people in, and takes their answers by one-time links; killed at any moment."""

import asyncio
import html
import random
import re
import signal
import time
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.call_entries import Settled
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.tasks import Give
from tests.outreach.post import SERVED, Post, a_free_port, a_home, a_post
from tests.outreach.serving import ask, serving
from tests.outreach.test_calling import wait_for


def lines(home: Path, incident: IncidentId) -> list[str]:
    reading = ReadingDesk.open(home)
    try:
        return [line.english for line in reading.fold(incident).board.timeline.lines]
    finally:
        reading.close()


def path_in(text: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+(/\S+)", text)
    assert found, text
    return found[1]


def given(home: Path, incident: IncidentId, *tasks: str) -> None:
    """Kim gets these tasks."""
    with Desk.open(home) as desk:
        desk.record([Give("@Kim", 600, text) for text in tasks], incident).result()


def test_a_link_acknowledges_once_and_another_one_says_later_that_it_is_done(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        given(home, incident, "read the log")
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: bool(post.arrived))
            link = served.url + path_in(post.arrived[0][2])
            status, page, headers = asyncio.run(ask(link))
            assert (status, "read the log" in page, "Pushes fail" in page) == (200, True, True)
            assert "<script" not in page
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert headers["Cache-Control"] == "no-store"
            asyncio.run(ask(link))  # whatever previews links has used nothing up
            status, page, _ = asyncio.run(ask(link, {"answer": "acknowledged", "text": "ten minutes"}))
            assert (status, "They know that you are coming" in page) == (200, True)
            assert asyncio.run(ask(link))[0] == 404
            assert asyncio.run(ask(link, {"answer": "declined"}))[0] == 404
            later = re.search(r'href="(/[\w-]+)"', page)
            assert later
            assert asyncio.run(ask(served.url + later[1], {"answer": "declined"}))[0] == 404
            status, page, _ = asyncio.run(ask(served.url + later[1], {"answer": "done", "text": "disk was full"}))
            assert status == 200
            assert served.end() == (0, "")
    told = lines(home, incident)
    assert "Kim is coming, by link: task 2: ten minutes" in told
    assert "Kim is done, by link: task 2: disk was full" in told
    assert "Task 2 done: disk was full" in told


def test_whoever_declines_says_why_and_links_end_with_their_incident(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            desk.record(Assign("scribe", "Kim"), incident).result()
            desk.record(Assign("customer_liaison", "Bo"), incident).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: len(post.arrived) == 2)
            kim = served.url + path_in(post.to("kim@example.org")[0][1])
            bo = path_in(post.to("bo@example.org")[0][1])
            duty = next(role.duties for role in read_plan(SERVED).roles if role.key == "scribe")
            assert post.to("kim@example.org")[0][1].rstrip().endswith(f"Your duty: {duty}")
            assert f"Your duty: {duty}" in html.unescape(asyncio.run(ask(kim))[1])
            said = {"answer": "declined", "text": "<b>on a train</b>\u202e"}
            assert asyncio.run(ask(kim, said))[0] == 200
            served.end()
        told = "Kim declines, by link: Scribe: <b>on a train</b>"
        assert any(line.startswith(told) for line in lines(home, incident))
        with Desk.open(home) as desk:
            desk.record(SetState(State.RESOLVED), incident).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            assert asyncio.run(ask(served.url + bo))[0] == 404


def test_the_deputy_gets_a_link_when_nobody_answers_and_has_the_role_by_it(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            asked_us = desk.now_us() - 6 * MINUTE_US
            liaison, comms = "customer_liaison", "communications_manager"
            desk.record([Assign(liaison, "Kim", asked_us), OneRole(liaison)], incident).result()
            desk.record(Assign(comms, "Bo", asked_us), incident).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: len(post.arrived) == 2)
            subject, text = post.to("kim@example.org")[0]
            assert subject.endswith("you are needed")
            assert "You are needed for: Communications manager, as its deputy" in text
            bo = post.to("bo@example.org")[0][1]
            assert "You are needed for: Communications manager, deputy of Scribe" in bo
            status, page, _ = asyncio.run(ask(served.url + path_in(text), {"answer": "acknowledged", "text": ""}))
            assert (status, "They know that you are coming" in page) == (200, True)
            assert asyncio.run(ask(served.url + path_in(bo)))[0] == 404, "nobody waits for Bo any more"
            assert served.end() == (0, "")
    said = [line for line in lines(home, incident) if not line.startswith("Mail to")]  # that one was sent may come late
    assert said[-2:] == [
        "Kim is coming, by link: Communications manager, as its deputy",
        "Kim takes Communications manager",
    ]


def test_what_is_wrong_gets_a_plain_page_and_whoever_guesses_waits(home: Path) -> None:
    incident = a_home(home, "", SERVED)
    with serving(home, "--listen", "127.0.0.1:0") as served:
        unknown = served.url + "/" + "x" * 32
        assert asyncio.run(ask(served.url))[0] == 200
        assert asyncio.run(ask(unknown, {"answer": "acknowledged", "text": "x" * 20_000}))[0] == 413
        assert asyncio.run(ask(unknown, {"answer": "nonsense"}))[0] == 400
        for path in ("/favicon.ico", "/../../etc/passwd", "/" + "y" * 500, "/" + "z" * 32):
            assert asyncio.run(ask(served.url + path))[0] == 404
        statuses = [asyncio.run(ask(unknown))[0] for _ in range(30)]
        assert statuses[0] == 404
        assert statuses[-1] == 429
        assert served.end() == (0, "")
    assert lines(home, incident)


def test_visitors_behind_one_proxy_on_this_machine_are_bounded_each_by_themselves(home: Path) -> None:
    a_home(home, "", SERVED)

    async def guess(url: str, address: str) -> int:
        headers = {"X-Forwarded-For": f"198.51.100.7, {address}"}
        async with aiohttp.ClientSession(headers=headers) as visitor, visitor.get(url) as answer:
            return answer.status

    with serving(home, "--listen", "127.0.0.1:0") as served:
        unknown = served.url + "/" + "x" * 32
        assert [asyncio.run(guess(unknown, "203.0.113.1")) for _ in range(30)][-1] == 429
        assert asyncio.run(guess(unknown, "203.0.113.2")) == 404
        assert served.end() == (0, "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--listen", "nonsense"), "write HOST:PORT"),
        (("--listen", "127.0.0.1:99999"), "write HOST:PORT"),
        (("--tls-key", "key.pem"), "--tls-key goes with --tls-cert"),
        (("--tls-cert", "/nowhere.pem"), "no such file"),
    ],
)
def test_wrong_options_are_one_line(home: Path, options: tuple[str, ...], told: str) -> None:
    with pytest.raises(AssertionError) as refused, serving(home, *options):
        pass
    assert told in str(refused.value)
    assert "Traceback" not in str(refused.value)


def unsettled(home: Path, incident: IncidentId) -> list[str]:
    """The tasks of which the record does not say yet that their mail was sent."""
    reading = ReadingDesk.open(home)
    try:
        board = reading.fold(incident).board
        tasks = [task for task in board.tasks.open if task.holder.last is not None]
        sent = {call for call, called in board.calls.of.items() if any(m.settled is Settled.SENT for m in called.made)}
        return [f"task {t.number}" for t in tasks if t.holder.last is not None and t.holder.last.entry not in sent]
    finally:
        reading.close()


def kill_at_random(home: Path, incident: IncidentId, most: int) -> int:
    """Returns: how many were killed until every mail had gone out."""
    chance = random.Random()
    for killed in range(most):
        with serving(home, "--listen", "127.0.0.1:0") as served:
            time.sleep(chance.uniform(0, 1.2))
            served.end(signal.SIGKILL)
        if not unsettled(home, incident):
            return killed + 1
    with serving(home, "--listen", "127.0.0.1:0") as served:
        wait_for(lambda: not unsettled(home, incident))
        served.end()
    return most


def doubles(post: Post) -> Counter[str]:
    found = Counter(re.findall(r"task \d+", text)[0] for _, text in post.to("kim@example.org"))
    return Counter({task: count - 1 for task, count in found.items()})


@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.long)])
def test_killed_at_any_moment_every_call_goes_out_and_what_may_be_double_is_marked(home: Path, kills: int) -> None:
    count = 3 * kills
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        given(home, incident, *(f"look at part {at}" for at in range(count)))
        killed = kill_at_random(home, incident, kills)
        found = doubles(post)
    assert len(found) == count, "a call was forgotten"
    again = [line for line in lines(home, incident) if "it may arrive twice" in line]
    assert found.total() <= len(again)
    assert all(any(f"for {task};" in line for line in again) for task, more in found.items() if more)
    print(f"{killed} kills, {count} calls, {found.total()} doubles, {len(again)} marked")


def test_a_second_writer_is_told_who_has_the_home(home: Path) -> None:
    a_home(home, "", SERVED)
    port = a_free_port()
    with serving(home, "--listen", f"127.0.0.1:{port}") as served:
        with pytest.raises(AssertionError, match="is in use by incident-desk serve"), serving(home):
            pass
        assert asyncio.run(ask(served.url))[0] == 200
