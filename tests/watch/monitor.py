"""A real Prometheus that scrapes a real exporter, whose load a test changes; with a past to learn from."""

import contextlib
import http.server
import json
import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest

from tests.shared.cluster import free_port

PROMETHEUS: Final = shutil.which("prometheus")
PROMTOOL: Final = shutil.which("promtool")
CONFIG: Final = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [rules.yaml]
scrape_configs:
  - job_name: shop
    static_configs: [{{targets: ["127.0.0.1:{exporter}"]}}]
"""


class Exporter:
    """Counts errors at the rate that was set last, in the form that Prometheus scrapes."""

    def __init__(self, rate: float) -> None:
        self._lock = threading.Lock()
        self._at, self._count, self._rate = time.time(), 0.0, rate
        exporter = self

        class Answering(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = f"# TYPE errors_total counter\nerrors_total {exporter.count()}\n".encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """A test says by itself what it looks at."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def count(self) -> float:
        with self._lock:
            now = time.time()
            self._count, self._at = self._count + (now - self._at) * self._rate, now
            return self._count

    def go(self, rate: float) -> None:
        """So many errors a second from now on."""
        self.count()
        with self._lock:
            self._rate = rate

    def go_on_from(self, count: float) -> None:
        """The counter stands there now."""
        with self._lock:
            self._count, self._at = count, time.time()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Prometheus:
    """One server with its data directory; `rules` are read at its start."""

    def __init__(self, folder: Path, exporter: int, rules: str = "groups: []\n") -> None:
        self.folder, self.port, self._exporter = folder, free_port(), exporter
        (folder / "rules.yaml").write_text(rules)
        (folder / "prometheus.yml").write_text(CONFIG.format(exporter=exporter))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def remember(self, seconds: int, rate: float, until_s: float) -> float:
        """Give it a past of so many seconds at that rate. Returns: where the counter stood at its end."""
        rows, where = ["# TYPE errors counter"], f'{{job="shop",instance="127.0.0.1:{self._exporter}"}}'
        count, at = 0.0, until_s - seconds
        for n in range(seconds):
            count += rate * (1 + 0.3 * ((n * 7919) % 13 - 6) / 6)
            rows.append(f"errors_total{where} {count:.3f} {at + n:.3f}")
        file = self.folder / "past.om"
        file.write_text("\n".join([*rows, "# EOF", ""]))
        command = [str(PROMTOOL), "tsdb", "create-blocks-from", "openmetrics", str(file), str(self.folder / "data")]
        subprocess.run(command, check=True, capture_output=True)
        return count

    def start(self) -> None:
        command = [
            str(PROMETHEUS),
            f"--config.file={self.folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self.port}",
            "--storage.tsdb.allow-overlapping-blocks",
            "--log.level=error",
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not self._is_ready():
            assert self._process.poll() is None, "Prometheus ended"
            assert time.monotonic() < deadline, "Prometheus is not ready after 30 s"
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/-/ready", timeout=2) as answer:
            return answer.status == 200
        return False

    def firing(self) -> list[str]:
        """The names of the alerts that its own rules have fired."""
        with urllib.request.urlopen(f"{self.url}/api/v1/alerts", timeout=5) as answer:
            told = json.load(answer)["data"]["alerts"]
        return [each["labels"]["alertname"] for each in told if each["state"] == "firing"]

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self._process.poll() is None:
            os.kill(self._process.pid, number)
        self._process.wait(30)


@contextlib.contextmanager
def monitored(folder: Path, rate: float = 2.0, rules: str = "groups: []\n") -> Generator[tuple[Prometheus, Exporter]]:
    """Both, with ten minutes of the past at that rate."""
    if PROMETHEUS is None or PROMTOOL is None:
        pytest.skip("there is no Prometheus on this machine")
    now = time.time()
    exporter = Exporter(rate)
    try:
        server = Prometheus(folder, exporter.port, rules)
        exporter.go_on_from(server.remember(600, rate, now))
        server.start()
        try:
            yield server, exporter
        finally:
            server.stop()
    finally:
        exporter.close()
