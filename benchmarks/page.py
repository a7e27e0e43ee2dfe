"""How long the status page takes to serve, beside nginx with the same file; wrk asks for it on lasting connections."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest import mock

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import in_turn, scratch
from incident_desk.outreach.status_page.folder import CURRENT
from tests.outreach.serving import serving
from tests.outreach.test_outbox import at_once
from tests.outreach.test_publishing import a_desk, sent
from tests.shared.cluster import free_port

CONNECTIONS: Final = 16
ROUNDS: Final = 5
RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
CONFIGURATION: Final = """\
daemon off; pid {folder}/nginx.pid; error_log stderr crit; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type text/html; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


def program(name: str) -> str:
    """Where it is. Debian has nginx where only root looks."""
    found = shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if found is None:
        sys.exit(f"benchmarks: page needs {name}")
    return found


@contextmanager
def nginx(folder: Path, root: Path) -> Generator[str]:
    """Where it answers."""
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, root=root))
    process = subprocess.Popen([program("nginx"), "-p", str(folder), "-c", str(configuration)])
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def page_of(url: str) -> bytes:
    """What it answers, as soon as it does."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nobody answers at {url}")


def took_s(url: str, seconds: int) -> float:
    """For one answer, of as many as there are in so long. Raises: RuntimeError if one was no page."""
    command = [program("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = RATE.search(said)
    if rate is None or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return 1 / float(rate[1])


def measure(is_quick: bool) -> Sides:
    """Ask `serve` and nginx in turn for the page of an incident that goes on."""
    seconds = 1 if is_quick else 3
    with scratch() as folder:
        home, page = folder / "home", folder / "page"
        with mock.patch("incident_desk.domain.releasing.stop_within_s", at_once), a_desk(home) as (desk, incident):
            sent(desk, incident)
        with serving(home, "--listen", "127.0.0.1:0", "--status-page", str(page)) as served:
            ours = f"{served.url}/status/"
            content = page_of(ours)
            with nginx(folder, page / CURRENT) as peer:
                if page_of(peer) != content:
                    raise RuntimeError("the two pages are not the same")
                rounds = 1 if is_quick else ROUNDS
                return in_turn(rounds, lambda: took_s(ours, seconds), lambda: took_s(peer, seconds))


BENCHMARK = Benchmark(
    name="page",
    what="an answer of `serve` with the status page ÷ one of nginx with the same file, 16 connections at once",
    budget=10,
    percentile=50,
    unit="µs",
    scale=1e6,
    measure=measure,
)
