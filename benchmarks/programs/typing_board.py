"""The board over a record: its command line is typed into while entries arrive."""

import asyncio
import sys
import threading
import time
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from benchmarks.board import Window, a_window, in_window
from benchmarks.typist import Typist
from incident_desk.domain.timeline import Note

ARRIVE_EVERY_S = 1 / 50
TEXT = "Replica {count} of the checkout lags by {count} seconds and is taken out"

arriving = threading.Event()


def arrive(window: Window) -> None:
    """Entries that others write, on their way through the desk."""
    assert window.bridge.desk is not None
    assert window.navigation.shown is not None
    count, due = 0, time.perf_counter()
    while arriving.wait():
        count += 1
        window.bridge.desk.record(Note(TEXT.format(count=count)), window.navigation.shown.incident)
        due = max(due + ARRIVE_EVERY_S, time.perf_counter() - ARRIVE_EVERY_S)
        time.sleep(max(0.0, due - time.perf_counter()))


async def serve(home: Path) -> None:
    """Be typed into until the process is ended."""
    async with a_window(home) as window:
        await window.go_to(next(b.incident for b in window.bridge.headlines if b.headline.is_open))
        field = window.shell.findChild(QLineEdit, "command_edit")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        threading.Thread(target=arrive, args=(window,), daemon=True).start()
        typist = Typist(field, arriving.set, arriving.clear)
        print("ready", flush=True)
        await asyncio.Event().wait()
        typist.deleteLater()


in_window(lambda: serve(Path(sys.argv[1])))
