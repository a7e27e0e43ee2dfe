"""A session bus with a notification daemon on it, each a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.places import ROOT


class Desktop:
    """A session bus with a notification daemon on it."""

    def __init__(self, folder: Path) -> None:
        self._told = folder / "notified"
        config = folder / "bus.conf"
        config.write_text(
            "<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
            '<allow own="*"/></policy></busconfig>',
            encoding="utf-8",
        )
        daemon = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
        self._bus = subprocess.Popen(daemon, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        self.start_daemon()

    def start_daemon(self) -> None:
        """Somebody on the bus shows messages from now on."""
        env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}
        call = [sys.executable, "-m", "tests.support.notification_daemon", str(self._told)]
        started = subprocess.Popen(
            call, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        self._daemon = started

    @property
    def _happened(self) -> list[dict[str, Any]]:
        lines = self._told.read_text(encoding="utf-8").splitlines() if self._told.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """Every message that was ever shown, in turn; one in the place of another is one more."""
        return [each for each in self._happened if "title" in each]

    @property
    def withdrawn(self) -> list[int]:
        """The numbers of the messages that the program took away."""
        return [each["closed"] for each in self._happened if "closed" in each]

    def somebody(self, does: str) -> None:
        """See tests.support.notification_daemon."""
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(f"{does}\n")
        self._daemon.stdin.flush()

    def end_daemon(self) -> None:
        """Nobody on the bus shows messages any more."""
        _end(self._daemon)

    def close(self) -> None:
        for process in (self._daemon, self._bus):
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
