"""A line that was begun and not entered is there again: at another incident and back, and after a restart."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.panels.timeline import TimelinePanel
from incident_desk.desktop.unfinished import KEY
from incident_desk.desktop.window_state import WindowState
from tests.desktop.boards import key
from tests.desktop.conftest import until
from tests.desktop.timelines import a_desk


async def test_a_begun_line_survives_a_restart(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("Failover is")
        await until(lambda: "Failover is" in WindowState(home).text(KEY))
        again = TimelinePanel(desk.room.bridge, desk.room.shell)  # as the next start makes it, from the file
        again.observe(desk.incident)
        assert again.line.edit.text() == "Failover is"
        again.hide()
        again.deleteLater()


async def test_a_line_that_was_entered_does_not_come_back(app: QApplication, home: Path) -> None:
    async with a_desk(home) as desk:
        desk.type("Failover is done")
        await until(lambda: "Failover is done" in WindowState(home).text(KEY))
        key(Qt.Key.Key_Return)
        await until(lambda: desk.newest().text == "Failover is done")
        await until(lambda: not WindowState(home).text(KEY))
