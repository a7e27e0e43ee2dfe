"""A flood of reports through a real `serve`, beside a real window: a short one, and ten thousand in five minutes."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.shared.cluster import installations
from tests.support.places import ROOT


def flooded(*options: str) -> dict[str, Any]:
    if not installations():
        pytest.skip("no PostgreSQL is installed here")
    command = [sys.executable, "-m", "benchmarks.flood", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def must_hold(found: dict[str, Any], accepted: int) -> None:
    """Nothing accepted is lost or doubled at either desk, the warning came in time, what is suggested is right."""
    for place in (found["at_serve"], found["at_the_window"]):
        assert (place["accepted"], place["lost"], place["doubled"]) == (accepted, 0, 0), found
        assert 0 < place["before_the_warning"] <= 100, found
        assert place["labelled_words_right"] >= 0.9 * place["labelled_words"], found
        assert place["suggested_right"] >= 0.9, found
    assert found["judged"] > 0, found


def test_a_short_flood_is_taken_warned_of_and_suggested_right() -> None:
    must_hold(flooded("--reports", "240", "--seconds", "6", "--weeks", "0"), 240)


@pytest.mark.long
def test_ten_thousand_in_five_minutes_leave_the_room_usable() -> None:
    found = flooded()
    must_hold(found, 10_000)
    assert found["seconds"] < 330, found
    assert found["judged"] > 30, found
