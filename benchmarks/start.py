"""From the start of the process to the first frame of the board's shell, beside an empty window."""

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import in_turn, scratch
from benchmarks.windows import seconds_until


def measure(is_quick: bool) -> Sides:
    """Start both again and again; the first time only brings the files into memory."""
    with scratch() as folder:
        return in_turn(
            2 if is_quick else 40,
            lambda: seconds_until("painted", "desk", str(folder / "home")),
            lambda: seconds_until("painted", "bare"),
        )


BENCHMARK = Benchmark(
    name="start",
    what="process start to the first frame of the board's shell ÷ to a bare QMainWindow painted",
    budget=3,
    percentile=10,  # of the quickest: a start takes long enough for anything else to get in its way
    unit="ms",
    scale=1e3,
    measure=measure,
)
