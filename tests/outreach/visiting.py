"""The doors of `serve` beside a desk of the test's own, and a visitor of the status page who has a mailbox."""

import asyncio
import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aiohttp import web

from incident_desk.cli.page_works import PageWorks
from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.intake.links import Links
from incident_desk.intake.report_doors import ReportDoors
from incident_desk.intake.serving import listen
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.status_page.place import Place
from tests.domain.making import PLAN
from tests.outreach.post import Post, a_free_port
from tests.outreach.test_calling import wait_for

FAILS: Final = "Sign-in fails for everybody in Europe since 19:30. Data is safe."
_LINK: Final = re.compile(r"https?://\S+/(?:subscribe|leave)/\S+")


def a_plan(answers_at: str = "") -> str:
    """Customers use two services in two regions, and `serve` answers there."""
    said = PLAN.replace("  - Website\n", "  - {name: Website, used_by: [everybody]}\n")
    said = said.replace("  - Sign-in\n", "  - {name: Sign-in, used_by: [everybody]}\n")
    more = f"\nanswers_at: {answers_at}\n" if answers_at else "\n"
    groups = "customer_groups:\n  - {key: everybody, title: Everybody}\n"
    return f"{said}{more}{groups}regions:\n  - {{key: eu, title: Europe}}\n  - {{key: us, title: America}}\n"


@contextmanager
def a_desk(home: Path, plan: str, mail: str = "") -> Generator[tuple[Desk, IncidentId]]:
    """Ada's, alone, with an incident that she leads; Kim, at the same desk, writes to customers."""
    with Desk.open(home) as desk:
        desk.choose_person("Ada").result()
        desk.record(Use(plan)).result()
        if mail:
            Channels(desk).put("email", mail)
        incident = desk.record(Declare("It is called so inside", Severity.SEV2)).result()[-1].incident
        desk.record(Assign("incident manager", "me"), incident).result()
        desk.record(SetImpact(services=("Sign-in",)), incident).result()
        yield desk, incident


def tell(desk: Desk, incident: IncidentId, text: str) -> None:
    """A message goes to the page, written by one and approved by another."""
    desk.choose_person("Kim").result()
    [begun] = desk.record(BeginMessage("Inside", channels=("status_page",)), incident).result()
    desk.record(ProposeMessage(begun.id, {"status_page": text}), incident).result()
    desk.choose_person("Ada").result()
    desk.record(ApproveMessage(begun.id), incident).result()
    desk.record([ReleaseMessage(begun.id), SentByHand(begun.id, "status_page")], incident).result()


@contextmanager
def open_doors(desk: Desk, folder: Path, port: int = 0) -> Generator[str]:
    """Everything of `serve` that visitors of the page meet. Returns: where it answers."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    following = Following(desk)
    works = PageWorks(desk, following, Place(str(folder)))

    async def begin() -> tuple[ReportDoors, web.AppRunner, int]:
        reports = ReportDoors(desk)
        runner, bound = await listen(Links(desk, following), ("127.0.0.1", port), None, *works.doors, reports.web)
        return reports, runner, bound

    async def end() -> None:
        await runner.cleanup()
        await reports.close()

    reports, runner, bound = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    for work in works.works:
        work.start()
    try:
        wait_for((folder / "current").exists)
        yield f"http://127.0.0.1:{bound}"
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        for work in works.works:
            work.stop()
        works.close()
        following.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def link_in(post: Post, address: str) -> str:
    """The last link to join or leave that came to this address."""
    found = _LINK.findall(post.to(address)[-1][1])
    assert found, post.to(address)
    return found[-1]


__all__ = ["FAILS", "a_desk", "a_free_port", "a_plan", "link_in", "open_doors", "tell"]
