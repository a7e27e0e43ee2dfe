"""How long the window stands still while somebody drags through an incident of 10,000 entries, beside a small one."""

import asyncio
import random
from pathlib import Path

from benchmarks.board import Heartbeat, Window, a_window, in_window, until
from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import scratch
from incident_desk.domain.ids import IncidentId

STEPS = 200
PASSES = 3
FRAME_S = 1 / 60


def dragged(steps: int) -> list[float]:
    """Where the hand is from frame to frame: on, back, and now and then far away, as it was or as it was known."""
    chance = random.Random(2017)
    places, at = list[float](), 0.5
    for _ in range(steps):
        at = chance.random() if chance.random() < 0.1 else at + chance.uniform(-0.03, 0.04)
        places.append(min(1.0, max(0.0, at)))
    return places


async def reviewed(window: Window, incident: IncidentId) -> None:
    """Show it in the review room, and wait until all of it is there."""
    window.navigation.show_review(incident)
    review = window.navigation.review
    assert review is not None
    replayed = review.replayed
    await until(lambda: (whole := replayed.whole) is not None and whole.incident == incident)
    await until(lambda: replayed.knew is not None and replayed.knew.incident == incident and len(replayed.others) == 1)
    await until(lambda: replayed.then is not None and replayed.then.at_us == replayed.at_us)


async def scrubbed(window: Window, beat: Heartbeat, incident: IncidentId, steps: int) -> list[float]:
    """The longest stall of each frame."""
    await reviewed(window, incident)
    review = window.navigation.review
    assert review is not None
    stalls: list[float] = []
    for part in dragged(steps):
        beat.begin()
        review.bar.asked.emit(part)
        await asyncio.sleep(FRAME_S)
        stalls.append(beat.end())
    return stalls


async def in_turns(home: Path, large: IncidentId, small: IncidentId, steps: int, passes: int) -> Sides:
    """The large one, the small one, and so on."""
    beat = Heartbeat()
    ours, peer = list[float](), list[float]()
    async with a_window(home) as window:
        for incident in (large, small):  # the first time builds the room
            await scrubbed(window, beat, incident, 5)
        for _ in range(passes):
            ours += await scrubbed(window, beat, large, steps)
            peer += await scrubbed(window, beat, small, steps)
    return Sides(ours, peer)


def measure(is_quick: bool) -> Sides:
    """Scrub both in turn over one record."""
    entries, steps, passes = (200, 5, 1) if is_quick else (10_000, STEPS, PASSES)
    with scratch() as folder:
        home = folder / "home"
        large, small = fill(home, (entries, False), (12, False))
        return in_window(lambda: in_turns(home, large, small, steps, passes))


BENCHMARK = Benchmark(
    name="scrub",
    what="longest stall of the GUI thread in a frame while 10,000 entries are scrubbed through ÷ while 12 are",
    budget=2,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
    passes=PASSES,
)
