"""What tests of the archive stand on: two desks with an incident that is over for a year."""

import time
from collections.abc import Callable, Generator
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.clock import DeskClock
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from incident_desk.learning.exports import as_markdown
from tests.shared.test_converge import meet, note

YEAR_US = 366 * 86_400_000_000
LAST_YEAR = str(time.gmtime().tm_year - 1)
THEN = str(time.gmtime(time.time() - YEAR_US / 1e6).tm_year)


class Past:
    """A clock that can stand in the past: what is written then is old."""

    def __init__(self) -> None:
        self.behind_us = YEAR_US

    def __call__(self) -> int:
        return time.time_ns() // 1000 - self.behind_us


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Past:
    """Nobody has the server's clock, which cannot be set back: else all would be written now."""
    monkeypatch.setattr(DeskClock, "learn", learn_nothing)
    return Past()


def learn_nothing(*_: object) -> None: ...


@pytest.fixture
def ada(tmp_path: Path, database: str, past: Past) -> Generator[Desk]:
    """The administrator."""
    with Desk.open(tmp_path / "ada", clock=past) as desk:
        desk.choose_person("Ada").result()
        desk.shared.membership().found(database)
        desk.shared.exchange()
        yield desk


@pytest.fixture
def join(ada: Desk, tmp_path: Path, past: Past) -> Callable[..., Desk]:
    """Lets somebody in, who has exchanged nothing yet."""

    def join(name: str, level: str = "manager") -> Desk:
        desk = Desk.open(tmp_path / name, clock=past)
        desk.choose_person(name.capitalize()).result()
        desk.shared.membership().join(ada.shared.membership().grant(name.capitalize(), level))
        return desk

    return join


@pytest.fixture
def bea(join: Callable[..., Desk]) -> Generator[Desk]:
    """A manager, who was there all the time."""
    with join("bea") as desk:
        desk.shared.exchange()
        yield desk


def old_incident(ada: Desk, bea: Desk, title: str = "Pushes fail") -> IncidentId:
    """An incident of the past that both wrote of, and that is over."""
    incident = ada.record(Declare(title)).result()[-1].incident
    note(ada, incident, f"db1 is empty: {title}")
    meet(ada, bea)
    bea.record([Note(f"{title} {n}") for n in range(130)], incident).result()
    ada.record(SetState(State.RESOLVED), incident).result()
    meet(bea, ada)
    return incident


@pytest.fixture
def old(ada: Desk, bea: Desk, past: Past) -> IncidentId:
    incident = old_incident(ada, bea)
    past.behind_us = 0
    return incident


def archived(ada: Desk, name: str = THEN) -> int:
    return ada.shared.archive.move(name).entries


def rows(database: str, incident: IncidentId) -> int:
    """How many entries of it the working table has that do not govern."""
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT count(*) FROM record.entries WHERE incident = %s AND kind NOT LIKE 'gov.%%'", (incident,)
        ).fetchone()
    assert found is not None
    return found[0]


def is_away(desk: Desk, incident: IncidentId) -> bool:
    return incident in desk.reading.away()


def exported(desk: Desk, incident: IncidentId) -> str:
    return as_markdown(desk.board(incident), desk.reading.organisation())


def headline(desk: Desk, incident: IncidentId) -> tuple[object, ...]:
    board = next(b for b in desk.reading.headlines() if b.incident == incident)
    return (board.headline.number, board.headline.title.value, board.headline.state, board.headline.archive)
