"""Three days of work meet again: 20,000 entries go up from one desk and come down at another, its window open.

    python -m benchmarks.backlog [--entries 20000]

Not among the budgets, because it takes a minute. It prints one line of JSON: how long each way took, and the longest
that the GUI thread was busy meanwhile, while somebody writes a note every second.
"""

import argparse
import asyncio
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.board import Heartbeat, Window, a_window, in_window
from benchmarks.budget import percentile
from benchmarks.measuring import DISK, scratch
from incident_desk.desk import Desk
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.timeline import Note
from tests.shared.cluster import Cluster, installations

AT_ONCE = 200
PATIENCE_S = 600.0


def shared_by_two(folder: Path, url: str) -> IncidentId:
    """Two homes that share a record with one incident in it."""
    with Desk.open(folder / "ada") as ada, Desk.open(folder / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(url)
        incident = ada.record(Declare("Pushes fail")).result()[-1].incident
        ada.shared.exchange()
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
        bea.shared.exchange()
    return incident


def work_alone(home: Path, incident: IncidentId, entries: int) -> None:
    """What piles up while a desk is cut off: a third in the incident everybody is at, the rest in new ones."""
    with Desk.open(home) as desk:
        places = [incident, *(desk.record(Declare(f"Mail is late {n}")).result()[-1].incident for n in range(2))]
        for first in range(0, entries, AT_ONCE):
            notes = [Note(f"n{n}: db1 is empty, the replica is not") for n in range(first, first + AT_ONCE)]
            desk.record(notes, places[first // AT_ONCE % 3]).result()


async def caught_up(window: Window, incident: IncidentId, is_done: Any) -> dict[str, float]:
    """Be at work until all went through. Returns: seconds, stalls, and how long a note took meanwhile."""
    await window.go_to(incident)
    beat, notes, stalls = Heartbeat(), list[float](), list[float]()
    began = time.perf_counter()
    window.bridge.sharing.begin()
    while not is_done():
        assert time.perf_counter() < began + PATIENCE_S
        beat.begin()
        before = time.perf_counter()
        await window.bridge.do(Note("still at work"), incident)
        notes.append(time.perf_counter() - before)
        await asyncio.sleep(1.0)
        stalls.append(beat.end())
    took = time.perf_counter() - began
    return {
        "seconds": round(took, 1),
        "longest_stall_ms": round(max(stalls) * 1e3),
        "stall_of_a_second_p50_ms": round(percentile(stalls, 50) * 1e3),
        "note_saved_worst_ms": round(max(notes) * 1e3),
    }


async def at_home(home: Path, incident: IncidentId, count: int) -> dict[str, float]:
    """Open the window and let it catch up until the record holds so many entries, and nothing waits."""
    async with a_window(home) as window:
        sharing = window.bridge.sharing

        def is_done() -> bool:
            state = sharing.state
            return state is not None and state.heard_us is not None and not state.waiting and not state.total

        told = await caught_up(window, incident, is_done)
        assert await window.bridge.read(lambda desk: sum(map(len, map(desk.entries, _ids(desk))))) >= count
        return told


def _ids(desk: Any) -> list[IncidentId]:
    return [board.incident for board in desk.headlines()]


def measure(entries: int) -> dict[str, Any]:
    """One desk hands up, then the other takes down."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on")
        with scratch() as folder:
            incident = shared_by_two(folder, cluster.url)
            work_alone(folder / "bea", incident, entries)
            up = in_window(lambda: at_home(folder / "bea", incident, entries))
            down = in_window(lambda: at_home(folder / "ada", incident, entries))
    finally:
        cluster.remove()
    return {"entries": entries, "up": up, "down": down}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backlog", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    print(json.dumps(measure(parser.parse_args().entries)))
