"""What tests of importing share: an open desk, and files as other tools write them."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.moments import from_us, read_moment, to_us
from incident_desk.intake.files import Imported, Refused, Result


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    """A desk at which nobody has written yet."""
    with Desk.open(tmp_path / "home") as opened:
        yield opened


def us(text: str) -> int:
    """A moment as it is typed."""
    return to_us(read_moment(text, from_us(0)))


def moment(at: str, kind: str, text: str, who: str = "engineer", **more: Any) -> dict[str, Any]:
    """One entry of a timeline file, on a day in May."""
    return {"occurred_at": f"2024-05-02T{at}:00Z", "role_or_actor": who, "kind": kind, "text": text, **more}


STORY = (
    moment("09:00", "note", "Release goes out"),
    moment("09:10", "detected", "Orders fail", "monitoring"),
    moment("09:15", "declared", "War room opened", "incident manager"),
    moment("09:20", "hypothesis", "The release", approx=True),
    moment("09:30", "message_external", "We are looking into failing orders", "communications"),
    moment("09:40", "mitigated", "Release taken back"),
    moment("10:00", "resolved", "Orders are normal", "incident manager"),
)
"""A past incident in seven moments."""


def timeline(folder: Path, entries: Any = STORY, name: str = "orders.json", **fields: Any) -> Path:
    """A timeline file, a field on each line."""
    told = {"title": "Orders fail after a release", "entries": list(entries), **fields}
    path = folder / name
    path.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return path


def table(folder: Path, *lines: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    """A table of these lines."""
    path = folder / name
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return path


def imported(result: Result) -> Imported:
    """The result, which must be an incident."""
    assert isinstance(result, Imported), result
    return result


def reason(result: Result) -> str:
    """Why it was refused, which it must have been."""
    assert isinstance(result, Refused), result
    return result.reason


def board_of(desk: Desk, result: Result) -> Board:
    """The board of what was imported."""
    return desk.reading.fold(imported(result).incident).board


def state_at(desk: Desk, result: Result, text: str) -> str:
    """Where the incident stood at a moment of its day, by all that is known now."""
    return desk.reading.at(imported(result).incident, us(f"2024-05-02 {text} UTC")).headline.state


def lines_of(board: Board) -> list[str]:
    """The timeline as it reads."""
    return [line.english for line in board.timeline.lines]
