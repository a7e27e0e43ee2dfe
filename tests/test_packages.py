"""The sdist and the wheel each hold all there is to run: installed into an empty environment, they start."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.places import ROOT

LOAD_EVERYTHING = """
import importlib, pkgutil
import incident_desk
for module in pkgutil.walk_packages(incident_desk.__path__, "incident_desk."):
    if ".migrations." not in module.name:  # alembic runs these
        importlib.import_module(module.name)
from PySide6.QtWidgets import QApplication
from incident_desk.desktop import forms, theme
theme.apply(QApplication([]), "dark")
print(*sorted(m.name for m in pkgutil.iter_modules(forms.__path__)))
"""


@dataclass(frozen=True)
class Distributions:
    """What a build leaves."""

    sdist: Path
    wheel: Path


def run(*command: object, cwd: Path) -> str:
    """Run a command that must succeed."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone of this folder holds: without compiled forms, so that the build must make them."""
    folder = tmp_path_factory.mktemp("checkout")
    if not (ROOT / ".git").exists():
        pytest.skip("building from a clone needs the git repository, and this folder is none")
    files = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
    for file in filter(None, files):
        if (ROOT / file).is_file():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes((ROOT / file).read_bytes())
    return folder


def build(checkout: Path, output: Path, *options: str) -> Distributions:
    """Build the sdist, and from it the wheel, as a publisher would."""
    run(sys.executable, "-P", "-m", "build", "--outdir", output, *options, ".", cwd=checkout)
    return Distributions(next(output.glob("*.tar.gz")), next(output.glob("*.whl")))


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Both distributions, made with the build tools of this environment."""
    return build(checkout, tmp_path_factory.mktemp("dist"), "--no-isolation")


def names_in(distribution: Path) -> list[str]:
    """The files a distribution holds."""
    if distribution.suffix == ".whl":
        with zipfile.ZipFile(distribution) as wheel:
            return wheel.namelist()
    with tarfile.open(distribution) as sdist:
        return [name.partition("/")[2] for name in sdist.getnames()]


def forms_of(checkout: Path) -> list[str]:
    """The modules that the forms of this checkout become."""
    return sorted(f"ui_{path.stem}" for path in (checkout / "ui").glob("*.ui"))


@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_a_distribution_carries_forms_resources_and_licences(kind: str, built: Distributions, checkout: Path) -> None:
    names = names_in(getattr(built, kind))
    files = (file.relative_to(checkout) for file in (checkout / "incident_desk").rglob("*") if file.is_file())
    wanted = [str(file) for file in files if "__pycache__" not in file.parts]
    wanted += [f"incident_desk/desktop/forms/{form}.py" for form in forms_of(checkout)]
    assert [name for name in wanted if name not in names] == []
    assert [n for n in ("LICENSE", "THIRD_PARTY.md") if not any(name.endswith(n) for name in names)] == []
    assert [name for name in names if "__pycache__" in name or name.startswith("tests/")] == []


def starts(python: Path, checkout: Path, cwd: Path) -> None:
    """Check that the installed program answers, and that its window loads."""
    command = python.with_name("incident-desk")
    assert run(command, "--home", cwd / "home", "list", "--json", cwd=cwd) == '{"incidents":[]}\n'
    assert run(python, "-c", LOAD_EVERYTHING, cwd=cwd).split() == forms_of(checkout)


def test_the_wheel_starts_without_the_checkout(built: Distributions, checkout: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", built.wheel, cwd=tmp_path)
    # the libraries are borrowed from this environment, the program is not: a .pth file below borrowed.pth is not read
    here = next(path for path in sys.path if path.endswith("site-packages"))
    Path(own, "borrowed.pth").write_text(here, encoding="utf-8")
    starts(python, checkout, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_a_distribution_starts_in_an_empty_environment(kind: str, checkout: Path, tmp_path: Path) -> None:
    built = build(checkout, tmp_path / "dist")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = (python, "-m", "pip", "install", "-q")
    run(*pip, "--require-hashes", "-r", checkout / "requirements" / "run.txt", cwd=tmp_path)
    run(*pip, getattr(built, kind), cwd=tmp_path)
    starts(python, checkout, tmp_path)
