"""Which channels are set up at a desk, which the plan asks for, and what was sent by them from which desk."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.call_entries import Settled
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.outreach import sending
from incident_desk.outreach.channels import Channels, standings
from incident_desk.outreach.delivery import Undelivered, send_test
from incident_desk.outreach.sends import Send, sends
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.domain.test_calls import LADDERS
from tests.outreach.post import a_home, a_post, calling
from tests.outreach.serving import PROGRAM
from tests.outreach.test_calling import wait_for
from tests.outreach.test_once import at_work, declared


def sent(home: Home) -> list[Send]:
    with Reader.open(home) as reader:
        return sends(reader)


def listed(home: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", PROGRAM, "--home", str(home), "--json", "channel", "list"]
    done = subprocess.run(command, capture_output=True, check=True)
    return {channel["channel"]: channel for channel in json.loads(done.stdout)["channels"]}


def test_what_people_are_called_by_comes_first_and_what_the_plan_has_no_more_last(home: Path) -> None:
    a_home(home, "json://127.0.0.1:9/a")
    with Desk.open(home) as desk:
        Channels(desk).put("fax", "json://127.0.0.1:9/b")
        found = list(standings([desk.reading.organisation().plans.current], Channels(desk).set_up()))
    assert (found[0].key, found[0].asked_by, found[0].is_lacking) == ("mail", ("Everybody else",), False)
    assert (found[-1].key, found[-1].kind, found[-1].is_set_up) == ("fax", None, True)
    assert not {"phone", "radio"} & {each.key for each in found}, "who speaks needs no address"


def test_what_a_running_incident_calls_by_stays_among_them_after_the_plan_has_changed(home: Path) -> None:
    a_home(home, "json://127.0.0.1:9/a")
    with Desk.open(home) as desk:
        newer = LADDERS.replace("{key: mail, title: Mail", "{key: post, title: Post").replace(
            "channel: mail", "channel: post"
        )
        desk.record(Use(newer.replace("title: Everybody else", "title: The rest"))).result()
    told = listed(home)
    assert (told["post"]["asked_by"], told["post"]["is_set_up"]) == (["The rest"], False)
    assert (told["mail"]["asked_by"], told["mail"]["kind"]) == (["Everybody else"], "e-mail")


def test_the_list_says_who_asks_and_what_was_sent_last_also_beside_an_open_window(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr("incident_desk.outreach.courier.LOOK_S", 0.05)
    with a_post() as (post, url):
        incident = a_home(home, url)
        with Desk.open(home) as desk:
            desk.choose_person("Ada").result()
            assert listed(home)["mail"]["last"] is None
            with calling(desk):
                desk.record(Assign("scribe", "Kim"), incident).result()
                wait_for(lambda: [each.settled for each in sent(desk.home)] == [Settled.SENT])
                told = listed(home)["mail"]
                post.refuses = "550 5.1.1 no such mailbox"
                desk.record(Assign("customer_liaison", "Bo"), incident).result()
                wait_for(lambda: sent(desk.home)[0].settled is Settled.FAILED)
            assert told["asked_by"] == ["Everybody else"]
            last = told["last"]
            assert (last["name"], last["desk_of"], last["outcome"]) == ("Kim", "Ada", "sent")
            newest = sent(desk.home)[0]
    assert (newest.name, newest.is_under_way(newest.at_us)) == ("Bo", False)
    assert newest.said.startswith("The mail server refused bo@example.org: 550 5.1.1 no such mailbox")


def test_every_desk_reads_from_which_of_them_a_call_went_out(ada: Desk, bea: Desk) -> None:
    with a_post() as (_, url):
        incident = declared(ada)
        ada.shared.exchange()
        bea.shared.exchange()
        with at_work(bea, url):
            ada.record(Assign("scribe", "Kim"), incident).result()
            ada.shared.exchange()
            wait_for(lambda: any(each.settled is Settled.SENT for each in sent(bea.home)))
        bea.shared.exchange()
        ada.shared.exchange()
    [there] = sent(ada.home)
    assert (there.author, there.desk, there.settled) == (bea.me, bea.shared.desk_number(), Settled.SENT)


def test_a_mail_server_s_answer_is_told_as_it_gave_it_and_without_a_secret() -> None:
    with a_post() as (post, url):
        post.refuses = "451 4.7.1 try later"
        secret = url.replace("mailto://", "mailto://someone:verysecret@")
        with pytest.raises(Undelivered) as refused:
            send_test(secret, "me@example.org")
    assert "b'" not in str(refused.value)
    assert "verysecret" not in str(refused.value)
