"""A real Prometheus, a real Alertmanager and amtool beside `serve`, and an exporter whose numbers a test sets."""

import asyncio
import json
import shutil
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.loop import until

PROGRAMS: Final = ("prometheus", "prometheus-alertmanager", "amtool")
RULES: Final = """
groups:
  - name: desk
    interval: 1s
    rules:
      - alert: HighErrors
        expr: errors > 5
        labels: {severity: critical, service: Website}
        annotations: {summary: "{{ $value }} errors on {{ $labels.shard }}", runbook_url: "https://runbooks.example.org/errors"}
      - alert: Watchdog
        expr: vector(1)
        labels: {severity: none}
"""


def needs_prometheus() -> None:
    """Skips, and says so, where Debian's packages are not installed."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; packaging/system-libraries.sh --tests installs them")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Exporter:
    """Tells Prometheus how many errors each shard has."""

    def __init__(self) -> None:
        self.errors: dict[str, float] = {"a": 0, "b": 0, "c": 0}
        whole = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                text = "".join(f'errors{{shard="{shard}"}} {value}\n' for shard, value in whole.errors.items())
                self.send_response(200)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Program:
    """One of them as a process that can be ended and begun again at the same port."""

    def __init__(self, command: Callable[[], list[str]], url: str) -> None:
        self._command = command
        self.url = url
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        asyncio.run(until(self._is_ready, 60))

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/-/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None


@contextmanager
def monitoring(place: Path, desk_port: int, token: str) -> Generator[tuple[Exporter, Program, Program]]:
    """Prometheus, which tells both us and an Alertmanager. Alerts are sent again every 2 s and live for 8 s without,
    where usually those are a minute and four: an hour without a word is half a minute here."""
    exporter, ports = Exporter(), (free_port(), free_port())
    (place / "rules.yml").write_text(RULES, encoding="utf-8")
    desk = {"targets": f"127.0.0.1:{desk_port}", "credentials": token}
    (place / "prometheus.yml").write_text(
        f"""
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
scrape_configs: [{{job_name: shop, static_configs: [{{targets: ["127.0.0.1:{exporter.port}"]}}]}}]
alerting:
  alertmanagers:
    - static_configs: [{{targets: ["{desk["targets"]}"]}}]
      authorization: {{credentials: {desk["credentials"]}}}
    - static_configs: [{{targets: ["127.0.0.1:{ports[1]}"]}}]
""",
        encoding="utf-8",
    )
    (place / "alertmanager.yml").write_text("route: {receiver: none}\nreceivers: [{name: none}]\n", encoding="utf-8")
    prometheus = [
        *("prometheus", f"--config.file={place / 'prometheus.yml'}", f"--storage.tsdb.path={place / 'tsdb'}"),
        *(f"--web.listen-address=127.0.0.1:{ports[0]}", "--rules.alert.resend-delay=2s", "--log.level=error"),
    ]
    alertmanager = [
        *("prometheus-alertmanager", f"--config.file={place / 'alertmanager.yml'}"),
        *(f"--storage.path={place / 'am'}", f"--web.listen-address=127.0.0.1:{ports[1]}"),
        *("--cluster.listen-address=", "--log.level=error"),
    ]
    programs: list[Program] = []
    try:
        programs.append(Program(lambda: alertmanager, f"http://127.0.0.1:{ports[1]}"))
        programs.append(Program(lambda: prometheus, f"http://127.0.0.1:{ports[0]}"))
        yield exporter, programs[1], programs[0]
    finally:
        for program in programs:
            program.end()
        exporter.close()


def told(url: str, path: str, token: str = "") -> Any:
    """What is answered, as JSON."""
    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def seen_by(url: str, token: str = "") -> dict[str, tuple[Mapping[str, str], str, str]]:
    """The alerts that an Alertmanager, or we, have: by fingerprint the labels, the state, and since when."""
    found = told(url, "/api/v2/alerts", token)
    return {
        each["fingerprint"]: (each["labels"], each["status"]["state"], each["startsAt"].rstrip("Z")[:22])
        for each in found
    }


def amtool(url: str, *arguments: str) -> str:
    """What amtool prints; it fails as a test does."""
    done = subprocess.run(
        ["amtool", f"--alertmanager.url={url}", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
