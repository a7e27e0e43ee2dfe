"""What tests of watching share; the servers of PostgreSQL are those of the shared database's tests."""

from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from tests.shared.conftest import ada, bea, cluster, database

__all__ = ["ada", "bea", "cluster", "database"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody has used."""
    return tmp_path / "home"


@pytest.fixture
def desk(home: Path) -> Generator[Desk]:
    with Desk.open(home) as desk:
        yield desk
