"""Two people write one draft in two windows on one PostgreSQL, cut off and joined again, one of them killed: every sign
that was typed stands there once, and both read the same."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.incident import Declare
from incident_desk.domain.messages import BeginMessage, drafted
from tests.shared.cluster import Cluster
from tests.shared.test_window import homes
from tests.support.places import ROOT

__all__ = ["homes"]
ADAS: Final = 0x4E00
BEAS: Final = 0xAC00
BEAS_AGAIN: Final = 0xC100
"""Chinese signs and Korean ones: enough for ten minutes, and nobody types one twice."""
KILLED_S: Final = 1.0
"""What was typed so shortly before a kill need not be there."""
AGREE_S: Final = 60.0


class Typist:
    """Somebody's window. `typed` is when each sign was typed."""

    def __init__(self, home: Path, first: int) -> None:
        self.typed: dict[str, float] = {}
        command = [sys.executable, "-m", "tests.shared.draft_typist", str(home), str(first)]
        env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env
        )
        self._thread = threading.Thread(target=self._hear)
        self._thread.start()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.endswith("\n"):
                break  # a kill cut it off
            number, at_s = line.split()
            self.typed[chr(int(number))] = float(at_s)

    def kill(self) -> None:
        self._process.kill()
        self._close()

    def rest(self) -> None:
        """Type no more, but hand up and take in."""
        assert self._process.stdin is not None
        self._process.stdin.write("rest\n")
        self._process.stdin.flush()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(AGREE_S) == 0
        self._close()

    def _close(self) -> None:
        self._thread.join()
        with self._process:  # closes the pipes, and waits
            pass


def until_typed(typist: Typist, count: int) -> None:
    end_s = time.monotonic() + AGREE_S
    while len(typist.typed) < count:
        assert time.monotonic() < end_s, f"only {len(typist.typed)} signs were typed"
        time.sleep(0.05)


def words(home: Path) -> str:
    """The draft as the desk of this home has it, after one more exchange."""
    with Desk.open(home) as desk:
        desk.shared.exchange()
        (incident,) = [each.incident for each in desk.reading.headlines() if each.headline.is_open]
        board = desk.reading.fold(incident).board
        (message,) = board.messages.all
        return drafted(board.drafts, message, "inside")


@pytest.mark.parametrize(("lasts_s", "cuts"), [(8.0, 1), pytest.param(600.0, 5, marks=pytest.mark.long)])
def test_two_write_one_draft_cut_off_and_joined_again_one_killed_and_every_sign_stands_there_once(
    homes: tuple[Path, Path], cluster: Cluster, lasts_s: float, cuts: int
) -> None:
    with Desk.open(homes[0]) as desk, Desk.open(homes[1]) as other:
        incident = desk.record(Declare("Pushes fail")).result()[-1].incident
        desk.record(BeginMessage("Update", channels=("inside",), texts={"inside": "Pushes fail."}), incident).result()
        desk.shared.exchange()
        other.shared.exchange()
    ada, bea = Typist(homes[0], ADAS), Typist(homes[1], BEAS)
    until_typed(ada, 5)
    until_typed(bea, 5)
    part_s, killed = lasts_s / (2 * cuts + 2), bea
    for cut in range(cuts):
        time.sleep(part_s)
        cluster.kill()
        time.sleep(part_s)
        if cut == cuts // 2:  # while they are cut off from one another
            killed.kill()
            bea = Typist(homes[1], BEAS_AGAIN)
        cluster.start()
    until_typed(bea, 5)
    time.sleep(part_s)
    for typist in (ada, bea):
        typist.rest()
        typist.end()
    last_s = max(killed.typed.values())
    typed = {*ada.typed, *bea.typed, *(sign for sign, at_s in killed.typed.items() if at_s < last_s - KILLED_S)}
    maybe = set(killed.typed) - typed
    words(homes[0])
    words(homes[1])
    found = [Counter(words(home)) for home in homes]
    assert found[0] == found[1]
    assert words(homes[0]) == words(homes[1])
    assert {sign for sign in typed if found[0][sign] != 1} == set()
    assert all(found[0][sign] <= 1 for sign in maybe)
    assert set(found[0]) <= typed | maybe | set("Pushes fail.") | {chr(ord(max(killed.typed)) + 1)}
    print(f"{len(typed)} signs of two people in {lasts_s:.0f} s, {cuts} times cut off: each there once")
