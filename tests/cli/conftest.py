"""The command line as a script uses it: mostly called in this process, and where it matters as the real program."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from incident_desk.cli import main

RUN = "from incident_desk.cli import main; raise SystemExit(main())"


class Answer(msgspec.Struct, frozen=True):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on the one line of standard output."""
        assert self.out.count("\n") == 1, self.out
        assert self.out.endswith("\n")
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error of a command that was refused, and said nothing else."""
        assert self.out == ""
        assert self.err.startswith("incident-desk: ")
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("incident-desk: ").rstrip("\n")


class Cli:
    """Commands in one home."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Answer:
        """Run one command in this process."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capsys.readouterr()
        try:
            code = main(["--home", str(self.home), *arguments])
        except SystemExit as e:  # argparse leaves so
            code = e.code if isinstance(e.code, int) else 0
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)

    def done(self, *arguments: str, stdin: bytes = b"") -> Any:
        """Run one command that must succeed. Returns: what it answers to a program."""
        answer = self(*arguments, "--json", stdin=stdin)
        assert (answer.code, answer.err) == (0, "")
        return answer.json

    def show(self, incident: str, *more: str) -> Any:
        """The whole state of an incident."""
        return self.done("show", incident, *more)

    def lines(self, incident: str, *more: str) -> list[str]:
        """Its timeline as it reads."""
        return [line["line"] for line in self.show(incident, *more)["timeline"]]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line over a home nobody has used."""
    return Cli(tmp_path / "home", capsys, monkeypatch)


Process = subprocess.Popen[bytes]
Start = Callable[..., Process]


@pytest.fixture
def start(tmp_path: Path) -> Generator[Start]:
    """Start the real program over the same home, its standard streams in our hands; what still runs is killed."""
    running: list[Process] = []

    def started(*arguments: str, **environment: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, "--home", str(tmp_path / "home"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
        )
        running.append(process)
        return process

    yield started
    for process in running:
        with process:  # closes its streams and waits
            process.kill()


@pytest.fixture
def orders(cli: Cli) -> str:
    """An incident, by its number."""
    return cli.done("declare", "--title", "Orders fail", "--severity", "SEV2", "--service", "Shop")["number"]
