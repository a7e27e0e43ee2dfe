"""A desk joins a long record: how soon it has a useful board, and how soon all, beside a bare COPY of the same rows.

    python -m benchmarks.joining [--entries 2000000] [--desks 20]

Not among the budgets, because it takes minutes. It prints one line of JSON.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.filling import Open, fill
from benchmarks.measuring import DISK, scratch
from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.desk.writer import Recorded
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader
from tests.shared.cluster import Cluster, installations


class Arrivals:
    """Counts what arrives of the incidents that people are at; told on the desk thread."""

    def __init__(self, wanted: list[Open]) -> None:
        self._lacking = Counter({each.incident: each.entries for each in wanted})
        self._began_s = time.perf_counter()
        self.useful_s = 0.0

    def take(self, recorded: Recorded) -> None:
        """Hear of a page."""
        if not self.useful_s:
            self._lacking.subtract(e.incident for e in recorded.entries if e.incident in self._lacking)
            if not any(count > 0 for count in self._lacking.values()):
                self.useful_s = time.perf_counter() - self._began_s


def copied(url: str) -> float:
    """How long the bare COPY of the same rows takes, thrown away as they come."""
    began = time.perf_counter()
    with (
        psycopg.connect(url) as connection,
        connection.cursor().copy("COPY record.entries TO STDOUT (FORMAT BINARY)") as copy,
    ):
        for _ in copy:
            pass
    return time.perf_counter() - began


def joined(admin: Desk, home: Path, wanted: list[Open]) -> dict[str, Any]:
    """Let somebody in and take down everything."""
    with Desk.open(home) as desk:
        desk.choose_person("New").result()
        desk.shared.membership().join(admin.shared.membership().grant("New", "responder"))
        arrivals = Arrivals(wanted)
        desk.subscribe(arrivals.take)
        began = time.perf_counter()
        shared = desk.shared.exchange()
        whole_s = time.perf_counter() - began
        assert shared.parked == ()
        assert shared.past == shared.waiting == 0
        for each in wanted:
            assert desk.reading.fold(each.incident).board.headline.number
        with Reader.open(Home(home)) as reader:
            count = reader.count()
    size = Home(home).database.stat().st_size
    return {
        "useful_s": round(arrivals.useful_s, 2),
        "whole_s": round(whole_s, 1),
        "rows_per_s": round(count / whole_s),
        "useful_to_whole": round(arrivals.useful_s / whole_s, 4),
        "desk_bytes_per_entry": round(size / count),
    }


def measure(entries: int, desks: int) -> dict[str, Any]:
    """Make a server with that many entries, copy them, join."""
    cluster = Cluster(list(installations().values())[-1], place=DISK if DISK.is_dir() else None)
    try:
        cluster.start(fsync="on", max_wal_size="4GB", shared_buffers="512MB")
        with scratch() as folder, Desk.open(folder / "admin") as admin:
            admin.choose_person("Admin").result()
            admin.shared.membership().found(cluster.url)
            with psycopg.connect(cluster.url, autocommit=True) as connection:
                wanted = fill(connection, entries, desks, system_clock())
            copy_s = min(copied(cluster.url) for _ in range(2))
            told = joined(admin, folder / "new", wanted)
    finally:
        cluster.remove()
    return {
        "entries": entries,
        "desks": desks,
        "copy_s": round(copy_s, 2),
        **told,
        "useful_to_copy": round(told["useful_s"] / copy_s, 3),
        "whole_to_copy": round(told["whole_s"] / copy_s, 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joining", description=__doc__)
    parser.add_argument("--entries", type=int, default=2_000_000)
    parser.add_argument("--desks", type=int, default=20)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.entries, arguments.desks)))
