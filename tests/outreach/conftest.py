"""What tests of outreach share; the servers of PostgreSQL are those of the shared database's tests."""

import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.shared.conftest import ada, bea, cluster, database

__all__ = ["ada", "bea", "cluster", "database"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody has used."""
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def no_pool_stays() -> Generator[None]:
    """Apprise keeps a pool of threads for as long as the program runs; here it ends with each test."""
    yield
    module = sys.modules.get("apprise.apprise")
    for name in ("_shared_executor", "_coordinator_executor"):
        if module is not None and (pool := getattr(module, name)) is not None:
            pool.shutdown()
            setattr(module, name, None)
