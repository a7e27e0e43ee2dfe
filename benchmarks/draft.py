"""How long a key takes to be painted in a draft that somebody else writes, too, beside a bare field."""

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import scratch
from benchmarks.type import PASSES, keys
from benchmarks.windows import window


def measure(is_quick: bool) -> Sides:
    """Type into both in turn, a stretch here and a stretch there, each a process of its own."""
    entries, stretch, passes = (30, 10, 1) if is_quick else (500, 250, PASSES)
    ours: list[float] = []
    peer: list[float] = []
    with scratch() as folder:
        home = folder / "home"
        fill(home, (entries, True))
        with window("typing_draft", str(home)) as board, window("typing_bare_text") as bare:
            for started in (board, bare):
                started.until("ready")
                keys(started, 5)  # the first ones load what a field needs
            for _ in range(passes):
                ours += keys(board, stretch)
                peer += keys(bare, stretch)
    return Sides(ours, peer)


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
