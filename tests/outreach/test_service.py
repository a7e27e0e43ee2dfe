"""`serve` as a service of systemd: the unit it prints, the words it tells systemd, its secrets, and a clean end."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import ReadingDesk
from incident_desk.domain.call_entries import Settled
from incident_desk.outreach.sends import sends
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.outreach.post import SERVED, Post, a_home, a_post
from tests.outreach.serving import PROGRAM, serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_serving import given

ANALYZE = shutil.which("systemd-analyze")


def unit(home: Path, *options: str, as_json: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, "--home", str(home), *(["--json"] if as_json else [])]
    return subprocess.run([*command, "serve", "--unit", *options], capture_output=True, text=True, check=False)


def printed(home: Path, *options: str) -> dict[str, Any]:
    done = unit(home, "--user", "desk", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("options", [(), ("--listen", "[::]:443", "--tls-cert", "a cert%.pem", "--tls-key", "key.pem")])
def test_systemd_takes_the_unit_and_finds_it_well_locked_in(tmp_path: Path, options: tuple[str, ...]) -> None:
    if ANALYZE is None:
        pytest.skip("systemd-analyze is not here: nobody has checked the unit")
    home = tmp_path / 'at %h "home" $x'
    a_home(home, "json://127.0.0.1:9/a", SERVED)
    file = tmp_path / "incident-desk.service"
    file.write_text(printed(home, *options)["unit"], encoding="utf-8")
    checked = subprocess.run([ANALYZE, "verify", str(file)], capture_output=True, text=True, check=False)
    assert (checked.returncode, "incident-desk" in checked.stderr) == (0, False), checked.stderr
    rated = [ANALYZE, "security", "--offline=true", "--threshold=20", str(file)]
    rating = subprocess.run(rated, capture_output=True, text=True, check=False)
    assert rating.returncode == 0, rating.stdout[-200:]


def test_the_unit_says_who_runs_what_where_and_with_which_secrets(home: Path) -> None:
    a_home(home, "json://127.0.0.1:9/a")
    told = printed(home, "--listen", "0.0.0.0:80", "--tls-cert", "/etc/desk/cert.pem")
    lines = told["unit"].splitlines()
    keys = sorted(file.name for file in (home / "keys").iterdir())
    assert sorted(told["secrets"]) == keys
    assert len(keys) == 2, "the desk's own key, and the address of its mail"
    for line in (
        "User=desk",
        "Type=notify",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        f"ReadWritePaths={home}",
        "LoadCredential=tls-cert.pem:/etc/desk/cert.pem",
        "AmbientCapabilities=CAP_NET_BIND_SERVICE",
        *(f"LoadCredential={key}" for key in keys),
    ):
        assert line in lines
    [start] = [line for line in lines if line.startswith("ExecStart=")]
    assert start.endswith(f"--home {home} serve --listen 0.0.0.0:80 --tls-cert %d/tls-cert.pem")
    assert "AmbientCapabilities=" in printed(home)["unit"].splitlines()
    assert unit(home, "--user", "desk", as_json=False).stdout.startswith("# Save as /etc/systemd/system/")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--user", "desk\nUser=root"), "is no name of a user"),
        (("--user", "desk", "--listen", "nonsense"), "write HOST:PORT"),
        (("--user", "desk", "--tls-cert", "a\nb"), "cannot stand in a unit"),
    ],
)
def test_what_is_no_unit_is_one_line(home: Path, options: tuple[str, ...], told: str) -> None:
    refused = unit(home, *options)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert told in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only a home of root's needs it said who runs it")
def test_root_runs_it_only_if_somebody_says_so(home: Path) -> None:
    a_home(home, "")
    assert "say with --user who runs it" in unit(home).stderr
    assert "User=root" in unit(home, "--user", "root").stdout


@pytest.mark.parametrize("is_abstract", [False, True])
def test_systemd_hears_when_it_listens_and_when_it_ends(home: Path, tmp_path: Path, *, is_abstract: bool) -> None:
    a_home(home, "", SERVED)
    address = f"@incident-desk-test-{os.getpid()}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address.replace("@", "\0", 1))
        systemd.settimeout(60)
        with serving(home, "--listen", "127.0.0.1:0", env={"NOTIFY_SOCKET": address}) as served:
            assert systemd.recv(4096).decode() == f"READY=1\nSTATUS=Listening at {served.url}"
            assert served.end() == (0, "")
        assert systemd.recv(4096) == b"STOPPING=1"


def test_its_secrets_may_come_from_systemd_and_lie_nowhere_in_the_home(home: Path, tmp_path: Path) -> None:
    with a_post() as (post, url):
        incident = a_home(home, url, SERVED)
        given(home, incident, "read the log")
        secrets = printed(home)["secrets"]
        handed = tmp_path / "credentials"
        handed.mkdir()
        for secret in secrets:
            (home / "keys" / secret).rename(handed / secret)
        told = {"CREDENTIALS_DIRECTORY": str(handed), "NOTIFY_SOCKET": "/where/nobody/hears"}
        with serving(home, "--listen", "127.0.0.1:0", env=told) as served:
            wait_for(lambda: bool(post.arrived))
            assert served.end() == (0, "")
    assert list((home / "keys").iterdir()) == []


class SlowPost(Post):
    """Takes its time with every mail."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.begun += 1
        await asyncio.sleep(1.5)
        return await super().handle_DATA(server, session, envelope)


def test_told_to_stop_it_ends_what_it_has_begun_and_writes_down_what_came_of_it(home: Path) -> None:
    post = SlowPost()
    with a_post(post) as (_, url):
        incident = a_home(home, url, SERVED)
        given(home, incident, "read the log")
        with serving(home, "--listen", "127.0.0.1:0") as served:
            wait_for(lambda: post.begun == 1)
            assert served.end(signal.SIGTERM) == (0, "")
    assert len(post.arrived) == 1
    with Reader.open(Home.at(home)) as reader:
        assert [each.settled for each in sends(reader)] == [Settled.SENT]
    reading = ReadingDesk.open(home)
    assert reading.warnings == ()
    reading.close()
