"""Two `serve` send updates to subscribers, one is killed amid it: nobody gets two, and the other tells all the rest."""

import signal
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import PAGE_SUBSCRIBERS
from incident_desk.domain.plan import Use
from incident_desk.domain.subscribers import JoinPage
from incident_desk.outreach.status_page.mailing import SENT_AT_ONCE
from tests.outreach.post import a_post
from tests.outreach.serving import serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_killed_while_sending import SlowPost, a_home
from tests.outreach.test_letting_go import an_incident
from tests.outreach.test_outbox import at_once
from tests.outreach.test_publishing import SOON_S, page_in
from tests.outreach.test_standby import told
from tests.outreach.visiting import a_desk, a_plan, tell
from tests.shared.test_restricted import meet

MANY: Final = 24
HERE: Final = ("--listen", "127.0.0.1:0", "--status-page")
ANSWERS_AT: Final = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


def everybody(desk: Desk) -> None:
    desk.record([JoinPage(f"kim{count}@example.org") for count in range(MANY)]).result()


def arrived(post: SlowPost, words: str) -> Counter[str]:
    """How often an update came to each."""
    return Counter(to for to, _, text in post.arrived if words in text)


def until_it_is_quiet(post: SlowPost) -> None:
    count, quiet_s = -1, time.monotonic()
    while time.monotonic() - quiet_s < 6:
        if len(post.arrived) != count:
            count, quiet_s = len(post.arrived), time.monotonic()
        time.sleep(0.1)


def test_when_one_of_two_is_killed_the_other_tells_the_rest_and_nobody_twice(
    ada: Desk, bea: Desk, tmp_path: Path
) -> None:
    ada.record(Use(a_plan(ANSWERS_AT))).result()
    incident = an_incident(ada, bea)
    everybody(ada)
    meet(ada, bea)
    pages = tmp_path / "first page", tmp_path / "second page"
    with a_post(SlowPost()) as (post, mail):
        assert isinstance(post, SlowPost)
        homes = [a_home(ada, tmp_path / name, name, {"email": mail}) for name in ("cyd", "dan")]
        with serving(homes[0], *HERE, str(pages[0])) as first, serving(homes[1], *HERE, str(pages[1])):
            told(ada, bea, incident, "Nobody can sign in.")
            wait_for(lambda: len(post.arrived) >= MANY // 3)
            first.end(signal.SIGKILL)
            until_it_is_quiet(post)
            came = arrived(post, "Nobody can sign in.")
            assert set(came.values()) == {1}
            assert len(came) >= MANY - SENT_AT_ONCE
            since_s = time.monotonic()
            told(ada, bea, incident, "We know why.")
            wait_for(lambda: "We know why" in page_in(pages[1]))
            assert time.monotonic() - since_s < SOON_S + 2  # what lets it go takes a while itself
            wait_for(lambda: len(arrived(post, "We know why.")) == MANY)
            with serving(homes[0], *HERE, str(pages[0])):
                until_it_is_quiet(post)
    assert set(arrived(post, "We know why.").values()) == {1}
    assert set(arrived(post, "Nobody can sign in.").values()) == {1}


def test_alone_and_killed_amid_it_nobody_gets_two_and_at_most_those_miss_it_that_were_being_sent(
    tmp_path: Path,
) -> None:
    home, page = tmp_path / "home", tmp_path / "page"
    with a_post(SlowPost()) as (post, mail):
        assert isinstance(post, SlowPost)
        with a_desk(home, a_plan(ANSWERS_AT), mail) as (desk, incident):
            everybody(desk)
            tell(desk, incident, "Nobody can sign in.")
        for least in (4, 10, 16):
            with serving(home, *HERE, str(page)) as served:
                wait_for(lambda least=least: len(post.arrived) >= least)
                served.end(signal.SIGKILL)
        with serving(home, *HERE, str(page)):
            until_it_is_quiet(post)
        came = arrived(post, "Nobody can sign in.")
        assert set(came.values()) == {1}
        assert len(came) >= MANY - 3 * SENT_AT_ONCE
    with Desk.open(home) as desk:
        subscribers = desk.reading.fold(PAGE_SUBSCRIBERS).board.subscribers
        [mailed] = subscribers.mailed.values()
        assert len(mailed) == MANY
