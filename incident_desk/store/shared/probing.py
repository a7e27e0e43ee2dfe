"""Going the way to the shared database step by step, to say where it ends."""

import enum
import socket
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import psycopg

from incident_desk.store.shared import form
from incident_desk.store.shared.connection import PATIENCE_S, Connection, Unreachable, connect
from incident_desk.store.shared.exchange import Hello, hello

WORTH_SAYING_US: Final = 2_000_000
TOO_FAR_US: Final = 600_000_000
"""The door takes nothing from a desk whose clock is further ahead."""

_NEVER_THERE: Final = (psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName)
_PASSWORD: Final = ("password authentication failed", "no password supplied", "SASL", "authentication failed")
_RIGHTS: Final = ("pg_hba.conf", "permission denied", "not permitted to log in", "does not exist")
_TLS: Final = ("certificate", "SSL", "sslrootcert", "TLS")


class Part(enum.StrEnum):
    """The parts of the way, in this order."""

    NAME = "name"
    PORT = "port"
    TLS = "tls"
    PASSWORD = "password"
    RIGHTS = "rights"
    VERSION = "version"
    CLOCK = "clock"


class Step(msgspec.Struct, frozen=True):
    """One part of the way: whether it is open, what was found in words, and how long the answer took."""

    part: Part
    is_open: bool
    said: str
    took_us: int = 0


class _ClosedError(Exception):
    """Here the way ends; the message says why."""


Clock = Callable[[], int]


def probe(parts: dict[str, str], clock: Clock) -> Iterator[Step]:
    """Each step blocks for up to PATIENCE_S. The first that fails is the last."""
    way = _Way(parts, clock)
    try:
        for part in Part:
            before_s = time.perf_counter()
            try:
                said = way.step(part)
            except _ClosedError as e:
                yield Step(part, False, str(e), _since(before_s))
                return
            yield Step(part, True, said, _since(before_s))
    finally:
        way.close()


def _since(before_s: float) -> int:
    return round((time.perf_counter() - before_s) * 1_000_000)


class _Way:
    """Remembers what the steps before have found."""

    def __init__(self, parts: dict[str, str], clock: Clock) -> None:
        self._parts = parts
        self._clock = clock
        hosts = parts.get("hostaddr", parts.get("host", "")).split(",")
        ports = parts.get("port", "5432").split(",")
        self._places = list(zip(hosts, ports if len(ports) == len(hosts) else ports * len(hosts), strict=False))
        self._is_by_file = "service" in parts and not hosts[0]
        self._connection: Connection | None = None
        self._refused: Unreachable | None = None
        self._hello: Hello | None = None
        self._offset_us = 0

    def step(self, part: Part) -> str:
        """Take it. Returns: what was found. Raises: _ClosedError."""
        steps = {
            Part.NAME: self._name,
            Part.PORT: self._port,
            Part.TLS: self._tls,
            Part.PASSWORD: self._password,
            Part.RIGHTS: self._rights,
            Part.VERSION: self._version,
            Part.CLOCK: self._clocks,
        }
        return steps[part]()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    # as far as the door ----------------------------------------------------------------------------------------------

    def _name(self) -> str:
        if self._is_by_file:
            return f"the service file says where “{self._parts['service']}” is"
        found = [f"{host} is {address}" for host, _ in self._places if (address := _address(host))]
        if not found:
            names = "” or “".join(host for host, _ in self._places)
            raise _ClosedError(f"No machine is called “{names}”: check the name, or the network.")
        return ", ".join(found)

    def _port(self) -> str:
        if self._is_by_file:
            return "tried together with the rest"
        faults: list[str] = []
        for host, port in self._places:
            fault = _knock(host, port)
            if fault is None:
                return f"{host} answers at port {port}" if not host.startswith("/") else "the server is there"
            faults.append(fault)
        raise _ClosedError(" ".join(faults))

    # one connection answers the next three ----------------------------------------------------------------------------

    def _tls(self) -> str:
        try:
            self._connection = connect(self._parts)
        except Unreachable as e:
            self._refused = e
            self._end_here(Part.TLS)
            return _sealed(self._parts.get("sslmode", ""), is_sealed=None)
        is_sealed = bool(self._connection.pgconn.ssl_in_use)
        return _sealed(self._parts.get("sslmode", ""), is_sealed=is_sealed)

    def _password(self) -> str:
        self._end_here(Part.PASSWORD)
        return f"accepted as {self._parts.get('user', 'this user')}"

    def _rights(self) -> str:
        self._end_here(Part.RIGHTS)
        if self._connection is None:  # whatever it is, it is not one of those before
            return "not refused"
        before_us = self._clock()
        with _in_words(self._parts):
            self._hello = hello(self._connection)
        self._offset_us = self._hello.now_us - (before_us + self._clock()) // 2
        level = self._hello.level
        return f"may work there as {level}" if level else "may come in, and is not one of the desks yet"

    def _end_here(self, part: Part) -> None:
        if self._refused is not None and _part_of(self._refused) is part:
            raise _ClosedError(str(self._refused))

    # what the server says of itself -----------------------------------------------------------------------------------

    def _version(self) -> str:
        if self._connection is None or self._hello is None:
            raise _ClosedError(str(self._refused))
        if self._hello.standby:
            raise _ClosedError("This server is a standby; the one that takes writes was not found.")
        number = self._connection.info.server_version
        told = f"PostgreSQL {number // 10000}.{number % 10000}"
        with _in_words(self._parts):
            advice = form.advice(form.form_of(self._connection)) if self._hello.level else ""
        return f"{told}. {advice}" if advice else told

    def _clocks(self) -> str:
        apart = f"{abs(self._offset_us) / 1_000_000:.1f} s {'behind' if self._offset_us > 0 else 'ahead of'} the server"
        if -self._offset_us > TOO_FAR_US:
            raise _ClosedError(f"This machine's clock is {apart}; set it right, or nothing it writes is taken.")
        said = f"this machine is {apart}"
        return f"{said}; set it right" if abs(self._offset_us) > WORTH_SAYING_US else said


def _address(host: str) -> str | None:
    if host.startswith("/"):
        return "a socket on this machine"
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return None


def _knock(host: str, port: str) -> str | None:
    """What is wrong with a port, as a sentence; None if somebody answers."""
    if host.startswith("/"):
        is_there = Path(host, f".s.PGSQL.{port}").exists()
        return None if is_there else f"No server has a socket in {host} at {port}: check that it runs."
    try:
        socket.create_connection((host, int(port)), PATIENCE_S).close()
    except ConnectionRefusedError:
        return f"Nothing listens on {host}:{port}: check the port, and that the server runs."
    except TimeoutError:
        return f"{host}:{port} does not answer: a firewall, or the network, is in the way."
    except (OSError, ValueError) as e:
        return f"There is no way to {host}:{port} from here ({getattr(e, 'strerror', None) or e}): check the network."
    return None


def _sealed(mode: str, is_sealed: bool | None) -> str:
    if is_sealed is False or mode == "disable":
        return "plain: the server is this machine" if mode == "prefer" else f"plain, as was asked for (sslmode={mode})"
    checked = {"verify-full": "the certificate is right, and for this name", "verify-ca": "the certificate is right"}
    return checked.get(mode, "sealed; nobody checks the certificate" if is_sealed else "not in the way")


def _part_of(refused: Unreachable) -> Part:
    """Which part of the way the driver's words are about."""
    said = str(refused.__cause__ or "")
    for part, signs in ((Part.PASSWORD, _PASSWORD), (Part.RIGHTS, _RIGHTS), (Part.TLS, _TLS)):
        if any(sign in said for sign in signs):
            return part
    return Part.VERSION


@contextmanager
def _in_words(parts: dict[str, str]) -> Generator[None]:
    try:
        yield
    except _NEVER_THERE as e:
        name = parts.get("dbname", "that database")
        raise _ClosedError(f"No record lies in “{name}” yet: an administrator makes one there first.") from e
    except psycopg.errors.InsufficientPrivilege as e:
        user = parts.get("user", "this user")
        raise _ClosedError(f"{user} has no right to the record there: was this desk shut out?") from e
    except psycopg.Error as e:
        raise _ClosedError(f"The server did not answer: {str(e).splitlines()[0]}") from e
