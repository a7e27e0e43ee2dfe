"""`serve` as a real process, and whoever holds a phone."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

PROGRAM = "from incident_desk.cli import main; raise SystemExit(main())"


class Served:
    """The process, and where it answers."""

    def __init__(self, home: Path, *options: str, env: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-c", PROGRAM, "--home", str(home), "--json", "serve", *options]
        told = {**os.environ, **(env or {})}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=told)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.end()[1])
        self.told: dict[str, Any] = json.loads(line)
        self.url: str = self.told["listening"]

    def complaint(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Returns: its exit code, and what it complained of."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code, complaint = self.process.wait(60), self.complaint()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return code, complaint


@contextmanager
def serving(home: Path, *options: str, env: Mapping[str, str] | None = None) -> Generator[Served]:
    served = Served(home, *options, env=env)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.end(signal.SIGKILL)


async def ask(url: str, said: Mapping[str, str] | None = None) -> tuple[int, str, Mapping[str, str]]:
    """Look at a page, or with something said send its form. Returns: status, page and headers."""
    async with aiohttp.ClientSession() as phone:
        call = phone.get(url) if said is None else phone.post(url, data=said)
        async with call as answer:
            return answer.status, await answer.text(), dict(answer.headers)
