"""Reports of customers in the search of the record, and in a bundle of the incident to which they belong."""

import contextlib
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.ids import CUSTOMER_REPORTS, IncidentId
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_found import number_found, report_found
from incident_desk.domain.report_list import Reports
from incident_desk.domain.reports import AnswerReports, JudgeReports, TakeReport, TakeReports
from incident_desk.store.bundles.form import Coverage
from tests.desk.conftest import a_desk, declared


def found(desk: Desk, words: str) -> list[tuple[int, str]]:
    """The numbers of the reports that the search finds, with the words that it shows."""
    hits = [hit for hit in desk.search(words) if hit.place is not None]
    return [(number_found(hit.entry, hit.place or 0), hit.why) for hit in hits]


@pytest.fixture
def told(desk: Desk) -> IncidentId:
    """Three reports of one lot, two of another."""
    incident = declared(desk)
    lot = [
        TakeReport("Der Push hängt seit zehn Minuten", "Git push", "Europe", came_by=CameBy.API),
        TakeReport("Push works, but pull times out", "Git pull", came_by=CameBy.API, reach="kim@example.org"),
        TakeReport("Wallpaper is gone", came_by=CameBy.API),
    ]
    desk.record(TakeReports(tuple(lot))).result()
    more = [TakeReport("pushing a button does nothing"), TakeReport("I forgot my password", reach="lou@example.org")]
    desk.record(TakeReports(tuple(more))).result()
    return incident


def test_each_report_is_found_by_its_own_words_the_newest_first(desk: Desk, told: IncidentId) -> None:
    assert [number for number, _ in found(desk, "push")] == [2, 1]
    assert found(desk, "HANGT") == [(1, "Der Push hängt seit zehn Minuten Git push Europe")]
    assert [number for number, _ in found(desk, "push europe")] == [1]
    assert [number for number, _ in found(desk, '"times out"')] == [2]
    assert [number for number, _ in found(desk, "wallp")] == [3]
    assert [number for number, _ in found(desk, "pushi")] == [4]
    assert not found(desk, "pull hängt")  # one word in one report, one in another
    assert not found(desk, "kim@example.org")  # how to reach them is nobody's business but whoever answers


def test_what_was_told_leads_to_whom_it_was_told(desk: Desk, told: IncidentId) -> None:
    desk.record(AnswerReports(("2",), "We know of it and are at work")).result()
    (hit,) = desk.search("are at work")
    report = report_found(hit.entry, hit.place)
    assert report is not None
    assert desk.reading.fold(CUSTOMER_REPORTS).board.reports.find(report).number == 2


def carried(desk: Desk, incident: IncidentId, tmp_path: Path) -> tuple[Reports, bytes]:
    """The reports that another home has after it took a bundle of this incident, and the bytes of its record."""
    file, other = tmp_path / "one.bundle", tmp_path / "other"
    export_bundle(desk.home, file, Coverage(incident))
    with a_desk(other) as taker:
        taker.bundles.take(file)
    with contextlib.closing(ReadingDesk.open(other)) as reading:
        reports = reading.fold(CUSTOMER_REPORTS).board.reports
    return reports, b"".join(path.read_bytes() for path in other.rglob("*") if path.is_file())


def test_a_bundle_of_an_incident_carries_the_reports_judged_to_belong_to_it(
    desk: Desk, told: IncidentId, tmp_path: Path
) -> None:
    number = desk.board(told).headline.number
    desk.record(JudgeReports(("1", "2"), Verdict.SAME_ISSUE, number)).result()
    desk.record(JudgeReports(("3", "5"), Verdict.ISOLATED)).result()
    desk.record(AnswerReports(("2",), "We know of it")).result()
    reports, lies_there = carried(desk, told, tmp_path)
    assert [(each.number, each.verdict) for each in reports.all] == [
        (1, Verdict.SAME_ISSUE),
        (2, Verdict.SAME_ISSUE),
        (3, Verdict.ISOLATED),  # it came in one lot with them
    ]
    assert [given.text for given in reports.find("2").answers] == ["We know of it"]
    assert reports.judged_to(told)
    assert b"example.org" not in lies_there


def test_a_bundle_of_an_incident_without_reports_carries_none(desk: Desk, told: IncidentId, tmp_path: Path) -> None:
    other = declared(desk, "Mail is late")
    desk.record(JudgeReports(("1",), Verdict.SAME_ISSUE, desk.board(told).headline.number)).result()
    reports, lies_there = carried(desk, other, tmp_path)
    assert not reports.all
    assert b"Wallpaper" not in lies_there
