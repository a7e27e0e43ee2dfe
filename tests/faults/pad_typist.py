"""A window of its own process in whose note pad somebody types without end: the test kills it.

    python -m tests.faults.pad_typist HOME

Each line on standard output is how many letters were typed, and when, in seconds of this process.
"""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.loop import window_loop
from incident_desk.domain.investigating import Hypothesis
from incident_desk.domain.investigations import Investigate
from tests.desktop.test_investigations_room import a_window

LETTERS = "abcdefghijklmnopqrstuvwxyz "
BETWEEN_S = 0.02


async def type_for_ever(home: Path) -> None:
    """Letter by letter, as fast as somebody who types very fast."""
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair"), Hypothesis("A bulk delete"))
        window.navigation.show_investigations()
        pad = window.page.notes.edit
        pad.setFocus()
        for typed in count(1):
            QTest.keyClicks(pad, LETTERS[(typed - 1) % len(LETTERS)])
            sys.stdout.write(f"{typed} {time.monotonic()}\n")
            sys.stdout.flush()
            await asyncio.sleep(BETWEEN_S)


if __name__ == "__main__":
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with window_loop(app) as loop:
        loop.run_until_complete(type_for_ever(Path(sys.argv[1])))
