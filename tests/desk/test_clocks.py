"""A wall clock that is set a day ahead or back: order and ids stay sound, and it is told."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incident_desk.desk import Desk, health, system_clock
from incident_desk.domain.corrections import Undo
from incident_desk.domain.fold import Fold
from incident_desk.domain.moments import from_us
from incident_desk.domain.timeline import Note
from tests.desk.conftest import DAY_US, START_US, SetClock, a_desk, declared, texts


@pytest.mark.parametrize("jumps", [(1, -1), (-1, 1), (1, 1), (-2, 1)])
def test_entries_stay_in_the_order_they_were_written(home: Path, clock: SetClock, jumps: tuple[int, int]) -> None:
    with a_desk(home, clock) as desk:
        incident = declared(desk)
        written = [desk.record(Note("before"), incident).result()[0]]
        for n, days in enumerate(jumps):
            clock.now_us += days * DAY_US
            written += [desk.record(Note(f"after jump {n}, line {m}"), incident).result()[0] for m in range(3)]
    with a_desk(home, clock) as desk:
        written.append(desk.record(Note("after the restart"), incident).result()[0])
        kept = desk.reading.entries(incident)[-len(written) :]
        assert [e.id for e in kept] == [e.id for e in written]
        assert [e.hlc for e in kept] == sorted({e.hlc for e in kept})
        assert [e.seq for e in kept] == list(range(kept[0].seq, kept[0].seq + len(kept)))
        assert len({e.id for e in kept}) == len(kept)
        assert {uuid.UUID(e.id).version for e in kept} == {7}
        assert desk.check() == []


def test_undo_takes_back_what_was_written_last_whatever_the_clock_says(desk: Desk, clock: SetClock) -> None:
    incident = declared(desk)
    clock.now_us += DAY_US
    desk.record(Note("written a day ahead"), incident).result()
    clock.now_us -= DAY_US
    last = desk.record(Note("written after the clock was put right"), incident).result()[0]
    desk.record(Undo(), incident).result()
    standing = [line for line in desk.board(incident).timeline.lines if not line.is_retracted]
    assert last.id not in {line.entry for line in standing}


def test_a_board_that_grew_over_the_jump_is_the_one_read_from_the_disk(desk: Desk, clock: SetClock) -> None:
    incident = declared(desk)
    grown = Fold(incident, desk.reading.entries(incident))
    for days in (1, -1, -1):
        clock.now_us += days * DAY_US
        grown.add(desk.record(Note(f"{days}"), incident).result())
    assert [x.entry for x in grown.board.timeline.lines] == [x.entry for x in desk.board(incident).timeline.lines]


def behind(days: int) -> Callable[[], int]:
    return lambda: system_clock() + days * DAY_US


def finding(home: Path) -> health.Finding:
    return next(f for f in health.examined(home) if f.about == "clock")


def test_the_doctor_tells_of_a_record_from_the_future(home: Path) -> None:
    with Desk.open(home, clock=behind(+1)) as desk:
        incident = declared(desk)
        told = finding(home)
        assert told.is_fault
        assert "in the future" in told.says
    with Desk.open(home) as desk:  # the clock is put right
        desk.record(Note("goes on"), incident).result()
        assert texts(desk, incident) == ["goes on"]
    assert finding(home).is_fault  # stamps go on from the day that was ahead, until the clock has caught up


def test_the_doctor_is_content_with_a_clock_that_was_behind(home: Path) -> None:
    with Desk.open(home, clock=behind(-1)) as desk:
        declared(desk)
    assert finding(home) == health.Finding("clock", "agrees with the record")


def test_the_doctor_has_something_to_say_before_the_first_start(home: Path) -> None:
    assert [f.about for f in health.examined(home)] == [
        "SQLite",
        "home",
        "console",
        "disk",
        "clock",
        "record",
        "backups",
    ]
    assert [f for f in health.examined(home) if f.is_fault] == []


def test_what_happened_before_the_incident_keeps_its_own_time(desk: Desk) -> None:
    incident = declared(desk)
    long_ago = START_US - 30 * DAY_US
    entry = desk.record(Note("A certificate was ordered", occurred_us=long_ago), incident).result()[0]
    assert (entry.occurred_us, entry.recorded_us > START_US) == (long_ago, True)
    assert desk.board(incident).timeline.lines[0].entry == entry.id


def test_a_moment_in_words_is_the_moment_of_the_look(desk: Desk, clock: SetClock) -> None:
    incident = declared(desk)
    then = from_us(clock.now_us)
    assert then == datetime.fromtimestamp(clock.now_us / 1e6, UTC)
    desk.record(Note("later"), incident).result()
    assert [x.text for x in desk.at(then + timedelta(hours=1)).board(incident).timeline.lines] == ["", "later"]
    assert [x.text for x in desk.at(then).board(incident).timeline.lines] == [""]
