"""The plan as PDF, from the plan room and from a terminal."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QApplication

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.printing import laid_out
from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_text import read_plan
from incident_desk.learning.plan_pack import packed
from tests.desktop.conftest import until
from tests.desktop.planning import a_plan_room
from tests.domain.making import PLAN, START_US


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    found = re.search(rb"/Count (\d+)", pdf)
    assert found is not None
    return int(found[1])


async def test_the_plan_in_force_is_written_from_the_room(app: QApplication, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    async with a_plan_room(home) as window:
        await window.bridge.do(Use(PLAN.replace("name: Default plan", "name: Ours"), "fitted"))
        panel = window.room.pack
        window.bridge.soon(panel.write(file), panel.say)
        await until(panel.said.text)
        assert panel.said.text() == f"Written to {file}"
    pdf = file.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) >= 12
    assert "Ours".encode("utf-16-be") in pdf


@pytest.mark.parametrize("name", ready_plans())
def test_no_heading_stands_alone_at_the_foot_of_a_page(app: QApplication, name: str) -> None:
    pack = packed(read_plan(ready_plans()[name]), None, "", START_US)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    document = laid_out(pack, QPdfWriter(buffer))
    page_px, found = document.pageSize().height(), list[str]()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.next().isValid():
            here, below = (document.documentLayout().blockBoundingRect(each) for each in (block, block.next()))
            if here.bottom() // page_px < (below.bottom() - 1) // page_px:
                found.append(block.text())
        block = block.next()
    assert found == []


async def test_where_it_cannot_be_written_that_is_said(app: QApplication, home: Path, tmp_path: Path) -> None:
    async with a_plan_room(home) as window:
        panel = window.room.pack
        with pytest.raises(BadInput, match="No such file or directory"):
            await panel.write(tmp_path / "nowhere" / "plan.pdf")
        assert panel.save.isEnabled()


def test_a_plan_is_packed_from_a_terminal_without_a_screen(tmp_path: Path) -> None:
    program = "import sys; from incident_desk.cli import main; sys.exit(main())"
    file = tmp_path / "utility.pdf"
    asked = [sys.executable, "-c", program, "plan", "pack", "utility", "-o", str(file), "--json"]
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env["INCIDENT_DESK_HOME"] = str(tmp_path / "home")
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["file"] == str(file)
    assert pages(file.read_bytes()) >= 12
    assert not (tmp_path / "home").exists()
