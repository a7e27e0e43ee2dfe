"""Series of the services that an incident hits lie on its record, as they were at its beginning and at its end."""

import math
import time
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.board import Board
from incident_desk.domain.errors import RuleError
from incident_desk.domain.frozen_series import FreezeSeries, FrozenPicture
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.warning_entries import Picture
from incident_desk.watch.sources import SourceKind
from incident_desk.watch.watcher import Watcher
from tests.domain.making import INCIDENT, START_US, two_desks
from tests.watch.watching import wait_for, watches

PLAN = """
watch:
  - {key: orders, title: Orders, source: monitor, query: orders, service: Website, unit: per min}
  - {key: mails, title: Mails, source: monitor, query: mails, service: Search}
"""


def picture(*values: float | None) -> FrozenPicture:
    return FrozenPicture("orders", "Orders", Picture(START_US, 60, values), "per min", 10, 14)


def test_each_is_kept_once_at_the_beginning_and_once_at_the_end_and_reads_as_a_line() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.do(FreezeSeries((picture(12, None, 13),)))
    assert ada.do(FreezeSeries((picture(1),))) == []
    ada.do(FreezeSeries((picture(12.5),), is_end=True))
    frozen = ada.board().frozen
    assert (frozen.begun["orders"].last, frozen.ended["orders"].last) == (13, 12.5)
    line = ada.board().timeline.lines[-2]
    assert line.english.endswith("Orders, 13 per min, usual 10 to 14")
    for wrong in (picture(math.nan), picture(), picture(*[1.0] * 241)):
        with pytest.raises(RuleError):
            ada.do(FreezeSeries((wrong,)), INCIDENT)


def board(home: Path, incident: IncidentId) -> Board:
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(incident).board
    finally:
        reading.close()


def test_the_desk_that_watches_keeps_the_series_of_the_services(desk: Desk, home: Path, tmp_path: Path) -> None:
    file, now = tmp_path / "figures.csv", int(time.time()) // 60 * 60
    rows = [f"{now - 60 * n},{12 + n % 3},{5 + n % 2}" for n in range(200, -1, -1)]
    file.write_text("\n".join(["time,orders,mails", *rows, ""]))
    watches(desk, file.as_uri(), SourceKind.CSV, PLAN)
    watcher = Watcher(desk)
    watcher.start()
    try:
        incident = desk.record(Declare("Checkout fails", services=("Website",))).result()[-1].incident
        wait_for(lambda: "orders" in board(home, incident).frozen.begun)
        kept = board(home, incident).frozen.begun
        assert list(kept) == ["orders"], "mails are of another service"
        assert len(kept["orders"].picture.values) == 120
        assert kept["orders"].low is not None
        desk.record(SetState(State.RESOLVED), incident).result()
        wait_for(lambda: "orders" in board(home, incident).frozen.ended)
    finally:
        watcher.stop()
