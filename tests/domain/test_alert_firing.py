"""How alerts went lately: how many fired from when on, how a storm grew; and what the warnings of ours were worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.alert_entries import AlertKey, AlertState
from incident_desk.domain.alert_firing import BAR_US, COUNTED_MOST, bars, expression_of, firing
from incident_desk.domain.alert_list import Alert
from incident_desk.domain.ids import DeskNumber, EntryId
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.warning_entries import Mark
from incident_desk.domain.warning_list import EarlyWarning, Warnings
from incident_desk.domain.warning_worth import Worth, worth

NOW_US = 1_790_000_000_000_000 - 1_790_000_000_000_000 % BAR_US


def turned(*ago_min: int, is_open: bool = True, service: str = "Website") -> Alert:
    """It turned so many minutes ago, the oldest first."""
    turns = tuple(NOW_US - each * MINUTE_US for each in ago_min)
    state = AlertState.FIRING if is_open else AlertState.RESOLVED
    return Alert(
        AlertKey("k"), "p", {"service": service}, {}, turns[0], turns[0], turns[0], turns[-1], state, turns=turns
    )


def test_one_alert_is_on_and_off_as_it_turned() -> None:
    steps = firing([turned(60, 40, 20)], NOW_US)
    assert steps == ((NOW_US - 60 * MINUTE_US, 1), (NOW_US - 40 * MINUTE_US, 0), (NOW_US - 20 * MINUTE_US, 1))


def test_several_are_added_up_and_what_began_before_is_there_from_the_beginning() -> None:
    steps = firing([turned(300), turned(50, 10, is_open=False), turned(10)], NOW_US)
    assert [count for _, count in steps] == [1, 2, 2]
    assert steps[0][0] == NOW_US - 300 * MINUTE_US


ALERT = st.lists(st.integers(1, 300), min_size=1, max_size=8, unique=True)


@given(st.lists(ALERT, max_size=6))
def test_never_fewer_fire_than_none_and_at_the_end_those_that_are_open(drawn: list[list[int]]) -> None:
    """What turned an odd number of times since it began is open."""
    alerts = [turned(*sorted(turns, reverse=True), is_open=len(turns) % 2 == 1) for turns in drawn]
    steps = firing(alerts, NOW_US)
    assert all(count >= 0 for _, count in steps)
    assert steps[-1:] == () or steps[-1][1] == sum(each.is_open for each in alerts)


def test_of_many_it_is_told_when_they_began() -> None:
    storm = [turned(3)] * (COUNTED_MOST + 1)
    assert firing(storm, NOW_US) == ()
    found = bars((each.opened_us for each in [*storm, turned(200)]), NOW_US)
    assert found == ((NOW_US - BAR_US, COUNTED_MOST + 1),)


@pytest.mark.parametrize(
    ("link", "expression"),
    [
        ("http://prom:9090/graph?g0.expr=errors+%3E+5&g0.tab=1", "errors > 5"),
        ("https://grafana.example/alerting/1", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_what_prometheus_asked_stands_in_its_link(link: str, expression: str) -> None:
    assert expression_of(link) == expression


def warned(ago_min: int, service: str = "Website", mark: Mark | None = None) -> EarlyWarning:
    own = EntryId(f"{service}{ago_min}")
    return EarlyWarning(own, 1, DeskNumber(1), NOW_US - ago_min * MINUTE_US, service, (), mark=mark)


def worth_of(warnings: list[EarlyWarning], alerts: list[Alert]) -> Worth:
    known = Warnings({each.id: each for each in warnings})
    return worth(known, alerts, lambda alert: alert.labels["service"], NOW_US)


def test_a_warning_came_before_the_rule_of_its_service_or_after_it() -> None:
    alerts = [turned(60), turned(20), turned(300, service="Git")]
    found = worth_of([warned(70), warned(15), warned(300 + 3 * 60, "Git"), warned(70, "Mail")], alerts)
    assert (found.count, found.before, found.of, found.lead_us) == (4, 1, 2, 10 * MINUTE_US)


def test_a_false_alarm_is_counted_as_that_and_warned_of_nothing() -> None:
    found = worth_of([warned(70, mark=Mark.FALSE_ALARM), warned(65, mark=Mark.REAL)], [turned(60)])
    assert (found.real, found.false, found.before, found.of) == (1, 1, 1, 1)


def test_what_was_long_ago_is_not_looked_at() -> None:
    assert worth_of([warned(31 * 24 * 60)], [turned(31 * 24 * 60)]) == Worth()
