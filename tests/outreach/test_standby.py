"""A second `serve` with a folder of its own keeps the status page when the first is killed; what stands there stays."""

import asyncio
import signal
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from tests.outreach.serving import ask, serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_killed_while_sending import a_home
from tests.outreach.test_letting_go import an_incident, proposed
from tests.outreach.test_outbox import at_once
from tests.outreach.test_publishing import page_in
from tests.shared.test_restricted import meet

HERE = ("--listen", "127.0.0.1:0", "--status-page")


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


def told(ada: Desk, bea: Desk, incident: IncidentId, text: str) -> None:
    """Bea writes it, Ada says yes, and it goes to the page."""
    message = proposed(bea, incident, text)
    meet(ada, bea)
    ada.record(ApproveMessage(message), incident).result()
    meet(ada, bea)
    bea.record([ReleaseMessage(message), SentByHand(message, "status_page")], incident).result()
    meet(ada, bea)


def test_when_one_serve_is_killed_the_other_keeps_the_page(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    incident = an_incident(ada, bea)
    first_page, second_page = tmp_path / "first page", tmp_path / "second page"
    first_home, second_home = (a_home(ada, tmp_path / name, name, {}) for name in ("cyd", "dan"))
    with (
        serving(first_home, *HERE, str(first_page)) as first,
        serving(second_home, *HERE, str(second_page)) as second,
    ):
        told(ada, bea, incident, "Nobody can sign in.")
        for page in (first_page, second_page):
            wait_for(lambda page=page: "Nobody can sign in" in page_in(page))
        first.end(signal.SIGKILL)
        told(ada, bea, incident, "We know why.")
        wait_for(lambda: "We know why" in page_in(second_page))
        assert "We know why" in asyncio.run(ask(f"{second.url}/status/"))[1]
        assert "Nobody can sign in" in page_in(first_page)
        assert "We know why" not in page_in(first_page)
        with serving(first_home, *HERE, str(first_page)):
            wait_for(lambda: page_in(first_page) == page_in(second_page))
