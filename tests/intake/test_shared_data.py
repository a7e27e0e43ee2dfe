"""Every file of the real material beside the project imports sensibly, or is refused with file, line and reason."""

import json
import re
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.errors import NotFound
from incident_desk.domain.moments import to_us
from incident_desk.intake.files import Imported, Refused, Result, import_files
from tests.intake.conftest import board_of, reason

STATES = {"detected": "detected", "declared": "declared", "mitigated": "monitoring", "resolved": "resolved"}
COUNTS = {"timelines": 12, "messages": 85, "postmortems": 151}


class Told(msgspec.Struct):
    """What is read of a timeline file to know what must come of it."""

    occurred_at: datetime
    kind: str
    text: str


class Timeline(msgspec.Struct):
    title: str
    entries: list[Told]


def files_in(shared_data: Path) -> list[Path]:
    """All that could be imported, and all that is broken on purpose."""
    found = [p for p in sorted(shared_data.rglob("*")) if p.suffix in (".json", ".jsonl", ".csv", ".gz")]
    assert len(found) > 100
    return found


@pytest.fixture
def results(desk: Desk, shared_data: Path) -> list[Result]:
    return import_files(desk, files_in(shared_data))


def test_every_file_imports_or_is_refused_with_its_reason(desk: Desk, results: list[Result], shared_data: Path) -> None:
    came = {Path(r.file).relative_to(shared_data).parts[0] for r in results if isinstance(r, Imported)}
    assert came == set(COUNTS)
    for folder, count in COUNTS.items():
        of_folder = [r for r in results if Path(r.file).relative_to(shared_data).parts[0] == folder]
        assert [r.reason for r in of_folder if isinstance(r, Refused)] == []
        assert len(of_folder) == count
    assert {Path(r.file) for r in results} == set(files_in(shared_data))
    for refused in (r for r in results if isinstance(r, Refused)):
        assert "\n" not in refused.reason
        assert re.match(rf"{re.escape(refused.file)}(, line \d+)?: \S", refused.reason), refused.reason


def test_nothing_of_a_refused_file_is_written(desk: Desk, results: list[Result]) -> None:
    boards = desk.reading.headlines()
    assert len(boards) == sum(COUNTS.values())
    assert {b.incident for b in boards} == {r.incident for r in results if isinstance(r, Imported)}
    assert desk.check() == []


def test_all_of_it_a_second_time_adds_nothing(desk: Desk, results: list[Result], shared_data: Path) -> None:
    before = {b.incident: desk.reading.entries(b.incident) for b in desk.reading.headlines()}
    again = import_files(desk, files_in(shared_data))
    assert {b.incident: desk.reading.entries(b.incident) for b in desk.reading.headlines()} == before
    assert [r.added for r in again if isinstance(r, Imported)] == [0] * sum(COUNTS.values())


def test_every_word_of_a_timeline_is_in_its_incident(desk: Desk, results: list[Result], shared_data: Path) -> None:
    for file in (shared_data / "timelines").glob("*.json"):
        told = msgspec.json.decode(file.read_bytes(), type=Timeline)
        board = board_named(desk, told.title)
        assert {e.text for e in told.entries} <= {line.text for line in board.timeline.lines}


def test_each_timeline_stands_rightly_in_its_middle(desk: Desk, results: list[Result], shared_data: Path) -> None:
    for file in (shared_data / "timelines").glob("*.json"):
        told = msgspec.json.decode(file.read_bytes(), type=Timeline)
        incident = board_named(desk, told.title).incident
        first, last = told.entries[0].occurred_at, told.entries[-1].occurred_at
        for middle in (first + (last - first) / 2, told.entries[len(told.entries) // 2].occurred_at):
            entered = [e.kind for e in told.entries if e.occurred_at <= middle and e.kind in STATES]
            expected = STATES[entered[-1]] if entered else "detected"
            assert desk.reading.at(incident, to_us(middle)).headline.state == expected, (file.name, middle)


def board_named(desk: Desk, title: str) -> Board:
    """The incident of this title."""
    try:
        return desk.reading.fold(desk.reading.find(title)).board
    except NotFound:
        pytest.fail(f"{title} is not here")


def test_each_timeline_ends_resolved_with_its_impact(desk: Desk, results: list[Result], shared_data: Path) -> None:
    for result in results:
        if isinstance(result, Imported) and "timelines" in result.file:
            board = board_of(desk, result)
            told = json.loads(Path(result.file).read_bytes())
            assert board.headline.state == "resolved"
            assert board.headline.severity.value is None
            assert board.headline.source == told["source_url"]
            assert board.impact.started_us.value == to_us(datetime.fromisoformat(told["started_at"]))
            assert board.impact.ended_us.value == to_us(datetime.fromisoformat(told["resolved_at"]))


def test_malformed_payloads_are_refused_quickly(desk: Desk, shared_data: Path) -> None:
    files = sorted((shared_data / "payloads" / "malformed").iterdir())
    reasons = [reason(r).removeprefix(f"{f}, ") for r, f in zip(import_files(desk, files), files, strict=True)]
    assert len(reasons) == 10
    assert reasons[4] == "line 1: nested too deeply"
    assert reasons[5] == "line 1: not UTF-8 text (byte 0xe9)"
    assert reasons[6] == "line 1: not JSON: it ends too early"
    assert reasons[7].startswith("line 1: not JSON: invalid character")
    assert {r.partition(" (")[0] for r in (*reasons[:4], *reasons[8:])} == {"line 1: neither a timeline"}
