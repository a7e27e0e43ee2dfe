"""The house keeps its shape: sizes, a core that never heard of Qt, a lock that pins, a map that leads somewhere."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.places import ROOT
from tests.support.sizes import measure


def test_nothing_grows_past_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    house = measure(ROOT / "incident_desk")
    with capsys.disabled():
        print(f"\n{house.table()}")
    assert [row for row in house.rows() if row[1] > row[2]] == []


def test_functions_of_tests_are_short_too() -> None:
    assert [f.name for f in measure(ROOT / "tests").functions if f.size > 50] == []


def test_the_core_has_never_heard_of_qt(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'qasync'):\n"
        "    sys.modules[name] = None\n"  # Python's own way to say: this cannot be imported
        "from incident_desk.cli import main\n"
        "sys.exit(main(['list', '--json']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"incidents":[]}\n', "")


PATH = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|toml|py))`")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "THIRD_PARTY.md"])
def test_every_path_a_page_names_is_there(page: str) -> None:
    made = ("out/", "dist/", ".venv/", "incident_desk/desktop/forms/")  # these come and go
    named = PATH.findall((ROOT / page).read_text(encoding="utf-8"))
    gone = [path for path in named if not path.startswith(made) and not (ROOT / path).exists()]
    assert named
    assert gone == []


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_the_lock_pins_and_hashes_and_names_no_index(lock: str) -> None:
    lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    known = re.compile(r"[\w.-]+==\S+( ; .+)? \\|    --hash=sha256:\w{64}( \\)?|    # +[^:]*(:dev\))?")
    assert [line for line in lines if not known.fullmatch(line)] == []
    assert all(after.startswith("    --hash") for line, after in pairwise(lines) if line.endswith("\\"))


def test_the_two_locks_agree_with_each_other_and_with_the_project_file() -> None:
    run, dev = (_pins(name) for name in ("run.txt", "dev.txt"))
    assert run.items() <= dev.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    exact = dict(line.lower().split("==") for line in [*asked, *project["build-system"]["requires"]] if "==" in line)
    assert exact.items() <= dev.items()
    assert {re.split(r"[<>=!~ ;]", line)[0].lower().replace(".", "-") for line in asked} <= dev.keys()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_the_folder_packaging_hides_no_library() -> None:
    # with an __init__.py it would stand before the library of that name, which pytest and hatchling import
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_scripts_can_be_run() -> None:
    scripts = [*(ROOT / "packaging").glob("*.sh"), ROOT / ".ci" / "run"]
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []
