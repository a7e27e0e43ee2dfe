"""What the plan would bring about from the declaration on, moment by moment."""

import itertools

import msgspec

from incident_desk.domain.plan_editing import with_value
from incident_desk.domain.plan_forecast import Moment, forecast
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.severity import Severity
from tests.domain.making import PLAN

MIN = 60
PLAN_READ = read_plan(PLAN)


def minutes(moments: tuple[Moment, ...]) -> list[int]:
    return [moment.at_s // MIN for moment in moments]


def test_the_first_word_then_who_is_affected_then_one_update_after_another() -> None:
    found = forecast(PLAN_READ, Severity.SEV1, 2 * 60 * MIN)
    assert minutes(found.customers) == [5, 10, 30, 50, 70, 90, 110]
    assert [moment.words for moment in found.customers[:3]] == ["holding statement", "who is affected", ""]
    assert [moment.words for moment in found.roles] == [role.title for role in PLAN_READ.roles_for(Severity.SEV1)]
    assert minutes(found.call_outs) == [*range(10, 121, 10)]
    assert minutes(found.escalated) == [one.after_s // MIN for one in PLAN_READ.escalation]


def test_a_severity_that_asks_for_no_message_has_none() -> None:
    assert forecast(PLAN_READ, Severity.SEV4, 2 * 60 * MIN).customers == ()


def test_later_updates_come_rarer() -> None:
    found = forecast(PLAN_READ, Severity.SEV1, 5 * 60 * MIN).customers
    gaps = {after.at_s - before.at_s for before, after in itertools.pairwise(found[2:])}
    assert gaps == {PLAN_READ.cadences.public_update_s, PLAN_READ.cadences.later_update_s}


def test_what_a_severity_has_of_its_own_stands_in_place_of_the_rest() -> None:
    sooner = read_plan(with_value(PLAN, ("severities", "SEV2", "call_out"), "7 min"))
    assert minutes(forecast(sooner, Severity.SEV2, 30 * MIN).call_outs) == [7, 14, 21, 28]
    assert forecast(sooner, Severity.SEV1, 30 * MIN) == forecast(PLAN_READ, Severity.SEV1, 30 * MIN)


def test_nothing_is_told_after_the_end() -> None:
    found = forecast(PLAN_READ, Severity.SEV1, 60)
    assert all(moment.at_s <= 60 for lane in msgspec.structs.astuple(found) for moment in lane)
