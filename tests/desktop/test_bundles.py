"""Bundles in the window: chosen or dropped, taken in off the GUI thread, and told of line by line."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.desktop.bundles import bundles_in, take_all
from incident_desk.desktop.dialogs.notice import NoticeDialog
from incident_desk.desktop.importing import import_all
from incident_desk.desktop.parts.command_edit import CommandEdit
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.store.bundles.form import Coverage
from tests.desktop.conftest import a_bridge, a_shell, until
from tests.desktop.test_importing import press, told


def a_bundle(folder: Path) -> tuple[Path, IncidentId]:
    """A bundle of one incident that another home declared."""
    with Desk.open(folder / "elsewhere") as desk:
        desk.choose_person("Grace").result()
        incident = desk.record(Declare("Mail is late")).result()[-1].incident
    file = folder / "mail.bundle"
    export_bundle(folder / "elsewhere", file, Coverage(incident))
    return file, incident


async def test_a_bundle_comes_in_and_says_who_made_it_and_who_is_new(home: Path, tmp_path: Path) -> None:
    file, incident = a_bundle(tmp_path)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        assert bridge.desk is not None
        flow = asyncio.ensure_future(import_all(bridge.desk, shell, [file]))
        await until(lambda: shell.findChildren(NoticeDialog))
        lines = told(shell)
        press(shell, "import_done")
        assert await flow == incident
        assert "mail.bundle, made by Grace:" in lines[0]
        assert any(line.startswith("First heard of: Grace (desk ") for line in lines)
        board = await bridge.read(lambda desk: desk.fold(incident).board)
        assert board.headline.title.value == "Mail is late"


async def test_a_bundle_that_was_changed_is_refused_in_plain_words(home: Path, tmp_path: Path) -> None:
    file, _ = a_bundle(tmp_path)
    changed = bytearray(file.read_bytes())
    changed[changed.index(b"PK\x01\x02") - 30] ^= 1
    file.write_bytes(changed)
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        assert bridge.desk is not None
        flow = asyncio.ensure_future(import_all(bridge.desk, shell, [file]))
        await until(lambda: shell.findChildren(NoticeDialog))
        lines = told(shell)
        press(shell, "import_done")
        assert await flow is None
        assert len(lines) == 1
        assert "changed" in lines[0]
        assert bridge.headlines == []


async def test_stopping_takes_nothing_in(home: Path, tmp_path: Path) -> None:
    file, _ = a_bundle(tmp_path)
    async with a_bridge(home) as bridge:
        assert bridge.desk is not None
        came, refused, others = await asyncio.to_thread(take_all, bridge.desk, [file], lambda: True)
        assert (came, others) == ([], [])
        assert refused == [f"{file}: Stopped; nothing of this bundle was taken in."]


async def test_bundles_that_are_dropped_on_the_window_are_for_it(home: Path, tmp_path: Path) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(tmp_path / "mail.bundle"))])
    async with a_shell(home) as shell:
        dropped: list[list[Path]] = []
        shell.bundles_dropped.connect(dropped.append)
        nowhere = Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, nowhere)
        shell.dropEvent(event)
        assert dropped == [[tmp_path / "mail.bundle"]]
    given.setUrls([QUrl.fromLocalFile(str(tmp_path / "plan.txt")), *given.urls()])
    assert bundles_in(given) == []


async def test_the_line_leaves_bundles_to_the_window(home: Path, tmp_path: Path) -> None:
    async with a_shell(home):
        edit = CommandEdit()
        for name, is_taken in (("plan.txt", True), ("mail.bundle", False)):
            given = QMimeData()
            given.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
            nowhere = Qt.KeyboardModifier.NoModifier
            event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, nowhere)
            edit.dragEnterEvent(event)
            assert event.isAccepted() is is_taken, name
