"""Whoever reported and gave an address gets the answer by e-mail, from a real `serve` through a real mail server."""

import signal
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Report
from incident_desk.domain.reports import (
    AnswerReports,
    BeginReportMail,
    EndReportMail,
    HandOnReports,
    JudgeReports,
    MailAgain,
    TakeReport,
    TakeReports,
)
from tests.outreach.post import SERVED, a_home, a_post
from tests.outreach.serving import serving
from tests.outreach.test_calling import wait_for

SAID = "It is us. Your repositories are safe. <b>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def answered(home: Path) -> None:
    """Five reports, four with an address, one of them by phone; all were answered."""
    came = (CameBy.FORM, CameBy.EMAIL, CameBy.API, CameBy.PHONE)
    taken = [
        TakeReport(f"502 at {n}", reach=f"{way.name.lower()}@example.org", came_by=way) for n, way in enumerate(came)
    ]
    with Desk.open(home) as desk:
        desk.record([TakeReports((*taken, TakeReport("no address"))), AnswerReports(("1..5",), SAID)]).result()


def reports(home: Path) -> list[Report]:
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(CUSTOMER_REPORTS).board.reports.all
    finally:
        reading.close()


def over(home: Path) -> int:
    return sum(mail.is_over for report in reports(home) for mail in report.mails)


def test_each_gets_the_answer_once_also_after_a_restart(home: Path) -> None:
    with a_post() as (post, url):
        a_home(home, url, SERVED)
        answered(home)
        for _ in range(2):
            with serving(home, "--listen", "127.0.0.1:0") as served:
                wait_for(lambda: over(home) == 3)
                assert served.end() == (0, "")
        told = [(to, text.strip()) for to, subject, text in post.arrived if subject.startswith("Your report")]
    assert sorted(told) == [(f"{name}@example.org", SAID) for name in ("api", "email", "form")]
    assert [str(mail["Auto-Submitted"]) for mail in post.mails if "report" in str(mail["Subject"])] == [
        "auto-replied"
    ] * 3


def test_the_subject_is_in_the_language_of_whoever_reported(home: Path) -> None:
    with a_post() as (post, url):
        a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            told = [
                TakeReport("502", reach=f"{name}@example.org", came_by=CameBy.FORM, language=name)
                for name in ("de", "es", "en", "xx")
            ]
            desk.record([TakeReports(tuple(told)), AnswerReports(("1..4",), SAID)]).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: over(home) == 4)
            served.end()
    subjects = sorted(subject for _, subject, _ in post.arrived)
    assert subjects == ["Ihre Meldung 1", "Su aviso 2", "Your report 3", "Your report 4"]


def test_what_the_mail_server_refuses_is_told_without_the_address(home: Path) -> None:
    with a_post() as (post, url):
        post.refuses = "550 no such mailbox"
        a_home(home, url, SERVED)
        answered(home)
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: over(home) == 3)
            served.end()
    faults = [mail.fault for report in reports(home) for mail in report.mails]
    assert all(faults)
    assert not any("@example.org" in fault for fault in faults)


def test_what_certainly_did_not_arrive_is_tried_again_and_arrives_once(home: Path) -> None:
    with a_post() as (post, url):
        post.refuses = "451 4.3.0 try again later"
        a_home(home, url, SERVED)
        answered(home)
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: sum(bool(report.mails) for report in reports(home)) == 3)
            assert over(home) == 0
            post.refuses = ""
            wait_for(lambda: over(home) == 3)
            assert served.end() == (0, "")
    assert sorted(to for to, _, _ in post.arrived) == ["api@example.org", "email@example.org", "form@example.org"]
    assert not any(report.is_undelivered for report in reports(home))


def test_whoever_stops_it_meanwhile_can_have_it_sent_again(home: Path) -> None:
    with a_post() as (post, url):
        post.refuses = "451 4.3.0 try again later"
        a_home(home, url, SERVED)
        answered(home)
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: sum(bool(report.mails) for report in reports(home)) == 3)
            served.end()
        undelivered = [report for report in reports(home) if report.is_undelivered]
        assert len(undelivered) == 3
        with Desk.open(home) as desk:
            desk.record(MailAgain(tuple(str(each.number) for each in undelivered))).result()
            with pytest.raises(RuleError, match="No answer to report 1 failed to arrive"):
                desk.record(MailAgain(("1",))).result()
        post.refuses = ""
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: over(home) == 3)
            served.end()
    assert sorted(to for to, _, _ in post.arrived) == ["api@example.org", "email@example.org", "form@example.org"]


def test_what_may_have_arrived_is_not_sent_again(home: Path) -> None:
    answered(home)
    with Desk.open(home) as desk:
        report = desk.reading.fold(CUSTOMER_REPORTS).board.reports.find("1")
        answer = report.answers[0].entry
        ended = EndReportMail(("1",), answer, "The connection was reset.", may_have_arrived=True)
        desk.record([BeginReportMail(("1",), answer), ended]).result()
        with pytest.raises(RuleError, match="may have arrived"):
            desk.record(MailAgain(("1",))).result()
    assert [report.number for report in reports(home) if report.is_undelivered] == [1]


def test_what_is_handed_on_reaches_support_with_what_is_known_and_how_to_answer(home: Path) -> None:
    plan = SERVED.replace("answers_at:", "support: support@example.org\nanswers_at:", 1)
    with a_post() as (post, url):
        a_home(home, url, plan)
        with Desk.open(home) as desk:
            told = TakeReport("No <b>invoice</b>\nfor May", "Billing", reach="kim@example.org", came_by=CameBy.FORM)
            desk.record([TakeReports((told, TakeReport("502"), TakeReport("Cannot print")))]).result()
            desk.record(JudgeReports(("1..3",), Verdict.ISOLATED)).result()
            desk.record(HandOnReports(("1",), text="one account")).result()
            desk.record(HandOnReports(("2",), to="Kim of billing")).result()
            desk.record(HandOnReports(("3",), to="printing@example.org")).result()
            with pytest.raises(BadInput, match="write one e-mail address"):
                desk.record(HandOnReports(("3",), to="a@b@c")).result()
        for _ in range(2):
            with serving(home, "--listen", "127.0.0.1:0") as served:
                wait_for(lambda: over(home) == 2)
                assert served.end() == (0, "")
    told_to = {to: (subject, text) for to, subject, text in post.arrived if "Report" in subject}
    assert len([to for to, subject, _ in post.arrived if "Report" in subject]) == len(told_to) == 2
    subject, text = told_to["support@example.org"]
    assert subject == "Report 1: No <b>invoice</b> for May"
    for words in ("No <b>invoice</b>\nfor May", "Service: Billing", "reach them: kim@example.org", "know: one account"):
        assert words in text
    assert "Open now: INC-" in text
    assert [str(mail["Reply-To"]) for mail in post.mails if "invoice" in str(mail["Subject"])] == ["kim@example.org"]
    assert "printing@example.org" in told_to


def test_what_could_not_be_handed_on_is_undelivered_and_goes_once_more(home: Path) -> None:
    with a_post() as (post, url):
        post.refuses = "550 no such mailbox"
        a_home(home, url, SERVED)
        with Desk.open(home) as desk:
            desk.record([TakeReport("502"), JudgeReports(("1",), Verdict.ISOLATED)]).result()
            desk.record(HandOnReports(("1",), to="support@example.org")).result()
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: over(home) == 1)
            served.end()
        [report] = reports(home)
        assert report.is_undelivered
        assert report.lost_by == report.by
        with Desk.open(home) as desk:
            desk.record(MailAgain(("1",))).result()
        post.refuses = ""
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: [to for to, _, _ in post.arrived] == ["support@example.org"])
            wait_for(lambda: not reports(home)[0].is_undelivered)
            served.end()


def test_of_what_a_killed_desk_was_sending_it_is_said_that_nobody_knows(home: Path) -> None:
    with a_post() as (post, url):
        post.refuses = "451 4.3.0 try again later"
        a_home(home, url, SERVED)
        answered(home)
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: sum(bool(report.mails) for report in reports(home)) == 3)
            served.end(signal.SIGKILL)
        assert not any(report.is_undelivered for report in reports(home))
        post.refuses = ""
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: over(home) == 3)
            served.end()
    lost = [report.lost for report in reports(home) if report.lost is not None]
    assert [(mail.fault, mail.may_have_arrived) for mail in lost] == [
        ("The desk that sent it was closed amid that.", True)
    ] * len(lost)
    assert len(lost) >= 2
    assert len(post.arrived) + len(lost) == 3
