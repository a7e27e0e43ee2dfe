"""What the status says of the server: who follows it, and whether an acknowledgement outlives it."""

import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.desk.membership import Standing
from tests.shared.cast import DATABASE, Servers
from tests.shared.cluster import installations
from tests.shared.test_command_line import DESK
from tests.shared.test_sharing import until


@pytest.fixture
def servers() -> Generator[Servers]:
    if not (found := list(installations().values())):
        pytest.skip("there is no PostgreSQL")
    made = Servers(found[-1])
    yield made
    made.remove()


@pytest.mark.long
def test_it_names_standbys_and_says_what_survives(servers: Servers, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "ada") as ada:
        ada.choose_person("Ada").result()
        membership = ada.shared.membership()
        membership.found(servers.primary.address(DATABASE))

        def standing() -> Standing:
            return membership.standing(system_clock())

        assert (standing().standbys, standing().survives) == (2, True)
        servers.standbys[1].stop()
        until(lambda: standing().standbys == 1)
        assert standing().survives  # the other one is asked
        servers.primary.set("synchronous_commit", "local")
        assert not standing().survives  # nobody waits for it
        servers.primary.set("synchronous_commit", "on")
        servers.primary.set("synchronous_standby_names", "")
        assert (standing().standbys, standing().survives) == (1, False)


def test_a_person_reads_who_waits_and_whose_clock_is_wrong(ada: Desk) -> None:
    home = ada.home.path
    ada.close()
    command = [*DESK, "shared", "status", "--home", str(home)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert ", 0 waiting, clock the same as the server's" in said
    assert "This clock is the same as that of the server." in said
    assert "0 standbys; an acknowledgement does not survive the loss of the server." in said
