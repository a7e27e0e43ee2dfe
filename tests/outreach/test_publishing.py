"""The status page follows the record: written within two seconds of a send, never ahead of what was allowed."""

import asyncio
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import aiohttp
import pytest

from incident_desk.cli import main
from incident_desk.desk import Desk
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.maintenance import Schedule
from incident_desk.domain.maintenance_public import ShowMaintenance, WordMaintenance
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Level
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.status_page import Page
from incident_desk.domain.timeline import Note
from incident_desk.outreach.status_page.folder import CURRENT
from incident_desk.outreach.status_page.place import Place
from incident_desk.outreach.status_page.publishing import Publishing, made
from tests.domain.making import PLAN
from tests.outreach.serving import serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_letting_go import an_incident as open_incident
from tests.outreach.test_letting_go import no_rule
from tests.outreach.test_letting_go import proposed as told_customers
from tests.outreach.test_outbox import at_once
from tests.shared.test_restricted import meet
from tests.support.quiet import Announce

TEXT: Final = "Nobody can sign in. Data is safe."
SOON_S: Final = 2.0


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


@contextmanager
def a_desk(home: Path) -> Generator[tuple[Desk, IncidentId]]:
    """Ada's, alone, with an incident that she leads; Kim, at the same desk, writes to customers."""
    with Desk.open(home) as desk:
        desk.choose_person("Ada").result()
        incident = desk.record(Declare("It is called so inside", Severity.SEV4)).result()[-1].incident
        desk.record(Assign("incident manager", "me"), incident).result()
        yield desk, incident


def proposed(desk: Desk, incident: IncidentId, text: str = TEXT) -> EntryId:
    desk.choose_person("Kim").result()
    [begun] = desk.record(BeginMessage("Inside", channels=("status_page",)), incident).result()
    desk.record(ProposeMessage(begun.id, {"status_page": text}), incident).result()
    desk.choose_person("Ada").result()
    return begun.id


def sent(desk: Desk, incident: IncidentId, text: str = TEXT) -> None:
    message = proposed(desk, incident, text)
    desk.record(ApproveMessage(message), incident).result()
    desk.record([ReleaseMessage(message), SentByHand(message, "status_page")], incident).result()


@contextmanager
def publishing(desk: Desk, folder: Path) -> Generator[Publishing]:
    made = Publishing(desk, Place(str(folder)), lambda _: None)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def page_in(folder: Path) -> str:
    file = folder / CURRENT / "index.html"
    return file.read_text("utf-8") if file.exists() else ""


def test_what_is_sent_is_on_the_page_at_once_and_nothing_before(tmp_path: Path) -> None:
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident), publishing(desk, folder) as made:
        wait_for(lambda: "Everything works" in page_in(folder))
        message = proposed(desk, incident)
        desk.record(ApproveMessage(message), incident).result()
        time.sleep(SOON_S)
        assert "Nobody can sign in" not in page_in(folder)
        desk.record([ReleaseMessage(message), SentByHand(message, "status_page")], incident).result()
        since_s = time.monotonic()
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        assert time.monotonic() - since_s < SOON_S
        assert "It is called so inside" not in page_in(folder)
        assert made.trouble == ""


def test_a_state_inside_changes_nothing_outside_until_a_message_tells_it(tmp_path: Path) -> None:
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident), publishing(desk, folder):
        sent(desk, incident)
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        desk.record(SetState(State.RESOLVED), incident).result()
        sent(desk, incident, "It works again. We are sorry.")
        wait_for(lambda: "Everything works" in page_in(folder))
        assert "Nobody can sign in" in page_in(folder)  # among the past ones


def test_what_changes_nothing_of_the_page_makes_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, makings = tmp_path / "page", list[int]()

    def counted(page: Page, address: str, today_us: int) -> dict[str, bytes]:
        makings.append(today_us)
        return made(page, address, today_us)

    monkeypatch.setattr("incident_desk.outreach.status_page.publishing.made", counted)
    with a_desk(tmp_path / "home") as (desk, incident), publishing(desk, folder):
        wait_for(lambda: "Everything works" in page_in(folder))
        desk.record([Note(f"note {count}") for count in range(20)], incident).result()
        sent(desk, incident)
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        assert len(makings) == 2


def test_a_plan_with_another_page_shows_what_was_sent_there(tmp_path: Path) -> None:
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident), publishing(desk, folder):
        sent(desk, incident)
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        desk.record(Use(PLAN.replace("kind: status page", "kind: chat"))).result()
        wait_for(lambda: "Everything works" in page_in(folder))
        assert "Nobody can sign in" not in page_in(folder)


def test_a_folder_that_is_lost_is_told_and_written_again(tmp_path: Path, announce: Announce) -> None:
    announce("could not be written to .*page: ")
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident):
        folder.touch()
        with publishing(desk, folder) as made:
            wait_for(lambda: "could not be written" in made.trouble)
            folder.unlink()
            sent(desk, incident)
            wait_for(lambda: "Nobody can sign in" in page_in(folder))
            wait_for(lambda: made.trouble == "")


def test_in_a_shared_record_only_what_the_database_let_go_is_shown(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    incident = open_incident(ada, bea)
    folder = tmp_path / "page"
    message = told_customers(bea, incident, "Not approved.")
    with publishing(bea, folder):
        with pytest.MonkeyPatch.context() as cheating:  # whoever owns a desk may change its program
            for rule in ("_must_be_met", "_must_be_let", "_must_go_first"):
                cheating.setattr(f"incident_desk.domain.releasing.{rule}", no_rule)
            bea.record([ReleaseMessage(message), SentByHand(message, "status_page")], incident).result()
        wait_for(lambda: "Everything works" in page_in(folder))
        meet(ada, bea)
        honest = told_customers(bea, incident, TEXT)
        meet(ada, bea)
        ada.record(ApproveMessage(honest), incident).result()
        meet(ada, bea)
        bea.record([ReleaseMessage(honest), SentByHand(honest, "status_page")], incident).result()
        time.sleep(SOON_S)
        assert "Nobody can sign in" not in page_in(folder)  # the database was not asked yet
        meet(ada, bea)
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        assert "Not approved" not in page_in(folder)


def nobody_asked(plan: Plan) -> bool:
    return False


def test_maintenance_is_shown_once_somebody_else_allows_its_words(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    meet(ada, bea)
    ada.record(SetLevel("Bea", Level.COMMUNICATIONS, "on call")).result()
    meet(ada, bea)
    from_us = bea.now_us() + HOUR_US
    with publishing(ada, folder):
        bea.record(Schedule("Move of the secret store", from_us, from_us + HOUR_US, ("Sign-in",))).result()
        bea.record(WordMaintenance("MNT-1", "Signing in takes longer.")).result()
        with pytest.raises(RuleError, match="somebody else says that customers may read them"):
            bea.record(ShowMaintenance("MNT-1")).result()
        with pytest.MonkeyPatch.context() as cheating:  # whoever owns a desk may change its program
            cheating.setattr("incident_desk.domain.maintenance_public.needs_second", nobody_asked)
            bea.record(ShowMaintenance("MNT-1")).result()
        meet(bea, ada)
        time.sleep(SOON_S)
        assert "Signing in takes longer" not in page_in(folder)
        ada.record(ShowMaintenance("MNT-1")).result()
        wait_for(lambda: "Signing in takes longer" in page_in(folder))
        assert "secret store" not in page_in(folder)


def test_it_is_served_from_memory_and_stays_in_the_folder_when_the_desk_is_killed(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "page"
    with a_desk(home) as (desk, incident):
        sent(desk, incident)
    with serving(home, "--listen", "127.0.0.1:0", "--status-page", str(folder)) as served:
        wait_for(lambda: "Nobody can sign in" in page_in(folder))
        asyncio.run(looked_at(served.url))
        served.end(signal.SIGKILL)
    assert "Nobody can sign in" in page_in(folder)


async def looked_at(url: str) -> None:
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{url}/status") as answer:
            page, tag = await answer.text(), answer.headers["ETag"]
            assert "Nobody can sign in" in page
        async with browser.get(f"{url}/status/", headers={"If-None-Match": tag}) as answer:
            assert answer.status == 304
        async with browser.get(f"{url}/status/api/v2/summary.json") as answer:
            assert (await answer.json())["incidents"][0]["name"] == "Nobody can sign in"
        async with browser.get(f"{url}/status/../../etc/passwd") as answer:
            assert answer.status == 404
        for _ in range(100):  # many come from behind one address
            async with browser.get(f"{url}/status/") as answer:
                assert answer.status == 200


def test_a_demo_shows_nothing_to_anybody_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Desk.open(tmp_path / "demo", apart=True) as desk:
        desk.choose_person("Ada").result()
    assert main(["--home", str(tmp_path / "demo"), "status-page", str(tmp_path / "page")]) == 2
    assert "it shows nothing to anybody outside" in capsys.readouterr().err
    assert not (tmp_path / "page").exists()


def test_the_command_writes_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident):
        sent(desk, incident)
    told = [main(["--home", str(tmp_path / "home"), "status-page", str(folder)]) for _ in range(2)]
    assert told == [0, 0]
    assert capsys.readouterr().out.splitlines() == [
        f"{folder / CURRENT}: written",
        f"{folder / CURRENT}: nothing has changed",
    ]
    assert main(["--home", str(tmp_path / "home"), "status-page", str(folder), "--address", "ftp://x"]) == 2
