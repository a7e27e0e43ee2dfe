"""How many reports come against how many are usual: a rise is warned of early, and chance is not."""

import random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from incident_desk.domain.report_entries import CameBy, ReportId, Verdict
from incident_desk.domain.report_list import Report
from incident_desk.domain.report_matching import Suggestion
from incident_desk.domain.report_rate import LEAST_RATE, Rate, chance_of
from incident_desk.domain.report_warning import warning
from incident_desk.domain.sentences import Sentence
from tests.domain.making import START_US

SAME = Suggestion(Verdict.SAME_ISSUE, Sentence("x"))
OPEN = Suggestion(Verdict.UNKNOWN, Sentence("x"))


def report(came_us: int, service: str = "Website", text: str = "error 502", region: str = "Europe") -> Report:
    return Report(
        ReportId(f"{came_us}.0"), 1, DeskNumber(1), PersonId("a"), came_us, CameBy.FORM, text, "", service, region
    )


def weeks(per_hour: float, seed: int = 1) -> list[Report]:
    """Four ordinary weeks before START_US, by chance alone."""
    dice = random.Random(seed)
    found: list[Report] = []
    at = float(START_US - 28 * DAY_US)
    while (at := at + dice.expovariate(per_hour) * HOUR_US) < START_US:
        found.append(report(int(at)))
    return found


def test_ten_thousand_in_five_minutes_are_warned_of_before_one_in_a_hundred_has_come() -> None:
    rate = Rate()
    rate.take(weeks(per_hour=30))
    assert 0.3 < rate.usual(START_US) < 0.7
    flood = [report(START_US + n * 5 * MINUTE_US // 10_000) for n in range(10_000)]
    warned = None
    for n, each in enumerate(flood, 1):
        rate.take([each])
        if rate.rising(each.came_us) is not None:
            warned = n
            break
    assert warned is not None
    assert warned <= 15, f"warned after {warned} of 10,000"


def test_a_slow_rise_shows_over_a_quarter_of_an_hour() -> None:
    rate = Rate()
    rate.take(weeks(per_hour=6))
    rate.take([report(START_US + n * 60 * SECOND_US) for n in range(1, 15)])
    found = rate.rising(START_US + 15 * MINUTE_US)
    assert found is not None
    assert found.service == "Website"
    assert found.count > 5 * found.usual


def test_the_detector_of_series_is_asked_whether_it_sees_the_same() -> None:
    rate = Rate()
    rate.take(weeks(per_hour=30))
    flood = [report(START_US + n * SECOND_US) for n in range(1, 181)]
    rate.take(flood)
    early = rate.rising(START_US + 40 * SECOND_US)
    assert early is not None
    assert not early.is_seen_by_detector, "its first minute is not over"
    late = rate.rising(START_US + 180 * SECOND_US)
    assert late is not None
    assert late.is_seen_by_detector
    found = warning(late, flood, lambda _: OPEN, Maintenances(), START_US + 180 * SECOND_US)
    assert found is not None
    assert "the detector of series sees it, too" in found.agree


def test_four_ordinary_weeks_are_no_warning() -> None:
    rate = Rate()
    false = 0
    for each in weeks(per_hour=30, seed=7):
        rate.take([each])
        false += rate.rising(each.came_us) is not None and each.came_us > START_US - 21 * DAY_US
    assert false == 0


def test_one_bad_night_does_not_become_usual() -> None:
    rate = Rate()
    rate.take(weeks(per_hour=6))
    quiet = rate.usual(START_US)
    rate.take([report(START_US - DAY_US + n * SECOND_US) for n in range(3_000)])
    assert rate.usual(START_US) <= quiet * 1.5


def by_day(weekday: float, sunday: float, weeks: int, seed: int = 3) -> Rate:
    """So many an hour before START_US, which is a Sunday here, by chance alone."""
    dice, rate = random.Random(seed), Rate()
    for hour in range(weeks * 7 * 24, 0, -1):
        at = START_US - hour * HOUR_US
        mean = sunday if -(-hour // 24) % 7 == 0 else weekday
        rate.take(report(at + n) for n in range(_poisson(dice, mean)))
    return rate


def _poisson(dice: random.Random, mean: float) -> int:
    count, at = 0, dice.expovariate(1.0)
    while at < mean:
        count, at = count + 1, at + dice.expovariate(1.0)
    return count


@pytest.mark.parametrize("weeks", [3, 4, 8])
def test_a_sunday_is_not_a_monday(weeks: int) -> None:
    rates = [by_day(weekday=60, sunday=6, weeks=weeks, seed=seed) for seed in range(10)]
    assert 5 < mean(rate.usual(START_US) * 60 for rate in rates) < 8
    assert 50 < mean(rate.usual(START_US + DAY_US) * 60 for rate in rates) < 65


def test_what_would_be_ordinary_on_a_monday_is_a_rise_on_a_sunday() -> None:
    rate = by_day(weekday=60, sunday=6, weeks=4)
    for day_us, is_rise in ((START_US, True), (START_US + DAY_US, False)):
        rate.take(report(day_us + n * 45 * SECOND_US) for n in range(20))
        assert (rate.rising(day_us + 15 * MINUTE_US) is not None) is is_rise


def test_a_day_on_which_alone_somebody_works_is_no_rise_every_week() -> None:
    rate = by_day(weekday=0, sunday=60, weeks=4)
    rate.take(report(START_US + n * MINUTE_US) for n in range(15))
    assert rate.rising(START_US + 15 * MINUTE_US) is None


def test_with_one_week_of_history_a_day_is_taken_to_be_like_all_others() -> None:
    rate = by_day(weekday=60, sunday=6, weeks=1)
    assert rate.usual(START_US) * 60 > 45


def test_one_bad_day_of_the_week_does_not_become_usual() -> None:
    for weeks in (2, 4, 8):
        rate = by_day(weekday=20, sunday=20, weeks=weeks)
        before = rate.usual(START_US)
        rate.take(report(START_US - 7 * DAY_US + n * SECOND_US // 4) for n in range(9_000))
        assert rate.usual(START_US) < 2 * before


@pytest.mark.parametrize("days", [10, 22, 57])
def test_what_comes_by_chance_alone_is_no_warning_with_few_weeks_of_history(days: int) -> None:
    false = 0
    for seed in range(2):
        rate, dice = Rate(), random.Random(seed)
        for hour_us in range(START_US - days * DAY_US, START_US, HOUR_US):
            is_sunday = (START_US - hour_us - 1) // DAY_US % 7 == 6
            came = sorted(hour_us + dice.randrange(HOUR_US) for _ in range(_poisson(dice, 8 if is_sunday else 40)))
            for came_us in came:
                rate.take([report(came_us)])
                false += came_us > START_US - 7 * DAY_US and rate.rising(came_us) is not None
    assert false == 0


def test_where_nothing_is_known_a_handful_is_a_rise_and_two_are_not() -> None:
    rate = Rate()
    assert rate.usual(START_US) == LEAST_RATE
    rate.take([report(START_US), report(START_US + 1)])
    assert rate.rising(START_US + SECOND_US) is None
    rate.take([report(START_US + n) for n in range(2, 6)])
    assert rate.rising(START_US + SECOND_US) is not None


@given(count=st.integers(0, 60), expected=st.floats(0.01, 40), known=st.floats(2, 5000))
def test_the_chance_of_so_many_falls_with_their_number(count: int, expected: float, known: float) -> None:
    assert 0 <= chance_of(count + 1, expected, known) <= chance_of(count, expected, known) + 1e-9 <= 1 + 2e-9


@given(count=st.integers(10, 60), expected=st.floats(0.01, 5))
def test_the_less_is_known_of_what_is_usual_the_less_a_number_proves(count: int, expected: float) -> None:
    assert chance_of(count, expected, 1_000_000) <= chance_of(count, expected, 50) <= chance_of(count, expected, 2)


def test_a_warning_says_what_else_agrees_and_a_known_incident_is_none() -> None:
    rate = Rate()
    reports = [report(START_US + n, region=("Europe", "Asia")[n % 2]) for n in range(8)]
    rate.take(reports)
    rising = rate.rising(START_US + SECOND_US)
    assert rising is not None
    found = warning(rising, reports, lambda _: OPEN, Maintenances(), START_US + SECOND_US)
    assert found is not None
    [shift] = found.shifts
    assert (shift.value, shift.is_count, found.service) == (8, True, "Website")
    assert found.agree == ("from 2 regions", "8 of 8 see: error message")
    assert warning(rising, reports, lambda _: SAME, Maintenances(), START_US + SECOND_US) is None
