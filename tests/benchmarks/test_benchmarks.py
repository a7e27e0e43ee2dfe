"""Each benchmark can be run, in its quick form, and says what it found; what it found means nothing then."""

import json
import subprocess
import sys

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.budget import Benchmark, Ratio, Sides, percentile
from benchmarks.measuring import in_turn
from tests.support.places import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


CROWDED = {"relay50"}
"""A hundred processes, more than a small machine bears beside the other tests."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in CROWDED else name for name in NAMES]
)
def test_a_benchmark_prints_its_ratio_and_both_sides(name: str) -> None:
    done = run(name, "--json", "--quick")
    if "page needs" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert found["name"] == name
    assert found["peer"] > 0
    assert found["ratio"] == pytest.approx(found["ours"] / found["peer"], rel=0.02)
    assert {"budget", "unit", "statistic", "ours_median", "peer_median"} <= found.keys()


def test_a_name_that_is_none_is_refused() -> None:
    done = run("speed")
    assert done.returncode == 2
    assert "no benchmark is called speed" in done.stderr


def test_the_ratio_is_made_of_the_percentile_that_the_budget_names() -> None:
    sides = Sides(ours=[float(n) for n in range(1, 201)], peer=[2.0] * 200)
    worst = Benchmark("worst", "", 1.5, 99, "ms", 1e3, lambda is_quick: sides).run()
    assert (worst.ours, worst.peer, worst.ratio, worst.is_over) == (199_000, 2_000, 99.5, True)
    middle = Benchmark("middle", "", 51, 50, "s", 1, lambda is_quick: sides).run()
    assert (middle.ratio, middle.is_over) == (50.25, False)


def test_of_a_few_the_greatest_is_the_worst() -> None:
    assert percentile([3.0, 1.0, 2.0], 99) == 3.0


def test_both_sides_are_measured_in_turn() -> None:
    order: list[str] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    sides = in_turn(2, lambda: side("ours"), lambda: side("peer"))
    assert order == ["ours", "peer"] * 3
    assert (sides.ours, sides.peer) == ((3.0, 5.0), (4.0, 6.0))


def test_a_row_says_so_when_a_budget_is_missed() -> None:
    over = Ratio("save", 1.75, "p50", "µs", 400.0, 200.0, 400.0, 200.0)
    assert over.row().split() == [
        "save",
        "2.00",
        "of",
        "1.75",
        "400.00",
        "÷",
        "200.00",
        "µs",
        "p50",
        "over",
        "its",
        "budget",
    ]
