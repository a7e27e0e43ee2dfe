"""A desk without a window that shares its record, and writes a note whenever it is its turn."""

import sys
import threading
import time
from pathlib import Path

from benchmarks.relaying import TEXT, take_turns
from incident_desk.desk import Desk
from incident_desk.desk.sharing_state import Shared
from incident_desk.desk.writer import FROM_OTHERS, Recorded
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.timeline import Note, Noted

NOTED = kind_named(Noted)
home, line = sys.argv[1:]
heard: list[tuple[str, float]] = []
has_read = threading.Event()


def hear(recorded: Recorded) -> None:
    """What others wrote lies on the disk when this is called."""
    at_s = time.monotonic()
    if recorded.origin == FROM_OTHERS:
        heard.extend((entry.id, at_s) for entry in recorded.entries if entry.kind == NOTED)


def tell(shared: Shared) -> None:
    """It is ready once it has read what there is."""
    if shared.heard_us is not None:
        has_read.set()


def wait(until_s: float) -> None:
    """Others work meanwhile."""
    time.sleep(max(0.0, until_s - time.monotonic()))


with Desk.open(Path(home)) as desk:
    desk.shared.membership().join(line)
    desk.subscribe(hear)
    desk.shared.start(tell)
    has_read.wait()
    (board,) = desk.reading.headlines()

    def write(count: int) -> tuple[str, float]:
        """A note, saved."""
        (entry,) = desk.record(Note(TEXT.format(count=count)), board.incident).result()
        return entry.id, time.monotonic()

    take_turns(write, wait, heard)
