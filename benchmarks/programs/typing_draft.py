"""The board over a record: the draft of its message is typed into while somebody else writes it, and entries arrive."""

import asyncio
import sys
import threading
import time
from pathlib import Path

from benchmarks.board import Window, a_window, in_window, until
from benchmarks.typist import LETTERS, Typist
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.domain.draft_text import DraftText
from incident_desk.domain.drafts import changing
from incident_desk.domain.message_list import draft_name
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.timeline import Note

ARRIVE_EVERY_S = 1 / 50
WRITTEN_EVERY = 25
"""Of so many entries one is the other's: that is as often as a window writes down what is typed in it."""
CHANNEL = "inside"
TEXT = "Replica {count} of the checkout lags by {count} seconds and is taken out"
BEGINS = "Pushes fail since 23:31. More by {{ next_update }}. "

arriving = threading.Event()


def arrive(window: Window, name: str) -> None:
    """Entries that others write, on their way through the desk; some of them are words in this draft."""
    assert window.bridge.desk is not None
    assert window.navigation.shown is not None
    desk, incident = window.bridge.desk, window.navigation.shown.incident
    theirs, count, due = DraftText(BEGINS), 0, time.perf_counter()
    while arriving.wait():
        count += 1
        if count % WRITTEN_EVERY:
            desk.record(Note(TEXT.format(count=count)), incident)
        else:
            theirs.write(f"{theirs.text}{LETTERS[count % 40 : count % 40 + 6]}")
            desk.record(changing(name, [theirs.drain()]), incident)
        due = max(due + ARRIVE_EVERY_S, time.perf_counter() - ARRIVE_EVERY_S)
        time.sleep(max(0.0, due - time.perf_counter()))


async def serve(home: Path) -> None:
    """Be typed into until the process is ended."""
    async with a_window(home) as window:
        incident = next(each.incident for each in window.bridge.headlines if each.headline.is_open)
        begin = BeginMessage("Update", channels=(CHANNEL,), texts={CHANNEL: BEGINS})
        [begun] = await window.bridge.do(begin, incident)
        await window.go_to(incident)
        await until(lambda: any(each.isVisible() for each in window.shell.findChildren(DraftEdit, "message_text")))
        field = next(each for each in window.shell.findChildren(DraftEdit, "message_text") if each.isVisible())
        await until(lambda: field.toPlainText() == BEGINS)
        field.setFocus()
        name = draft_name(begun.id, CHANNEL)
        threading.Thread(target=arrive, args=(window, name), daemon=True).start()
        typist = Typist(field, arriving.set, arriving.clear)
        print("ready", flush=True)
        await asyncio.Event().wait()
        typist.deleteLater()


if __name__ == "__main__":
    in_window(lambda: serve(Path(sys.argv[1])))
