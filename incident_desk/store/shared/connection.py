"""Reaching the shared database, and saying in words what stands in the way."""

import contextlib
import ipaddress
from typing import Any, Final, TypeVar

import psycopg
from psycopg import abc, conninfo, sql
from psycopg.abc import PQGen
from psycopg.adapt import Transformer
from psycopg.errors import Diagnostic
from psycopg.pq import TransactionStatus

from incident_desk.domain.errors import BadInput, DeskError

T = TypeVar("T")

PATIENCE_S: Final = 5
CANCEL_S: Final = 2.0
LOOK_S: Final = 0.1
"""So often it is looked whether somebody pressed Ctrl+C."""
LEAST_VERSION: Final = 150000
DEFAULTS: Final = {
    "connect_timeout": str(PATIENCE_S),
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "application_name": "incident-desk",
    "target_session_attrs": "read-write",
}
ALWAYS: Final = {"client_encoding": "utf8"}
"""Whatever a service file or the environment says: what is text in a binary argument is in it."""


class Unreachable(DeskError):
    """The shared database does not answer, or will not have us; the message says which."""


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """One that is not waited for longer than `patience_s`: a server may hang, or wait for a standby that is gone.

    The server's own clock does not end the wait for a standby, so ours does. It asks the server to give up, since each
    session that goes on waiting holds its locks and its place; what was sent may be committed all the same.
    """

    patience_s: float = PATIENCE_S
    was_warned: bool = False
    """Whether the server gave a warning, as for an acknowledgement that no standby has confirmed."""
    was_called: bool = False
    """Whether another session asked all to look."""
    prepared: set[bytes]
    """The names of what was prepared by `asking`."""
    reading: abc.Transformer
    """How it reads answers: it knows what it has looked up once."""

    def wait(self, gen: PQGen[T], interval: float = LOOK_S, timeout: float | None = None) -> T:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience_s)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                with contextlib.suppress(psycopg.Error, OSError):
                    self.cancel_safe(timeout=CANCEL_S)
                self.close()
            raise

    def heed(self, notice: Diagnostic) -> None:
        """Hear what the server says beside its answers."""
        self.was_warned |= notice.sqlstate == "01000" and notice.severity_nonlocalized == "WARNING"

    def listen(self, channel: str) -> None:
        """Have `was_called` say whether somebody calls there."""
        self.add_notify_handler(lambda notify: self._hear(notify.pid))
        self.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

    def take_in(self) -> None:
        """Hear who called since the last answer, without waiting. It is looked once for each call, so it must be quick:
        what the driver offers for it waits, even if only for no time.

        Raises: psycopg.OperationalError if the connection is lost.
        """
        self.pgconn.consume_input()
        while notify := self.pgconn.notifies():
            self._hear(notify.be_pid)

    def _hear(self, pid: int) -> None:
        self.was_called |= pid != self.pgconn.backend_pid


def parse(address: str) -> dict[str, str]:
    """A libpq URL or "key=value" line as its parts, with TLS verified unless the server is this machine or it says not.

    Raises: BadInput if it is neither.
    """
    try:
        parts = {k: str(v) for k, v in conninfo.conninfo_to_dict(address).items() if v is not None}
    except psycopg.Error as e:
        # without what the driver says: it repeats parts of the address, and a password may be among them
        raise BadInput("this is no address of a database; write postgresql://NAME@HOST/DATABASE") from e
    if "service" not in parts and "host" not in parts and "hostaddr" not in parts:
        raise BadInput("the address names no host; write postgresql://NAME@HOST/DATABASE")
    if "sslmode" not in parts and "service" not in parts:
        # where both are given, `hostaddr` is where it connects to, and `host` only a name
        hosts = parts.get("hostaddr", parts.get("host", "")).split(",")
        parts["sslmode"] = "prefer" if all(map(_is_here, hosts)) else "verify-full"
        if parts["sslmode"] == "verify-full":
            parts.setdefault("sslrootcert", "system")
    return parts


def _is_here(host: str) -> bool:
    """Whether a host is this machine: a socket, or loopback. Nobody can listen in between."""
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(parts: dict[str, str]) -> str:
    """The address for a person: never with a password."""
    where = parts.get("service") or f"{parts.get('host', parts.get('hostaddr', ''))}:{parts.get('port', '5432')}"
    return f"{parts.get('user', '')}@{where}/{parts.get('dbname', '')}"


def connect(parts: dict[str, str]) -> Connection:
    """A connection that commits each statement by itself. Blocks up to PATIENCE_S for each host.

    Raises: Unreachable saying what is wrong: name, port, TLS, password, rights or version.
    """
    try:
        connection = Connection.connect(**{**DEFAULTS, **parts, **ALWAYS}, autocommit=True)  # pyright: ignore[reportArgumentType]
    except psycopg.Error as e:
        raise Unreachable(in_words(e, parts)) from e
    connection.prepared, connection.reading = set(), Transformer(connection)
    if connection.info.server_version < LEAST_VERSION:
        found = connection.info.server_version // 10000
        connection.close()
        raise Unreachable(f"The server is PostgreSQL {found}; 15 or newer is needed.")
    if "sslmode" not in parts and not connection.pgconn.ssl_in_use and not _is_here(_reached(connection)):
        connection.close()
        raise Unreachable("The service file asks for no TLS: write sslmode=verify-full there, or say sslmode=disable.")
    connection.add_notice_handler(connection.heed)
    return connection


def _reached(connection: Connection) -> str:
    return connection.info.hostaddr or connection.info.host


_OTHER_DOORS: Final = (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedColumn, psycopg.errors.UndefinedTable)
ANOTHER_VERSION: Final = (
    "The doors of the shared database are those of another version of Incident Desk. Update this one, or have an "
    "administrator run `incident-desk shared init`. Until then all that is written here stays on this disk."
)
_WORDS: Final = (
    ("could not translate host name", "No machine is called “{host}”: check the name, or the network."),
    ("Name or service not known", "No machine is called “{host}”: check the name, or the network."),
    ("Connection refused", "Nothing listens on {host}:{port}: check the port, and that the server runs."),
    ("timeout expired", "{host}:{port} does not answer: a firewall, or the network, is in the way."),
    ("timed out", "{host}:{port} does not answer: a firewall, or the network, is in the way."),
    ("No route to host", "There is no way to {host} from here: check the network."),
    ("Network is unreachable", "There is no way to {host} from here: check the network."),
    ("certificate verify failed", "The server's certificate was signed by nobody this machine trusts (sslrootcert)."),
    ("does not match host name", "The server's certificate is for another name than “{host}”."),
    ("root certificate file", "There is no certificate to check the server by: name one with sslrootcert."),
    ("does not support SSL", "The server offers no TLS. On your own network you may say so: sslmode=disable."),
    ("password authentication failed", "The password of {user} is not accepted."),
    ("no password supplied", "The server asks for a password, and there is none for {user}."),
    ("no pg_hba.conf entry", "The server lets {user} not in from here (pg_hba.conf)."),
    ("pg_hba.conf rejects", "The server lets {user} not in from here (pg_hba.conf)."),
    ("permission denied for database", "{user} has no right to this database: was this desk revoked?"),
    ("is not permitted to log in", "{user} may not log in any more: this desk was revoked."),
    ("does not exist", "The server knows no such user or database: {user}, {dbname}."),
    ("session is read-only", "This server is a standby; the one that takes writes was not found."),
    ("in recovery", "This server is a standby; the one that takes writes was not found."),
    ("starting up", "The server is starting; it is tried again."),
    ("too many", "The server has no connection left (max_connections)."),
)


def in_words(error: psycopg.Error, parts: dict[str, str]) -> str:
    """What libpq said, as a person can act on it; its own last line where we know no better."""
    if isinstance(error, _OTHER_DOORS):
        return ANOTHER_VERSION
    said = str(error).strip()
    names = {
        "host": parts.get("host", parts.get("hostaddr", "the server")),
        "port": parts.get("port", "5432"),
        "user": parts.get("user", "this user"),
        "dbname": parts.get("dbname", ""),
    }
    for sign, words in _WORDS:
        if sign in said:
            return words.format(**names)
    last = said.splitlines()[-1] if said else "it closed the connection"
    return f"The shared database does not answer: {last}"
