"""A desk whose plan watches a series, and what stands on its record of it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.ids import WATCHED
from incident_desk.domain.plan import Use
from incident_desk.domain.warning_list import EarlyWarning
from incident_desk.watch.sources import Source, SourceKind, Sources
from tests.domain.making import PLAN

PATIENCE_S: Final = 30.0
ERRORS: Final = """
watch:
  - key: errors
    title: Errors
    source: monitor
    query: sum(deriv(errors_total[15s]))
    service: Website
    unit: per s
    every: 1 s
"""


def watches(desk: Desk, address: str, kind: SourceKind = SourceKind.PROMETHEUS, plan: str = ERRORS) -> None:
    """The plan watches that from now on, and this desk knows where."""
    desk.record(Use(PLAN + plan)).result()
    Sources(desk).put("monitor", Source(kind, address))


def warnings(home: Path) -> list[EarlyWarning]:
    """As they lie on the disk."""
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(WATCHED).board.warnings.all
    finally:
        reading.close()


def wait_for(what: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Until it is so. Raises: AssertionError if it never is."""
    deadline = time.monotonic() + patience_s
    while not what():
        assert time.monotonic() < deadline, f"not so after {patience_s:.0f} s"
        time.sleep(0.05)
