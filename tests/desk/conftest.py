"""What tests of the desk share: a real home, a clock of the test's own, and a desk that is closed at the end."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.severity import Severity

START_US = 1_700_000_000_000_000
SECOND_US = 1_000_000
DAY_US = 24 * 3600 * SECOND_US


class SetClock:
    """A wall clock that moves a second with every look, and wherever a test sets it."""

    def __init__(self, now_us: int = START_US) -> None:
        self.now_us = now_us

    def __call__(self) -> int:
        self.now_us += SECOND_US
        return self.now_us


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody has used."""
    return tmp_path / "home"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@contextmanager
def a_desk(home: Path, clock: SetClock | None = None) -> Generator[Desk]:
    """A desk that writes in this home, in this block only."""
    with Desk.open(home, clock=clock or SetClock()) as desk:
        yield desk


@pytest.fixture
def desk(home: Path, clock: SetClock) -> Generator[Desk]:
    with a_desk(home, clock) as opened:
        yield opened


def declared(desk: Desk, title: str = "Checkout fails", severity: Severity = Severity.SEV2) -> IncidentId:
    """An incident that was declared at this desk."""
    return desk.record(Declare(title, severity)).result()[-1].incident


def texts(desk: Desk, incident: IncidentId) -> list[str]:
    """The words of its lines, as this desk shows them now."""
    return [line.text for line in desk.board(incident).timeline.lines if line.text]
