"""Files become incidents: whole or not at all, once, and through the same commands as everything else."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.intake.files import import_files
from tests.intake.conftest import (
    STORY,
    board_of,
    imported,
    lines_of,
    moment,
    reason,
    state_at,
    table,
    timeline,
    us,
)


def everything(desk: Desk) -> list[Entry]:
    """Every entry of every incident."""
    return [entry for board in desk.reading.headlines() for entry in desk.reading.entries(board.incident)]


def test_a_timeline_becomes_an_incident(desk: Desk, tmp_path: Path) -> None:
    file = timeline(tmp_path, source_url="https://status.example/1", services=["Shop", "API"])
    (result,) = import_files(desk, [file])
    board = board_of(desk, result)
    assert imported(result).added == len(STORY)
    assert imported(result).title == board.headline.title.value == "Orders fail after a release"
    assert imported(result).number == board.headline.number
    assert board.headline.source == "https://status.example/1"
    assert board.impact.services.value == ("Shop", "API")
    assert board.headline.severity.value is None
    assert lines_of(board) == [
        "Release goes out",
        "Detected: Orders fail after a release",
        "Orders fail",
        "Detected → Declared: War room opened",
        "The release",
        "We are looking into failing orders",
        "Declared → Monitoring: Release taken back",
        "Monitoring → Resolved: Orders are normal",
    ]


def test_foreign_people_speak_and_whoever_imports_is_the_author(desk: Desk, tmp_path: Path) -> None:
    board = board_of(desk, import_files(desk, [timeline(tmp_path)])[0])
    assert {line.author for line in board.timeline.lines} == {desk.me}
    speakers = {line.text: line.speaker for line in board.timeline.lines}
    assert speakers["Orders fail"] == "monitoring"
    assert speakers["War room opened"] == "incident manager"


def test_a_time_that_is_not_exact_stays_marked(desk: Desk, tmp_path: Path) -> None:
    board = board_of(desk, import_files(desk, [timeline(tmp_path)])[0])
    assert [line.text for line in board.timeline.lines if line.is_approximate] == ["The release"]


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("08:00", "detected"),
        ("09:12", "detected"),
        ("09:15", "declared"),
        ("09:39", "declared"),
        ("09:40", "monitoring"),
        ("09:59", "monitoring"),
        ("10:00", "resolved"),
    ],
)
def test_the_incident_stands_where_it_stood_at_each_moment(desk: Desk, tmp_path: Path, at: str, state: str) -> None:
    (result,) = import_files(desk, [timeline(tmp_path)])
    assert state_at(desk, result, at) == state


def test_what_was_never_declared_is_not_said_to_have_been(desk: Desk, tmp_path: Path) -> None:
    undeclared = [m for m in STORY if m["kind"] != "declared"]
    (result,) = import_files(desk, [timeline(tmp_path, undeclared)])
    assert state_at(desk, result, "09:35") == "detected"
    assert State.DECLARED not in board_of(desk, result).headline.entered_us


def test_what_is_detected_again_when_all_seemed_over_reopens_the_incident(desk: Desk, tmp_path: Path) -> None:
    again = [*STORY, moment("11:00", "detected", "Orders fail again"), moment("12:00", "resolved", "Fixed for good")]
    (result,) = import_files(desk, [timeline(tmp_path, again)])
    assert [state_at(desk, result, at) for at in ("10:30", "11:30", "12:30")] == [
        "resolved",
        "investigating",
        "resolved",
    ]
    assert board_of(desk, result).headline.entered_us[State.DETECTED] == us("2024-05-02T09:10:00Z")


def test_it_is_mitigated_from_the_first_time_on(desk: Desk, tmp_path: Path) -> None:
    twice = [*STORY[:-1], moment("09:50", "mitigated", "The rest of it, too"), STORY[-1]]
    board = board_of(desk, import_files(desk, [timeline(tmp_path, twice)])[0])
    assert board.headline.entered_us[State.MONITORING] == us("2024-05-02T09:40:00Z")
    assert "The rest of it, too" in lines_of(board)


def test_impact_is_taken_from_the_file(desk: Desk, tmp_path: Path) -> None:
    times = {"started_at": "2024-05-02T09:05:00+00:00", "resolved_at": "2024-05-02T12:00:00+02:00"}
    (result,) = import_files(desk, [timeline(tmp_path, STORY[:-1], **times)])
    assert [state_at(desk, result, at) for at in ("09:59", "10:00")] == ["monitoring", "resolved"]
    impact = board_of(desk, result).impact
    assert (impact.started_us.value, impact.ended_us.value) == (us("2024-05-02T09:05:00Z"), us("2024-05-02T10:00:00Z"))


def test_licence_and_the_word_about_times_are_kept(desk: Desk, tmp_path: Path) -> None:
    file = timeline(tmp_path, licence="CC BY 4.0", time_note="Minutes are ours", also_used=["https://other.example"])
    text = lines_of(board_of(desk, import_files(desk, [file])[0]))[-1]
    assert text == "Licence: CC BY 4.0\nAlso used: https://other.example\nAbout the times: Minutes are ours"


def test_the_severity_given_is_for_files_that_name_none(desk: Desk, tmp_path: Path) -> None:
    files = [timeline(tmp_path), timeline(tmp_path, [moment("08:00", "note", "x")], "own.json", severity="SEV4")]
    results = import_files(desk, files, severity=Severity.SEV2)
    assert [board_of(desk, r).headline.severity.value for r in results] == [Severity.SEV2, Severity.SEV4]


# again ---------------------------------------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    file = timeline(tmp_path, started_at="2024-05-02T09:00:00Z", resolved_at="2024-05-02T10:00:00Z", licence="MIT")
    first = import_files(desk, [file])
    before = everything(desk)
    again = import_files(desk, [file, file])
    assert everything(desk) == before
    assert [(imported(r).added, imported(r).skipped, imported(r).number) for r in again] == [
        (0, len(STORY), imported(first[0]).number)
    ] * 2


def test_the_same_file_twice_in_one_go_is_one_incident(desk: Desk, tmp_path: Path) -> None:
    import_files(desk, [timeline(tmp_path), timeline(tmp_path, name="copy.json")])
    assert len(desk.reading.headlines()) == 1


def test_a_file_that_grew_adds_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    import_files(desk, [timeline(tmp_path, STORY[:4])])
    (result,) = import_files(desk, [timeline(tmp_path, STORY, resolved_at="2024-05-02T10:00:00Z")])
    assert (imported(result).added, imported(result).skipped) == (3, 4)
    board = board_of(desk, result)
    assert board.headline.state is State.RESOLVED
    assert board.impact.ended_us.value == us("2024-05-02T10:00:00Z")


def test_a_state_added_in_the_middle_does_not_undo_the_later_ones(desk: Desk, tmp_path: Path) -> None:
    import_files(desk, [timeline(tmp_path, [m for m in STORY if m["kind"] != "declared"])])
    (result,) = import_files(desk, [timeline(tmp_path, STORY)])
    assert [state_at(desk, result, at) for at in ("09:12", "09:16", "09:45", "10:01")] == [
        "detected",
        "declared",
        "monitoring",
        "resolved",
    ]


def test_equal_lines_are_two_facts(desk: Desk, tmp_path: Path) -> None:
    twice = [moment("09:00", "note", "Still failing"), moment("09:00", "note", "Still failing")]
    (result,) = import_files(desk, [timeline(tmp_path, twice)])
    assert imported(result).added == 2
    (again,) = import_files(desk, [timeline(tmp_path, [*twice, twice[0]])])
    assert (imported(again).added, imported(again).skipped) == (1, 2)


def test_what_was_corrected_or_taken_back_here_stays_so(desk: Desk, tmp_path: Path) -> None:
    file = timeline(tmp_path, resolved_at="2024-05-02T10:00:00Z")
    (result,) = import_files(desk, [file])
    incident = imported(result).incident
    lines = {line.text: line.entry for line in board_of(desk, result).timeline.lines}
    desk.record(
        [
            Correct(lines["The release"], text="Not the release"),
            Retract(lines["Release goes out"]),
            SetImpact(ended_us=us("2024-05-02T11:00:00Z")),
        ],
        incident,
    ).result()
    before = everything(desk)
    import_files(desk, [file])
    assert everything(desk) == before


def test_erased_words_do_not_come_back(desk: Desk, tmp_path: Path) -> None:
    grace = desk.add_person("Grace").result()
    (result,) = import_files(desk, [timeline(tmp_path)])
    incident = imported(result).incident
    for text in ("Orders fail", "War room opened", ""):  # a note, a change of state, and the title itself
        lines = [line for line in board_of(desk, result).timeline.lines if line.text == text and not line.is_erased]
        desk.record(Ask(lines[0].entry, "a name"), incident).result()
        desk.record(Confirm(lines[0].entry), incident, by=grace).result()
    before = everything(desk)
    (again,) = import_files(desk, [timeline(tmp_path)])
    assert (imported(again).added, imported(again).incident) == (0, incident)
    assert everything(desk) == before


def test_two_incidents_that_begin_at_the_same_moment_stay_two(desk: Desk, tmp_path: Path) -> None:
    files = [table(tmp_path, "time,text", f"2024-05-02 09:00,{text}", name=f"{text}.csv") for text in ("shop", "api")]
    results = import_files(desk, files)
    assert len({imported(r).incident for r in results}) == 2
    assert [imported(r).added for r in import_files(desk, files)] == [0, 0]


def test_live_work_on_an_imported_incident_outlives_the_next_import(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [timeline(tmp_path)])
    desk.record(SetState(State.REVIEWED), imported(result).incident).result()
    import_files(desk, [timeline(tmp_path, [*STORY, moment("10:30", "note", "Afterthought")])])
    assert board_of(desk, result).headline.state is State.REVIEWED


# refused -------------------------------------------------------------------------------------------------------------

BROKEN: Sequence[tuple[dict[str, Any], str]] = (
    ({"occurred_at": "2024-05-02 later"}, "line 11: “occurred_at”: invalid RFC3339 encoded datetime"),
    ({"occurred_at": "2024-05-02T09:00:00"}, "line 11: “occurred_at”: expected `datetime` with a timezone component"),
    ({"occurred_at": "9999-05-02T09:00:00Z"}, "line 11: “occurred_at”: the year 9999 is too far away"),
    ({"kind": "guess"}, "line 13: “kind”: 'guess' is none of detected, declared, hypothesis"),
    ({"text": "   "}, "line 14: “text”: There is nothing to write down."),
    ({"text": 7}, "line 14: “text”: expected `str`, got `int`"),
    ({"text": "x" * 50_000}, "line 14: “text”: A line holds at most 44 KiB"),
    ({"colour": "red"}, "line 10: “entries”: object contains unknown field `colour`"),
)


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_one_bad_moment_refuses_the_whole_file_and_names_its_line(
    desk: Desk, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    file = timeline(tmp_path, [STORY[0], {**STORY[1], **change}, STORY[2]])
    (result,) = import_files(desk, [file])
    assert reason(result).startswith(f"{file}, {says}")
    assert desk.reading.headlines() == []


def test_a_refused_file_keeps_none_of_the_others_out(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"title": "x",\n "entries": [', encoding="utf-8")
    results = import_files(desk, [tmp_path / "none.json", timeline(tmp_path), broken, table(tmp_path, "a,b", "1,2")])
    assert reason(results[0]) == f"{tmp_path / 'none.json'}: no such file"
    assert imported(results[1]).added == len(STORY)
    assert reason(results[2]) == f"{broken}, line 2: not JSON: it ends too early"
    assert "no column for time and text among: a, b" in reason(results[3])
    assert [type(r).__name__ for r in results] == ["Refused", "Imported", "Refused", "Refused"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "line 2: “title”: A title is needed"),
        ({"title": "x" * 300}, "line 2: “title”: A title has at most 200 characters"),
        ({"entries": []}, "“entries”: expected `array` of length >= 1"),
        ({"started_at": "2024-05-03T00:00:00Z", "resolved_at": "2024-05-02T00:00:00Z"}, "resolved before it started"),
        ({"severity": "SEV7"}, "“severity”: 'SEV7' is none of SEV1, SEV2, SEV3, SEV4"),
        ({"mood": "bad"}, "line 1: object contains unknown field `mood`"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(
    desk: Desk, tmp_path: Path, fields: dict[str, Any], says: str
) -> None:
    (result,) = import_files(desk, [timeline(tmp_path, fields.pop("entries", STORY), **fields)])
    assert says in reason(result)
    assert everything(desk) == []


def test_a_field_that_stands_twice_is_refused_because_one_would_be_lost(desk: Desk, tmp_path: Path) -> None:
    file = timeline(tmp_path)
    text = file.read_text(encoding="utf-8").replace('"kind": "note"', '"text": "other words", "kind": "note"')
    file.write_text(text, encoding="utf-8")
    assert reason(import_files(desk, [file])[0]) == f"{file}: “text” stands twice in one object"


@pytest.mark.parametrize("name", ["folder.json", "notes.md", "empty.csv"])
def test_what_is_no_file_of_a_kind_we_know_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "notes.md").write_text("# Notes", encoding="utf-8")
    (tmp_path / "empty.csv").touch()
    says = {
        "folder.json": "a folder, and no file",
        "notes.md": "this cannot be imported: a file ends in .json, .jsonl or .csv",
        "empty.csv": "the file is empty",
    }
    assert reason(import_files(desk, [tmp_path / name])[0]) == f"{tmp_path / name}: {says[name]}"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incident_desk.intake.raw_file.LIMIT_BYTES", 1024 * 1024)
    file = tmp_path / "big.csv"
    file.write_bytes(b"time,text\n" + b"x" * 1024 * 1024)
    assert reason(import_files(desk, [file])[0]) == f"{file}: larger than 1 MiB"


def test_one_title_for_several_files_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="one title does not fit several files"):
        import_files(desk, [timeline(tmp_path), timeline(tmp_path, name="b.json")], title="Both")


# long ones -----------------------------------------------------------------------------------------------------------


def test_progress_is_told_and_stopping_keeps_what_is_whole(desk: Desk, tmp_path: Path) -> None:
    files = [timeline(tmp_path, [moment("09:00", "note", f"n{i}")], f"{i}.json") for i in range(4)]
    told: list[tuple[int, int]] = []
    stop = threading.Event()

    def progress(done: int, count: int) -> None:
        told.append((done, count))
        if done == 2:
            stop.set()

    results = import_files(desk, files, progress=progress, is_cancelled=stop.is_set)
    assert told == [(0, 4), (1, 4), (2, 4)]
    assert [imported(r).added for r in results[:2]] == [1, 1]
    assert [reason(r) for r in results[2:]] == [
        f"{files[2]}: not imported, because the import was stopped, like 1 more files"
    ]


def test_ten_thousand_lines_are_one_incident_in_seconds(desk: Desk, tmp_path: Path) -> None:
    lines = [f"2024-05-02 {i // 3600:02}:{i // 60 % 60:02}:{i % 60:02},line {i}" for i in range(10_000)]
    (result,) = import_files(desk, [table(tmp_path, "time,text", *lines)])
    assert imported(result).added == 10_000
    assert len(desk.reading.entries(imported(result).incident)) == 10_002  # with its opening and its declaration
