"""The archive in the window: an administrator moves a year there, a newcomer sees that it is there and brings it."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.models.headlines import STATE, HeadlinesModel
from incident_desk.desktop.panels.archive import ArchiveBar
from incident_desk.desktop.settings.shared_archive import SharedArchive
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Noted
from tests.desktop.conftest import focused, until
from tests.desktop.test_settings import Window
from tests.shared.archiving import THEN, ada, archived, bea, join, old, past
from tests.shared.cluster import Cluster
from tests.shared.test_levels_in_window import connected, press

__all__ = ["ada", "bea", "join", "old", "past"]


@pytest.fixture
def incident(ada: Desk, bea: Desk, old: IncidentId) -> IncidentId:
    """Over for a year; both desks are closed again, so that windows can open them."""
    ada.close()
    bea.close()
    return old


@pytest.fixture
def newcomer(tmp_path: Path, ada: Desk, bea: Desk, old: IncidentId, join: Callable[..., Desk]) -> Path:
    """The home of somebody who came in after it was moved."""
    archived(ada)
    with join("eve", "responder") as eve:
        eve.shared.exchange()
    return tmp_path / "eve"


def bar_of(window: Window) -> ArchiveBar:
    found = window.shell.findChild(ArchiveBar)
    assert found is not None
    return found


def holds(window: Window, words: str) -> bool:
    """Whether the board has a note of these words."""
    assert window.navigation.shown is not None
    lines = window.navigation.shown.board.timeline.lines
    return any(isinstance(line.body, Noted) and line.body.text == words for line in lines)


async def test_an_administrator_moves_a_year_from_the_settings(
    app: QApplication, tmp_path: Path, incident: IncidentId
) -> None:
    async with connected(tmp_path / "ada", incident) as window:
        window.navigation.show_settings("shared")
        section = window.shell.findChild(SharedArchive)
        assert section is not None
        await until(section.isVisible)
        assert section.year.currentText() == f"{THEN}: 1 incident"
        section.move_.setFocus()
        QTest.keyClick(section.move_, Qt.Key.Key_Space)
        await until(lambda: "has 1 incident;" in section.told.text())
        await until(lambda: not section.move_.isVisible())  # nothing is left that could be moved
        rows = HeadlinesModel(window.bridge)
        rows.show_boards(window.bridge.headlines)
        assert rows.index(0, STATE).data() == f"Archive {THEN}"
        assert not bar_of(window).isVisible()  # whoever has it keeps it


async def test_somebody_below_an_administrator_is_not_offered_it(
    app: QApplication, tmp_path: Path, incident: IncidentId
) -> None:
    async with connected(tmp_path / "bea", incident) as window:
        window.navigation.show_settings("shared")
        section = window.shell.findChild(SharedArchive)
        assert section is not None
        assert not section.isVisible()


async def test_a_newcomer_sees_that_it_lies_there_and_brings_it_by_a_press(
    app: QApplication, newcomer: Path, old: IncidentId
) -> None:
    async with connected(newcomer, old) as window:
        bar = bar_of(window)
        await until(bar.isVisible)
        assert THEN in bar.told.text()
        assert not holds(window, "db1 is empty: Pushes fail")
        press(window, "archive_bring")
        await until(lambda: not bar.isVisible() and holds(window, "Pushes fail 129"))
        await until(lambda: holds(window, "db1 is empty: Pushes fail"))


async def test_stopped_it_says_so_and_goes_on_at_the_next_press(
    app: QApplication, newcomer: Path, old: IncidentId, database: str
) -> None:
    async with connected(newcomer, old) as window:
        bar = bar_of(window)
        await until(bar.isVisible)
        bar.bring.setFocus()
        with psycopg.connect(database) as holding:  # the server does not answer until it was stopped
            holding.execute("LOCK TABLE record.archived")
            QTest.keyClick(bar.bring, Qt.Key.Key_Space)
            await until(lambda: focused() is bar.halt)
            QTest.keyClick(bar.halt, Qt.Key.Key_Space)
        await until(lambda: bar.told.text().startswith("Stopped."))
        await until(bar.bring.isVisible)
        QTest.keyClick(bar.bring, Qt.Key.Key_Space)
        await until(lambda: not bar.isVisible())


async def test_without_the_server_it_says_why_and_can_be_tried_again(
    app: QApplication, newcomer: Path, old: IncidentId, cluster: Cluster
) -> None:
    async with connected(newcomer, old) as window:
        bar = bar_of(window)
        await until(bar.isVisible)
        cluster.kill()
        try:
            press(window, "archive_bring")
            await until(lambda: bar.told.text().startswith("Nothing listens on"))
            assert bar.bring.isVisible()
        finally:
            cluster.start()
        press(window, "archive_bring")
        await until(lambda: not bar.isVisible())
