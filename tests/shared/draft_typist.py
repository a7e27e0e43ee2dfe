"""A window of its own process on a shared record, in whose draft of the only message somebody types.

    python -m tests.shared.draft_typist HOME FIRST

FIRST is the number of the first sign, and every sign is typed once: a number tells which. They go in at random places.
A line on standard output for each: its number, and when, in seconds of this process. A line on standard input lets it
rest, and at the end of the input it ends.
"""

import asyncio
import sys
import threading
import time
from itertools import count
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.drafting.open_drafts import open_drafts_of
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.loop import window_loop
from incident_desk.desktop.observed import observe
from incident_desk.desktop.rooms.communications import CommunicationsRoom
from tests.desktop.conftest import a_bridge, a_shell, until

BETWEEN_S = 0.11
PATIENCE_S = 120.0


def press(text: DraftEdit, sign: str) -> None:
    """A key of a keyboard that has all signs."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(text, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


def wander(text: DraftEdit, chance: Random) -> None:
    """To another place now and then, as somebody who mends what stands there."""
    if chance.random() < 0.1:
        cursor = text.textCursor()
        cursor.setPosition(chance.randint(0, len(text.toPlainText())), QTextCursor.MoveMode.MoveAnchor)
        text.setTextCursor(cursor)


async def type_in(home: Path, first: int) -> None:
    rests, ends = threading.Event(), threading.Event()
    threading.Thread(target=_listen, args=(rests, ends), daemon=True).start()
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        bridge.sharing.begin()  # whether the server answers or not: who types does not wait for it
        (incident,) = [each.incident for each in bridge.headlines if each.headline.is_open]
        room = CommunicationsRoom(bridge)
        shell.show_page(shell.add_page(room))
        room.observe(await observe(bridge, incident, shell))
        await until(lambda: room.work.draft is not None)
        text, chance = room.centre.editor.text, Random(first)
        text.setFocus()
        for number in count(first):
            if rests.is_set():
                break
            wander(text, chance)
            press(text, chr(number))
            print(number, time.monotonic(), flush=True)
            await asyncio.sleep(BETWEEN_S)
        await until(ends.is_set, PATIENCE_S)
        await open_drafts_of(bridge).settle()  # as the program does before its window closes


def _listen(rests: threading.Event, ends: threading.Event) -> None:
    for _ in sys.stdin:
        rests.set()
    ends.set()


if __name__ == "__main__":
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with window_loop(app) as loop:
        loop.run_until_complete(type_in(Path(sys.argv[1]), int(sys.argv[2])))
