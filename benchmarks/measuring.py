"""How both sides are measured: in turn, so that whatever slows this machine meanwhile slows both."""

import gc
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.budget import Sides

DISK = Path("/var/tmp")
"""Where a temporary file is on a disk; /tmp is often memory, where nothing has to be waited for."""


@contextmanager
def quiet() -> Generator[None]:
    """Keeps Python's garbage collector from running on one side's time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


@contextmanager
def scratch() -> Generator[Path]:
    """A folder on a disk, gone afterwards."""
    place = DISK if DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="incident-desk-", dir=place) as folder:
        yield Path(folder)


def seconds(call: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long a call takes. What it returns is let go after the clock has stopped.

    Args:
        clock: `time.thread_time` for what only reckons: whoever else has this machine meanwhile does not count then.
    """
    began = clock()
    result = call()
    took = clock() - began
    del result
    return took


def in_turn(rounds: int, ours: Callable[[], float], peer: Callable[[], float], warm_up: int = 1) -> Sides:
    """Measure ours, the peer, ours, the peer, and so on; the first rounds do not count."""
    measured = [(ours(), peer()) for _ in range(rounds + warm_up)]
    return Sides(*zip(*measured[warm_up:], strict=True))
