"""The plan in force is kept beside the record as it was read, so that the next start need not read its text again."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from incident_desk.desk.plan_at_hand import Kept, have_at_hand
from incident_desk.desk.resources import default_plan
from incident_desk.domain import plan_reading, plan_text
from incident_desk.domain.plan import Plans, Version
from incident_desk.domain.plan_schema import Plan
from incident_desk.store.home import Home


@pytest.fixture(autouse=True)
def nothing_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    plan_text.examine.cache_clear()
    monkeypatch.setattr(plan_text, "_read_before", {})


def test_a_plan_that_was_kept_is_the_one_that_its_text_says(tmp_path: Path) -> None:
    plans = Plans(default_plan())
    have_at_hand(tmp_path, plans, is_kept=True)
    plan_text.examine.cache_clear()
    have_at_hand(tmp_path, plans, is_kept=True)
    assert plans.current == plan_reading.read(default_plan()).plan


def test_the_next_start_does_without_the_yaml_library(tmp_path: Path) -> None:
    have_at_hand(tmp_path, Plans(default_plan()), is_kept=True)
    program = (
        "import sys; from pathlib import Path\n"
        "sys.modules['ruamel.yaml'] = None\n"  # Python's own way to say: this cannot be imported
        "from incident_desk.desktop.opening import open_home\n"
        "opened = open_home(Path(sys.argv[1]))\n"
        "print(opened.organisation.plans.current.digest)\n"
        "opened.desk.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == (Plans(default_plan()).current.digest, "")


def test_another_plan_comes_into_force(tmp_path: Path) -> None:
    have_at_hand(tmp_path, Plans(default_plan()), is_kept=True)
    other = default_plan().replace("name: ", "name: Other ", 1)
    plans = Plans(default_plan(), [Version(default_plan()), Version(other)])
    have_at_hand(tmp_path, plans, is_kept=True)
    assert plans.current.name.startswith("Other")
    assert _kept(tmp_path).text == other


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"read_by":"another state of the program","plan":{}}'])
def test_a_file_that_is_none_is_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    Home(tmp_path).plan_read.write_bytes(spoilt)
    have_at_hand(tmp_path, Plans(default_plan()), is_kept=True)
    assert _kept(tmp_path).text == default_plan()


def test_who_only_reads_leaves_no_file(tmp_path: Path) -> None:
    have_at_hand(tmp_path, Plans(default_plan()), is_kept=False)
    assert list(tmp_path.iterdir()) == []


def _kept(home: Path) -> Plan:
    return msgspec.json.decode(Home(home).plan_read.read_bytes(), type=Kept).plan
