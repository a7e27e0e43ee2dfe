"""Who takes part in the long run: servers that fail over, and desks as processes that are killed and start again."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec
import psycopg

from incident_desk.desk import Desk
from tests.shared.cluster import Cluster
from tests.shared.wire import Line
from tests.support.places import ROOT

DATABASE: Final = "room"
QUORUM: Final = "ANY 1 (s1, s2)"
REPLICATING: Final = {"wal_level": "replica", "max_wal_senders": "6", "wal_keep_size": "256MB"}


class Servers:
    """A primary and two standbys. An acknowledgement waits until one of the standbys has what it is about."""

    def __init__(self, programs: Path) -> None:
        self.primary = Cluster(programs)
        self.primary.start(**REPLICATING)
        with psycopg.connect(self.primary.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}".encode())
        self.standbys = [self._standby(name) for name in ("s1", "s2")]
        self.primary.set("synchronous_standby_names", QUORUM)
        self.every = [self.primary, *self.standbys]

    def _standby(self, name: str, port: int | None = None) -> Cluster:
        made = Cluster(self.primary.programs, follows=self.primary, name=name, port=port)
        made.start(**REPLICATING)
        return made

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(each.port for each in self.every)

    def kill(self) -> None:
        """kill -9 of the one that takes writes, and a start, as after a crash."""
        self.primary.kill()
        self.primary.start(**REPLICATING)

    def kill_a_standby(self) -> None:
        """kill -9 of one that is only asked, and a start."""
        self.standbys[0].kill()
        self.standbys[0].start(**REPLICATING)

    def rows(self, query: str) -> list[Any]:
        """What the shared database answers to its administrator."""
        with psycopg.connect(self.primary.address(DATABASE)) as connection:
            return connection.execute(query.encode()).fetchall()

    def fail_over(self) -> None:
        """The primary is lost for ever; the standby that received most takes over, and the other follows it."""
        lost = self.primary
        lost.kill()
        first, second = sorted(self.standbys, key=_received, reverse=True)
        first.promote()
        second.follow(first)
        self.primary, self.standbys = first, [second]

    def back_up(self) -> None:
        """Keep the data directory as it is now. The server is down for a moment."""
        self.primary.save("old", **REPLICATING)

    def restore(self) -> None:
        """The disk is lost and what was kept takes its place; the standby is made anew from that."""
        self.primary.restore("old", **REPLICATING)
        (standby,) = self.standbys
        name, port = standby.name, standby.port
        standby.remove()
        self.every.remove(standby)
        self.standbys = [self._standby(name, port)]
        self.every += self.standbys

    def remove(self) -> None:
        for each in self.every:
            each.remove()


def _received(standby: Cluster) -> int:
    return standby.count("SELECT (pg_last_wal_receive_lsn() - '0/0')::bigint")


class Counts(msgspec.Struct):
    """What happened in a run."""

    acknowledged: int = 0
    desks_killed: int = 0
    servers_killed: int = 0
    standbys_killed: int = 0
    lines_cut: int = 0
    lines_silent: int = 0
    lines_slow_or_lossy: int = 0
    failovers: int = 0
    restores: int = 0
    erasures_confirmed_again: int = 0


class Colleague:
    """One person's desk: a home, a way to the servers, and a process that may die."""

    def __init__(self, folder: Path, name: str, line: Line, rate: float) -> None:
        self.home = folder / name
        self.name = name
        self.line = line
        self.ids: list[str] = []
        self.texts: Counter[str] = Counter()
        self._rate = rate
        self._process: subprocess.Popen[str] | None = None
        self._reading: threading.Thread | None = None

    def join(self, line: str) -> None:
        """Come in with a join line, over one's own way."""
        with Desk.open(self.home) as desk:
            desk.choose_person(self.name).result()
            desk.shared.membership().join(self.through_own_line(line))

    def through_own_line(self, address: str) -> str:
        """An address with the ports of this desk's way in place of the server's."""
        head, _, rest = address.partition("@")
        _, _, tail = rest.partition("/")
        where = ",".join(f"127.0.0.1:{port}" for port in self.line.ports)
        return f"{head}@{where}/{tail}"

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.shared.working", str(self.home), self.name, str(self._rate)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
        )
        self._reading = threading.Thread(target=self._read, args=(self._process,), name=f"reading {self.name}")
        self._reading.start()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):  # else it was killed while it said so
                said: dict[str, Any] = json.loads(line)
                self.ids += said["ids"]
                self.texts.update(said["texts"])

    @property
    def is_well(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9; what it said before is read."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._gone()

    def rest(self) -> None:
        """Write nothing more, but stay connected."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write("rest\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Close the desk in good order. Returns: its exit code."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._gone()

    def _gone(self) -> int:
        assert self._process is not None
        assert self._reading is not None
        code = self._process.wait(60)
        self._reading.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        self._process = None
        return code
