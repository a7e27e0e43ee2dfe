"""Two desks and a `serve`, killed while they send: nothing is forgotten, nothing goes without approval, doubles are
marked."""

import asyncio
import contextlib
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import msgspec
import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.message_list import Sent
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.powers import Level
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.outreach.channels import Channels
from tests.domain.making import PLAN
from tests.outreach.post import Post, a_post
from tests.outreach.serving import Served
from tests.shared.test_restricted import meet
from tests.support.places import ROOT

CHANNELS: Final = ("status_page", "email")
EACH: Final = 50
"""So many messages belong to one incident."""
PARTS: Final = range(1, 11)
"""The long form: together 200 kills among 1,000 messages, each part within the time that one test may take."""
PATIENCE_S: Final = 600
ANSWER_S: Final = 0.4
SOON: Final = PLAN.replace("stop_within: 10 s", "stop_within: 1 s")


class Sink:
    """A web hook that takes each key once, and says so to whoever comes with it again."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, str]] = []
        self.taken: dict[str, str] = {}


@contextmanager
def a_sink() -> Generator[tuple[Sink, str]]:
    sink, lock = Sink(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"]
            with lock:
                sink.posts.append((self.headers["Idempotency-Key"], said))
                sink.taken.setdefault(self.headers["Idempotency-Key"], said)
            time.sleep(random.uniform(0, ANSWER_S))  # whoever is killed meanwhile does not know that it arrived
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield sink, f"json://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class SlowPost(Post):
    """Takes a mail, and answers after a while."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.uniform(0, ANSWER_S))
        return answer


class AtDesk:
    """A desk as a process, started anew after each kill; what it did not say is let go is told to it again."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._asked: dict[str, str] = {}
        self._process: subprocess.Popen[str] | None = None
        self._is_ready = threading.Event()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.outreach.at_desk", str(self._home)]
        self._is_ready.clear()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
        )
        self._reading = threading.Thread(target=self._read, args=(self._process,), name="reading")
        self._reading.start()
        for line in list(self._asked.values()):
            self._tell(line)

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._is_ready.set()
            self._asked.pop(line.strip(), None)

    def release(self, incident: IncidentId, message: EntryId, *cheat: str) -> None:
        self._asked[message] = " ".join((incident, message, *cheat)) + "\n"
        self._tell(self._asked[message])

    def _tell(self, line: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    @property
    def has_done_all(self) -> bool:
        return not self._asked

    def wait_until_ready(self) -> None:
        assert self._is_ready.wait(60)

    def end(self, *, is_killed: bool) -> int:
        """kill -9, or in good order. Returns: its exit code."""
        assert self._process is not None
        assert self._process.stdin is not None
        if is_killed:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        code = self._process.wait(60)
        self._reading.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


class Serving:
    """`incident-desk serve`, started anew after each kill."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def start(self) -> None:
        self._served = Served(self._home, "--listen", "127.0.0.1:0")  # back once it listens

    def wait_until_ready(self) -> None:
        """It is."""

    def end(self, *, is_killed: bool) -> int:
        return self._served.end(9 if is_killed else 15)[0]


class Tally(msgspec.Struct):
    """What came of it."""

    messages: int
    kills: int
    hook_posts: int
    hook_taken: int
    mails: int
    mails_double: int
    marked: int
    without_approval: int
    seconds: int


def a_home(ada: Desk, home: Path, name: str, urls: dict[str, str]) -> Path:
    """Of somebody who has joined, with the channels set up."""
    with Desk.open(home) as desk:
        desk.choose_person(name).result()
        desk.shared.membership().join(ada.shared.membership().grant(name, "responder"))
        for channel, url in urls.items():
            Channels(desk).put(channel, url)
        desk.shared.exchange()
    return home


def words(message: EntryId, stage: str) -> str:
    return f"{stage} {message} Writing fails."


def written(bea: Desk, incident: IncidentId, count: int, stage: str) -> list[EntryId]:
    """Messages that Bea proposes. Returns: their ids."""
    begun = bea.record([BeginMessage(f"Update {at}", channels=CHANNELS) for at in range(count)], incident).result()
    ids = [entry.id for entry in begun]
    asked = [ProposeMessage(each, dict.fromkeys(CHANNELS, words(each, stage))) for each in ids]
    bea.record(asked, incident).result()
    return ids


def prepared(ada: Desk, bea: Desk, count: int) -> dict[EntryId, IncidentId]:
    """So many messages in several incidents, written by Bea and approved by Ada."""
    meet(ada, bea)
    ada.record([SetLevel("Bea", Level.COMMUNICATIONS, "on call"), Use(SOON)]).result()
    meet(ada, bea)
    found: dict[EntryId, IncidentId] = {}
    while len(found) < count:
        incident = ada.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
        ada.record([Assign("incident manager", "me"), Assign("communications manager", "Bea")], incident).result()
        meet(ada, bea)
        ids = written(bea, incident, min(EACH, count - len(found)), "approved")
        meet(ada, bea)
        ada.record([ApproveMessage(each) for each in ids], incident).result()
        found |= dict.fromkeys(ids, incident)
    meet(ada, bea)
    return found


def sent(desk: Desk, messages: dict[EntryId, IncidentId]) -> dict[tuple[EntryId, str], Sent]:
    """What the record says went out, by message and channel."""
    boards = {incident: desk.reading.fold(incident).board for incident in set(messages.values())}
    return {
        (message, key): variant.way.sent
        for message, incident in messages.items()
        for key, variant in boards[incident].messages.of[message].variants.items()
        if variant.way.sent is not None
    }


def killing(
    chance: random.Random,
    desks: list[AtDesk],
    serve: Serving,
    waiting: list[EntryId],
    messages: dict[EntryId, IncidentId],
    *,
    kills: int,
    refused: list[EntryId],
) -> None:
    """Have the desks let go what waits, now and then both the same, and kill one of the three after each handful."""
    everybody = [*desks, serve]
    incident = next(iter(messages.values()))
    for at in range(kills):
        share = len(waiting) // (kills - at)
        for message in [waiting.pop() for _ in range(share)]:
            for desk in chance.choice([desks[:1], desks[1:], desks]):  # now and then both at once
                desk.release(messages[message], message)
        if refused:
            chance.choice(desks).release(incident, refused.pop(), "cheat")
        time.sleep(chance.uniform(0.05, 1.5))
        killed = chance.choice(everybody)
        killed.end(is_killed=True)
        killed.start()
        killed.wait_until_ready()


@pytest.mark.parametrize(
    ("kills", "count", "part"), [(3, 10, 0), *(pytest.param(20, 100, part, marks=pytest.mark.long) for part in PARTS)]
)
def test_killed_at_any_moment_each_message_goes_out_once_or_is_marked(
    *,
    ada: Desk,
    bea: Desk,
    tmp_path: Path,
    database: str,
    kills: int,
    count: int,
    part: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chance, began_s = random.Random(part), time.monotonic()
    with a_sink() as (sink, hook), a_post(SlowPost()) as (post, mail), ExitStack() as stack:
        urls = {"status_page": hook, "email": mail.replace("{address}", "all@example.org")}
        messages = prepared(ada, bea, count)
        refused = written(bea, next(iter(messages.values())), max(2, count // 20), "refused")
        meet(ada, bea)
        desks = [AtDesk(a_home(ada, tmp_path / name, name, urls)) for name in ("cyd", "dan")]
        serve = Serving(a_home(ada, tmp_path / "eve", "eve", urls))
        for each in (*desks, serve):
            each.start()
            stack.callback(each.end, is_killed=True)
        waiting = list(messages)
        chance.shuffle(waiting)
        killing(chance, desks, serve, waiting, messages, kills=kills, refused=refused)

        def is_over() -> bool:
            ada.shared.exchange()
            return all(desk.has_done_all for desk in desks) and len(sent(ada, messages)) == count * len(CHANNELS)

        end_s = time.monotonic() + PATIENCE_S
        while not is_over():
            assert time.monotonic() < end_s, "it never came"
            time.sleep(0.5)
        time.sleep(3)  # nobody sends anything more
        tally = counted(ada, messages, sink, post, kills=kills, seconds=round(time.monotonic() - began_s))
        assert released(database) == count * len(CHANNELS)
    with capsys.disabled():
        print(f"\n{json.dumps(msgspec.to_builtins(tally))}")


def counted(
    ada: Desk, messages: dict[EntryId, IncidentId], sink: Sink, post: Post, *, kills: int, seconds: int
) -> Tally:
    """What arrived, held against the record."""
    record = sent(ada, messages)
    marked = {key for key, each in record.items() if each.may_be_double}
    hooks = Counter(text for _, text in sink.posts)
    mails = Counter(text.strip() for _, text in post.to("all@example.org"))
    wanted = {words(message, "approved"): message for message in messages}
    assert sorted(sink.taken.values()) == sorted(wanted), "exactly once where the receiver honours the key"
    assert set(mails) == set(wanted), "none forgotten, none without approval"
    assert {(wanted[text], "email") for text, times in mails.items() if times > 1} <= marked
    assert {(wanted[text], "status_page") for text, times in hooks.items() if times > 1} <= marked
    return Tally(
        len(messages),
        kills,
        len(sink.posts),
        len(sink.taken),
        sum(mails.values()),
        sum(times > 1 for times in mails.values()),
        len(marked),
        sum("refused" in text for text in (*hooks, *mails)),
        seconds,
    )


def released(database: str) -> int:
    """How many releases the shared database has accepted."""
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM record.releases").fetchone()
    assert row is not None
    return row[0]
