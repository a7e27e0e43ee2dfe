"""What tests of the future share: the newer program, ours, and a shared database."""

import pytest

from tests.future import newer as making
from tests.future.newer import House
from tests.shared.conftest import ada, cluster, database
from tests.support.places import ROOT

__all__ = ["ada", "cluster", "database"]


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The program of some future day."""
    return making.built(tmp_path_factory.mktemp("newer"))


@pytest.fixture(scope="session")
def ours() -> House:
    """This program, as a process."""
    return House(ROOT)
