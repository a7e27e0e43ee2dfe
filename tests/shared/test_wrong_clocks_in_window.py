"""A window on a machine whose clock is a day ahead: what it says, and what the others see of it."""

import asyncio
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.clock_bar import ClockTold
from incident_desk.desktop.observed import observe
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.pending import TruthMark
from incident_desk.desktop.truth_words import Trouble
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_shell, until
from tests.shared.test_converge import declared, meet, texts

DAY_US = 86_400_000_000
MINUTE_US = 60_000_000


def a_day_ahead() -> int:
    return time.time_ns() // 1000 + DAY_US


async def test_what_was_written_with_a_wrong_clock_is_seen_at_its_right_time_everywhere(
    app: QApplication, ada: Desk, bea: Desk
) -> None:
    incident = declared(ada)
    meet(ada, bea)
    home: Path = bea.home.path
    bea.close()
    bridge = Bridge(await asyncio.to_thread(open_home, home, a_day_ahead))
    try:
        async with a_shell(home) as shell:
            observed = await observe(bridge, incident, shell)
            await observed.write("offline", Note("offline"))
            told = ClockTold(bridge, shell.above)
            bridge.sharing.begin()
            await until(lambda: bridge.sharing.is_connected and "offline" in texts_of(ada))
            await until(lambda: all(e.recorded_us < time.time_ns() // 1000 for e in observed.entries.values()))
            await until(lambda: {observed.truth(e) for e in observed.entries} == {TruthMark.SHARED})
            assert told.bar is not None
            assert "This machine's clock is 1 d ahead of the shared one." in told.bar.told.text()
            assert bridge.truth.words().trouble is Trouble.CLOCK
            assert abs(bridge.now_us() - time.time_ns() // 1000) < MINUTE_US
            await observed.write("online", Note("online"))
            await until(lambda: texts_of(ada) == ["offline", "online"])
            state = bridge.sharing.state
            assert state is not None
            assert state.put_right is not None
            assert state.put_right.count == 1
            told.stop()
    finally:
        await bridge.close()
        bridge.deleteLater()


def texts_of(desk: Desk) -> list[str]:
    desk.shared.exchange()
    (board,) = desk.reading.headlines()
    return texts(desk, board.incident)
