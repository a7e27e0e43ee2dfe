"""What tests of faults share: the real program over a home nobody has used."""

from pathlib import Path

import pytest

from tests.faults.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program over a new home."""
    return Program(tmp_path / "home")


@pytest.fixture
def orders(program: Program) -> str:
    """An incident, by its number."""
    return program.declare()
