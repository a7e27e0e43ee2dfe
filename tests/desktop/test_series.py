"""The watched series in the window: the oddest first, in words, marked and declared of by keys and by mouse."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from incident_desk.desktop.parts.series_tile import SeriesTile
from incident_desk.desktop.series.tiles import SeriesTiles
from incident_desk.desktop.window_state import DeclareDraft
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.domain.warning_entries import Mark
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.domain.warnings import RaiseWarning
from incident_desk.watch.series import Series, oddness
from tests.desktop.boards import Room, a_room, key, press, the_board
from tests.desktop.conftest import until
from tests.desktop.test_duty_log import a_calm_board
from tests.watch.test_series import minutes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def series(name: str, now_s: float, *, strays: bool = False, count: int = 300) -> Series:
    made = Series(
        WatchedSeries(name, name.title(), "monitor", name, "Website", unit="per s", every_s=60), "", name, "Website"
    )
    made.take(minutes(count, now_s - 360), now_s)
    made.take([(now_s - 60 * n, 700.0 if strays else 100.0) for n in (5, 4, 3, 2, 1, 0)], now_s)
    return made


def warnings(room: Room) -> list[EarlyWarning]:
    """As they lie on the disk."""
    assert room.bridge.desk is not None
    return room.bridge.desk.reading.fold(WATCHED).board.warnings.all


@asynccontextmanager
async def some_tiles(home: Path, size: tuple[int, int] = (1600, 1000)) -> AsyncGenerator[tuple[Room, SeriesTiles]]:
    """Nine that are calm, one that is new, and errors that are warned of."""
    async with a_calm_board(home, size) as calm:
        bridge = calm.room.bridge
        bridge.customers.begin()
        now_s = bridge.now_us() / 1e6
        watched = [series(f"calm {n}", now_s) for n in range(9)]
        watched += [series("new", now_s, count=10), series("errors", now_s, strays=True)]
        shift = watched[-1].shift
        assert shift is not None
        await bridge.do(RaiseWarning((shift,), "Website"))
        bridge.series.tiles = tuple(sorted((each.tile() for each in watched), key=oddness))
        bridge.series.changed.emit()
        [tiles] = calm.room.shell.findChildren(SeriesTiles)
        await until(lambda: tiles.isVisible() and bool(bridge.customers.view.warnings))
        yield calm.room, tiles


def told(tile: SeriesTile) -> tuple[str, str]:
    return tile.accessibleName(), tile.accessibleDescription()


async def test_the_oddest_stands_first_and_says_why_and_the_calm_are_counted(app: "QApplication", home: Path) -> None:
    async with some_tiles(home) as (_, tiles):
        name, foot = told(tiles.tiles[0])
        assert name == "errors: 700 per s"
        assert "× usual" in foot
        assert "rising for 5 min" in foot
        assert tiles.chip.text() == "1 early warning"
        assert tiles.note.text() == f"10 calm · {11 - len(tiles.tiles)} more below"
        assert all(each.shown.tone == "text" for each in tiles.tiles[1:])
        assert not tiles.below.isVisible()


async def test_a_false_alarm_is_marked_by_the_keyboard(app: "QApplication", home: Path) -> None:
    async with some_tiles(home) as (room, tiles):
        tiles.tiles[0].setFocus()
        key(Qt.Key.Key_F)
        await until(lambda: warnings(room)[0].mark is Mark.FALSE_ALARM)
        await until(lambda: "marked as a false alarm" in tiles.words.text())
        key(Qt.Key.Key_R)
        await until(lambda: warnings(room)[0].mark is Mark.REAL)


async def test_a_warning_is_marked_and_declared_of_by_the_mouse(app: "QApplication", home: Path) -> None:
    async with some_tiles(home) as (room, tiles):
        asked: list[object] = []
        room.bridge.warning_asked.connect(asked.append)
        press(tiles.tiles[0])
        await until(tiles.below.isVisible)
        press(tiles.real)
        await until(lambda: warnings(room)[0].mark is Mark.REAL)
        press(tiles.declare)
        assert isinstance(asked[0], DeclareDraft)
        assert asked[0].services == ("Website",)
        assert asked[0].title.startswith("Website: errors ")
        press(tiles.tiles[0])
        await until(lambda: not tiles.below.isVisible())


async def test_a_calm_tile_offers_nothing_and_d_on_it_declares_nothing(app: "QApplication", home: Path) -> None:
    async with some_tiles(home) as (room, tiles):
        asked: list[object] = []
        room.bridge.warning_asked.connect(asked.append)
        tiles.tiles[1].setFocus()
        key(Qt.Key.Key_D)
        key(Qt.Key.Key_R)
        assert not tiles.below.isVisible()
        assert asked == []
        assert warnings(room)[0].mark is None


async def test_where_nothing_is_watched_there_are_no_tiles(app: "QApplication", home: Path) -> None:
    async with a_calm_board(home) as calm:
        [tiles] = calm.room.shell.findChildren(SeriesTiles)
        assert not tiles.isVisible()


async def test_beside_an_incident_stand_the_series_of_its_services_and_a_press_leads_to_the_alerts(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home, (1600, 1060)) as room:
        board = the_board(room)
        now_s = room.bridge.now_us() / 1e6
        other = series("other", now_s)
        other.service = "Search"
        room.bridge.series.tiles = tuple(sorted((series("calm", now_s).tile(), other.tile()), key=oddness))
        room.bridge.series.changed.emit()
        assert not board.signals.isVisible()
        await room.do(SetImpact(services=("website",)))
        await until(board.signals.isVisible)
        shown = [tile for tile in board.signals.tiles if tile.isVisible()]
        assert [tile.shown.name for tile in shown] == ["calm"]
        asked: list[bool] = []
        room.bridge.alerts_asked.connect(lambda: asked.append(True))
        press(shown[0])
        assert asked == [True]
        room.shell.resize(1280, 760)
        await until(lambda: not shown[0].isVisible())
        assert board.signals.note.text().startswith("calm: Usual ")


async def test_a_desk_that_polls_nothing_shows_the_picture_that_came_with_the_warning(
    app: "QApplication", home: Path
) -> None:
    async with a_calm_board(home) as calm:
        bridge = calm.room.bridge
        bridge.customers.begin()
        [tiles] = calm.room.shell.findChildren(SeriesTiles)
        shift = series("errors", bridge.now_us() / 1e6, strays=True).shift
        assert shift is not None
        await bridge.do(RaiseWarning((shift,), "Website"))
        await until(lambda: tiles.isVisible() and len(tiles.tiles) == 1)
        assert told(tiles.tiles[0])[0] == "errors: 700 per s"
        assert "watched at another desk" in told(tiles.tiles[0])[1]
        assert len(tiles.tiles[0].shown.points) > 60
        tiles.tiles[0].setFocus()
        key(Qt.Key.Key_F)
        await until(lambda: warnings(calm.room)[0].mark is Mark.FALSE_ALARM)
