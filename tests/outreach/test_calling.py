"""People are called in through real mail: once, again after a failure, and never from a demo."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.tokens import hash_of
from incident_desk.domain.call_entries import Answer
from incident_desk.domain.calls import AnswerCall
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.roles import Assign
from incident_desk.outreach import sending
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.delivery import Undelivered, must_be_usable, send_test
from tests.outreach.post import SERVED, a_home, a_post, calling

DEADLINE_S = 60


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def lines(desk: Desk, incident: IncidentId) -> list[str]:
    return [line.english for line in desk.reading.fold(incident).board.timeline.lines]


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE_S", 0.05)


def test_whoever_is_assigned_gets_one_mail_and_the_record_says_so(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            with calling(desk):
                desk.record(Assign("scribe", "Kim"), incident).result()
                wait_for(lambda: "Mail to Kim: sent" in lines(desk, incident))
            assert "Kim is called: Mail, for Scribe" in lines(desk, incident)
            [(subject, text)] = post.to("kim@example.org")
            assert subject.endswith("you are needed")
            assert "Pushes fail" in text
            token = text.partition("http://127.0.0.1:9/")[2].split()[0]
            assert len(token) == 32
            kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
            assert token.encode() not in kept, "the token lies in the home"
            assert hash_of(token) in desk.reading.fold(incident).board.calls.links


def test_a_server_that_refuses_is_asked_again_and_what_is_wrong_stands_there_in_words(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url)
        post.refuses = "451 4.7.1 try later"
        with Desk.open(home) as desk:
            with calling(desk):
                desk.record(Assign("scribe", "Kim"), incident).result()
                wait_for(lambda: any("could not be sent" in line for line in lines(desk, incident)))
                assert "try later" in next(line for line in lines(desk, incident) if "could not be sent" in line)
                wait_for(lambda: "Kim is to be called: Phone, for Scribe" in lines(desk, incident))
                post.refuses = ""
                desk.record(Assign("customer_liaison", "Bo"), incident).result()
                wait_for(lambda: "Mail to Bo: sent" in lines(desk, incident))
            assert post.to("kim@example.org") == []


def test_what_is_answered_or_over_is_not_sent_any_more(home: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url)
        post.refuses = "451 4.7.1 try later"
        with Desk.open(home) as desk:
            with calling(desk):
                desk.record(Assign("scribe", "Kim"), incident).result()
                wait_for(lambda: "Kim is called: Mail, for Scribe" in lines(desk, incident))
                desk.record(AnswerCall("Kim", Answer.ACKNOWLEDGED), incident).result()
                wait_for(lambda: any("given up" in line or "could not" in line for line in lines(desk, incident)))
                desk.record(Assign("customer_liaison", "Bo"), incident).result()
                desk.record(SetState(State.RESOLVED), incident).result()
            assert post.arrived == []


def test_a_channel_that_is_set_up_nowhere_is_told_and_the_next_rung_tried(home: Path) -> None:
    incident = a_home(home, "")
    with Desk.open(home) as desk:
        with calling(desk):
            desk.record(Assign("scribe", "Kim"), incident).result()
            wait_for(lambda: "Kim is to be called: Phone, for Scribe" in lines(desk, incident))
        assert any("No desk sends by Mail: set it up" in line for line in lines(desk, incident))


def test_a_demo_reaches_no_channel_whatever_is_set_up(home: Path) -> None:
    with a_post() as (post, url), Desk.open(home, apart=True) as desk:
        with pytest.raises(RuleError, match="a demo or a drill"):
            Channels(desk).put("mail", url)
        desk.set_setting("channels", '{"mail": "channel 1"}').result()  # as if it had been a home like others before
        assert Channels(desk).url("mail") is None
        with calling(desk):
            pass
        assert post.arrived == []


def test_a_restricted_incident_tells_nobody_what_it_is_about(home: Path) -> None:
    from incident_desk.domain.incident import Declare

    with a_post() as (post, url):
        a_home(home, url)
        with Desk.open(home) as desk, calling(desk):
            incident = desk.record(Declare("A secret leak", restricted=True)).result()[-1].incident
            desk.record(Assign("scribe", "Kim"), incident).result()
            wait_for(lambda: bool(post.arrived))
    [(subject, text)] = post.to("kim@example.org")
    assert subject == "You are needed"
    assert text.strip() == "You are needed: open Incident Desk.\nSay at a desk that you come."


def test_the_test_of_a_channel_says_what_is_wrong_and_no_secret(home: Path) -> None:
    with a_post() as (post, url):
        send_test(url, "kim@example.org")
        assert post.to("kim@example.org")[0][0] == "Test of Incident Desk"
        with pytest.raises(BadInput, match="say whom"):
            send_test(url, " ")
        with pytest.raises(BadInput, match="the address that stands in it, and not to “kim@example.org”"):
            send_test(url.replace("{address}", "all@example.org"), "kim@example.org")
        send_test(url.replace("{address}", "all@example.org"), "")
        assert len(post.to("all@example.org")) == 1
        post.refuses = "550 5.1.1 no such mailbox"
        with pytest.raises(Undelivered, match="no such mailbox"):
            send_test(url, "nobody@example.org")
    with pytest.raises(Undelivered) as refused:
        send_test(url.replace("mailto://", "mailto://desk:hunter2secret@"), "kim@example.org")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "nonsense", "mailtoo://a", "syslog://", "dbus://", "file:///etc/passwd"])
def test_an_address_that_cannot_work_is_refused_at_once(url: str) -> None:
    with pytest.raises(BadInput):
        must_be_usable(url)
