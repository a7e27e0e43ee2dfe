"""The first start: a name and a way to begin; then a tour that can be left, and goes on after a start."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.beginning.board_picture import PICTURES
from incident_desk.desktop.beginning.dialog import FirstRunDialog
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.touring.stops import ROOMS, stops
from incident_desk.desktop.touring.tour import STEP
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.learning.demos import demo_names
from tests.desktop.conftest import a_bridge, a_shell, focused, until


class Start(msgspec.Struct):
    """A window over a home nobody has used, before anybody said who they are."""

    bridge: Bridge
    shell: Shell
    state: WindowState
    ways: Ways

    @property
    def dialog(self) -> FirstRunDialog:
        found = self.shell.findChild(FirstRunDialog)
        assert isinstance(found, FirstRunDialog)
        return found


@asynccontextmanager
async def a_start(home: Path) -> AsyncGenerator[Start]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        navigation = Navigation(shell, bridge, state)
        ways = Ways(shell, bridge, state, navigation)
        navigation.show_calm()
        shell.open_for_work()
        yield Start(bridge, shell, state, ways)


async def test_a_name_and_enter_begin_a_record_and_the_tour_is_left_by_esc(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        QTest.keyClicks(focused(), "Priya Nair")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        await until(lambda: start.ways.touring.card is not None)
        assert start.bridge.name(start.bridge.me) == "Priya Nair"
        await until(lambda: focused().objectName() == "tour_on")
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert start.ways.touring.card is None
        assert start.state.text(STEP) == ""


async def test_the_plan_that_was_chosen_is_in_force_with_its_reason(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        dialog = start.dialog
        await until(lambda: dialog.alone.plan.count() == len(ready_plans()))
        dialog.alone.plan.setCurrentIndex(dialog.alone.plan.findData("hospital-it"))
        assert "runbooks" in dialog.alone.about.text()
        QTest.mouseClick(dialog.alone.go, Qt.MouseButton.LeftButton)
        await until(lambda: start.bridge.organisation.plans.current.name == "Hospital IT")
        [version] = start.bridge.organisation.plans.published
        assert version.reason == "Chosen at the first start"


async def test_a_demo_is_looked_at_before_anybody_said_who_they_are(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        dialog = start.dialog
        asked: list[str] = []
        dialog.demo_asked.disconnect()
        dialog.demo_asked.connect(asked.append)
        await until(lambda: dialog.demo.which.count() == len(demo_names()))
        dialog.who.name.clear()
        dialog.demo.which.setCurrentIndex(1)
        QTest.keyClick(focused(), Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
        assert asked == [dialog.demo.which.itemData(1)]
        assert dialog.isVisible()


async def test_without_a_name_nothing_begins_and_it_is_asked_for(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        dialog = start.dialog
        dialog.who.name.clear()
        dialog.join.line.setText("postgresql://desk:key@localhost/room")
        QTest.keyClick(dialog.join.line, Qt.Key.Key_Return)
        assert dialog.fault.isVisible()
        assert focused() is dialog.who.name
        assert dialog.join.line.text().startswith("postgresql://")


@pytest.mark.parametrize("line", ["not a line", "postgresql://desk:key@127.0.0.1:1/room"])
async def test_a_line_that_leads_nowhere_says_where_it_ends_and_stays(app: QApplication, home: Path, line: str) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        dialog = start.dialog
        dialog.who.name.setText("Priya Nair")
        dialog.join.line.setText(line)
        QTest.mouseClick(dialog.join.go, Qt.MouseButton.LeftButton)
        await until(dialog.fault.isVisible)
        assert dialog.fault.text()
        assert (dialog.who.given, dialog.join.line.text()) == ("Priya Nair", line)
        assert start.bridge.name(start.bridge.me) != "Priya Nair"


async def test_the_tour_points_at_each_of_its_places_and_goes_on_after_a_start(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        touring = start.ways.touring
        start.shell.take_tour.trigger()
        for at in range(len(stops(""))):
            assert start.state.text(STEP) == str(at)
            assert touring.ring is not None
            assert touring.ring.isVisible(), stops("")[at].title
            assert start.shell.rect().contains(touring.ring.geometry())
            if at == 3:
                touring.end()
                touring.come_back()
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert touring.card is None
        assert start.state.text(STEP) == ""


async def test_the_tour_leaves_the_keys_of_the_window_alone(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.touring.begin()
        QTest.keyClick(focused(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: start.shell.findChild(QWidget, "declare_dialog") is not None)


def test_everybody_has_a_place_and_the_rooms_are_there(app: QApplication, home: Path) -> None:
    shell = Shell(WindowState(home))
    rooms = {room.objectName() for room in shell.rooms}
    shell.deleteLater()
    assert set(ROOMS.values()) <= rooms


def test_the_pictures_are_there() -> None:
    assert {file.stem for file in PICTURES.glob("*.jpg")} == {"board-dark", "board-light"}
