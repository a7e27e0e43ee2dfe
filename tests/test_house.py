"""The house keeps its shape: sizes, a core that never heard of Qt, a lock that pins, a map that leads somewhere."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from ruamel.yaml import YAML

from tests.support.places import ROOT
from tests.support.sizes import measure


def test_nothing_grows_past_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    house = measure(ROOT / "incident_desk")
    with capsys.disabled():
        print(f"\n{house.table()}")
    assert [row for row in house.rows() if row[1] > row[2]] == []


@pytest.mark.parametrize("folder", ["tests", "docs", "benchmarks"])
def test_what_stands_around_the_house_is_short_too(folder: str) -> None:
    around = measure(ROOT / folder)
    assert [f.name for f in around.functions if f.size > 50] == []
    assert [m.name for m in around.modules if m.size > 500] == []


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


PATH = re.compile(r"`((?:\.\w|\w)[\w.-]*/[\w./-]*)`")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/decisions/*.md")])
TOP = ("incident_desk", "ui", "tests", "docs", "benchmarks", "packaging", "requirements", "typings", ".ci")
COME_AND_GO = ("out/", "dist/", ".venv/", "incident_desk/desktop/forms/")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_a_page_names_is_there(page: Path) -> None:
    named = [path for path in PATH.findall(page.read_text(encoding="utf-8")) if path.partition("/")[0] in TOP]
    assert [path for path in named if not path.startswith(COME_AND_GO) and not (ROOT / path).exists()] == []


def test_the_map_names_every_floor_and_every_capability() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Make")[0]
    named = set(PATH.findall(page))
    package = ROOT / "incident_desk"
    floors = {f"{path.relative_to(ROOT)}/" for path in package.iterdir() if (path / "__init__.py").is_file()}
    capabilities = {
        str(path.relative_to(ROOT))
        for path in (package / "domain").glob("*.py")
        if "@command(" in path.read_text(encoding="utf-8") and path.name != "commands.py"
    }
    assert sorted((floors | capabilities) - named) == []


def test_a_decision_is_one_page_with_all_its_parts() -> None:
    pages = [page for page in PAGES if page.parent.name == "decisions"]
    assert [int(page.name[:3]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:3])}. ")
        parts = ["**Context.**", "**Decision.**", "**Consequences.**", "**Also considered.**"]
        assert re.findall(r"^\*\*[\w ]+\.\*\*", text, re.MULTILINE) == parts, page.name
        assert len(text.splitlines()) <= 50, page.name


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
    plain = [line.partition(";")[0] for line in [*asked, *project["build-system"]["requires"]]]
    exact = dict(line.lower().split("==") for line in plain if "==" in line)
    assert exact.items() <= dev.items()
    assert {re.split(r"[<>=!~ ;[]", line)[0].lower().replace(".", "-") for line in asked} <= dev.keys()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_every_package_that_is_installed_is_named_with_its_licence() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").partition("## Installed beside")[2]
    named = {re.sub(r"[._]", "-", word.lower()) for word in re.findall(r"[\w.-]+", page)}
    assert sorted(_pins("run.txt").keys() - named) == []


def test_the_folder_packaging_hides_no_library() -> None:
    # with an __init__.py it would stand before the library of that name, which pytest and hatchling import
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_the_hooks_of_git_call_what_is_there(tmp_path: Path) -> None:
    config = ROOT / ".pre-commit-config.yaml"
    hooks: list[dict[str, Any]] = cast("Any", YAML(typ="safe")).load(config)["repos"][0]["hooks"]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    tools = [f".venv/bin/{path.name}" for path in Path(sys.executable).parent.iterdir()]
    called = [str(hook["entry"]).split() for hook in hooks]
    assert [
        words for words in called if words[0] not in tools and not (words[0] == "make" and words[1] in targets)
    ] == []
    assert {stage for hook in hooks for stage in hook["stages"]} == {"pre-commit", "pre-push"}
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", config], check=True, cwd=tmp_path)


def test_help_names_every_target_that_stands_for_itself() -> None:
    done = subprocess.run(["make", "-s", "help"], capture_output=True, text=True, check=True, cwd=ROOT)
    listed = re.findall(r"^  make (\w+)", done.stdout, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[0].split()
    assert listed == [target for target in phony if target not in ("lint", "house")]  # the two parts of check


def test_scripts_can_be_run() -> None:
    scripts = [*(ROOT / "packaging").glob("*.sh"), ROOT / ".ci" / "run"]
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []
