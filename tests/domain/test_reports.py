"""Reports of customers: taken in bulk, judged, answered and handed on; the same state for any order of arrival."""

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.desk import Desk
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.incident import Declare
from incident_desk.domain.report_entries import CameBy, ReachGiven, ReportsTaken, Verdict
from incident_desk.domain.report_forgetting import ForgetReach
from incident_desk.domain.report_list import Report, Reports, ruling_of
from incident_desk.domain.reports import (
    AnswerReports,
    BeginReportMail,
    EndReportMail,
    HandOnReports,
    HoldBackReports,
    JudgeReports,
    MailAgain,
    TakeReport,
    TakeReports,
)
from tests.domain.making import MINUTE_US, Hand, emptied, two_desks


def reports(hand: Hand) -> Reports:
    return hand.board(CUSTOMER_REPORTS).reports


def some(count: int, *, key: str = "") -> TakeReports:
    return TakeReports(
        tuple(
            TakeReport(f"502 at {n}", "Git push", "Europe", reach=f"{n}@example.org", key=key and f"{key}{n}")
            for n in range(count)
        )
    )


def shown(of: Reports) -> bytes:
    """All of it, whatever the order in which it came."""
    said = [of.suggested, of.last, sorted(of.missing), sorted(of.early)]
    by = [sorted(each.items()) for each in (of.held_back, of.numbers, of.reaches, of.known, of.same)]
    judged = sorted((incident, sorted(each)) for incident, each in of.judged.items() if each)
    return msgspec.json.encode([of.all, said, by, judged])


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def test_a_report_is_taken_judged_and_answered(ada: Hand) -> None:
    ada.do(TakeReport("Push hangs", "Git push", "Europe", reach="kim@example.org"))
    report = reports(ada).find("1")
    assert (report.text, report.service, report.reach) == ("Push hangs", "Git push", "kim@example.org")
    assert (report.verdict, report.awaits_answer) == (None, True)
    number = ada.board().headline.number
    ada.do(JudgeReports(("1",), Verdict.SAME_ISSUE, number))
    assert (report.verdict, ruling_of(report).label) == (Verdict.SAME_ISSUE, number)
    ada.do(AnswerReports(("1",), "It is us, since 23:28.", "e-mail"))
    assert not report.awaits_answer
    assert [each.text for each in report.answers] == ["It is us, since 23:28."]
    assert reports(ada).judged_to(ada.board().incident) == [report]


def test_what_a_source_tells_twice_is_one_report(ada: Hand) -> None:
    ada.do(TakeReport("502", came_by=CameBy.API, source="support", key="T-1"))
    assert ada.do(TakeReport("502, again", came_by=CameBy.API, source="support", key="T-1")) == []
    ada.do(TakeReport("502", came_by=CameBy.API, source="another", key="T-1"))
    assert [each.source for each in reports(ada).all] == ["support", "another"]
    twice = TakeReports((TakeReport("slow", key="x"), TakeReport("slow", key="x")))
    assert len(ada.do(twice)) == 1
    assert len(reports(ada).all) == 3


def test_two_desks_that_are_told_the_same_have_one_report_and_its_verdict() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    for desk in (ada, tomas):
        desk.do(TakeReport("502", came_by=CameBy.API, source="support", key="T-1"))
    own = reports(tomas).all[0].id
    tomas.do(JudgeReports((own,), Verdict.ISOLATED))
    ada.hear(tomas)
    tomas.hear(ada)
    assert [each.verdict for each in reports(ada).all] == [Verdict.ISOLATED]
    assert shown(reports(ada)) == shown(reports(tomas))
    assert reports(ada).find(own).verdict is Verdict.ISOLATED


def test_two_verdicts_at_once_are_both_kept_and_the_next_settles_it() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(TakeReport("502"))
    tomas.hear(ada)
    ada.do(JudgeReports(("1",), Verdict.ISOLATED))
    tomas.do(JudgeReports(("1",), Verdict.SAME_ISSUE, tomas.board().headline.number))
    ada.hear(tomas)
    assert reports(ada).find("1").is_disputed
    ada.do(JudgeReports(("1",), Verdict.SAME_ISSUE, ada.board().headline.number))
    assert not reports(ada).find("1").is_disputed


def test_the_same_number_of_two_desks_is_asked_back() -> None:
    ada, tomas = two_desks()
    ada.do(TakeReport("502"))
    tomas.do(TakeReport("503"))
    ada.hear(tomas)
    with pytest.raises(NotFound, match="Two desks gave the number 1"):
        reports(ada).find("1")
    names = [reports(ada).label(each) for each in reports(ada).all]
    assert [reports(ada).find(name).text for name in names] == ["502", "503"]


def test_hundreds_are_few_entries_of_a_size_that_a_record_takes(ada: Hand) -> None:
    written = ada.do(TakeReports(tuple(TakeReport("x" * 1000, reach="a@example.org") for _ in range(500))))
    assert len(reports(ada).all) == 500
    assert len(written) < 30
    assert max(len(entry.body) for entry in written) <= BODY_LIMIT_BYTES
    judged = ada.do(JudgeReports(("1..500",), Verdict.UNKNOWN, suggested=400))
    assert max(len(entry.body) for entry in judged) <= BODY_LIMIT_BYTES
    assert reports(ada).suggested == 400
    assert {each.verdict for each in reports(ada).all} == {Verdict.UNKNOWN}


def test_what_is_isolated_is_handed_on_and_the_same_issue_is_not(ada: Hand) -> None:
    ada.do(some(2))
    ada.do(JudgeReports(("1",), Verdict.ISOLATED))
    ada.do(HandOnReports(("1",), "support", "began before the fault"))
    handed = reports(ada).find("1").handed_on
    assert handed is not None
    assert (handed.to, handed.text) == ("support", "began before the fault")
    ada.do(JudgeReports(("2",), Verdict.SAME_ISSUE, ada.board().headline.number))
    with pytest.raises(RuleError, match="the same issue as an incident"):
        ada.do(HandOnReports(("2",)))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (TakeReport(), "text: say what they see"),
        (TakeReport("x" * 2001), "text: at most 2000 characters; this has 2001"),
        (TakeReport("x", service="s" * 81), "service: at most 80"),
        (TakeReport("x", reach="r" * 255), "reach: at most 254"),
        (TakeReport("x", since_us=4_000_000_000_000_000), "since_at: that is still to come"),
    ],
)
def test_what_cannot_be_taken_names_its_field(ada: Hand, fields: TakeReport, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        ada.do(fields)
    assert CUSTOMER_REPORTS not in {entry.incident for entry in ada.entries}


def test_a_verdict_says_which_incident_and_says_something_new(ada: Hand) -> None:
    ada.do(some(1))
    with pytest.raises(RuleError, match="Say which incident"):
        ada.do(JudgeReports(("1",), Verdict.SAME_ISSUE))
    with pytest.raises(RuleError, match="belongs to no incident"):
        ada.do(JudgeReports(("1",), Verdict.ISOLATED, ada.board().headline.number))
    ada.do(JudgeReports(("1",), Verdict.ISOLATED))
    with pytest.raises(RuleError, match="isolated already"):
        ada.do(JudgeReports(("1",), Verdict.ISOLATED))


@pytest.mark.parametrize("name", ["9", "x", "1..x", "7..9", "٣", "1" * 400, "..", ""])
def test_what_names_no_report_is_told_so(ada: Hand, name: str) -> None:
    ada.do(some(2))
    with pytest.raises(NotFound):
        ada.do(JudgeReports((name,), Verdict.ISOLATED))


def test_what_is_turned_away_is_counted(ada: Hand) -> None:
    ada.do(HoldBackReports(300, "flood from one sender", CameBy.FORM, ada.clock() - MINUTE_US, ada.clock()))
    assert [(each.count, each.why) for each in reports(ada).held_back.values()] == [(300, "flood from one sender")]


def test_how_to_reach_them_can_go_while_what_they_saw_stays(ada: Hand) -> None:
    taken, reach = ada.do(some(2))
    assert isinstance(taken.kind, str)
    fold = Fold(CUSTOMER_REPORTS, [taken, reach])
    fold.add([emptied(reach)])
    found: Sequence[Report] = Fold(CUSTOMER_REPORTS, [taken, emptied(reach)]).board.reports.all
    assert [(each.text, each.reach, each.awaits) for each in found] == [("502 at 0", "", True), ("502 at 1", "", True)]
    assert ReachGiven(taken.id, {0: "a"}).remains() == ReachGiven(taken.id, {})
    bare = ReportsTaken(1, CameBy.FORM, ()).remains()
    assert isinstance(bare, ReportsTaken)


def test_how_to_reach_them_is_erased_by_two_people_once_nobody_waits(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Desk.open(home) as desk:
        ada, tomas = (desk.add_person(name).result() for name in ("Ada", "Tomas"))
        desk.record(TakeReport("502", reach="secret@example.org")).result()
        assert desk.record(ForgetReach(0), by=ada).result() == []
        desk.record(AnswerReports(("1",), "We know.")).result()
        assert [each.kind for each in desk.record(ForgetReach(0), by=ada).result()] == ["gov.erase.asked"]
        assert desk.record(ForgetReach(0), by=ada).result() == []
        erased = desk.record(ForgetReach(0), by=tomas).result()
        assert "gov.erased" in [each.kind for each in erased]
        assert desk.record(ForgetReach(0), by=tomas).result() == []
        report = desk.reading.fold(CUSTOMER_REPORTS).board.reports.find("1")
        assert (report.text, report.reach) == ("502", "")
        assert desk.check() == []
    held = [file for file in home.rglob("*") if file.is_file() and b"secret@example.org" in file.read_bytes()]
    assert held == []


def a_flood() -> list[Entry]:
    """Two desks take, judge, answer and hand on, partly without knowing of each other."""
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    number = ada.board().headline.number
    for round_ in range(3):
        ada.do(some(4, key=f"{round_}-"))
        tomas.do(some(3, key=f"{round_}-"))
        tomas.hear(ada)
        first, second, third = (each.id for each in reports(tomas).unjudged[:3])
        tomas.do(JudgeReports((first, second), Verdict.SAME_ISSUE, number, suggested=1))
        ada.do(JudgeReports((reports(ada).unjudged[0].id,), Verdict.ISOLATED))
        ada.do(HandOnReports((reports(ada).all[-1].id,)))
        tomas.do(AnswerReports((first, third), "We know."))
        answer = reports(tomas).of[first].answers[-1].entry
        tomas.do(BeginReportMail((first,), answer))
        tomas.do(EndReportMail((first,), answer, "" if round_ else "no such mailbox"))
        if not round_:
            tomas.do(MailAgain((first,)))
            tomas.do(BeginReportMail((first,), answer))
            tomas.do(EndReportMail((first,), answer))
        tomas.do(HoldBackReports(5, "flood", CameBy.FORM, ada.clock() - 1, ada.clock()))
        ada.hear(tomas)
    return [entry for entry in ada.entries if entry.incident == CUSTOMER_REPORTS]


FLOOD = a_flood()


@given(seed=st.integers(0, 10_000), again=st.lists(st.integers(0, len(FLOOD) - 1), max_size=4))
def test_any_order_of_arrival_gives_the_same_reports(seed: int, again: list[int]) -> None:
    arrived = random.Random(seed).sample(FLOOD, len(FLOOD)) + [FLOOD[place] for place in again]
    fold = Fold(CUSTOMER_REPORTS)
    for at in range(0, len(arrived), 3):
        fold.add(arrived[at : at + 3])
    assert shown(fold.board.reports) == shown(Fold(CUSTOMER_REPORTS, FLOOD).board.reports)


def test_reports_are_on_the_record_and_leave_incidents_and_the_duty_log_alone(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        number = desk.board(desk.record(Declare("Checkout fails")).result()[-1].incident).headline.number
        desk.record(some(25)).result()
        desk.record(JudgeReports(("1..25",), Verdict.SAME_ISSUE, number)).result()
    with Desk.open(tmp_path / "home") as desk:
        found = desk.reading.fold(CUSTOMER_REPORTS).board.reports
        assert [ruling_of(each).label for each in found.all] == [number] * 25
        assert [board.headline.number for board in desk.reading.headlines()] == [number]
        desk.record(TakeReport("and another")).result()
        assert desk.reading.fold(CUSTOMER_REPORTS).board.reports.last == 26
