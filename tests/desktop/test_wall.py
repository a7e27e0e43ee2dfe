"""The wall: a room reads how it stands from five metres, and nobody has to touch anything."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.wall.painting import paint_wall, running
from incident_desk.desktop.wall.scaled import fitting
from incident_desk.desktop.wall.shown import CalmWall, WallRow, WallShown
from incident_desk.desktop.wall.window import WallWindow, screen_for
from incident_desk.desktop.walling import OPEN, Walling
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetSeverity, SetState
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note, NoteSort
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_board import War, a_war_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def walling(war: War) -> Walling:
    """What shows and shuts it."""
    found = war.room.shell.findChild(Walling)
    assert found is not None
    return found


@asynccontextmanager
async def a_wall(home: Path) -> AsyncGenerator[tuple[War, WallWindow]]:
    """The wall beside a board."""
    async with a_war_room(home) as war:
        walling(war).show_wall()
        wall = walling(war).wall
        assert wall is not None
        await until(lambda: isinstance(wall.face.shown, WallShown))
        yield war, wall
        walling(war).end()


def shown(wall: WallWindow) -> WallShown:
    """What it says of an incident."""
    wall.look()
    assert isinstance(wall.face.shown, WallShown)
    return wall.face.shown


async def declared(war: War, title: str, severity: Severity) -> IncidentId:
    opened = await war.room.bridge.do(Declare(title, severity))
    return opened[0].incident


# there and away -------------------------------------------------------------------------------------------------------


async def test_one_key_shows_it_and_escape_takes_it_away(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        QTest.keyClick(war.room.shell, Qt.Key.Key_W, CTRL_SHIFT)
        wall = walling(war).wall
        assert wall is not None
        assert wall.isFullScreen()
        await until(lambda: wall.face.shown is not None)
        QTest.keyClick(wall, Qt.Key.Key_Escape)
        assert walling(war).wall is None
        assert not war.room.shell.wall.isChecked()


async def test_the_rail_shows_it_and_takes_it_away(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        press(war.room.shell.wall)
        assert walling(war).wall is not None
        assert war.room.shell.wall.isChecked()
        press(war.room.shell.wall)
        assert walling(war).wall is None


async def test_it_hangs_again_after_the_next_start_and_goes_with_the_record(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        walling(war).show_wall()
        walling(war).end()
        assert walling(war).wall is None
        war.state.save()
        assert WindowState(home).text(OPEN)
        walling(war).come_back()
        assert walling(war).wall is not None
        walling(war).end()


async def test_alone_it_leaves_no_window_beside_it_until_somebody_shuts_it(app: "QApplication", home: Path) -> None:
    async with a_war_room(home) as war:
        walling(war).show_wall(alone=True)
        wall = walling(war).wall
        assert wall is not None
        assert not war.room.shell.isVisible()
        QTest.keyClick(wall, Qt.Key.Key_Escape)
        assert war.room.shell.isVisible()


def test_where_there_is_one_screen_it_takes_that(app: "QApplication") -> None:
    beside = QWidget()
    assert screen_for(beside, QGuiApplication.screens()) is beside.screen()


# what it says ---------------------------------------------------------------------------------------------------------


async def test_whoever_does_not_answer_stands_first_and_in_amber(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(Assign("incident_manager", "me"), Assign("communications_manager", "Carla Mendes"))
        war.room.clock.go_on(20)
        rows = shown(wall).roles.rows
        assert ("Comms", "no answer", "warn") in [(row.head, row.words, row.tone) for row in rows]
        loud = [row.tone == "warn" for row in rows]
        assert loud == sorted(loud, reverse=True)
        assert ("IM", "Priya Nair", "text") in [(row.head, row.words, row.tone) for row in rows]


async def test_a_promise_that_is_late_counts_up_in_red(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(SetSeverity(Severity.SEV1, "worse"))
        war.room.clock.go_on(35)
        promise = shown(wall).clocks[2]
        assert promise.figures.startswith("+")
        assert (promise.small, promise.tone, promise.share) == ("late", "bad", 1.0)


async def test_what_is_under_way_past_its_time_comes_first(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(
            Assign("incident_manager", "me"),
            Propose("Recreate the webhooks"),
            Propose("Copy the snapshot", box_s=600),
            Approve("2", "fastest"),
            Begin("2"),
        )
        war.room.clock.go_on(15)
        rows = shown(wall).doing.rows
        assert [row.words for row in rows] == ["Copy the snapshot", "Recreate the webhooks"]
        assert rows[0].end == "5 min late"
        assert rows[1].end == "proposed"


async def test_of_a_message_that_went_several_ways_one_line_is_left(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(Note("Restore from 17:20", NoteSort.DECISION))
        await war.room.do(
            BeginMessage("To our own", channels=("inside",)),
            ProposeMessage("1", {"inside": "We restore a copy."}),
            ReleaseMessage("1"),
            SentByHand("1", "inside"),
        )
        await war.room.do(*(Note(f"looking at disk {n}") for n in range(9)))
        words = [row.words for row in shown(wall).lines.rows]
        assert not any("looking at disk" in each for each in words)
        assert any("Restore from 17:20" in each for each in words)


# which one is large ---------------------------------------------------------------------------------------------------


async def test_the_worst_is_large_and_when_it_is_over_the_next(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(SetSeverity(Severity.SEV3, "small"))
        worse = await declared(war, "Card payments fail", Severity.SEV1)
        await until(lambda: wall.incident == worse)
        await until(lambda: shown(wall).title == "Card payments fail")
        (other,) = shown(wall).others
        assert other.head == war.board.headline.number
        await war.room.bridge.do(SetState(State.RESOLVED, "paid again"), worse)
        await until(lambda: wall.incident == war.room.incident.incident)


async def test_two_that_are_as_bad_do_not_change_places(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        severity = war.board.headline.severity.value
        assert severity is not None
        before = wall.incident
        await declared(war, "Another one", severity)
        await until(lambda: len(shown(wall).others) == 1)
        assert wall.incident == before


async def test_nothing_of_a_restricted_incident_is_on_it(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        hidden = await declared(war, "Somebody reads the salaries", Severity.SEV1)
        await until(lambda: wall.incident == hidden)
        await war.room.bridge.do(Restrict(reason="a person is meant"), hidden)
        await until(lambda: wall.incident == war.room.incident.incident)
        await until(lambda: "salaries" not in shown(wall).spoken)
        assert not shown(wall).others


async def test_while_nothing_is_open_it_tells_the_time_and_what_was_last(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        await war.room.do(SetState(State.RESOLVED, "all is well"))
        await until(lambda: isinstance(wall.face.shown, CalmWall))
        calm = wall.face.shown
        assert isinstance(calm, CalmWall)
        assert calm.last.rows[0].head == war.board.headline.number
        assert calm.title in wall.face.accessibleDescription()


# how it is painted ----------------------------------------------------------------------------------------------------


async def test_a_second_changes_no_more_than_the_figures(app: "QApplication", home: Path) -> None:
    async with a_wall(home) as (war, wall):
        box = QRect(0, 0, 960, 540)
        before = picture(shown(wall), box)
        war.room.clock.us += 1_000_000
        after = picture(shown(wall), box)
        assert before != after
        figures = running(box, shown(wall))
        assert before.copy(0, 0, 960, figures.top()) == after.copy(0, 0, 960, figures.top())
        below = figures.bottom() + 1
        assert before.copy(0, below, 960, 540 - below) == after.copy(0, below, 960, 540 - below)


def picture(told: WallShown | CalmWall, box: QRect) -> QImage:
    image = QImage(box.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        paint_wall(painter, box, told)
    return image


def test_rows_without_room_are_counted() -> None:
    rows = [WallRow(str(n)) for n in range(7)]
    assert [row.words for row in fitting(rows, 4)] == ["0", "1", "2", "and 4 more"]
    assert fitting(rows, 7) == rows
