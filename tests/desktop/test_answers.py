"""How fast the shared database answered in the last hour."""

import pytest

from incident_desk.desktop.answers import MINUTES, Answers, scale_ms
from incident_desk.domain.moments import MINUTE_US

NOW_US = 1_485_905_460_000_000


def test_a_minute_shows_its_middle_answer() -> None:
    answers = Answers()
    for took_us in (4_000, 90_000, 6_000):
        answers.heard(NOW_US, took_us)
    typical, silent = answers.shown(NOW_US)
    assert (len(typical), typical[-1], typical[:-1]) == (MINUTES, 6.0, [None] * (MINUTES - 1))
    assert not any(silent)


def test_minutes_in_which_nobody_answered_are_told_from_those_in_which_nobody_asked() -> None:
    answers = Answers()
    answers.heard(NOW_US - 5 * MINUTE_US, 4_000)
    answers.missed(NOW_US - 5 * MINUTE_US, NOW_US)
    typical, silent = answers.shown(NOW_US)
    assert typical[-6] == 4.0
    assert silent[-6:] == [False, True, True, True, True, True]
    assert not any(silent[:-6])


def test_an_hour_is_kept_and_no_more() -> None:
    answers = Answers()
    for minute in range(200):
        answers.heard(NOW_US + minute * MINUTE_US, 1_000)
    typical, _ = answers.shown(NOW_US + 199 * MINUTE_US)
    assert typical == [1.0] * MINUTES
    assert answers.shown(NOW_US + 400 * MINUTE_US)[0] == [None] * MINUTES


def test_a_silence_longer_than_the_hour_fills_it() -> None:
    answers = Answers()
    answers.missed(NOW_US - 500 * MINUTE_US, NOW_US)
    assert answers.shown(NOW_US)[1] == [True] * MINUTES


@pytest.mark.parametrize(("most", "top"), [(None, 10), (3.0, 10), (10.0, 10), (11.0, 20), (70.0, 100), (480.0, 500)])
def test_the_scale_ends_at_a_round_figure(most: float | None, top: float) -> None:
    assert scale_ms([None, most]) == top
