"""Boards beside each other: one has the keys, its head and its line say so, and all of it is there after a restart."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.dialogs.incidents import IncidentsDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.rooms.boards import MOST, BoardsRoom, Pane
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.unfinished import unfinished_of
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, Retitle, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desktop.boards import Room, a_room, key, press, type_words
from tests.desktop.conftest import focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Two(msgspec.Struct):
    """A window with one incident in front, and others that are open."""

    room: Room
    navigation: Navigation
    state: WindowState
    first: IncidentId
    others: list[IncidentId]

    @property
    def boards(self) -> BoardsRoom:
        assert self.navigation.boards.room is not None
        return self.navigation.boards.room

    @property
    def panes(self) -> list[Pane]:
        return self.boards.panes

    @property
    def watched(self) -> list[IncidentId]:
        return self.navigation.boards.incidents

    def called(self, incident: IncidentId) -> str:
        """Its number and title, as they stand on its line."""
        boards = self.room.bridge.headlines
        headline = next(board.headline for board in boards if board.incident == incident)
        return f"{headline.number} {headline.title.value}"

    async def lines(self, incident: IncidentId) -> list[str]:
        fold = await self.room.bridge.read(lambda desk: desk.fold(incident))
        return [line.text for line in fold.board.timeline.lines]

    async def split(self) -> None:
        """F9, with one other incident open."""
        key(Qt.Key.Key_F9)
        await until(lambda: len(self.watched) == 2)


@asynccontextmanager
async def two(home: Path, others: int = 1, size: tuple[int, int] = (1920, 1080)) -> AsyncGenerator[Two]:
    async with a_room(home, size=size) as room:
        titles = [f"Mail {number + 1} is late" for number in range(others)]
        made = [(await room.bridge.do(Declare(title, Severity.SEV3)))[-1].incident for title in titles]
        state = WindowState(home)
        navigation = Navigation(room.shell, room.bridge, state)
        Ways(room.shell, room.bridge, state, navigation)
        room.shell.open_for_work()
        incident = room.incident.incident
        navigation.go_to(incident)
        await until(lambda: navigation.shown is not None)
        await until(lambda: len(room.bridge.headlines) > others)
        yield Two(room, navigation, state, incident, made)
        await navigation.keep_work()
        state.save()


def is_within(widget: QWidget, pane: Pane) -> bool:
    return pane.isAncestorOf(widget)


@pytest.mark.by_keys("timeline.note")
async def test_one_key_puts_the_other_incident_beside_and_the_keys_go_there(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        assert not desk.boards.heads.isVisible()
        await desk.split()
        left, right = desk.panes
        assert desk.watched == [desk.first, desk.others[0]]
        assert left.isVisible()
        assert right.isVisible()
        assert is_within(focused(), right)
        type_words("The queue is long")
        key(Qt.Key.Key_Return)
        assert right.page.room.timeline.line.into.text() == desk.called(desk.others[0])
        await until(lambda: right.observed is not None and right.observed.board.timeline.lines[-1].text != "")
        assert "The queue is long" in await desk.lines(desk.others[0])
        assert "The queue is long" not in await desk.lines(desk.first)


async def test_which_board_is_written_to_stands_at_its_head_and_on_its_line(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        left, right = desk.panes
        for keys, pane, other in ((Qt.Key.Key_F6, left, right), (Qt.Key.Key_F6, right, left)):
            key(keys)
            assert is_within(focused(), pane)
            assert (pane.tab.isChecked(), other.tab.isChecked()) == (True, False)
            assert (pane.tab.shown.words, other.tab.shown.words) == ("You write here", "")
            into = [each.page.room.timeline.line.into for each in (pane, other)]
            assert [line.tone for line in into] == ["accent", "text3"]
            assert pane.incident is not None
            assert into[0].text() == desk.called(pane.incident)
            assert desk.room.shell.windowTitle().startswith(desk.called(pane.incident))
        key(Qt.Key.Key_F6, SHIFT)
        assert is_within(focused(), left)


async def test_a_click_on_a_board_or_its_head_brings_the_keys_there(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        left, right = desk.panes
        press(left.page.room.timeline.line.edit)
        assert desk.navigation.shown is left.observed
        press(right.tab)
        assert is_within(focused(), right)
        QTest.mouseClick(left.page.room.roles, Qt.MouseButton.LeftButton)
        assert desk.navigation.shown is left.observed


async def test_each_board_has_a_line_begun_and_a_selection_of_its_own(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        left, right = desk.panes
        type_words("half a line")
        key(Qt.Key.Key_F6)
        type_words("another half")
        lines = [pane.page.room.timeline.line.edit.text() for pane in (left, right)]
        assert lines == ["another half", "half a line"]
        left.page.room.timeline.form.timeline_lines.select(0)
        assert right.page.room.timeline.form.timeline_lines.behind() is None


async def test_what_happens_in_either_shows_on_its_own_board(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        for pane in desk.panes:
            assert pane.incident is not None
            await desk.room.bridge.do([Note("seen"), Retitle("Renamed"), SetState(State.MITIGATING)], pane.incident)
            assert pane.tab.shown.title == "Renamed"
            assert pane.page.room.timeline.line.into.text().endswith("Renamed")
            assert pane.observed is not None
            assert pane.observed.board.headline.state is State.MITIGATING


async def test_boards_and_their_widths_are_there_after_a_restart(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        desk.boards.splitter.moveSplitter(880, 1)
        sizes = desk.boards.splitter.sizes()
        key(Qt.Key.Key_F6)
        watched, first = desk.watched, desk.first
        assert desk.navigation.shown is desk.panes[0].observed
    async with a_room(home, size=(1920, 1080), incident=first) as room:
        navigation = Navigation(room.shell, room.bridge, WindowState(home))
        navigation.go_home()
        await until(lambda: navigation.shown is not None)
        await navigation.boards.restore()
        assert navigation.boards.incidents == watched
        assert navigation.shown is not None
        assert navigation.shown.incident == first
        assert navigation.boards.room is not None
        assert navigation.boards.room.splitter.sizes() == sizes


async def test_closing_a_board_leaves_the_other_and_nothing_behind(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        type_words("begun here")
        key(Qt.Key.Key_W, CTRL)
        assert desk.watched == [desk.first]
        assert not desk.boards.heads.isVisible()
        assert is_within(focused(), desk.panes[0])
        key(Qt.Key.Key_W, CTRL)
        assert desk.watched == [desk.first], "the last one stays"
        await desk.room.bridge.do(Note("goes on"), desk.others[0])
        desk.room.bridge.person_changed.emit()
        desk.room.bridge.zone_changed.emit()
        tick().tell()
        await desk.split()
        assert desk.panes[1].page.room.timeline.line.edit.text() == "begun here"
        press(desk.panes[0].shut)
        assert desk.watched == [desk.others[0]]


async def test_a_board_that_was_closed_is_let_go_after_a_while(app: "QApplication", home: Path) -> None:
    async with two(home) as desk:
        await desk.split()
        right = desk.panes[1]
        desk.navigation.boards.PARTING_S = 0.01
        key(Qt.Key.Key_W, CTRL)
        await until(lambda: not shiboken6.isValid(right))
        desk.room.bridge.person_changed.emit()
        desk.room.bridge.zone_changed.emit()
        await desk.room.bridge.do(Note("goes on"), desk.others[0])
        tick().tell()


async def test_words_that_are_refused_after_the_board_was_closed_are_begun_again(
    app: "QApplication", home: Path
) -> None:
    async with two(home) as desk:
        await desk.split()
        type_words("/ack incident manager")
        key(Qt.Key.Key_Escape)
        key(Qt.Key.Key_Return)
        key(Qt.Key.Key_W, CTRL)
        line = unfinished_of(desk.room.bridge)
        await until(lambda: line.of(desk.others[0]) == "/ack incident manager")


async def test_going_to_one_that_is_beside_brings_the_keys_to_its_board(app: "QApplication", home: Path) -> None:
    async with two(home, others=2) as desk:
        desk.navigation.put_beside(desk.others[0])
        await until(lambda: len(desk.watched) == 2)
        desk.navigation.go_to(desk.first)
        await until(lambda: desk.navigation.shown is desk.panes[0].observed)
        assert desk.watched == [desk.first, desk.others[0]]
        desk.navigation.go_to(desk.others[1])
        await until(lambda: desk.watched == [desk.others[1], desk.others[0]])


async def test_of_several_the_one_to_put_beside_is_chosen(app: "QApplication", home: Path) -> None:
    async with two(home, others=3) as desk:
        key(Qt.Key.Key_F9)
        dialog = desk.room.dialog(IncidentsDialog)
        type_words("ml2")
        assert [board.incident for board in [dialog.list.current_board()] if board] == [desk.others[1]]
        key(Qt.Key.Key_Return)
        await until(lambda: desk.watched == [desk.first, desk.others[1]])
        key(Qt.Key.Key_K, CTRL)
        type_words("mail 3")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: desk.watched == [desk.first, desk.others[1], desk.others[2]])


async def test_there_are_at_most_so_many(app: "QApplication", home: Path) -> None:
    async with two(home, others=MOST) as desk:
        for incident in desk.others[:-1]:
            desk.navigation.put_beside(incident)
            await until(lambda incident=incident: incident in desk.watched)
        told: list[str] = []
        desk.room.bridge.complained.disconnect()
        desk.room.bridge.complained.connect(told.append)
        desk.navigation.put_beside(desk.others[-1])
        assert told == ["4 boards are beside each other. Close one first (Ctrl+W)."]


async def test_in_a_narrow_window_the_board_with_the_keys_is_shown(app: "QApplication", home: Path) -> None:
    async with two(home, size=(1280, 800)) as desk:
        await desk.split()
        left, right = desk.panes
        assert [pane.isVisible() for pane in (left, right)] == [False, True]
        assert left.tab.isVisible()
        key(Qt.Key.Key_F6)
        assert [pane.isVisible() for pane in (left, right)] == [True, False]
        press(right.tab)
        assert is_within(focused(), right)
        desk.room.shell.resize(1920, 1080)
        assert [pane.isVisible() for pane in (left, right)] == [True, True]


async def test_the_switcher_goes_to_and_fro(app: "QApplication", home: Path) -> None:
    async with two(home, others=2) as desk:
        desk.navigation.go_to(desk.others[0])
        await until(lambda: desk.watched == [desk.others[0]])
        for incident in (desk.first, desk.others[0]):
            key(Qt.Key.Key_K, CTRL)
            key(Qt.Key.Key_Return)
            await until(lambda incident=incident: desk.watched == [incident])
