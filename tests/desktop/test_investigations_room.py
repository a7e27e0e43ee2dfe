"""The room of the investigations: reached by rail, key and word; the matrix filled by one key for each cell."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigating.matrix_page import MatrixPage
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.rooms.investigations import InvestigationsRoom
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, Hypothesis
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigations import Investigate
from tests.desktop.boards import key, press, type_words
from tests.desktop.conftest import a_bridge, a_shell, focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from incident_desk.domain.investigation_list import Investigation


class Window(msgspec.Struct):
    """The whole window over a home with one incident, whose board is in front."""

    bridge: Bridge
    shell: Shell
    navigation: Navigation

    @property
    def observed(self) -> ObservedIncident:
        assert self.navigation.shown is not None
        return self.navigation.shown

    @property
    def room(self) -> InvestigationsRoom:
        assert self.navigation.investigations is not None
        return self.navigation.investigations.room

    @property
    def is_there(self) -> bool:
        page = self.navigation.investigations
        return page is not None and page.isVisible()

    @property
    def page(self) -> MatrixPage:
        page = self.room.page_shown
        assert isinstance(page, MatrixPage)
        return page

    def found(self, letter: str) -> "Investigation":
        return self.observed.board.investigations.find(letter)

    async def do(self, *commands: Fields) -> None:
        """Whoever is at this desk does this."""
        await self.bridge.do(commands, self.observed.incident)


@asynccontextmanager
async def a_window(home: Path) -> AsyncGenerator[Window]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        await bridge.choose_person("Priya Nair")
        assert bridge.desk is not None
        await asyncio.wrap_future(bridge.desk.add_person("Tomas Lind"))
        navigation = Navigation(shell, bridge, WindowState(home))
        Ways(shell, bridge, WindowState(home), navigation)
        navigation.show_calm()
        shell.open_for_work()
        navigation.go_to((await bridge.do(Declare("Pushes fail")))[-1].incident)
        await until(lambda: navigation.board is not None and navigation.board.isVisible())
        yield Window(bridge, shell, navigation)


def rated(found: "Investigation") -> list[Rating | None]:
    """What is said of each piece of evidence about each hypothesis, row by row in the order in which they came."""
    return [found.rating(piece, each) for piece in found.evidence for each in found.hypotheses]


async def test_the_room_opens_by_key_by_rail_and_by_word_and_escape_leads_back(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        key(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        assert window.is_there
        assert (window.shell.investigations.isChecked(), window.shell.board.isChecked()) == (True, False)
        assert focused() is window.room.begin  # nothing is investigated yet: here is the way to it
        key(Qt.Key.Key_Escape)
        assert window.navigation.board is not None
        assert window.navigation.board.isVisible()
        press(window.shell.investigations)
        assert window.is_there
        key(Qt.Key.Key_Escape)
        type_words("/investigations")
        key(Qt.Key.Key_Return)
        assert window.is_there


async def test_the_board_leads_to_the_matrix_of_the_investigation_it_shows(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        assert window.navigation.board is not None
        window.shell.resize(1600, 1100)
        press(window.navigation.board.room.investigations.sheet.matrix)
        assert window.is_there
        assert window.room.chosen is window.found("A")
        assert [row.shown.is_sealed for row in window.room.list.rows] == [False, True]


async def test_without_an_incident_the_room_says_so(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        navigation = Navigation(shell, bridge, WindowState(home))
        navigation.show_calm()
        shell.open_for_work()
        navigation.show_investigations()
        assert navigation.investigations is not None
        assert navigation.investigations.room.nothing.isVisible()
        assert not navigation.investigations.room.begin.isVisible()
        key(Qt.Key.Key_Escape)
        assert navigation.is_calm


async def test_one_key_says_one_cell_and_goes_on_to_the_next(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(
            Investigate(text="Why? | Priya Nair"),
            Hypothesis("A bulk delete"),
            Hypothesis("A full disk"),
            AddEvidence("Lag rose with every batch"),
            AddEvidence("62 % at 23:00"),
        )
        window.navigation.show_investigations()
        assert focused() is window.page.view
        type_words("cinc")
        found = window.found("A")
        expected = [Rating.CONSISTENT, Rating.INCONSISTENT, Rating.NEUTRAL, Rating.CONSISTENT]
        await until(lambda: rated(found) == expected)
        for _ in range(2):
            key(Qt.Key.Key_Up if _ else Qt.Key.Key_Left)
        key(Qt.Key.Key_Space)
        await until(lambda: rated(found)[0] is None)
        key(Qt.Key.Key_J)  # the only cell of which nothing is said
        type_words("c")
        await until(lambda: rated(found)[0] is Rating.CONSISTENT)
        assert window.page.facts[1].text() == "4 of 4 cells"


async def test_the_order_stands_still_while_somebody_rates(app: "QApplication", home: Path) -> None:
    async with a_window(home) as window:
        await window.do(
            Investigate(text="Why? | Priya Nair"),
            Hypothesis("A bulk delete"),
            Hypothesis("A full disk"),
            AddEvidence("Lag rose with every batch"),
        )
        window.navigation.show_investigations()
        type_words("i")
        heads = window.page.view.table
        await until(lambda: [each.against for each in heads.columns] == ["1.0", "0.0"])
        assert [(each.name, each.place) for each in heads.columns] == [("H1", "2"), ("H2", "1")]
        key(Qt.Key.Key_O)
        assert [each.name for each in heads.columns] == ["H2", "H1"]


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
