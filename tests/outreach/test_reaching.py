"""Whoever is on call is tried by real mail that says it is a test, and answers by a link that works once."""

import asyncio
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.call_entries import How, Settled
from incident_desk.domain.reach_list import Reaching
from incident_desk.domain.reaching import AskReach
from incident_desk.outreach import sending
from tests.outreach.post import SERVED, a_home, a_post, calling
from tests.outreach.serving import ask, serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_serving import path_in


def reaching(home: Path) -> Reaching:
    reading = ReadingDesk.open(home)
    try:
        return reading.organisation().reaching
    finally:
        reading.close()


def test_a_mail_says_that_it_is_a_test_and_its_link_answers_once(home: Path) -> None:
    with a_post() as (post, url):
        a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            desk.record(AskReach(("Kim",))).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: bool(post.arrived))
            [(subject, text)] = post.to("kim@example.org")
            assert subject == "Test: does this reach you?"
            assert "This is only a test" in text
            assert "Pushes fail" not in text
            link = served.url + path_in(text)
            status, page, _ = asyncio.run(ask(link))
            assert (status, "only a test" in page, "It reached me" in page) == (200, True, True)
            assert asyncio.run(ask(link, {"answer": "declined"}))[0] == 404
            status, page, _ = asyncio.run(ask(link, {"answer": "acknowledged"}))
            assert (status, "There is nothing else to do" in page) == (200, True)
            assert asyncio.run(ask(link))[0] == 404
            assert served.end() == (0, "")
    found = reaching(home).tested("Kim")
    assert found is not None
    assert (found.is_answered, found.how) == (True, How.LINK)
    assert len(post.arrived) == 1


def test_what_cannot_be_sent_is_on_the_record_in_words_and_the_next_rung_is_tried(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE_S", 0.05)
    with a_post() as (post, url):
        a_home(home, url)
        post.refuses = "550 5.1.1 no such user"
        with Desk.open(home) as desk, calling(desk):
            test = desk.record(AskReach(("Kim",))).result()[0].id
            wait_for(lambda: len(reaching(home).called(test).made) == 2)
        mail, phone = reaching(home).called(test).made
        assert (mail.settled, phone.is_by_hand) == (Settled.FAILED, True)
        assert post.arrived == []
