"""A desk at work, as a process of its own: it writes of everything, stays connected, and says what was acknowledged.

    python -m tests.shared.working HOME NAME RATE

A line of JSON for each commit, written only after it is on the disk: {"ids": […], "texts": […]}. On standard input it
takes `rest` (write nothing more, but stay connected) and the end of the file.
"""

import json
import random
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare, Retitle, SetSeverity, SetState
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note, Pin
from incident_desk.intake.files import Imported, import_files

INCIDENTS: Final = 12
"""So many are declared among all desks; more of them would only be slower to compare."""
ROLES: Final = ("incident manager", "scribe", "customer liaison")


class Work:
    """What one person does, one thing after another."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk = desk
        self._name = name
        self._run = uuid.uuid4().hex[:8]
        self._count = 0
        self._chance = random.Random()
        self._pending = desk.home.path.parent / f"{name}.import.json"
        self._ways: list[tuple[Callable[[], None], float]] = [
            (self._note, 60),
            (self._several, 4),
            (self._retitle, 6),
            (self._set, 6),
            (self._role, 6),
            (self._correct, 6),
            (self._retract, 3),
            (self._pin, 2),
            (self._erase, 2),
            (self._declare, 1),
            (self._import, 1),
        ]

    def resume(self) -> None:
        """Whoever was killed amid an import does it again: twice adds nothing."""
        if self._pending.exists():
            self._import_pending()

    def step(self) -> None:
        """One act; some are refused by the rules, as for people."""
        ways, weights = zip(*self._ways, strict=True)
        (way,) = self._chance.choices(ways, weights)
        try:
            way()
        except DeskError:
            return

    def _text(self) -> str:
        """Words that nobody writes twice."""
        self._count += 1
        return f"<{self._name} {self._run} {self._count}> " + self._chance.choice(
            ("db1 is empty", "ä→ 客户", "x" * 150)
        )

    def _somewhere(self) -> IncidentId:
        boards = self._desk.reading.headlines()
        if not boards:
            self._declare()
            boards = self._desk.reading.headlines()
        return self._chance.choice(boards[:INCIDENTS]).incident

    def _record(self, commands: Fields | Sequence[Fields], incident: IncidentId | None, *texts: str) -> list[Entry]:
        entries = self._desk.record(commands, incident).result()
        say(ids=[entry.id for entry in entries], texts=texts)
        return entries

    def _note(self) -> None:
        text = self._text()
        self._record(Note(text), self._somewhere(), text)

    def _several(self) -> None:
        """As with what is pasted: a batch in one commit, longer than one that is handed up."""
        texts = [self._text() for _ in range(self._chance.choice((3, 20, 130)))]
        self._record([Note(text) for text in texts], self._somewhere(), *texts)

    def _declare(self) -> None:
        if len(self._desk.reading.headlines()) < INCIDENTS:
            text = self._text()
            self._record(Declare(text, self._chance.choice(list(Severity))), None, text)

    def _retitle(self) -> None:
        text = self._text()
        self._record(Retitle(text), self._somewhere(), text)

    def _set(self) -> None:
        what = (SetSeverity(self._chance.choice(list(Severity)), "-"), SetState(self._chance.choice(list(State)[:6])))
        self._record(self._chance.choice(what), self._somewhere())

    def _role(self) -> None:
        incident, role = self._somewhere(), self._chance.choice(ROLES)
        self._record(self._chance.choice((Assign(role, "me"), OneRole(role))), incident)

    def _line(self) -> tuple[IncidentId, EntryId, Board]:
        incident = self._somewhere()
        board = self._desk.board(incident)
        lines = [line.entry for line in board.timeline.lines if line.text]
        return incident, self._chance.choice(lines[-40:] or [EntryId("")]), board

    def _correct(self) -> None:
        incident, entry, _ = self._line()
        text = self._text()
        self._record(Correct(entry, text=text), incident, text)

    def _retract(self) -> None:
        incident, entry, _ = self._line()
        self._record(Retract(entry, "it was wrong"), incident)

    def _pin(self) -> None:
        incident, entry, _ = self._line()
        self._record(Pin(entry), incident)

    def _erase(self) -> None:
        """Confirm what somebody asked for, or ask for something."""
        incident, entry, board = self._line()
        asked = [each for each, erasure in board.erasures.of.items() if erasure.erased_us is None]
        for each in asked:
            self._record(Confirm(EntryId(each)), incident)
        if not asked:
            self._record(Ask(entry, "a secret"), incident)

    def _import(self) -> None:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        told = [{"occurred_at": now, "role_or_actor": "SME", "kind": "note", "text": self._text()} for _ in range(5)]
        file = {"title": self._text(), "entries": told, "source_url": f"https://example.org/{self._run}/{self._count}"}
        self._pending.write_text(json.dumps(file), encoding="utf-8")
        self._import_pending()

    def _import_pending(self) -> None:
        (result,) = import_files(self._desk, [self._pending])
        assert isinstance(result, Imported), result
        texts = [moment["text"] for moment in json.loads(self._pending.read_text(encoding="utf-8"))["entries"]]
        say(ids=[entry.id for entry in self._desk.reading.entries(result.incident)], texts=texts)
        self._pending.unlink()


def say(**what: Any) -> None:
    """A line to whoever started us."""
    print(json.dumps(what), flush=True)


class Orders:
    """What standard input asks for: `rest` stops the writing, and its end ends the work."""

    def __init__(self) -> None:
        self.is_resting = threading.Event()
        self.is_over = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for _ in sys.stdin:
            self.is_resting.set()
        self.is_resting.set()
        self.is_over.set()


def main() -> None:
    home, name, rate = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the test ends us
    with Desk.open(home) as desk:
        orders = Orders()
        desk.shared.start(lambda shared: None)
        work = Work(desk, name)
        work.resume()
        while not orders.is_resting.wait(random.expovariate(rate)):
            work.step()
        orders.is_over.wait()


if __name__ == "__main__":
    main()
