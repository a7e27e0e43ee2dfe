"""The player: at any speed, paused, skipped, closed; in a home that can reach nobody."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.errors import DeskError, NotSaved
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.timeline import Note
from incident_desk.learning.demo_clock import AS_FAST_AS_IT_GOES, DemoClock
from incident_desk.learning.demos import Demo, demo_named
from incident_desk.learning.playing import DemoPlayer, Performance
from incident_desk.store.replica import Replica

SOME = 8
"""Steps of a demo that is quickly over; they span 80 s."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "demo"


def short(steps: int = SOME) -> Demo:
    whole = demo_named("gitlab")
    return msgspec.structs.replace(whole, steps=whole.steps[:steps])


@contextmanager
def playing(home: Path, speed: float, demo: Demo | None = None) -> "Generator[tuple[DemoPlayer, Performance, Desk]]":
    performance = Performance(demo or short(), DemoClock((demo or short()).starts_us))
    with Desk.open(home, clock=performance.clock, apart=True) as desk:
        performance.seat_people(desk)
        player = DemoPlayer(desk, performance, speed)
        try:
            yield player, performance, desk
        finally:
            player.close()


def until(holds: Callable[[], bool], deadline_s: float = 10) -> None:
    end = time.monotonic() + deadline_s
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.002)


def test_as_fast_as_it_goes_a_day_is_over_in_seconds(home: Path) -> None:
    with playing(home, AS_FAST_AS_IT_GOES, demo_named("github")) as (player, performance, _):
        player.wait()
        assert player.progress().is_over
        assert performance.passed_over == []
        assert player.progress().now_us >= performance.demo.steps[-1].at_us


def test_steps_come_at_their_time_on_a_clock_that_is_so_many_times_as_fast(home: Path) -> None:
    began = time.monotonic()
    with playing(home, 200) as (player, performance, desk):
        player.wait()
        assert time.monotonic() - began >= 80 / 200  # they span so long
        assert performance.incident
        lines = desk.reading.fold(performance.incident).board.timeline.lines
    of_others = ("incident.declare", "alert.receive")  # the first line, and what stands in no timeline
    steps = [step for step in performance.demo.steps if step.do not in of_others]
    said = [line for line in lines[1:] if line.sort is not LineSort.ACCESS]
    late_us = [line.recorded_us - step.at_us for line, step in zip(said, steps, strict=True)]
    assert min(late_us) >= 0


def test_after_the_last_step_the_clock_goes_at_the_speed_of_the_world(home: Path) -> None:
    with playing(home, AS_FAST_AS_IT_GOES) as (player, performance, _):
        player.wait()
        first = performance.clock()
        time.sleep(0.01)
        assert 10_000 <= performance.clock() - first < 5_000_000


def test_while_it_is_paused_time_stands_and_a_skip_does_one_step(home: Path) -> None:
    with playing(home, 1) as (player, performance, _):
        until(lambda: performance.done == 1)
        player.pause()
        stands = player.progress().now_us
        time.sleep(0.01)
        assert player.progress().now_us == stands
        player.skip()
        until(lambda: performance.done == 2)
        assert player.is_paused
        assert player.progress().now_us == performance.demo.steps[1].at_us
        player.set_speed(AS_FAST_AS_IT_GOES)
        time.sleep(0.01)
        assert performance.done == 2
        player.resume()
        player.wait()
        assert player.progress().is_over


def test_presses_of_skip_are_counted_not_lost(home: Path) -> None:
    with playing(home, 1) as (player, performance, _):
        for _press in range(4):
            player.skip()
        until(lambda: performance.done >= 4)
        time.sleep(0.01)
        assert performance.done <= 5  # the first step is due at once, and may or may not have taken a press


def test_a_change_of_speed_is_felt_at_once(home: Path) -> None:
    with playing(home, 0.001) as (player, performance, _):
        until(lambda: performance.done == 1)
        assert player.speed == 0.001
        player.set_speed(100_000)
        player.wait()
        assert player.progress().is_over


def test_closing_in_the_middle_ends_the_thread_and_keeps_what_was_played(home: Path) -> None:
    with playing(home, 1) as (player, performance, desk):
        until(lambda: performance.done == 1)
        player.close()
        player.close()  # closing twice is closing
        assert performance.incident
        assert desk.reading.fold(performance.incident).board.headline.state is State.DECLARED
    assert not player.progress().is_over


def test_it_waits_without_turning_in_circles(home: Path) -> None:
    with playing(home, 1) as (_, performance, _desk):
        until(lambda: performance.done == 1)
        used = time.process_time()
        time.sleep(0.3)
        assert time.process_time() - used < 0.1


def test_what_a_person_does_meanwhile_stands_beside_it(home: Path) -> None:
    with playing(home, AS_FAST_AS_IT_GOES, short(30)) as (player, performance, desk):
        until(lambda: performance.incident is not None)
        desk.record([SetState(State.INVESTIGATING), Note("We look at db2")], performance.incident).result()
        player.wait()
        assert performance.incident
        lines = [line.text for line in desk.reading.fold(performance.incident).board.timeline.lines]
        assert "We look at db2" in lines
        assert player.progress().is_over


def test_a_disk_that_refuses_pauses_it_before_the_step_and_it_can_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Replica.append

    def refuse(*_: object, **__: object) -> None:
        raise NotSaved("The disk is full.")

    with playing(home, 1) as (player, performance, _):
        until(lambda: performance.done == 1)
        monkeypatch.setattr(Replica, "append", refuse)
        player.skip()
        until(lambda: player.is_paused)
        assert player.progress().trouble == "The disk is full."
        monkeypatch.setattr(Replica, "append", append)
        player.set_speed(AS_FAST_AS_IT_GOES)
        player.resume()
        player.wait()
        assert (player.progress().is_over, player.progress().trouble) == (True, "")
        assert performance.passed_over == []


# the home ------------------------------------------------------------------------------------------------------------


def test_a_demo_home_keeps_no_key_and_says_so_for_ever(home: Path) -> None:
    with playing(home, AS_FAST_AS_IT_GOES) as (player, _, _desk):
        player.wait()
    assert list((home / "keys").iterdir()) == []
    with Desk.open(home) as desk:
        assert desk.is_apart
        desk.add_person("Somebody later").result()
    assert list((home / "keys").iterdir()) == []


def test_a_home_of_somebodys_own_is_never_made_one_of_a_demo(home: Path) -> None:
    Desk.open(home).close()
    with pytest.raises(DeskError, match="holds a record"):
        Desk.open(home, apart=True)
    with Desk.open(home) as desk:
        assert not desk.is_apart
        with pytest.raises(DeskError, match="stays apart"):
            Performance(short(), DemoClock(0)).seat_people(desk)
        assert len(desk.people().result()) == 1
