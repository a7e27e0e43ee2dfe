"""kill -9 of a window that laid a sealed file out for another program: the next start takes the copy away."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from incident_desk.desktop.session import Session
from incident_desk.desktop.shelf import HELD, PREFIX, Shelf, sweep
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.window_state import WindowState
from tests.support.places import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def killed(home: Path) -> Path:
    """A window opens a file and is killed. Returns: where the copy lies."""
    command = [sys.executable, "-m", "tests.faults.opener", str(home)]
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env) as process:
        assert process.stdout is not None
        copy = Path(process.stdout.readline().strip())
        sweep()
        assert copy.read_bytes() == b"a sealed graph"  # another window leaves it alone while its own is there
        process.kill()
    return copy


async def test_a_copy_that_a_killed_window_left_is_gone_with_the_next_start(
    app: "QApplication", tmp_path: Path, temporary: Path
) -> None:
    home = tmp_path / "home"
    copy = killed(home)
    assert copy.is_relative_to(temporary)
    assert copy.exists()
    shell = Shell(WindowState(home))

    def leave() -> None:
        shell.close()

    session = Session(app, shell, WindowState(home), home, on_ready=leave)
    assert await session.last() == 0
    assert not copy.parent.exists()
    session.shell.deleteLater()


def test_what_is_not_ours_stays(temporary: Path) -> None:
    strange, elsewhere = temporary / f"{PREFIX}x", temporary / "elsewhere"
    for each in (strange, elsewhere):
        each.mkdir()
    (elsewhere / HELD).touch()
    (temporary / f"{PREFIX}y").symlink_to(elsewhere)
    shelf = Shelf()
    copy = shelf.lay("graph.png", b"x")
    sweep()
    assert copy.exists()
    assert strange.exists()  # nobody held it: no shelf of ours
    assert elsewhere.exists()
    shelf.clear()
    assert not copy.parent.exists()
