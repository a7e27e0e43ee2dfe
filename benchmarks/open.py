"""How long the window stands still while a large incident is opened and left again, beside an empty one."""

import asyncio
from pathlib import Path

from benchmarks.board import Heartbeat, Window, a_window, in_window
from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import scratch
from incident_desk.domain.ids import IncidentId

OPENS = 20
PASSES = 3
PAINTED_S = 0.08
"""After so long everything that an opening has put off to the next turn of the loop is done."""


async def stall(window: Window, beat: Heartbeat, incident: IncidentId, elsewhere: IncidentId) -> float:
    """The longest that the GUI thread was busy while an incident was opened and left: letting it go counts, too."""
    await window.go_to(elsewhere)
    await asyncio.sleep(PAINTED_S)
    beat.begin()
    for place in (incident, elsewhere):
        await window.go_to(place)
        await asyncio.sleep(PAINTED_S)
    return beat.end()


async def in_turns(home: Path, large: IncidentId, empty: IncidentId, elsewhere: IncidentId, opens: int) -> Sides:
    """Open the large one, the empty one, and so on."""
    beat = Heartbeat()
    async with a_window(home) as window:
        for incident in (large, empty):  # the first time builds the board
            await stall(window, beat, incident, elsewhere)
        pairs = [[await stall(window, beat, incident, elsewhere) for incident in (large, empty)] for _ in range(opens)]
    return Sides(*zip(*pairs, strict=True))


def measure(is_quick: bool) -> Sides:
    """Open both in turn over one record."""
    entries, opens = (100, 1) if is_quick else (10_000, OPENS * PASSES)
    with scratch() as folder:
        home = folder / "home"
        large, empty, elsewhere = fill(home, (entries, True), (3, True), (3, True))
        return in_window(lambda: in_turns(home, large, empty, elsewhere, opens))


BENCHMARK = Benchmark(
    name="open",
    what="longest stall of the GUI thread while an incident of 10,000 entries is opened ÷ while an empty one is",
    budget=2,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
    passes=PASSES,
)
