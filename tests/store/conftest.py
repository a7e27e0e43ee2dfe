"""What tests of the store share: a home of their own and a replica in it, on real files."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incident_desk.store.home import Home
from incident_desk.store.replica import Replica
from tests.store.making import words


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys go into files: no test may reach the keyring of whoever runs it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home nobody has used."""
    made = Home(tmp_path / "home")
    made.prepare()
    return made


@pytest.fixture
def replica(home: Home) -> Generator[Replica]:
    """The record of the home, open for writing."""
    opened = Replica.open(home, words)
    yield opened
    opened.close()


@contextmanager
def replica_of(home: Home) -> Generator[Replica]:
    """The record of a home, open for writing in this block only."""
    opened = Replica.open(home, words)
    try:
        yield opened
    finally:
        opened.close()
