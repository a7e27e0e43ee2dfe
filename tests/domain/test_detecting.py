"""The detector, on series that a page describes: what it warns of, what it lets pass, and what it holds to always."""

import math
import random
import sys
from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.detecting import WARM_UP, Departure, Detector

MINUTE = 60
DAY = 86_400
BEGAN = 1_764_201_600  # midnight
Level = Callable[[int], float]


def steady(level: Level | float, minutes: int, noise: float = 2.0, seed: int = 1) -> list[float]:
    """A point a minute around a level, which may change with the minute."""
    rng = random.Random(seed)
    return [(level(n) if callable(level) else level) + rng.gauss(0, noise) for n in range(minutes)]


def fed(values: Iterable[float | None], detector: Detector | None = None, began: int = BEGAN) -> Detector:
    """A detector that has seen these, a minute apart."""
    detector = detector or Detector()
    for n, value in enumerate(values):
        detector.add(began + n * MINUTE, value)
    return detector


def onsets(values: Sequence[float | None]) -> list[int]:
    """At which points a warning begins."""
    detector, was_on, found = Detector(), False, list[int]()
    for n, value in enumerate(values):
        detector.add(BEGAN + n * MINUTE, value)
        if detector.is_warning and not was_on:
            found.append(n)
        was_on = detector.is_warning
    return found


def test_a_spike_warns_once_at_its_first_points_and_the_warning_ends_after_ten_calm_minutes() -> None:
    values = steady(100, 600)
    values[400:405] = [180, 190, 185, 180, 175]
    assert onsets(values) in ([400], [401])
    detector = fed(values[:405])
    assert detector.is_warning
    detector = fed(values[405:425], detector, BEGAN + 405 * MINUTE)
    assert not detector.is_warning


def test_a_fall_to_nothing_warns() -> None:
    values = steady(100, 600)
    values[400:410] = [0.0] * 10
    assert onsets(values) in ([400], [401])


def test_a_lonely_point_needs_more_than_one_that_others_follow() -> None:
    lonely, lasting = steady(100, 600), steady(100, 600)
    lonely[400] += 26
    lasting[400:408] = [value + 26 for value in lasting[400:408]]
    assert onsets(lonely) == []
    (onset,) = onsets(lasting)
    assert 401 <= onset <= 405


def test_a_series_with_a_spike_an_hour_gets_used_to_them_and_still_warns_of_a_greater_one() -> None:
    values = steady(100, 4 * 1440)
    for n in range(30, len(values), 60):
        values[n] += 30
    assert [n for n in onsets(values) if n > 1440] == []
    values[-100:-97] = [300, 300, 300]
    assert len([n for n in onsets(values) if n > 1440]) == 1
    calm = steady(100, 4 * 1440)
    calm[-100] += 30
    assert len(onsets(calm)) == 1


def test_what_comes_every_day_at_the_same_hour_is_usual_then_and_odd_at_another_hour() -> None:
    def nightly(minute: int) -> float:
        return 160.0 if 120 <= minute % 1440 < 180 else 100.0

    values = steady(nightly, 8 * 1440)
    assert [n for n in onsets(values) if n > 4 * 1440] == []
    at_noon = 7 * 1440 + 720
    values[at_noon : at_noon + 30] = steady(160, 30)
    assert len([n for n in onsets(values) if n >= at_noon]) == 1


def test_a_flat_series_does_not_mind_a_ripple_and_minds_a_loss_of_half() -> None:
    values = [24.0] * 600
    values[300] = 24.2
    assert onsets(values) == []
    values[400:420] = [12.0] * 20
    assert onsets(values) == [400]


def test_a_series_of_nothing_that_begins_to_count_warns_and_ends_to() -> None:
    values = [0.0] * 300 + steady(50, 3 * 1440)
    first, *more = onsets(values)
    assert first == 300
    assert all(onset < 300 + 1440 for onset in more)
    assert len(more) <= 3


def test_the_first_hour_is_only_learnt_from() -> None:
    assert onsets([*steady(100, WARM_UP - 1), 10_000.0]) == []


def test_a_notice_comes_of_less_than_a_warning() -> None:
    values = steady(100, 600)
    values[400:402] = [122, 122]
    detector, notices = Detector(), 0
    for n, value in enumerate(values):
        detector.add(BEGAN + n * MINUTE, value)
        assert detector.is_notice or not detector.is_warning
        notices += detector.is_notice
    assert onsets(values) == []
    assert notices >= 10


def test_a_warning_is_explained_by_numbers() -> None:
    values = steady(100, 3 * 1440)
    values[-6:] = [410.0] * 6
    said = fed(values).departure()
    assert said.value == 410
    assert said.before == pytest.approx(100, abs=3)
    assert said.times == pytest.approx(4.1, abs=0.15)
    assert said.at_this_hour == pytest.approx(100, abs=3)
    assert said.lasting == 5 * MINUTE
    assert said.is_rise
    assert said.score > 1


def test_a_calm_series_has_nothing_to_explain() -> None:
    said = fed(steady(100, 600)).departure()
    assert (said.lasting, said.score, said.at_this_hour) == (0, 0, None)


def test_nothing_is_no_multiple_of_something() -> None:
    assert fed([*steady(100, 300), 0.0]).departure().times is None
    assert Detector().departure() == Departure(0, 0, None, None, 0, False, 0)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf, 1e300])
def test_a_missed_sample_changes_nothing(value: float | None) -> None:
    detector = fed(steady(100, 300))
    before = detector.saved()
    assert detector.add(BEGAN + 300 * MINUTE, value) == 0
    assert detector.saved() == before


@pytest.mark.parametrize("late", [0, 1, 3600])
def test_a_repeated_or_late_point_changes_nothing(late: int) -> None:
    detector = fed(steady(100, 300))
    before = detector.saved()
    assert detector.add(BEGAN + 299 * MINUTE - late, 1e6) == 0
    assert detector.saved() == before


def test_a_warning_is_held_over_a_missed_sample() -> None:
    detector = fed([*steady(100, 300), 300.0, 300.0, 300.0, None])
    assert detector.is_warning


def test_its_whole_state_is_small_and_does_not_grow() -> None:
    young, old = fed(steady(100, 70)), fed(steady(100, 20 * 1440))
    assert len(young.saved()) == len(old.saved()) <= 4096
    assert _bytes_in_memory(old) <= 4096


def _bytes_in_memory(thing: object) -> int:
    """Of an object, and of all that its slots hold."""
    parts = [getattr(thing, name) for name in getattr(type(thing), "__slots__", ())]
    return sys.getsizeof(thing) + sum(map(_bytes_in_memory, parts))


def test_what_is_no_saved_detector_is_refused() -> None:
    with pytest.raises(ValueError, match="3 bytes are no saved detector"):
        Detector.resumed(b"abc")


VALUES = st.lists(
    st.one_of(st.none(), st.floats(-1e6, 1e6), st.floats(), st.sampled_from([0.0, 1.0, 100.0])), max_size=150
)
STEPS = st.sampled_from([1, 60, 300, 3600, DAY])


@given(VALUES, STEPS, st.integers(0, 150), st.integers(0, 1000))
def test_no_later_point_changes_an_answer_and_a_restart_changes_none(
    tail: list[float | None], step: int, cut: int, seed: int
) -> None:
    values = [*steady(100, 100, seed=seed), *tail]
    whole = _answers(Detector(), values, 0, step)
    detector = Detector()
    assert _answers(detector, values[:cut], 0, step) == whole[:cut]
    resumed = Detector.resumed(detector.saved())
    assert _answers(resumed, values[cut:], cut, step) == whole[cut:]
    assert all(math.isfinite(score) and score >= 0 for score, _, _ in whole)


@given(st.lists(st.floats(-1e6, 1e6), min_size=70, max_size=200), st.integers(-20, 20))
def test_the_unit_of_the_values_does_not_matter(values: list[float], power: int) -> None:
    other = [value * 2.0**power for value in values]
    assert [a[0] for a in _answers(Detector(), other, 0, 60)] == pytest.approx(
        [a[0] for a in _answers(Detector(), values, 0, 60)]
    )


def _answers(
    detector: Detector, values: Sequence[float | None], begun: int, step: int
) -> list[tuple[float, bool, bool]]:
    return [
        (detector.add(BEGAN + (begun + n) * step, value), detector.is_warning, detector.is_notice)
        for n, value in enumerate(values)
    ]
