"""Sharing from the command line, as real processes: make, let in, join, exchange, look, shut out."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from tests.shared.cluster import Cluster
from tests.shared.test_sharing import until

DESK = [str(Path(sys.executable).with_name("incident-desk"))]


def desk(home: Path, *arguments: str, typed: str = "", ends: int = 0) -> Any:
    """Run a command in a home. Returns: what it prints as JSON."""
    command = [*DESK, *arguments, "--home", str(home), "--json"]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == ends, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else done.stderr


def test_a_team_shares_its_record(database: str, cluster: Cluster, tmp_path: Path) -> None:
    ada, bea = tmp_path / "ada", tmp_path / "bea"
    told = desk(ada, "shared", "init", database)
    assert told["level"] == "administrator"
    assert desk(ada, "shared", "init", database)["joined"]  # again: nothing changes
    desk(ada, "declare", "--title", "Pushes fail")
    assert desk(ada, "sync", "--once")["waiting"] == 0
    line = desk(ada, "shared", "grant", "Bea")["join"]
    assert desk(bea, "shared", "join", "-", typed=line)["level"] == "responder"
    assert [each["title"] for each in desk(bea, "list")["incidents"]] == ["Pushes fail"]
    status = desk(bea, "shared", "status")
    assert [each["level"] for each in status["desks"]].count("administrator") == 1
    assert status["survives_loss_of_the_server"] is False
    cluster.kill()
    assert "Nothing listens" in desk(bea, "sync", "--once", ends=1)
    cluster.start()
    assert desk(ada, "shared", "revoke", "Bea")["desks"] == 1
    assert "revoked" in desk(bea, "sync", "--once", ends=1)


@pytest.mark.long
def test_it_stays_connected_until_it_is_stopped(database: str, cluster: Cluster, tmp_path: Path) -> None:
    ada = tmp_path / "ada"
    desk(ada, "shared", "init", database)
    process = subprocess.Popen([*DESK, "sync", "--home", str(ada)], stderr=subprocess.PIPE, text=True)
    try:
        until(lambda: bool(cluster.sessions()), 20)
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()


def test_old_incidents_go_to_the_archive_and_come_back(database: str, tmp_path: Path) -> None:
    ada, bea = tmp_path / "ada", tmp_path / "bea"
    desk(ada, "shared", "init", database)
    with Desk.open(ada, clock=lambda: time.time_ns() // 1000 - 400 * 86_400_000_000) as then:
        old = then.record(Declare("Pushes fail")).result()[-1].incident
        then.record([Note("db1 is empty"), SetState(State.RESOLVED)], old).result()
        year = time.gmtime(then.now_us() / 1e6).tm_year
    assert "not over yet" in desk(ada, "shared", "archive", str(time.gmtime().tm_year), ends=2)
    assert "by a year" in desk(ada, "shared", "archive", "last year", ends=2)
    moved = desk(ada, "shared", "archive", str(year))
    assert (moved["archive"], moved["incidents"], moved["entries"], moved["left_out"]) == (str(year), 1, 3, [])
    assert desk(ada, "shared", "archive", str(year))["entries"] == 0  # again: nothing changes
    desk(bea, "shared", "join", "-", typed=desk(ada, "shared", "grant", "Bea")["join"])
    assert "Only an administrator" in desk(bea, "shared", "archive", str(year), ends=2)
    (listed,) = desk(bea, "list")["incidents"]
    assert (listed["title"], listed["state"], listed["archive"], listed["here"]) == (
        "Pushes fail",
        "resolved",
        str(year),
        False,
    )
    number = listed["number"]
    (archive,) = desk(bea, "archive", "list")["archives"]
    assert (archive["archive"], [each["here"] for each in archive["incidents"]]) == (str(year), [False])
    assert "bring it here first" in desk(bea, "log", number, "late", ends=2)
    assert desk(bea, "search", "empty", ends=1)["results"] == []
    assert desk(bea, "archive", "open", str(year))["entries"] == 3
    assert desk(bea, "archive", "open", number)["entries"] == 0
    assert len(desk(bea, "search", "empty")["results"]) == 1
    assert desk(bea, "show", number) == desk(ada, "show", number)
    assert desk(bea, "verify")["problems"] == []
    assert "No incident" in desk(bea, "archive", "open", "1999", ends=2)
