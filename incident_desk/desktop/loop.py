"""The loop of the GUI thread, its workers, and Python's collector of cycles, which runs there and nowhere else.

Left to itself Python collects on whichever thread happens to allocate. A cycle that holds a widget or a timer is then
taken apart on a worker, which Qt answers with a warning, or the process with a crash.
"""

import gc
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import qasync
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.at_keys import at_keys

WORKERS = 3
"""For opening, checking and backing up; the record itself has threads of its own."""

TICK_MS = 500


@contextmanager
def window_loop(app: QApplication) -> Generator[qasync.QEventLoop]:
    """The loop with its workers. Nothing is collected by itself from here on, see `Collecting`."""
    gc.disable()
    with qasync.QEventLoop(app) as loop:
        # qasync's own workers are threads of Qt, which crash when one is let go of too early
        loop.set_default_executor(ThreadPoolExecutor(WORKERS, thread_name_prefix="work"))
        yield loop


class Collecting:
    """From `start` to `stop`, cycles are collected between two events of the GUI thread.

    What stands at the start is taken as there to stay: a collection that looks through it all would be felt.
    """

    def __init__(self, parent: QObject) -> None:
        self._timer = QTimer(parent, interval=TICK_MS)
        self._timer.timeout.connect(_collect_in_turn)

    def start(self) -> None:
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()


def _collect_in_turn() -> None:
    at_keys().in_turn(collect_due)


def collect_due() -> None:
    """Collect the oldest generation that is due by Python's own thresholds, if one is."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, threshold) in enumerate(counts) if count > threshold]
    if due:
        gc.collect(due[-1])
