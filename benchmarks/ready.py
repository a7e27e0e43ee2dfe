"""From the start of the process to a board with an open incident that takes keys, beside an empty window."""

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import in_turn, scratch
from benchmarks.windows import seconds_until


def measure(is_quick: bool) -> Sides:
    """Start both again and again over one record; the first time only brings the files into memory."""
    past, entries, rounds = (2, 30, 1) if is_quick else (50, 500, 30)
    with scratch() as folder:
        home = folder / "home"
        fill(home, *[(200, False)] * past, (entries, True))
        return in_turn(
            rounds,
            lambda: seconds_until("ready", "desk", str(home)),
            lambda: seconds_until("painted", "bare"),
        )


BENCHMARK = Benchmark(
    name="ready",
    what="process start to the board showing an open incident of 500 entries among 50 past ones, keys accepted ÷ "
    "to a bare QMainWindow painted",
    budget=6,
    percentile=10,  # of the quickest: a start takes long enough for anything else to get in its way
    unit="ms",
    scale=1e3,
    measure=measure,
)
