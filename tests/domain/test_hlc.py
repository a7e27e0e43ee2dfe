"""The hybrid logical clock: one order, near the wall clock, whatever happens to the wall clock."""

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.hlc import COUNTER_BITS, FURTHEST_AHEAD_MS, heard, tick, wall_us

MOMENTS = st.integers(0, 4_000_000_000_000_000)  # 1970 to 2096
DAY_US = 24 * 3600 * 1_000_000
NOW_US = 1_700_000_000_123_456
STAMP = (NOW_US // 1000) << COUNTER_BITS


@given(readings=st.lists(MOMENTS, min_size=2))
def test_stamps_rise_however_the_clock_is_set(readings: list[int]) -> None:
    stamps = [0]
    for now_us in readings:
        stamps.append(tick(stamps[-1], now_us))
    assert stamps == sorted(set(stamps))


@given(now_us=MOMENTS)
def test_a_stamp_tells_the_wall_clock_to_the_millisecond(now_us: int) -> None:
    assert wall_us(tick(0, now_us)) == max(now_us // 1000 * 1000, 0)


def test_a_clock_set_back_a_day_goes_on_from_the_last_stamp() -> None:
    ahead = tick(0, NOW_US + DAY_US)
    assert [tick(ahead, NOW_US), tick(ahead + 1, NOW_US + 5)] == [ahead + 1, ahead + 2]
    assert wall_us(tick(ahead, NOW_US)) // DAY_US == (NOW_US + DAY_US) // DAY_US


def test_once_the_wall_clock_has_caught_up_it_is_followed_again() -> None:
    ahead = tick(0, NOW_US + DAY_US)
    assert tick(ahead, NOW_US + 2 * DAY_US) == ((NOW_US + 2 * DAY_US) // 1000) << COUNTER_BITS


def test_many_stamps_in_one_millisecond_stay_unique_and_in_order() -> None:
    stamps = [0]
    for _ in range(70_000):  # more than the counter holds: it flows over into the next millisecond
        stamps.append(tick(stamps[-1], NOW_US))
    assert stamps == sorted(set(stamps))
    assert wall_us(stamps[-1]) - wall_us(stamps[1]) == 1000


def test_a_desk_that_has_heard_a_stamp_writes_after_it() -> None:
    theirs = STAMP + (5_000 << COUNTER_BITS)
    assert tick(heard(STAMP, theirs, NOW_US), NOW_US) == theirs + 1


def test_what_was_heard_never_takes_a_desk_back() -> None:
    assert heard(STAMP, STAMP - 1, NOW_US) == STAMP


@given(ahead_ms=st.integers(-(10**9), 10**9))
def test_a_clock_that_runs_ahead_is_followed_ten_minutes_and_no_further(ahead_ms: int) -> None:
    remote = (NOW_US // 1000 + ahead_ms) << COUNTER_BITS
    followed = heard(STAMP, remote, NOW_US)
    assert followed == (max(STAMP, remote) if ahead_ms <= FURTHEST_AHEAD_MS else STAMP)


def test_a_stamp_fits_the_column_of_the_record() -> None:
    assert tick(0, 4_000_000_000_000_000 * 10) < 2**63  # the year 3237
