"""A clock that is set a day ahead or back: order and ids stay sound, and it is said."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.entry import Entry
from incident_desk.domain.hlc import wall_us
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.faults.program import Program, notes, problems

DAY_S = 86_400


def with_clock(home: Path, ahead_s: int) -> Program:
    """The program on a machine whose clock goes wrong by so much."""
    return Program(home, f"import time; real = time.time_ns; time.time_ns = lambda: real() + {ahead_s} * 10**9")


def entries(home: Path) -> list[Entry]:
    """All of the one incident, in the order of the record."""
    with closing(ReadingDesk.open(home)) as desk:
        return desk.entries(desk.headlines()[0].incident)


@pytest.mark.parametrize("jumps", [(0, DAY_S, 0), (0, -DAY_S, 0)])
def test_what_is_said_later_stands_later_whatever_the_clock_says(tmp_path: Path, jumps: tuple[int, ...]) -> None:
    home = tmp_path / "home"
    orders = with_clock(home, jumps[0]).declare()
    said: list[str] = []
    for count, jump in enumerate(jumps):
        said += [f"note {count}.1", f"note {count}.2"]
        with_clock(home, jump)("log", orders, "-", stdin="\n".join(said[-2:]))
        assert problems(home) == []
    assert notes(home, orders) == said
    there = entries(home)
    assert [e.seq for e in there] == sorted(e.seq for e in there)
    assert len({e.id for e in there}) == len({e.hlc for e in there}) == len(there)


def test_a_record_from_the_future_is_reported(tmp_path: Path) -> None:
    home = tmp_path / "home"
    orders = with_clock(home, DAY_S).declare()
    program = Program(home)
    says, is_fault = about_the_clock(program)
    assert "in the future" in says
    assert is_fault
    program.done("log", orders, "written with the right clock")
    (last,) = [e for e in entries(home) if e.kind == "timeline.noted"]
    assert wall_us(last.hlc) > last.recorded_us + (DAY_S - 60) * 1_000_000  # after what was there, and honest


def test_a_clock_that_agrees_is_no_fault(program: Program, orders: str) -> None:
    assert about_the_clock(program) == ("agrees with the record", False)


def about_the_clock(program: Program) -> tuple[str, bool]:
    """What `doctor` says of it, and whether that is a fault."""
    findings = json.loads(program("doctor", "--json").out)["findings"]
    return next((found["says"], found["fault"]) for found in findings if found["about"] == "clock")


def test_a_desk_whose_clock_jumps_while_it_is_open_keeps_the_order(tmp_path: Path) -> None:
    now = [1_700_000_000_000_000]
    with Desk.open(tmp_path / "home", clock=lambda: now[0]) as desk:
        incident: IncidentId = desk.record(Declare("Orders fail", Severity.SEV2)).result()[-1].incident
        for jump in (0, DAY_S, -DAY_S, -DAY_S, 3 * DAY_S, -20 * 365 * DAY_S, 0):
            now[0] += jump * 1_000_000
            desk.record([Note(f"note {i}") for i in range(3)], incident).result()
    there = entries(tmp_path / "home")
    assert [e.seq for e in there] == sorted(e.seq for e in there)
    assert len({e.hlc for e in there}) == len(there)
    assert problems(tmp_path / "home") == []
