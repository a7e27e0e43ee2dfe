"""`python -m benchmarks [NAME…] [--json] [--quick]`: a table, and exit 1 if one is over its budget."""

import argparse
import importlib
import subprocess
import sys

import msgspec

from benchmarks.budget import Benchmark, Ratio

NAMES = (
    "save",
    "fold",
    "start",
    "ready",
    "open",
    "scrub",
    "type",
    "draft",
    "search",
    "similar",
    "checks",
    "memory",
    "push",
    "relay",
    "relay50",
    "page",
    "detect",
)


def benchmark(name: str) -> Benchmark:
    """The benchmark that lies in the module of this name."""
    found = importlib.import_module(f"benchmarks.{name}").BENCHMARK
    assert isinstance(found, Benchmark)
    return found


def measured_apart(name: str, is_quick: bool) -> Ratio:
    """Measure one in a process of its own, so that it finds nothing that another left in memory."""
    command = [sys.executable, "-m", "benchmarks", name, "--json", *(["--quick"] if is_quick else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"benchmarks: {name} could not be measured")
    return msgspec.json.decode(done.stdout, type=Ratio)


def main() -> int:
    """Returns: the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all of them if none is named")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each, and no judgement")
    parser.add_argument("--quick", action="store_true", help="show that they work; the figures mean nothing then")
    told = parser.parse_args()
    if unknown := [name for name in told.names if name not in NAMES]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(NAMES)}")
    is_over = False
    for name in told.names or NAMES:
        ratio = benchmark(name).run(told.quick) if len(told.names) == 1 else measured_apart(name, told.quick)
        is_over |= ratio.is_over
        print(msgspec.json.encode(ratio.shown()).decode() if told.json else ratio.row(), flush=True)
    return int(is_over and not told.json and not told.quick)


if __name__ == "__main__":
    sys.exit(main())
