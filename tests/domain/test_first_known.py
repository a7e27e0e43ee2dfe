"""Who knew first: the business or a customer; and whether customers could read of it before they told."""

import pytest

from incident_desk.domain.corrections import Retract
from incident_desk.domain.first_known import FirstKnown, Shares, first_known, shares
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_list import Reports
from incident_desk.domain.reports import JudgeReports, TakeReport
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import MINUTE_US, Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def reported(hand: Hand, after_min: float) -> None:
    """By a customer, so long after the declaration, and judged to be it."""
    declared_us = hand.board().headline.since_us
    assert declared_us is not None
    hand.do(TakeReport("Push hangs", "Git push", occurred_us=int(declared_us + after_min * MINUTE_US)))
    last = str(hand.board(CUSTOMER_REPORTS).reports.last)
    hand.do(JudgeReports((last,), Verdict.SAME_ISSUE, hand.board().headline.number or ""))


def of(hand: Hand) -> FirstKnown:
    try:
        reports = hand.board(CUSTOMER_REPORTS).reports
    except KeyError:
        reports = Reports()
    return first_known(hand.board(), hand.organisation.plans.of(hand.board().headline), reports)


def test_whoever_declared_before_the_first_report_knew_first(ada: Hand) -> None:
    reported(ada, after_min=1)
    assert of(ada).was_business is True


def test_a_customer_who_reported_before_anything_was_noticed_knew_first(ada: Hand) -> None:
    reported(ada, after_min=-5)
    assert of(ada).was_business is False


def test_an_alert_before_the_report_was_first_though_it_was_declared_later(ada: Hand) -> None:
    reported(ada, after_min=-5)
    since_us = ada.board().headline.since_us or 0
    [alert] = ada.do(Note("Errors above 2 %", NoteSort.DETECTION, occurred_us=since_us - 8 * MINUTE_US))
    assert of(ada).was_business is True
    ada.do(Retract(alert.id, "That was another service"))
    assert of(ada).was_business is False


def test_a_report_of_something_else_says_nothing_of_it(ada: Hand) -> None:
    ada.do(TakeReport("My password does not work", "Sign-in"))
    ada.do(JudgeReports(("1",), Verdict.ISOLATED))
    assert of(ada).was_business is None


def test_words_in_public_count_only_when_they_came_before_the_first_report(ada: Hand) -> None:
    since_us = ada.board().headline.since_us or 0
    ada.do(Note("We know that pushes hang", NoteSort.MESSAGE, occurred_us=since_us + 2 * MINUTE_US))
    reported(ada, after_min=3)
    assert of(ada).was_told_first is True
    reported(ada, after_min=1)
    assert of(ada).was_told_first is False


def test_the_share_is_of_those_that_customers_reported() -> None:
    found = [
        FirstKnown(noticed_us=1, declared_us=5, report_us=3, public_us=2),
        FirstKnown(declared_us=5, report_us=3),
        FirstKnown(declared_us=5),
    ]
    assert shares(found) == Shares(reported=2, knew=1, told=1, unreported=1)
