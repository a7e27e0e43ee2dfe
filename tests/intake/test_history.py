"""Reports of past incidents: one a line or a row, each found again, none of them twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.history import TellHistory
from incident_desk.domain.ids import PersonId
from incident_desk.domain.incident import Declare
from incident_desk.domain.state import State
from incident_desk.intake.files import AT_ONCE, Imported, Refused, import_files
from tests.intake.conftest import board_of, imported, reason, table, us


def report(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"r{number}",
        "title": f"Orders fail ({number})",
        "summary": f"A full disk stopped the queue of orders for {number} h.",
        "cause_tags": ["disk", "queue"],
        "lessons": ["Watch the disk"],
        "url": "https://reports.example/1",
    } | changes


def reports(folder: Path, *told: object, name: str = "reports.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in told))
    return path


def test_a_report_is_a_past_incident_with_what_led_to_it_and_what_was_learned(desk: Desk, tmp_path: Path) -> None:
    told = report(services="Shop; API", started_at="2024-05-02T09:00:00Z", resolved_at="2024-05-02T10:00:00Z")
    (result,) = import_files(desk, [reports(tmp_path, told)])
    board = board_of(desk, result)
    assert board.headline.state is State.RESOLVED
    assert board.headline.source == "https://reports.example/1"
    assert board.impact.services.value == ("Shop", "API")
    assert (board.impact.started_us.value, board.impact.ended_us.value) == (
        us("2024-05-02T09:00:00Z"),
        us("2024-05-02T10:00:00Z"),
    )
    assert (board.history.factors, board.history.lessons) == (("disk", "queue"), ("Watch the disk",))
    assert (board.history.report, board.history.undated) == ("r1", False)
    assert any("A full disk stopped" in line.text for line in board.timeline.lines)


def test_one_without_a_time_stands_where_it_was_told_and_says_so(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [reports(tmp_path, report())])
    board = board_of(desk, result)
    assert board.history.undated
    assert board.headline.state is State.RESOLVED


def test_a_second_time_adds_nothing_and_what_is_new_comes_to_its_incident(desk: Desk, tmp_path: Path) -> None:
    import_files(desk, [reports(tmp_path, report(1), report(2))])
    again = import_files(desk, [reports(tmp_path, report(1), report(2), name="moved.jsonl")])
    assert [imported(each).added for each in again] == [0, 0]
    (grown,) = import_files(desk, [reports(tmp_path, report(1, lessons=["Watch the disk", "Halve the queue"]))])
    assert imported(grown).added == 1
    assert board_of(desk, grown).history.lessons == ("Watch the disk", "Halve the queue")
    assert len(desk.reading.headlines()) == 2


def test_an_erased_report_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    file = reports(tmp_path, report())
    (result,) = import_files(desk, [file])
    entry = board_of(desk, result).history.entry
    assert entry
    other = desk.add_person("Sofia Brandt").result()
    for told, person in ((Ask(entry, "a name"), None), (Confirm(entry), PersonId(other))):
        desk.record(told, imported(result).incident, by=person).result()
    import_files(desk, [file])
    board = board_of(desk, result)
    assert board.history.factors == ()
    assert not any("full disk" in line.text for line in board.timeline.lines)


def test_every_line_that_is_wrong_is_told_with_its_number_and_the_others_come_in(desk: Desk, tmp_path: Path) -> None:
    wrong = [
        report(2, summary=" "),
        "{broken",
        report(4, severity="terrible"),
        report(5, started_at="yesterday"),
        report(6, started_at="2024-05-02", resolved_at="2024-05-01"),
        report(7, title=7),
    ]
    results = import_files(desk, [reports(tmp_path, report(1), *wrong, report(8))])
    assert [type(each) for each in results] == [Imported, *[Refused] * 6, Imported]
    for line, result in enumerate(results[1:-1], start=2):
        assert f"reports.jsonl, line {line}: " in reason(result)
    assert "“summary”: There is nothing" in reason(results[1])
    assert "none of SEV1, SEV2, SEV3, SEV4" in reason(results[3])


def test_more_than_one_commit_holds_come_in_and_one_that_is_refused_leaves_the_others(
    desk: Desk, tmp_path: Path
) -> None:
    long = [f"l{i}" for i in range(200)]  # more than a report tells
    told = [report(i, **({"lessons": long} if i == 5 else {})) for i in range(2 * AT_ONCE + 3)]
    seen: list[tuple[int, int]] = []
    results = import_files(desk, [reports(tmp_path, *told)], progress=lambda done, count: seen.append((done, count)))
    assert [number for number, each in enumerate(results) if isinstance(each, Refused)] == [5]
    assert len(desk.reading.headlines()) == len(told) - 1
    assert seen[0] == (0, 1)
    assert seen[1:] == [(AT_ONCE, 203), (2 * AT_ONCE, 203), (203, 203)]


def test_a_table_of_reports_has_an_incident_in_each_row(desk: Desk, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Title,Summary,Contributing factors,Lessons,Started,Severity,Colour",
        'Orders fail,"The disk, full",disk|queue,Watch it,2024-05-02 09:00,sev2,red',
        "Mail is late,A loop,,,,,",
        "Too wide,x,,,,,,y",
    )
    results = import_files(desk, [file])
    assert board_of(desk, results[0]).history.factors == ("disk", "queue")
    assert board_of(desk, results[0]).headline.since_us == us("2024-05-02T09:00:00Z")
    assert "fields that were not used: colour" in imported(results[0]).remark
    assert "line 4: 8 cells, and the first line names 7" in reason(results[2])
    assert [imported(each).added for each in import_files(desk, [file])[:2]] == [0, 0]


def test_a_title_that_is_too_long_is_cut_and_kept_whole_in_the_summary(desk: Desk, tmp_path: Path) -> None:
    title = "Orders fail " * 30
    (result,) = import_files(desk, [reports(tmp_path, report(title=title, company="Example"))])
    board = board_of(desk, result)
    assert (board.headline.title.value or "").startswith("Example: Orders fail")
    assert any(title.strip() in line.text for line in board.timeline.lines)


def test_somebody_tells_of_an_incident_of_their_own(desk: Desk) -> None:
    incident = desk.record(Declare("Checkout fails")).result()[-1].incident
    with pytest.raises(RuleError, match="nothing to tell"):
        desk.record(TellHistory(), incident).result()
    desk.record(TellHistory("The disk was full", factors=("disk",)), incident).result()
    desk.record(TellHistory("Two disks were full", factors=("disk", "alarm")), incident).result()
    board = desk.reading.fold(incident).board
    assert board.history.factors == ("disk", "alarm")
    assert "Two disks were full · Factor: disk · Factor: alarm" in board.timeline.lines[-1].english
