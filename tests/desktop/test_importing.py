"""Importing from the window: off the GUI thread, with progress, a way to stop, and a word on each file."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from incident_desk.desktop import importing
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.importing import ImportingDialog, import_all
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.shell import Shell
from tests.desktop.conftest import a_bridge, a_shell, until


def timelines(folder: Path, count: int) -> list[Path]:
    """So many past incidents of one line each."""
    files: list[Path] = []
    for i in range(count):
        entry = {"occurred_at": "2024-05-02T09:00:00Z", "role_or_actor": "", "kind": "note", "text": f"Line {i}"}
        file = folder / f"{i}.json"
        file.write_text(json.dumps({"title": f"Incident {i}", "entries": [entry]}), encoding="utf-8")
        files.append(file)
    return files


def told(shell: Shell) -> list[str]:
    """What the notice says."""
    (notice,) = shell.findChildren(NoticeDialog)
    return [label.text() for label in notice.body.findChildren(Label)]


def press(shell: Shell, name: str) -> None:
    button = shell.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_each_file_is_told_of_and_the_last_incident_is_shown(home: Path, tmp_path: Path) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        assert bridge.desk is not None
        files = [*timelines(tmp_path, 2), tmp_path / "none.json"]
        flow = asyncio.ensure_future(import_all(bridge.desk, shell, files))
        await until(lambda: shell.findChildren(NoticeDialog))
        numbers = {b.incident: b.headline.number for b in await bridge.read(lambda desk: desk.headlines())}
        lines = told(shell)
        press(shell, "import_done")
        shown = await flow
        assert shown is not None
        assert lines[1] == f"{numbers[shown]}: 1 entries added"
        assert lines[2] == f"{tmp_path / 'none.json'}: no such file"


async def test_a_long_import_shows_how_far_it_is_and_can_be_stopped(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE_S", 0.0)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        assert bridge.desk is not None
        flow = asyncio.ensure_future(import_all(bridge.desk, shell, timelines(tmp_path, 300)))
        await until(lambda: shell.findChildren(ImportingDialog))
        (dialog,) = shell.findChildren(ImportingDialog)
        await until(lambda: dialog.told.text() not in ("", "0 of 300 files"))
        assert re.fullmatch(r"\d+ of 300 files", dialog.told.text())
        press(shell, "importing_stop")
        assert dialog.told.text() == "Stopping…"
        await until(lambda: shell.findChildren(NoticeDialog))
        lines = told(shell)
        press(shell, "import_done")
        await flow
        came = len(await bridge.read(lambda desk: desk.headlines()))
        assert 0 < came < 300
        assert len(lines) == came + 1
        assert lines[-1].endswith(f"not imported, because the import was stopped, like {300 - came - 1} more files")


async def test_a_table_is_called_as_its_file_is(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("When,What\n2024-05-02 09:00,Orders fail\n", encoding="utf-8")
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        assert bridge.desk is not None
        flow = asyncio.ensure_future(import_all(bridge.desk, shell, [file]))
        await until(lambda: shell.findChildren(NoticeDialog))
        press(shell, "import_done")
        incident = await flow
        assert incident is not None
        board = await bridge.read(lambda desk: desk.fold(incident).board)
        assert board.headline.title.value == "log"
