"""How long a key takes to be painted in the command line while entries arrive, beside a bare QLineEdit."""

import json

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


def typed(ours_in: str, peer_in: str, is_quick: bool) -> Sides:
    """Type into the windows of two programs in turn, a stretch here and a stretch there, each a process of its own."""
    entries, stretch, passes = (30, 10, 1) if is_quick else (500, 250, PASSES)
    ours: list[float] = []
    peer: list[float] = []
    with scratch() as folder:
        home = folder / "home"
        fill(home, (entries, True))
        with window(ours_in, str(home)) as board, window(peer_in) as bare:
            for started in (board, bare):
                started.until("ready")
                keys(started, 5)  # the first ones load what a field needs
            for _ in range(passes):
                ours += keys(board, stretch)
                peer += keys(bare, stretch)
    return Sides(ours, peer)


def measure(is_quick: bool) -> Sides:
    """In the command line."""
    return typed("typing_board", "typing_bare", is_quick)


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
