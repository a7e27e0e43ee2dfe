"""The real program in a process of its own, over a home of its own."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from incident_desk.desk import ReadingDesk, health
from incident_desk.domain.searching import searchable

_INSTALLED: Final = Path(sys.executable).with_name("incident-desk")
_MAIN: Final = "from incident_desk.cli import main; raise SystemExit(main())"
PATIENCE_S: Final = 120

Process = subprocess.Popen[bytes]


class Answer(msgspec.Struct, frozen=True):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error of a command that did not do what it was asked to."""
        assert self.code in (1, 2), self
        (line,) = self.err.splitlines()
        return line.removeprefix("incident-desk: ")


class Program:
    """Commands in one home, each a process.

    Args:
        first: Python that runs in the process before the program does, such as a limit or another clock.
    """

    def __init__(self, home: Path, first: str = "") -> None:
        self.home = home
        is_plain = _INSTALLED.exists() and not first
        self._command = [str(_INSTALLED)] if is_plain else [sys.executable, "-c", f"{first}\n{_MAIN}"]

    def start(self, *arguments: str) -> Process:
        """A process whose streams are ours."""
        command = [*self._command, "--home", str(self.home), *arguments]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __call__(self, *arguments: str, stdin: str = "") -> Answer:
        """Run one command to its end."""
        with self.start(*arguments) as process:
            out, err = process.communicate(stdin.encode(), PATIENCE_S)
        return Answer(process.returncode, out.decode(), err.decode())

    def done(self, *arguments: str) -> Any:
        """Run one command that must succeed. Returns: what it answers to a program."""
        answer = self(*arguments, "--json")
        assert answer.code == 0, answer
        return json.loads(answer.out)

    def declare(self, title: str = "Orders fail") -> str:
        """A new incident, by its number."""
        return self.done("declare", "--title", title, "--severity", "SEV2")["number"]

    def problems(self) -> list[str]:
        """What `verify` says, and that it says so by its exit code as well."""
        answer = self("verify", "--json")
        said = json.loads(answer.out)
        assert said["ok"] == (answer.code == 0) == (not said["problems"])
        return said["problems"]


# only what may die needs a process of its own; these look at the home from this one


def problems(home: Path) -> list[str]:
    """What `verify` would say."""
    return health.verified(home)


def titles(home: Path) -> dict[str, str]:
    """Every incident that is on the record, by its number."""
    with closing(ReadingDesk.open(home)) as desk:
        return {board.headline.number: board.headline.title.value or "" for board in desk.headlines()}


def told(home: Path) -> dict[str, list[tuple[str, str]]]:
    """What the record says of each incident, by its title: the kinds of its entries, and their words."""
    with closing(ReadingDesk.open(home)) as desk:
        return {
            board.headline.title.value or "": [(e.kind, searchable(e)) for e in desk.entries(board.incident)]
            for board in desk.headlines()
        }


def notes(home: Path, incident: str) -> list[str]:
    """The notes of an incident, in the order they were written down."""
    with closing(ReadingDesk.open(home)) as desk:
        entries = desk.entries(desk.find(incident))
    return [searchable(entry) for entry in entries if entry.kind == "timeline.noted"]


class Writing:
    """`log -` with more to write than it will live for.

    Args:
        notes: are fed to it as fast as it takes them.
    """

    def __init__(self, program: Program, incident: str, notes: Iterable[str]) -> None:
        self.acknowledged: list[str] = []
        self.process = program.start("log", incident, "-")
        self._notes = list(notes)
        self._feeding = threading.Thread(target=self._feed, name="feeding")
        self._feeding.start()

    def _feed(self) -> None:
        pipe = stream(self.process.stdin)
        try:
            for note in self._notes:
                pipe.write(f"{note}\n".encode())
                pipe.flush()
            pipe.close()
        except OSError:
            return  # it was killed, or gave up

    def until(self, count: int) -> None:
        """Read answers until there are so many, or no more come."""
        while len(self.acknowledged) < count and self._next():
            pass

    def _next(self) -> bool:
        answer = stream(self.process.stdout).readline()
        if answer.endswith(b"\n") and json.loads(answer)["entry"]:
            self.acknowledged.append(self._notes[len(self.acknowledged)])
            return True
        return False

    def kill(self) -> None:
        """kill -9; what it had answered before is read."""
        self.process.kill()
        self.end()

    def end(self) -> Answer:
        """Wait for its end."""
        self.until(len(self._notes))
        err = stream(self.process.stderr).read().decode()
        code = self.process.wait(PATIENCE_S)
        self._feeding.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream(pipe).close()
            except OSError:  # words that it never took
                continue
        return Answer(code, "", err)


def stream(of: IO[bytes] | None) -> IO[bytes]:
    """One of the three streams, which are all ours."""
    assert of is not None
    return of
