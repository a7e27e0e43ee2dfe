"""A desk that was away for days: one sync, with a line that says how far it is, and Ctrl+C loses nothing."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.timeline import Note
from tests.shared.test_command_line import DESK
from tests.shared.test_converge import declared, meet, state
from tests.shared.test_sharing import until

LINE = re.compile(r"([\d,]+) of ([\d,]+) entries, (\d+)%, \d+ (s|min) left")


class OnTerminal:
    """A command whose standard error is a terminal."""

    def __init__(self, *arguments: str) -> None:
        self._terminal, theirs = pty.openpty()
        self.process = subprocess.Popen([*DESK, *arguments], stdout=subprocess.PIPE, stderr=theirs, text=True)
        os.close(theirs)
        self.said = ""
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # so a terminal says that nobody writes any more
            while read := os.read(self._terminal, 4096):
                self.said += read.decode()

    def ends(self) -> int:
        code = self.process.wait(120)
        self._reading.join()
        os.close(self._terminal)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@pytest.mark.parametrize("count", [3_000, pytest.param(20_000, marks=pytest.mark.long)])
def test_three_days_offline_catch_up_in_one_sync_that_shows_its_progress_and_can_be_stopped(
    ada: Desk, bea: Desk, tmp_path: Path, count: int
) -> None:
    incident = declared(ada)
    meet(ada, bea)
    bea.close()
    with Desk.open(tmp_path / "bea") as away:
        for first in range(0, count, 200):
            away.record([Note(f"n{n}") for n in range(first, first + 200)], incident).result()
    sync = OnTerminal("sync", "--once", "--home", str(tmp_path / "bea"))
    until(lambda: LINE.search(sync.said) is not None, 60)
    sync.process.send_signal(signal.SIGINT)
    assert sync.ends() == 130
    assert "the next sync goes on from there" in sync.said
    sync = OnTerminal("sync", "--once", "--home", str(tmp_path / "bea"))
    assert sync.ends() == 0
    (through, total, share, _), *_ = LINE.findall(sync.said) or [("", "", "", "")]
    assert through < total or share == "100"
    ada.shared.exchange()
    with Desk.open(tmp_path / "bea") as back:
        assert state(back, incident) == state(ada, incident)
        assert len(ada.board(incident).timeline.lines) == count + 1
        assert back.check() == ada.check() == []
