"""kill -9 of a window in whose note pad somebody types: what was typed up to a second before is there afterwards."""

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from incident_desk.desk import Desk
from tests.desktop.conftest import until
from tests.desktop.test_investigations_room import a_window
from tests.faults.pad_typist import LETTERS
from tests.support.places import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LONG = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20)]


def typed_until_killed(home: Path, letters: int, typist: str = "tests.faults.pad_typist") -> list[float]:
    """Returns: when each letter was typed that was told of before the kill, by the clock of the window."""
    command = [sys.executable, "-m", typist, str(home)]
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env) as process:
        assert process.stdout is not None
        told = [float(line.split()[1]) for line in islice(process.stdout, letters)]
        process.kill()
        told += [float(line.split()[1]) for line in process.stdout]
    return told


@pytest.mark.parametrize("seed", [0, *LONG])
async def test_what_was_typed_into_the_pad_up_to_a_second_before_a_kill_is_there_again(
    app: "QApplication", tmp_path: Path, seed: int
) -> None:
    home = tmp_path / "home"
    told = typed_until_killed(home, Random(seed).randint(80, 160))
    assert len(told) >= 80
    typed = "".join(LETTERS[at % len(LETTERS)] for at in range(len(told) + 1))  # one letter may not be told of yet
    with Desk.open(home) as desk:
        [incident] = [each.incident for each in desk.reading.headlines() if each.headline.is_open]
    async with a_window(home, incident) as window:
        window.navigation.show_investigations()
        await until(lambda: bool(window.page.notes.edit.text()))
        kept = window.page.notes.edit.text()
    assert typed.startswith(kept)
    assert len(kept) >= sum(each <= told[-1] - 1 for each in told)
