"""The state document saved from the board, as pages or as text, and from a terminal."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from incident_desk.desk import Desk
from incident_desk.desktop.panels.state_document import StateDocumentPanel
from incident_desk.domain.errors import BadInput
from incident_desk.domain.incident import Declare
from incident_desk.domain.timeline import Note, NoteSort
from tests.desktop.boards import Room, a_room
from tests.desktop.test_plan_pack import pages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def the_panel(room: Room) -> StateDocumentPanel:
    panel = StateDocumentPanel(room.bridge)
    room.shell.show_page(room.shell.add_page(panel))
    panel.observe(room.incident)
    return panel


async def test_it_is_saved_as_pages_or_as_text(app: "QApplication", home: Path, tmp_path: Path) -> None:
    async with a_room(home) as room:
        await room.do(Note("Restore the copy", NoteSort.DECISION))
        panel = the_panel(room)
        for name in ("state.pdf", "state.txt"):
            await panel.write(tmp_path / name)
            assert panel.told.text() == f"Written to {tmp_path / name}"
        assert room.board.timeline.lines[-1].english == "State document: done: state.txt"
    assert pages((tmp_path / "state.pdf").read_bytes()) >= 1
    assert "Restore the copy" in (tmp_path / "state.txt").read_text(encoding="utf-8")


async def test_where_it_cannot_be_written_that_is_said(app: "QApplication", home: Path, tmp_path: Path) -> None:
    async with a_room(home) as room:
        panel = the_panel(room)
        with pytest.raises(BadInput, match="No such file or directory"):
            await panel.write(tmp_path / "nowhere" / "state.pdf")
        assert panel.save.isEnabled()


def test_it_is_written_as_pages_from_a_terminal_without_a_screen(home: Path, tmp_path: Path) -> None:
    with Desk.open(home) as desk:
        desk.choose_person("Ada").result()
        desk.record(Declare("Orders fail")).result()
    program = "import sys; from incident_desk.cli import main; sys.exit(main())"
    file = tmp_path / "state.pdf"
    asked = [sys.executable, "-c", program, "export", "Orders", "--format", "state", "-o", str(file)]
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env["INCIDENT_DESK_HOME"] = str(home)
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Written to {file}\n", "")
    assert pages(file.read_bytes()) == 1
