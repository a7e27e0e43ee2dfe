"""How long a key takes to be painted in the command line while entries arrive, beside a bare QLineEdit."""

import json
from typing import Literal

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import scratch
from benchmarks.windows import Started, window

PASSES = 3


def keys(started: Started, count: int) -> list[float]:
    """Press so many keys. Returns: how long each took, in seconds."""
    took = json.loads(started.ask(str(count)))
    assert len(took) == count, f"of {count} keys, {len(took)} were painted"
    return took


def typed(ours_in: str, peer: Literal["line", "text"], is_quick: bool) -> Sides:
    """Type into that program and into a bare field in turn, a stretch here and a stretch there, each a process."""
    entries, stretch, passes = (30, 10, 1) if is_quick else (500, 250, PASSES)
    ours: list[float] = []
    theirs: list[float] = []
    with scratch() as folder:
        home = folder / "home"
        fill(home, (entries, True))
        with window(ours_in, str(home)) as board, window("typing_bare", peer) as bare:
            for started in (board, bare):
                started.until("ready")
                keys(started, 5)  # the first ones load what a field needs
            for _ in range(passes):
                ours += keys(board, stretch)
                theirs += keys(bare, stretch)
    return Sides(ours, theirs)


def measure(is_quick: bool) -> Sides:
    """In the command line."""
    return typed("typing_board", "line", is_quick)


BENCHMARK = Benchmark(
    name="type",
    what="key to paint in the command line while 50 entries/s arrive ÷ in a bare QLineEdit",
    budget=2,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
    passes=PASSES,
)
