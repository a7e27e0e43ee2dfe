"""The worked example of CONTRIBUTING.md lands: done to a copy of the house, its tests pass, and it is everywhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def run(*command: str, cwd: Path) -> str:
    """Run a command that must succeed, with the copy before the house itself."""
    env = {**os.environ, "PYTHONPATH": str(cwd), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """A copy of the house with the example in it."""
    house = tmp_path / "house"
    shutil.copytree(ROOT / "incident_desk", house / "incident_desk", ignore=shutil.ignore_patterns("__pycache__"))
    for name, code in re.findall(r"^```python\n# (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(code, encoding="utf-8")
    change = re.findall(r"^```diff\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "change.diff").write_text(change, encoding="utf-8")
    run("git", "apply", "../change.diff", cwd=house)
    return house


def test_the_example_is_tested_listed_and_typed(extended: Path, place: Path) -> None:
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/domain/test_meeting.py", cwd=extended)
    program = (sys.executable, "-c", "import sys; from incident_desk.cli import main; sys.exit(main())")
    run(*program, "declare", "--title", "Checkout fails", cwd=extended)
    run(*program, "do", "Checkout fails", "meeting.set", "place=Room 4", cwd=extended)
    assert "People meet at Room 4" in run(*program, "show", "Checkout fails", cwd=extended)
    assert "/meet" in run(*program, "do", "--list", "--json", cwd=extended)
