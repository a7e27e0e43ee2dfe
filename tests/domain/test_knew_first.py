"""Who knew first: of one incident, and the share of those in which the business did."""

from incident_desk.domain.ids import CUSTOMER_REPORTS, WATCHED
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.knew_first import Knew, Step, knew_first, share
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_list import Reports
from incident_desk.domain.reports import JudgeReports, TakeReport
from incident_desk.domain.showing_knew_first import knew_line, knew_shown, share_line
from incident_desk.domain.warning_entries import REPORTS, Mark, Shift
from incident_desk.domain.warning_list import Warnings
from incident_desk.domain.warnings import MarkWarning, RaiseWarning
from tests.domain.making import MINUTE_US, Hand, two_desks


def knew(hand: Hand) -> Knew:
    there = {entry.incident for entry in hand.entries}
    reports = hand.board(CUSTOMER_REPORTS).reports if CUSTOMER_REPORTS in there else Reports()
    warnings = hand.board(WATCHED).warnings if WATCHED in there else Warnings()
    return knew_first(hand.board(), hand.organisation.plans.current, reports, warnings)


def rise(hand: Hand, count: int, service: str) -> RaiseWarning:
    return RaiseWarning((Shift(REPORTS, "", count, 0.5, hand.clock(), is_count=True),), service)


def test_a_customer_who_told_before_anybody_declared_was_first() -> None:
    ada, _ = two_desks()
    ada.do(TakeReport("502 everywhere", "Website"))
    ada.do(TakeReport("502 here, too", "Website"))
    ada.clock.pass_(5)
    ada.declare(services=("Website",))
    assert knew(ada).by_us is None
    ada.do(JudgeReports(("1", "2"), Verdict.SAME_ISSUE, ada.board().headline.number))
    found = knew(ada)
    assert (found.is_ours, found.reports) == (False, 2)
    assert found.by_us == -7 * MINUTE_US
    assert [step for step, _ in found.steps] == [Step.REPORT, Step.DECLARED]
    assert "a customer knew first, by 7 min; 2 told of it" in knew_line(found)


def test_a_warning_of_ours_counts_as_ours() -> None:
    ada, _ = two_desks()
    ada.do(rise(ada, 12, "Website"))
    ada.do(TakeReport("502", "Website"))
    ada.declare(services=("Website",))
    ada.do(SetImpact(started_us=ada.clock() - 10 * MINUTE_US))
    ada.do(JudgeReports(("1",), Verdict.SAME_ISSUE, ada.board().headline.number))
    found = knew(ada)
    assert found.is_ours is True
    assert [step for step, _ in found.steps] == [Step.HARM, Step.WARNING, Step.REPORT, Step.DECLARED]
    assert knew_shown(found)["first"] == "the business"


def test_a_rise_is_noted_once_and_one_about_another_service_is_of_another_incident() -> None:
    ada, tomas = two_desks()
    ada.declare(services=("Website",))
    assert len(ada.do(rise(ada, 12, "Search"))) == 1
    assert ada.do(rise(ada, 15, "Search")) == []
    assert knew(ada).at(Step.WARNING) is None
    assert tomas.entries


def test_a_false_alarm_did_not_know_first() -> None:
    ada, _ = two_desks()
    ada.declare(services=("Website",))
    ada.do(rise(ada, 12, "Website"))
    assert knew(ada).at(Step.WARNING) is not None
    ada.do(MarkWarning("1", Mark.FALSE_ALARM))
    assert knew(ada).at(Step.WARNING) is None


def test_the_share_counts_only_those_that_customers_told_of() -> None:
    ada, _ = two_desks()
    ada.declare()
    untold = knew(ada)
    ada.do(TakeReport("502"))
    ada.do(JudgeReports(("1",), Verdict.SAME_ISSUE, ada.board().headline.number))
    over = share([untold, knew(ada)])
    assert (over.first, over.of, over.untold) == (1, 1, 1)
    assert share_line(over).startswith("The business knew first of 1 of 1 incidents")
    assert share_line(share([untold])) == "No customer told of any of 1 incidents."
