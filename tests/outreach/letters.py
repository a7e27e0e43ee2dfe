"""A plan by which words go out to a mail server and a web hook of the tests' own, and the hands that let them go."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.incident import Declare
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan import Use
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.outreach.channels import Channels
from incident_desk.outreach.outbox import Outbox
from tests.domain.making import PLAN

TEXT: Final = "Writing fails since 19:30. Sent {{sent}}, more by {{next_update}}."


class Hook:
    """A web hook that writes down what it is given. While `answers` is no 200 it takes nothing."""

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.answers = 200


@contextmanager
def a_hook() -> Generator[tuple[Hook, str]]:
    """The web hook, and its address as apprise has it."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if hook.answers == 200:
                hook.arrived.append(said["message"])
            self.send_response(hook.answers)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hook, f"json://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_home(home: Path, plan: str = PLAN, **urls: str) -> IncidentId:
    """A home with an incident and these channels set up; whoever is at the desk leads, Tomas writes to customers."""
    with Desk.open(home) as desk:
        for channel, url in urls.items():
            Channels(desk).put(channel, url)
        desk.record(Use(plan + "\n# as the default\n")).result()
        incident = desk.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
        tomas = desk.add_person("Tomas").result()
        desk.record(Assign("incident manager", "me"), incident).result()
        desk.record(Assign("communications manager", "me"), incident, by=tomas).result()
    return incident


def tomas_of(desk: Desk) -> PersonId:
    return desk.add_person("Tomas").result()


def let_go(desk: Desk, incident: IncidentId, *channels: str, text: str = TEXT, minutes: float = 30) -> EntryId:
    """A message that Tomas wrote and whoever leads approved, released by these channels. Returns: its id."""
    tomas = tomas_of(desk)
    [begun] = desk.record(BeginMessage("Writing fails", channels=channels), incident, by=tomas).result()
    next_us = desk.now_us() + round(minutes * MINUTE_US)
    texts = dict.fromkeys(channels, text)
    desk.record(ProposeMessage(begun.id, texts, next_update_us=next_us), incident, by=tomas).result()
    desk.record(ApproveMessage(begun.id), incident).result()
    desk.record(ReleaseMessage(begun.id), incident, by=tomas).result()
    return begun.id


def stages(desk: Desk, incident: IncidentId, message: EntryId) -> dict[str, Stage]:
    found = desk.reading.fold(incident).board.messages.of[message]
    return {key: variant.stage for key, variant in found.variants.items()}


@contextmanager
def sending(desk: Desk) -> Generator[Outbox]:
    """What is let go is sent from this desk meanwhile."""
    following = Following(desk)
    outbox = Outbox(desk, following)
    outbox.start()
    try:
        yield outbox
    finally:
        outbox.stop()
        following.close()
