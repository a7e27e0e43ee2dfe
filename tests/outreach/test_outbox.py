"""What was let go is sent: once by each channel, after a failure again, never from a demo, and never too late."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.domain.delivering import TryMessage
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.releasing import RetryMessage, SentByHand, StopMessage
from incident_desk.outreach import courier as sender
from incident_desk.outreach import sending as pauses
from tests.outreach.letters import a_home, a_hook, let_go, sending, stages
from tests.outreach.post import a_post
from tests.outreach.test_calling import lines, wait_for


def at_once(plan: Plan) -> int:
    return 0


def after_an_hour(plan: Plan) -> int:
    return 3600


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)
    monkeypatch.setattr(sender, "LOOK_S", 0.1)


def test_what_was_let_go_goes_out_once_by_each_channel_with_its_times_filled_in(home: Path) -> None:
    with a_post() as (post, mail), a_hook() as (hook, url):
        incident = a_home(home, email=mail.replace("{address}", "all@example.org"), status_page=url)
        with Desk.open(home) as desk:
            with sending(desk):
                message = let_go(desk, incident, "status_page", "email")
                wait_for(lambda: set(stages(desk, incident, message).values()) == {Stage.SENT})
            with sending(desk):
                pass  # begun again it finds nothing to do
            [page] = hook.arrived
            [(subject, text)] = post.to("all@example.org")
            assert page == text.strip()
            assert page.startswith("Writing fails since 19:30. Sent ")
            assert "{{" not in page
            assert subject == page[: len(subject) - 1] + subject[-1]
            sent = desk.reading.fold(incident).board.messages.of[message].sent
            assert {each.text for each in sent} == {page}
            assert not any(each.may_be_double for each in sent)


def test_nothing_goes_out_that_was_only_written_or_proposed(home: Path) -> None:
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home) as desk, sending(desk):
            desk.record(BeginMessage("Not yet", channels=("status_page",)), incident).result()
            desk.record(ProposeMessage("1", {"status_page": "Not approved."}), incident).result()
            message = let_go(desk, incident, "status_page", text="Approved.")
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["Approved."]


def test_a_service_that_refuses_is_asked_again_and_then_it_is_said_in_words(home: Path) -> None:
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        hook.answers = 503
        with Desk.open(home) as desk, sending(desk):
            message = let_go(desk, incident, "status_page", text="Once.")
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.FAILED})
            assert "503" in lines(desk, incident)[-1]
            hook.answers = 200
            desk.record(RetryMessage(message), incident).result()
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["Once."]


def test_it_is_stopped_while_it_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", after_an_hour)
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home) as desk, sending(desk):
            message = let_go(desk, incident, "status_page", minutes=120)
            desk.record(StopMessage(message, "wrong page"), incident).result()
            monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)
            after = let_go(desk, incident, "status_page", text="Another.")
            wait_for(lambda: stages(desk, incident, after) == {"status_page": Stage.SENT})
            assert stages(desk, incident, message) == {"status_page": Stage.STOPPED}
        assert hook.arrived == ["Another."]


def test_what_may_have_been_sent_before_a_crash_is_sent_again_and_marked(home: Path) -> None:
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home) as desk:
            message = let_go(desk, incident, "status_page", text="Perhaps twice.")
            desk.record(TryMessage(message, "status_page"), incident).result()  # and here the process was killed
        with Desk.open(home) as desk, sending(desk):
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
            [sent] = desk.reading.fold(incident).board.messages.of[message].sent
            assert sent.may_be_double
        assert hook.arrived == ["Perhaps twice."]


def test_what_comes_too_late_is_held_back(home: Path) -> None:
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        later = [0]
        with Desk.open(home, clock=lambda: system_clock() + later[0]) as desk:
            message = let_go(desk, incident, "status_page", minutes=10)
            later[0] = 11 * 60_000_000
            with sending(desk):
                wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.LAPSED})
            assert "is held back and not sent: Status page" in lines(desk, incident)[-1]
        assert hook.arrived == []


def test_after_the_end_of_an_incident_the_last_words_still_go_out(home: Path) -> None:
    with a_hook() as (hook, url):
        incident = a_home(home, status_page=url)
        with Desk.open(home) as desk:
            message = let_go(desk, incident, "status_page", text="It works again.")
            desk.record(SetState(State.RESOLVED), incident).result()
        with Desk.open(home) as desk, sending(desk):
            wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.SENT})
        assert hook.arrived == ["It works again."]


def test_a_channel_that_no_desk_has_is_told_and_sent_by_hand(home: Path) -> None:
    incident = a_home(home)
    with Desk.open(home) as desk, sending(desk):
        message = let_go(desk, incident, "status_page", text="By hand.")
        wait_for(lambda: stages(desk, incident, message) == {"status_page": Stage.FAILED})
        assert "No desk sends by Status page: set it up in the settings" in lines(desk, incident)[-1]
        desk.record(SentByHand(message), incident).result()
        assert lines(desk, incident)[-1] == "Message 1 sent by hand: Status page: By hand."


def test_a_channel_that_reaches_one_person_at_a_time_takes_no_message(home: Path) -> None:
    with a_post() as (post, mail):
        incident = a_home(home, email=mail)
        with Desk.open(home) as desk, sending(desk):
            message = let_go(desk, incident, "email", text="To nobody.")
            wait_for(lambda: stages(desk, incident, message) == {"email": Stage.FAILED})
            assert "reaches one person at a time" in lines(desk, incident)[-1]
        assert post.arrived == []


def test_a_demo_sends_nothing_whatever_is_set_up(home: Path) -> None:
    with a_hook() as (hook, url), Desk.open(home, apart=True) as desk:
        desk.set_setting("channels", '{"status_page": "channel 1"}').result()
        assert url
        with sending(desk):
            pass
        assert hook.arrived == []
