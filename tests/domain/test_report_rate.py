"""How many reports come against how many are usual: a rise is warned of early, and chance is not."""

import random

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
    rate.take([report(START_US + n * 75 * SECOND_US) for n in range(1, 13)])
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


def test_where_nothing_is_known_a_handful_is_a_rise_and_two_are_not() -> None:
    rate = Rate()
    assert rate.usual(START_US) == LEAST_RATE
    rate.take([report(START_US), report(START_US + 1)])
    assert rate.rising(START_US + SECOND_US) is None
    rate.take([report(START_US + n) for n in range(2, 6)])
    assert rate.rising(START_US + SECOND_US) is not None


@given(count=st.integers(0, 60), expected=st.floats(0.01, 40))
def test_the_chance_of_so_many_falls_with_their_number(count: int, expected: float) -> None:
    assert 0 <= chance_of(count + 1, expected) <= chance_of(count, expected) + 1e-9 <= 1 + 2e-9


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
