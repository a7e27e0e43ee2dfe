"""Incidents as status pages publish them: messages to customers, and the states they tell of."""

import json
from pathlib import Path
from typing import Any

from incident_desk.desk import Desk
from incident_desk.domain.state import State
from incident_desk.intake.files import REFUSALS_TOLD, import_files
from tests.intake.conftest import board_of, imported, lines_of, reason, state_at, us


def update(at: str, status: str, body: str) -> dict[str, str]:
    return {"status": status, "body": body, "created_at": f"2024-05-02T{at}:00Z", "label": "Update"}


def incident(number: int = 1, **changes: Any) -> dict[str, Any]:
    """An incident of a status page, its updates the newest first, as such pages give them."""
    return {
        "id": f"abc{number}",
        "name": f"Orders fail ({number})",
        "status": "resolved",
        "impact": "major",
        "created_at": "2024-05-02T09:00:00Z",
        "started_at": "2024-05-02T08:50:00Z",
        "resolved_at": "2024-05-02T10:00:00Z",
        "shortlink": "https://status.example/abc",
        "page": {"name": "Example", "url": "https://status.example"},
        "components": [{"name": "Shop"}, {"name": "API"}],
        "incident_updates": [
            update("10:00", "resolved", "Over"),
            update("09:40", "monitoring", "It works again"),
            update("09:20", "identified", "We know why"),
            update("09:00", "investigating", "We are looking"),
        ],
    } | changes


def page(folder: Path, *incidents: object, name: str = "page.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(each) + "\n" for each in incidents), encoding="utf-8")
    return path


def test_each_incident_of_the_page_becomes_one(desk: Desk, tmp_path: Path) -> None:
    results = import_files(desk, [page(tmp_path, incident(1), incident(2))])
    assert [imported(r).title for r in results] == ["Orders fail (1)", "Orders fail (2)"]
    board = board_of(desk, results[0])
    assert board.headline.source == "https://status.example/abc"
    assert board.impact.services.value == ("Shop", "API")
    assert (board.impact.started_us.value, board.impact.ended_us.value) == (
        us("2024-05-02T08:50:00Z"),
        us("2024-05-02T10:00:00Z"),
    )


def test_updates_are_messages_and_say_how_it_stood(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [page(tmp_path, incident())])
    messages = [line for line in board_of(desk, result).timeline.lines if line.sort == "message"]
    assert [(line.text, line.speaker) for line in messages] == [
        ("We are looking", "Example"),
        ("We know why", "Example"),
        ("It works again", "Example"),
        ("Over", "Example"),
    ]
    assert [state_at(desk, result, at) for at in ("09:10", "09:30", "09:50", "10:10")] == [
        "investigating",
        "mitigating",
        "monitoring",
        "resolved",
    ]


def test_an_update_written_after_the_end_does_not_reopen_it(desk: Desk, tmp_path: Path) -> None:
    late = [update("12:00", "investigating", "A word more"), update("09:00", "investigating", "We are looking")]
    (result,) = import_files(desk, [page(tmp_path, incident(incident_updates=late))])
    board = board_of(desk, result)
    assert board.headline.state is State.RESOLVED
    assert board.headline.entered_us[State.RESOLVED] == us("2024-05-02T10:00:00Z")
    assert "A word more" in lines_of(board)


def test_an_end_before_the_beginning_is_left_out_and_told(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [page(tmp_path, incident(resolved_at="2024-05-01T10:00:00Z"))])
    board = board_of(desk, result)
    assert board.impact.ended_us.value is None
    assert board.headline.entered_us[State.RESOLVED] == us("2024-05-02T10:00:00Z")
    assert "resolved before it began (2024-05-01T10:00:00Z); that time was left out" in lines_of(board)[-1]


def test_one_that_never_had_an_update_is_one_incident_however_often_it_comes(desk: Desk, tmp_path: Path) -> None:
    file = page(tmp_path, incident(incident_updates=[], resolved_at=None))
    import_files(desk, [file, file])
    import_files(desk, [file])
    (board,) = desk.reading.headlines()
    assert board.headline.state is State.DECLARED


def test_a_page_that_went_on_adds_its_new_updates(desk: Desk, tmp_path: Path) -> None:
    whole = incident()
    began = incident(status="investigating", resolved_at=None, incident_updates=whole["incident_updates"][2:])
    import_files(desk, [page(tmp_path, began)])
    (result,) = import_files(desk, [page(tmp_path, whole, name="later.jsonl")])
    assert imported(result).added == 4  # two messages, monitoring and resolved
    assert board_of(desk, result).headline.state is State.RESOLVED


def test_a_single_incident_may_be_a_json_file(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [page(tmp_path, incident(), name="one.json")])
    assert imported(result).title == "Orders fail (1)"


def test_a_line_that_is_wrong_is_refused_and_the_others_come_in(desk: Desk, tmp_path: Path) -> None:
    file = page(tmp_path, incident(1), incident(2, created_at="yesterday"), [], incident(4, name=" "), incident(5))
    results = import_files(desk, [file])
    assert [type(r).__name__ for r in results] == ["Imported", "Refused", "Refused", "Refused", "Imported"]
    assert reason(results[1]) == f"{file}, line 2: “created_at”: invalid RFC3339 encoded datetime"
    assert reason(results[2]).startswith(f"{file}, line 3: neither a timeline")
    assert reason(results[3]).startswith(f"{file}, line 4: “name”: A title is needed")


def test_a_file_of_other_things_is_refused_in_one_line(desk: Desk, tmp_path: Path) -> None:
    (result,) = import_files(desk, [page(tmp_path, {"id": 1, "summary": "x"}, incident())])
    assert reason(result).endswith("nor a report of one (title and summary): it has id, summary")


def test_of_many_refusals_the_first_are_told_and_of_the_rest_where_they_are(desk: Desk, tmp_path: Path) -> None:
    file = page(tmp_path, incident(), *({"name": "x"} for _ in range(REFUSALS_TOLD + 5)))
    results = import_files(desk, [file])
    assert len(results) == 1 + REFUSALS_TOLD + 1
    assert reason(results[-1]) == f"{file}: 5 more incidents in it were refused, in lines 22, 23, 24, 25, 26"
