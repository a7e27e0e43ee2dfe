"""The bar above a demo: it steers the player, and every clock of the window follows."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.demo_bar import DemoBar
from incident_desk.desktop.demonstration import begun
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.ticking import tick
from incident_desk.domain.errors import NotSaved
from incident_desk.domain.roles import Assign
from incident_desk.domain.timeline import Note
from incident_desk.learning.demo_clock import AS_FAST_AS_IT_GOES
from incident_desk.learning.demos import demo_named
from incident_desk.learning.playing import DemoPlayer, Performance
from incident_desk.store.replica import Replica
from tests.desktop.conftest import a_shell, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

STEPS = 12


@asynccontextmanager
async def a_bar(home: Path, speed: float) -> AsyncGenerator[tuple[DemoBar, DemoPlayer, Performance, Bridge]]:
    """The bar over a demo of a few steps that is being played."""
    whole = demo_named("gitlab")
    demo = msgspec.structs.replace(whole, steps=whole.steps[:STEPS])
    performance = await asyncio.to_thread(begun, demo, home)
    bridge = Bridge(await asyncio.to_thread(open_home, home, performance.clock))
    assert bridge.desk
    player = DemoPlayer(bridge.desk, performance, speed)
    try:
        async with a_shell(home) as shell:
            bar = DemoBar(player, bridge)
            shell.above.addWidget(bar)
            await until(bar.isVisible)
            yield bar, player, performance, bridge
    finally:
        await asyncio.to_thread(player.close)
        await bridge.close()
        bridge.deleteLater()


async def test_it_shows_how_far_the_demo_is_and_when_it_is_there(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 1) as (bar, _, performance, _bridge):
        await until(lambda: performance.done == 1)
        bar.look()
        assert (bar.bar.value(), bar.bar.maximum()) == (1, STEPS)
        assert bar.told.text() == "31 January 2017 22:02:00 UTC"


async def test_it_says_what_is_true_of_what_is_played(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 1) as (bar, _, _performance, _bridge):
        sign = bar.findChild(Chip, "demo_sign")
        assert sign
        assert "Every person here is invented" in sign.toolTip()


async def test_pause_stands_and_the_next_event_is_a_press_away(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 1) as (bar, player, performance, _):
        await until(lambda: performance.done == 1)
        QTest.mouseClick(bar.turn, Qt.MouseButton.LeftButton)
        assert player.is_paused
        assert bar.turn.accessibleName() == "Go on"
        QTest.mouseClick(bar.skip, Qt.MouseButton.LeftButton)
        await until(lambda: performance.done == 2)
        QTest.mouseClick(bar.turn, Qt.MouseButton.LeftButton)
        assert not player.is_paused
        assert bar.turn.accessibleName() == "Pause"


async def test_another_speed_is_chosen_from_the_list(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 7) as (bar, player, _, _bridge):
        assert bar.speed.currentText() == "7 times as fast"
        bar.speed.setCurrentText("1800 times as fast")
        assert player.speed == 1800


async def test_as_fast_as_it_goes_has_its_own_words_and_an_end(app: "QApplication", home: Path) -> None:
    async with a_bar(home, AS_FAST_AS_IT_GOES) as (bar, player, _, _bridge):
        assert bar.speed.currentText() == "As fast as it goes"
        await until(lambda: player.progress().is_over)
        bar.look()
        assert bar.told.text() == "The demo is over; the board is yours"
        assert [part.isEnabled() for part in (bar.turn, bar.skip, bar.speed)] == [False, False, False]


async def test_steps_that_a_person_did_first_are_told_of(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 1) as (bar, player, performance, bridge):
        await until(lambda: performance.done == 1)
        await bridge.do([Assign("incident_manager", "Nadia Rahimi"), Note("Mine")], performance.incident)
        player.skip()
        await until(lambda: performance.done == 2)
        bar.look()
        assert bar.bar.toolTip() == "2 of 12 steps; passed over, because they were done already: 1"


async def test_clocks_of_the_window_follow_the_demo_not_the_second(app: "QApplication", home: Path) -> None:
    seen: list[int] = []
    async with a_bar(home, 1) as (bar, player, performance, bridge):
        await until(lambda: performance.done == 1)
        tick().follow(bar, lambda: seen.append(bridge.now_us()))
        player.pause()
        player.skip()
        await until(lambda: performance.done == 2)
        bar.look()
        assert seen[-1] == performance.demo.steps[1].at_us


async def test_every_control_has_a_name_and_its_place_in_the_tab_order(app: "QApplication", home: Path) -> None:
    async with a_bar(home, 1) as (bar, _, _performance, _bridge):
        taking = [w for w in bar.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
        assert [w.objectName() for w in taking] == ["demo_turn", "demo_skip", "demo_speed"]
        assert all(w.accessibleName() or w.property("text") for w in taking)


@pytest.mark.usefixtures("app")
async def test_a_disk_that_refuses_is_told_in_red(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotSaved("The disk is full.")

    async with a_bar(home, 1) as (bar, player, performance, _):
        await until(lambda: performance.done == 1)
        with monkeypatch.context() as context:
            context.setattr(Replica, "append", refuse)
            player.skip()
            await until(lambda: player.is_paused)
        bar.look()
        assert bar.told.text() == "The disk is full."
        assert bar.told.property("tone") == "bad"
