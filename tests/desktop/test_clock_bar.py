"""The line above the room while a clock is wrong, or was: it says by how much and what to do, and covers nothing."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.sharing_state import Shared
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.clock_bar import ClockBar, ClockTold, Wrong, clock_words
from incident_desk.desktop.observed import observe
from incident_desk.desktop.opening import open_home
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Note
from incident_desk.store.restamping import PutRight
from tests.desk.conftest import declared
from tests.desktop.boards import key, press
from tests.desktop.conftest import a_shell, until

DAY_US = 86_400_000_000
MINUTE_US = 60_000_000


@pytest.fixture
def incident(home: Path) -> IncidentId:
    """With two notes that a clock a day ahead stamped."""
    with Desk.open(home) as desk:
        desk.choose_person("Ada").result()
        orders = declared(desk)
    with Desk.open(home, clock=lambda: time.time_ns() // 1000 + DAY_US) as desk:
        for text in ("one", "two"):
            desk.record(Note(text), orders).result()
    return orders


@asynccontextmanager
async def told(home: Path) -> AsyncGenerator[tuple[Bridge, ClockTold]]:
    bridge = Bridge(await asyncio.to_thread(open_home, home))
    try:
        async with a_shell(home) as shell:
            watching = ClockTold(bridge, shell.above)
            yield bridge, watching
            watching.stop()
    finally:
        await bridge.close()
        bridge.deleteLater()


def bar(watching: ClockTold) -> ClockBar:
    assert watching.bar is not None
    return watching.bar


async def test_a_record_from_the_future_is_told_and_put_right_by_a_click(
    app: QApplication, home: Path, incident: IncidentId
) -> None:
    async with told(home) as (bridge, watching):
        observed = await observe(bridge, incident, watching)
        await until(lambda: watching.bar is not None and watching.bar.isVisible())
        assert bar(watching).told.text() == (
            "The newest entry is 1 d in the future: this clock is behind now, or was ahead then. "
            "Look at the clock; once it is right, the stamps can be put right."
        )
        before = [line.entry for line in observed.board.timeline.lines]
        press(bar(watching).right)
        await until(lambda: "2 entries have the right time now" in bar(watching).told.text())
        await until(lambda: all(e.recorded_us <= bridge.now_us() for e in observed.entries.values()))
        assert [line.entry for line in observed.board.timeline.lines] == before
        assert "1 d" in bar(watching).told.text()
        assert not bar(watching).right.isVisible()
        bar(watching).hides.setFocus()
        key(Qt.Key.Key_Return)
        assert not bar(watching).isVisible()
        watching.look()
        await asyncio.sleep(0.1)
        assert not bar(watching).isVisible()


async def test_nothing_is_said_while_every_clock_is_right(app: QApplication, home: Path) -> None:
    with Desk.open(home) as desk:
        declared(desk)
    async with told(home) as (_, watching):
        await asyncio.sleep(0.2)
        assert watching.bar is None


async def test_a_clock_that_is_set_back_behind_the_record_is_told(app: QApplication, home: Path) -> None:
    shift = [DAY_US]
    with Desk.open(home) as desk:
        orders = declared(desk)
    bridge = Bridge(await asyncio.to_thread(open_home, home, lambda: time.time_ns() // 1000 + shift[0]))
    try:
        async with a_shell(home) as shell:
            await bridge.do(Note("ahead"), orders)
            watching = ClockTold(bridge, shell.above)
            await asyncio.sleep(0.2)
            assert watching.bar is None
            shift[0] = 0
            bridge.truth.clock_jumped("The clock was set back by 1 d")
            await until(lambda: watching.bar is not None and watching.bar.isVisible())
            watching.stop()
    finally:
        await bridge.close()
        bridge.deleteLater()


def off(offset_us: int, *, is_connected: bool = True) -> Shared:
    return Shared(address="record.example.org", is_connected=is_connected, offset_us=offset_us)


DONE = PutRight(count=3, ahead_us=DAY_US, at_us=1, first_us=1)


@pytest.mark.parametrize(
    ("state", "ahead_us", "done", "wrong", "says"),
    [
        (
            off(-61_000_000),
            0,
            None,
            Wrong.CLOCK,
            "This machine's clock is 1 min ahead of the shared one. Set it right;",
        ),
        (off(DAY_US), 0, DONE, Wrong.CLOCK, "This machine's clock is 1 d behind the shared one."),
        (off(0), 0, DONE, Wrong.WAS, "3 entries have the right time now, after a clock 1 d ahead had stamped them"),
        (off(0, is_connected=False), DAY_US, None, Wrong.RECORD, "At the next connection what nobody else has"),
        (None, DAY_US, None, Wrong.RECORD, "once it is right, the stamps can be put right"),
        (off(59_000_000), 0, None, None, ""),
        (off(0), DAY_US, None, None, ""),
        (None, 0, None, None, ""),
    ],
)
@pytest.mark.usefixtures("app")
def test_it_says(state: Shared | None, ahead_us: int, done: PutRight | None, wrong: Wrong | None, says: str) -> None:
    said = clock_words(state, ahead_us, done)
    assert (said.wrong if said else None) == wrong
    assert says in (said.words if said else "")
