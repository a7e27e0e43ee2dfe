"""What Qt made is taken apart on the GUI thread, whoever allocates when."""

import gc
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.loop import Collecting
from incident_desk.domain.incident import Declare
from tests.desktop.conftest import a_bridge, until


class Knot:
    """A timer that only a cycle holds."""

    def __init__(self, gone: list[int]) -> None:
        self.timer = QTimer(interval=1000)
        self.gone = gone
        self.itself = self

    def __del__(self) -> None:
        self.gone.append(threading.get_ident())


def much() -> list[list[int]]:
    """Far more than what makes Python collect by itself; whoever has it keeps it due."""
    return [[i] for i in range(100_000)]


async def test_a_cycle_with_a_timer_ends_on_the_gui_thread_though_workers_allocate(
    app: QApplication, home: Path
) -> None:
    gone: list[int] = []
    collecting = Collecting(app)
    collecting.start()
    Knot(gone)
    async with a_bridge(home) as bridge:
        held = await bridge.read(lambda desk: much())
        assert gone == []
        await bridge.do(Declare("Checkout fails"))
        await until(lambda: gone and held)
    collecting.stop()
    assert gone == [threading.get_ident()]
    assert gc.get_freeze_count() == 0
