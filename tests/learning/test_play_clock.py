"""The clock of a demo: as fast as told, never back."""

import math
import time
from datetime import datetime

from incident_desk.domain.moments import to_us
from incident_desk.learning.demo_clock import DemoClock

START_US = to_us(datetime.fromisoformat("2017-01-31T22:02:00Z"))
MINUTE_US = 60_000_000


def test_a_new_clock_stands_at_the_start_of_the_incident() -> None:
    clock = DemoClock(START_US)
    time.sleep(0.002)
    assert clock() == START_US


def test_a_minute_passes_in_a_sixtieth_of_it_at_sixty_times_the_speed() -> None:
    clock = DemoClock(START_US)
    clock.go(60)
    left_s = clock.seconds_until(START_US + MINUTE_US)
    assert left_s is not None
    assert 0.9 < left_s <= 1


def test_a_change_of_speed_takes_nothing_back_of_what_has_passed() -> None:
    clock = DemoClock(START_US)
    clock.go(100_000)
    time.sleep(0.002)
    clock.go(1)
    passed_us = clock() - START_US
    assert passed_us >= 200_000_000
    clock.stop()
    stands = clock()
    time.sleep(0.002)
    assert clock() == stands >= START_US + passed_us


def test_it_is_put_ahead_and_never_back() -> None:
    clock = DemoClock(START_US)
    clock.put_to(START_US + MINUTE_US)
    clock.put_to(START_US)
    assert clock() == START_US + MINUTE_US
    assert clock.seconds_until(START_US) == 0


def test_a_clock_that_stands_never_gets_there_by_itself() -> None:
    clock = DemoClock(START_US)
    clock.go(math.inf)
    assert clock.seconds_until(START_US + 1) is None
