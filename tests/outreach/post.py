"""A mail server of the tests' own, and a plan whose people have addresses there."""

import asyncio
import socket
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.outreach.calling import Caller
from incident_desk.outreach.channels import Channels
from tests.domain.test_calls import LADDERS

SERVED = LADDERS.replace("name: Default plan", "name: Served plan\nanswers_at: http://127.0.0.1:9", 1)


class Post:
    """What arrived: to whom, with which subject and text. While `refuses` it takes nothing."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, str, str]] = []
        self.mails: list[EmailMessage] = []
        self.refuses = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
        self.mails.append(mail)
        part = mail.get_body(("plain", "html"))
        text = part.get_content() if part is not None else ""
        self.arrived.append((envelope.rcpt_tos[0], str(mail["Subject"]), text.replace("\r\n", "\n")))
        return "250 OK"

    def to(self, address: str) -> list[tuple[str, str]]:
        return [(subject, text) for to, subject, text in self.arrived if to == address]


def a_free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def a_post(post: Post | None = None) -> "Generator[tuple[Post, str]]":
    """The server, and its address as apprise has it."""
    post = post or Post()
    port = a_free_port()
    loop, helpers = asyncio.new_event_loop(), ThreadPoolExecutor(1)
    loop.set_default_executor(helpers)
    controller = Controller(post, loop=loop, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, f"mailto://127.0.0.1:{port}?from=desk@example.org&to={{address}}&format=text"
    finally:
        controller.stop()
        helpers.shutdown()
        loop.close()


def a_home(home: Path, url: str, plan: str = LADDERS) -> IncidentId:
    """A home with an incident on a plan with ladders, and its mail set up."""
    with Desk.open(home) as desk:
        desk.record(Use(plan)).result()
        if url:
            Channels(desk).put("mail", url)
        return desk.record(Declare("Pushes fail", Severity.SEV2)).result()[-1].incident


@contextmanager
def calling(desk: Desk) -> Generator[None]:
    """People are called in from this desk meanwhile."""
    following = Following(desk)
    caller = Caller(desk, following)
    caller.start()
    try:
        yield
    finally:
        caller.stop()
        following.close()
