"""How long a key takes to be painted in a draft that somebody else writes, too, beside a bare field."""

from benchmarks.budget import Benchmark, Sides
from benchmarks.type import PASSES, typed


def measure(is_quick: bool) -> Sides:
    """In the draft of a message."""
    return typed("typing_draft", "text", is_quick)


BENCHMARK = Benchmark(
    name="draft",
    what="key to paint in a draft of two writers while 50 entries/s arrive ÷ in a bare QPlainTextEdit",
    budget=2,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
    passes=PASSES,
)
