"""The memory of the window over a long record, beside that of an empty window."""

import subprocess
import time
from pathlib import Path

from benchmarks.budget import Benchmark, Sides
from benchmarks.making import fill
from benchmarks.measuring import in_turn, scratch
from benchmarks.windows import window

SETTLED_S = 2.0
"""After so long the window has done what it puts off at its start."""


def resident_bytes(pid: int) -> int:
    """How much memory a process holds, from the kernel where it tells, else from `ps`."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) * 1024


def settled(word: str, program: str, *arguments: str) -> float:
    """The memory of a program some time after it has said this."""
    with window(program, *arguments) as started:
        started.until(word)
        time.sleep(SETTLED_S)
        return float(resident_bytes(started.pid))


def measure(is_quick: bool) -> Sides:
    """Start both a few times; memory is the same each time, give or take a page."""
    incidents, entries, rounds = (3, 30, 1) if is_quick else (100, 2_000, 5)
    with scratch() as folder:
        home = folder / "home"
        fill(home, *[(entries, False)] * (incidents - 1), (entries, True))
        return in_turn(
            rounds, lambda: settled("ready", "desk", str(home)), lambda: settled("painted", "bare"), warm_up=0
        )


BENCHMARK = Benchmark(
    name="memory",
    what="RSS with 100 incidents of 2,000 entries listed and one of them open ÷ of a bare QMainWindow",
    budget=4,
    percentile=50,
    unit="MiB",
    scale=1 / 1024**2,
    measure=measure,
)
