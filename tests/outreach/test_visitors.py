"""Visitors of the status page: whether it is us, updates by e-mail with links to join and to leave, hostile input."""

import asyncio
import re
import socket
import time
from collections.abc import Generator
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import PAGE_SUBSCRIBERS, IncidentId
from incident_desk.domain.incident import SetState
from incident_desk.domain.plan import Use
from incident_desk.domain.state import State
from incident_desk.domain.subscribers import JoinPage, Subscribers
from tests.outreach.post import Post, a_post
from tests.outreach.serving import ask
from tests.outreach.test_calling import wait_for
from tests.outreach.test_outbox import at_once
from tests.outreach.visiting import FAILS, a_desk, a_free_port, a_plan, link_in, open_doors, tell
from tests.support.quiet import Announce

KIM: Final = "kim@example.org"
HOSTILE: Final = "<script>alert(1)</script>\u202e\u200b\"'><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


class House:
    """A desk, its doors and the mailboxes of its visitors."""

    def __init__(self, desk: Desk, incident: IncidentId, url: str, post: Post) -> None:
        self.desk, self.incident, self.url, self.post = desk, incident, url, post

    def subscribers(self) -> Subscribers:
        return self.desk.reading.fold(PAGE_SUBSCRIBERS).board.subscribers

    def ask(self, path: str, said: dict[str, str] | None = None) -> tuple[int, str]:
        status, page, headers = asyncio.run(ask(self.url + path, said))
        if headers["Content-Type"].startswith("text/html"):
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert headers["Cache-Control"] == "no-store"
        return status, page

    def asks_us(self, service: str = "", region: str = "", symptom: str = "", language: str = "") -> str:
        chosen = {"service": service, "region": region, "symptom": symptom, "language": language}
        status, page = self.ask(f"/is-it-us?{urlencode(chosen)}")
        assert status == 200
        return page

    def join(self, address: str = KIM) -> None:
        """All the way: asked for, mailed, followed, pressed."""
        count = len(self.post.to(address))
        assert self.ask("/subscribe", {"address": address})[0] == 200
        wait_for(lambda: len(self.post.to(address)) > count)
        assert self.press(link_in(self.post, address))[0] == 200

    def press(self, link: str, **said: str) -> tuple[int, str]:
        return self.ask(path_of(link), said or {"": ""})

    def mails(self, address: str = KIM) -> list[str]:
        """The subjects of the updates that came there."""
        return [subject for subject, _ in self.post.to(address) if subject.startswith("[")]


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.fixture
def house(tmp_path: Path) -> Generator[House]:
    port = a_free_port()
    with (
        a_post() as (post, mail),
        a_desk(tmp_path / "home", a_plan(f"http://127.0.0.1:{port}"), mail) as both,
        open_doors(both[0], tmp_path / "page", port) as url,
    ):
        wait_for(lambda: asyncio.run(ask(f"{url}/is-it-us"))[0] == 200)
        yield House(*both, url, post)


def test_a_wider_issue_is_told_in_the_words_of_the_page_and_never_before_they_were_approved(house: House) -> None:
    assert "Nothing is known of that" in house.asks_us("Sign-in", "Europe", "not reachable")
    tell(house.desk, house.incident, FAILS)
    wait_for(lambda: "It is us, a wider problem" in house.asks_us("Sign-in", "Europe", "not reachable"))
    page = house.asks_us("Sign-in", "Europe", "cannot sign in")
    assert "It is us, a wider problem. We know since" in page
    assert "Sign-in fails for everybody in Europe since 19:30" in page
    assert "It is called so inside" not in page
    assert f"/status/incidents/{house.incident}.html" in page
    assert '<option value="cannot sign in" selected>' in page  # what was chosen stays
    for other in (("Website", "", ""), ("Sign-in", "America", ""), ("Sign-in", "", "data wrong or missing")):
        assert "Nothing is known of that" in house.asks_us(*other), other


def test_what_was_not_offered_to_choose_counts_as_not_chosen_and_is_never_repeated(house: House) -> None:
    tell(house.desk, house.incident, FAILS)
    for each in (HOSTILE, "x" * 1500):
        page = house.asks_us(each, each, each, each)
        assert "Nothing is known of that" in page
        assert "alert(" not in page
        assert "xxxxx" not in page


def test_a_page_in_german_asks_answers_and_mails_in_german(tmp_path: Path) -> None:
    port = a_free_port()
    plan = a_plan(f"http://127.0.0.1:{port}").replace(
        "kind: status page, public: true", "kind: status page, public: true, language: de"
    )
    with (
        a_post() as (post, mail),
        a_desk(tmp_path / "home", plan, mail) as (desk, incident),
        open_doors(desk, tmp_path / "page", port) as url,
    ):
        wait_for(lambda: asyncio.run(ask(f"{url}/is-it-us"))[0] == 200)
        assert "Liegt es an uns?" in (tmp_path / "page" / "current" / "index.html").read_text("utf-8")
        house = House(desk, incident, url, post)
        assert "Davon ist nichts bekannt" in house.asks_us()
        house.join()
        assert "Bestätigen" in post.to(KIM)[0][0]
        tell(desk, incident, "Anmelden geht nicht, weltweit.")
        wait_for(lambda: len(house.mails()) == 1)
        assert "Wird untersucht: Anmelden geht nicht, weltweit" in house.mails()[0]
        assert "Keine dieser E-Mails mehr:" in post.to(KIM)[-1][1]


def test_nobody_is_on_the_record_before_they_followed_their_link_and_pressed(house: House) -> None:
    assert house.ask("/subscribe", {"address": KIM})[0] == 200
    wait_for(lambda: bool(house.post.to(KIM)))
    link = link_in(house.post, KIM)
    assert "Get updates by e-mail?" in house.ask(path_of(link))[1]  # whatever previews links joins nobody
    assert house.subscribers().of == {}
    assert "You get updates from now on" in house.press(link)[1]
    house.press(link)
    assert [each.address for each in house.subscribers().standing] == [KIM]


def test_whoever_asks_learns_nothing_of_who_gets_updates_already(house: House) -> None:
    house.join()
    of_kim = house.ask("/subscribe", {"address": KIM})
    assert of_kim == house.ask("/subscribe", {"address": "nobody@example.org"})
    assert KIM not in of_kim[1]


def test_each_update_comes_once_with_a_way_out_that_needs_one_press(house: House) -> None:
    tell(house.desk, house.incident, "Told before anybody joined.")
    house.join()
    tell(house.desk, house.incident, FAILS)
    wait_for(lambda: len(house.mails()) == 1)
    house.desk.record(SetState(State.RESOLVED), house.incident).result()
    tell(house.desk, house.incident, "It works again.")
    wait_for(lambda: len(house.mails()) == 2)
    time.sleep(2.5)  # it is looked every two seconds
    first, second = house.mails()
    assert "Investigating: Sign-in fails for everybody in Europe since 19:30" in first
    assert "Resolved: It works again" in second
    text = house.post.to(KIM)[-1][1]
    assert "It works again." in text
    assert f"/status/incidents/{house.incident}.html" in text
    mail = house.post.mails[-1]
    leave = str(mail["List-Unsubscribe"]).strip("<>")
    assert leave == link_in(house.post, KIM)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "No more e-mails?" in house.ask(path_of(leave))[1]
    assert [each.address for each in house.subscribers().standing] == [KIM]  # it was only looked at
    assert house.press(leave, **{"List-Unsubscribe": "One-Click"})[0] == 200
    assert house.subscribers().standing == []
    assert [each.id for each in house.subscribers().kept_of_left]  # until a second person erases it
    assert house.press(leave)[0] == 200  # and again
    tell(house.desk, house.incident, "And it fails again.")
    time.sleep(3)
    assert len(house.mails()) == 2


def test_an_address_that_is_refused_for_good_holds_nobody_up_and_is_said(house: House) -> None:
    for count in range(4):
        house.desk.record(JoinPage(f"gone{count}@example.org")).result()
    house.post.refuses = "550 <Gone1@Example.org>: no such user"
    tell(house.desk, house.incident, FAILS)
    wait_for(lambda: sum(len(each) for each in house.subscribers().mailed.values()) == 4)
    wait_for(lambda: all(how > 1 for each in house.subscribers().mailed.values() for how in each.values()))
    house.post.refuses = ""
    ended = [e for e in house.desk.reading.entries(PAGE_SUBSCRIBERS) if e.kind == "subscriber.mailing_ended"]
    assert all(b"no such user" in entry.body for entry in ended)
    assert not any(b"@" in entry.body for entry in ended)  # an address stands only where it can be erased
    house.desk.record(JoinPage(KIM)).result()
    tell(house.desk, house.incident, "More of it.")
    wait_for(lambda: len(house.mails()) == 1)


@pytest.mark.parametrize("address", ["", "kim", "a@b.org,c@d.org", "kim@example.org\r\nBcc: x@y.org", HOSTILE])
def test_what_is_no_address_gets_one_clear_line(house: House, address: str) -> None:
    status, page = house.ask("/subscribe", {"address": address})
    assert (status, "Write one e-mail address, like kim@example.org." in page) == (400, True)
    assert "alert(" not in page
    assert house.post.arrived == []


def test_a_forged_link_is_none_whatever_stands_in_it(house: House) -> None:
    assert house.ask("/subscribe", {"address": KIM})[0] == 200
    wait_for(lambda: bool(house.post.to(KIM)))
    link = link_in(house.post, KIM)
    token = link.rpartition("/")[2]
    for forged in ("A" * 80, token[:-4] + "AAAA", "B" + token[1:], token[:70]):
        assert house.press(f"{house.url}/subscribe/{forged}")[0] == 404
        assert house.press(f"{house.url}/leave/{forged}")[0] == 404
    assert house.press(f"{house.url}/leave/{token}")[0] == 404  # one to join lets nobody leave
    assert house.subscribers().of == {}


def test_a_flood_from_one_address_is_held_back_and_one_mailbox_is_not_filled(house: House) -> None:
    answers = [house.ask("/subscribe", {"address": KIM})[0] for _ in range(8)]
    assert (answers[:5], set(answers[5:])) == ([200] * 5, {429})
    wait_for(lambda: len(house.post.to(KIM)) == 2)
    time.sleep(0.5)
    assert len(house.post.to(KIM)) == 2
    asked = [house.ask("/is-it-us")[0] for _ in range(70)]
    assert set(asked[:50]) == {200}
    assert asked[-1] == 429


def first_line(url: str, path: str, length: str, *pieces: bytes) -> bytes:
    """What is answered to a form of which no more than these pieces has come."""
    host, port = url.removeprefix("http://").split(":")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(head.encode() + b"".join(pieces))
        return line.recv(100).partition(b"\r\n")[0]


def test_ten_megabytes_are_refused_unread(house: House) -> None:
    chunk = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
    for path in ("/subscribe", "/report"):
        assert b" 413 " in first_line(house.url, path, "Content-Length: 10000000")
    assert b" 413 " in first_line(house.url, "/subscribe", "Transfer-Encoding: chunked", *[chunk] * 16)
    assert house.post.arrived == []


def test_the_static_page_sends_its_forms_to_where_serve_answers_and_nowhere_else(house: House, tmp_path: Path) -> None:
    page = (tmp_path / "page" / "current" / "index.html").read_text("utf-8")
    assert f"form-action {house.url}/is-it-us {house.url}/subscribe" in page
    assert set(re.findall(r'action="([^"]*)"', page)) == {f"{house.url}/is-it-us", f"{house.url}/subscribe"}


@pytest.mark.parametrize("answers_at", ["", "javascript:alert(1)", "https://x.org; script-src *", "ftp://x.org"])
def test_without_an_address_that_answers_the_page_asks_nothing(tmp_path: Path, answers_at: str) -> None:
    plan = a_plan(f'"{answers_at}"' if answers_at else "")
    with a_desk(tmp_path / "home", plan) as (desk, _), open_doors(desk, tmp_path / "page") as url:
        page = unescape((tmp_path / "page" / "current" / "index.html").read_text("utf-8"))
        assert "form-action 'none'" in page
        assert "<form" not in page
        assert asyncio.run(ask(f"{url}/is-it-us"))[0] == 503


def test_nobody_is_mailed_who_could_not_leave_and_what_was_missed_meanwhile_comes_later(house: House) -> None:
    house.join()
    house.desk.record(Use(a_plan())).result()
    page = house.url + "/is-it-us"
    wait_for(lambda: asyncio.run(ask(page))[0] == 503)
    tell(house.desk, house.incident, FAILS)
    time.sleep(3)
    assert house.mails() == []
    house.desk.record(Use(a_plan(house.url))).result()
    wait_for(lambda: len(house.mails()) == 1)


def test_without_a_mail_account_here_it_is_said_that_it_does_not_work_now(tmp_path: Path) -> None:
    port = a_free_port()
    plan = a_plan(f"http://127.0.0.1:{port}")
    with a_desk(tmp_path / "home", plan) as (desk, _), open_doors(desk, tmp_path / "page", port) as url:
        status, page, _ = asyncio.run(ask(f"{url}/subscribe", {"address": KIM}))
        assert (status, "That is not possible now" in page) == (503, True)


def test_a_mail_server_that_is_away_delays_updates_and_loses_none(house: House, announce: Announce) -> None:
    house.join()
    house.post.refuses = "451 try again later"
    tell(house.desk, house.incident, FAILS)
    time.sleep(1.5)
    assert house.mails() == []
    house.post.refuses = ""
    wait_for(lambda: len(house.mails()) == 1)
