"""What the room of the investigations tells of one that is sealed to whoever looks."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.investigating.sealed_page import SealedPage
from incident_desk.domain.ids import PersonId
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import until
from tests.desktop.test_investigations_room import a_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


async def test_of_one_that_is_sealed_the_room_shows_that_it_lives_and_no_more(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(45 * 60, "Why? | Tomas Lind"))
        window.navigation.show_investigations()
        [row] = window.room.list.rows
        assert row.shown.is_sealed
        assert row.shown.foot.endswith("min left · nothing written yet")
        sealed = window.room.pages["sealed"]
        assert sealed.centre.isVisible()
        assert "matrix" not in window.room.pages
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        assert sealed.centre.isVisible()


async def test_of_a_sealed_one_all_is_told_that_everybody_may_know(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Note("Lag is 4 GB"))
        known = (window.observed.board.timeline.lines[-1].entry,)
        maya = await asyncio.wrap_future(window.bridge.desk.add_person("Maya Okafor")) if window.bridge.desk else ""
        await window.do(Investigate(45 * 60, "Why? | Backups: Tomas Lind | Maya Okafor", known=known))
        window.navigation.show_investigations()
        page = window.room.page_shown
        assert isinstance(page, SealedPage)

        def told() -> dict[str, str]:
            return {name.text(): fact.text() for name, fact in zip(page.names, page.facts, strict=True)}

        assert page.letter.text() == "A is sealed to those who work on it"
        assert page.question.text() == "Why?"
        assert told()["Works on it"] == "Backups: Tomas Lind"
        assert told()["Opened"].endswith("by Priya Nair, with 1 fact known to all")
        assert told()["Time box"].endswith("of 45 min left")
        assert told()["Last activity"] == "nothing written yet"
        assert told()["Opens"].startswith("to everybody with the last of A, B: 0 in, A (")
        assert told()["Lies on"].startswith("this desk: without a shared record the seal is a courtesy")
        assert page.may.text().startswith("You can give it more time")
        assert page.manage.isVisible()
        await window.bridge.do(Submit("B", 80, "The pager was off"), window.observed.incident, by=PersonId(maya))
        await until(lambda: ": 1 in, A (" in told()["Opens"])
        window.room.go_to(window.found("B").id)
        assert told()["Submitted"].endswith(", final")
        assert "pager" not in " ".join(told().values())
