"""Journeys in a real browser: from "is it us?" to the next update by e-mail, from "nothing known" to an answer."""

import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from incident_desk.desk import Desk
from incident_desk.domain.ids import CUSTOMER_REPORTS, IncidentId
from incident_desk.domain.report_list import Report
from incident_desk.domain.reports import AnswerReports
from tests.outreach.browser import DESK, PHONE, Looked, chromium, looking
from tests.outreach.post import Post, a_post
from tests.outreach.test_calling import wait_for
from tests.outreach.test_outbox import at_once
from tests.outreach.visiting import FAILS, a_desk, a_free_port, a_plan, link_in, open_doors, tell

KIM: Final = "kim@example.org"
ANSWER: Final = "It was a full disk, and is mended. <b>Thank you</b> for telling us."
SIZES: Final = {"phone": PHONE, "desk": DESK}


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


class Visitor:
    """Whoever looks at the page: whatever they see has nothing in their way."""

    def __init__(self, looked: Looked, url: str) -> None:
        self.page, self._looked = looked.page, looked
        self.go(f"{url}/status/")

    def go(self, address: str) -> None:
        self.page.goto(address)
        self._has_nothing_in_their_way()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self._has_nothing_in_their_way()

    def is_refused(self, button: str, status: int) -> None:
        """Press it although the browser would not send that, and read what is told of it."""
        self.page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
        self.page.get_by_role("button", name=button, exact=True).click()
        self._has_nothing_in_their_way(status)

    def ask(self, service: str, symptom: str) -> None:
        """Pick what it is, and read the answer there."""
        for group, name in (("Which service?", service), ("Where are you?", "Europe"), ("What do you see?", symptom)):
            self.page.get_by_role("group", name=group).get_by_label(name, exact=True).check()
        self._has_nothing_in_their_way()

    def reads(self, words: str) -> bool:
        return words in self.page.inner_text("main")

    @property
    def complaints(self) -> list[str]:
        return self._looked.complaints

    def _has_nothing_in_their_way(self, status: int = 200) -> None:
        assert self._looked.barriers == [], self.page.url
        assert not self._looked.is_too_wide, self.page.url
        if status != 200:  # the console tells of that, and of nothing else
            assert [said for said in self._looked.complaints if f"status of {status}" not in said] == []
            assert self._looked.complaints.pop()
        assert self._looked.complaints == []


@pytest.fixture(params=list(SIZES))
def visited(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Generator[tuple[Desk, IncidentId, Post, Visitor]]:
    port = a_free_port()
    with (
        a_post() as (post, mail),
        a_desk(tmp_path / "home", a_plan(f"http://127.0.0.1:{port}"), mail) as (desk, incident),
        open_doors(desk, tmp_path / "page", port) as url,
        looking(browser, SIZES[request.param]) as looked,
    ):
        tell(desk, incident, FAILS)
        index = tmp_path / "page" / "current" / "index.html"
        wait_for(lambda: "Sign-in fails" in index.read_text("utf-8"))
        yield desk, incident, post, Visitor(looked, url)


def test_from_is_it_us_to_the_next_update_and_out_by_one_press(
    visited: tuple[Desk, IncidentId, Post, Visitor],
) -> None:
    desk, incident, post, visitor = visited
    visitor.ask("Sign-in", "Not reachable")
    assert visitor.reads("It is us, a wider problem. We know since")
    assert visitor.reads("Sign-in fails for everybody in Europe")
    visitor.page.get_by_label("Your e-mail address").fill(KIM)
    visitor.press("Send me updates")
    assert visitor.reads("Look into your mail")
    wait_for(lambda: bool(post.to(KIM)))
    visitor.go(link_in(post, KIM))
    assert visitor.reads(f"Every update of this page goes to {KIM}")
    visitor.press("Yes, send me updates")
    assert visitor.reads("You get updates from now on")
    tell(desk, incident, "We found the fault.")
    wait_for(lambda: len(post.to(KIM)) == 2)
    time.sleep(2.5)  # it is looked every two seconds
    assert "We found the fault." in post.to(KIM)[1][1]
    assert len(post.to(KIM)) == 2
    visitor.go(link_in(post, KIM))
    visitor.press("Send me nothing more")
    assert visitor.reads("You get no more e-mails")
    tell(desk, incident, "It works again.")
    time.sleep(3)
    assert len(post.to(KIM)) == 2


def test_from_nothing_known_to_an_answer(visited: tuple[Desk, IncidentId, Post, Visitor]) -> None:
    desk, _, _, visitor = visited
    visitor.ask("Website", "Data wrong or missing")
    assert visitor.reads("Nothing is known of that")
    visitor.press("Tell us")
    visitor.page.get_by_label("In your words").fill("My orders of May are gone <img src=x onerror=alert(1)>")
    visitor.press("Tell us")
    assert "/report/" in visitor.page.url
    assert "Somebody looks at it" in visitor.page.inner_text("body")
    [report] = reports(desk)
    assert (report.service, report.region, report.symptom) == ("Website", "Europe", "data wrong or missing")
    assert report.text.startswith("My orders of May are gone")
    desk.record(AnswerReports((str(report.number),), ANSWER)).result()
    visitor.go(visitor.page.url)
    assert ANSWER in visitor.page.inner_text("body")  # as text


def test_a_page_of_another_origin_may_ask_where_serve_answers_and_send_nothing_elsewhere(
    visited: tuple[Desk, IncidentId, Post, Visitor], tmp_path: Path
) -> None:
    visitor = visited[3]
    index = (tmp_path / "page" / "current" / "index.html").as_uri()
    visitor.go(index)
    visitor.ask("Sign-in", "Not reachable")
    assert visitor.reads("It is us, a wider problem. We know since")
    visitor.go(index)
    visitor.page.evaluate("document.forms[0].action = document.forms[0].action.replace('is-it-us', 'elsewhere')")
    visitor.ask("Website", "Data wrong or missing")
    visitor.page.get_by_role("button", name="Tell us", exact=True).click(no_wait_after=True)  # nothing is loaded
    wait_for(lambda: bool(visitor.page.wait_for_timeout(100) or visitor.complaints))
    assert visitor.page.url == index
    assert "form-action" in visitor.complaints[-1]


def test_what_is_refused_has_nothing_in_anybodys_way_either(
    visited: tuple[Desk, IncidentId, Post, Visitor],
) -> None:
    visitor = visited[3]
    start = visitor.page.url
    visitor.page.get_by_label("Your e-mail address").fill("kim at example")
    visitor.is_refused("Send me updates", 400)
    assert visitor.reads("Write one e-mail address, like kim@example.org.")
    visitor.go(start)
    visitor.ask("Website", "Data wrong or missing")
    visitor.press("Tell us")
    visitor.page.get_by_label("Since when?").fill("in a week")
    visitor.page.get_by_label("In your words").fill("My orders of May are gone")
    visitor.is_refused("Tell us", 400)
    assert "That did not work" in visitor.page.inner_text("h1")


def reports(desk: Desk) -> list[Report]:
    return desk.reading.fold(CUSTOMER_REPORTS).board.reports.all
