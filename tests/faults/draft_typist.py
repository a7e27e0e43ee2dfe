"""A window of its own process in whose draft of a message somebody types without end: the test kills it.

    python -m tests.faults.draft_typist HOME

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
from incident_desk.domain.messages import BeginMessage
from tests.desktop.test_investigations_room import a_window

LETTERS = "abcdefghijklmnopqrstuvwxyz "
BETWEEN_S = 0.02


async def type_for_ever(home: Path) -> None:
    """Letter by letter, as fast as somebody who types very fast."""
    async with a_window(home) as window:
        await window.do(BeginMessage("Update", channels=("inside",), texts={"inside": ""}))
        window.navigation.show_communications()
        page = window.navigation.communications
        assert page is not None
        while page.room.work.draft is None:
            await asyncio.sleep(BETWEEN_S)
        text = page.room.centre.editor.text
        text.setFocus()
        for typed in count(1):
            QTest.keyClicks(text, LETTERS[(typed - 1) % len(LETTERS)])
            sys.stdout.write(f"{typed} {time.monotonic()}\n")
            sys.stdout.flush()
            await asyncio.sleep(BETWEEN_S)


if __name__ == "__main__":
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with window_loop(app) as loop:
        loop.run_until_complete(type_for_ever(Path(sys.argv[1])))
