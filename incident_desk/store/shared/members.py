"""Who may come in: invitations, enrolment, levels, and shutting somebody out. With an administrator's connection."""

import contextlib
import secrets
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store.keys import Identity
from incident_desk.store.shared.connection import Connection, Unreachable, in_words
from incident_desk.store.shared.schema import LEVELS

PASSWORD_BYTES: Final = 24
_REVOKE: Final = "UPDATE record.desks SET revoked_at = clock_timestamp() WHERE pg_role::text = ANY (%s)"
_USE_UP: Final = "UPDATE record.invitations SET used_at = clock_timestamp() WHERE pg_role::text = ANY (%s)"
_END: Final = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename::text = ANY (%s)"


_FOR_ALL: Final = ("sslmode", "sslrootcert", "channel_binding")
"""What of an administrator's address is for everybody; their own certificate, its key and its password are not."""


class Access(NamedTuple):
    """A role of the database and its password: what one desk comes in with."""

    role: str
    password: str


class Member(NamedTuple):
    """One desk of the roster, as the status shows it."""

    desk: DeskNumber
    person: PersonId
    name: str
    level: str
    is_revoked: bool
    heard_us: int | None
    waiting: int | None
    offset_ms: int | None


def invite(connection: Connection, name: str, level: str) -> Access:
    """Make a role with which one desk can enrol, once.

    Raises: RuleError for a level there is none of; psycopg.Error.
    """
    if level not in LEVELS:
        raise RuleError(f"“{level}” is no level; there are {', '.join(LEVELS)}.")
    access = Access(f"desk_{secrets.token_hex(6)}", new_password())
    with connection.transaction():
        made = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE desks, invited")
        connection.execute(made.format(sql.Identifier(access.role), _verifier(connection, *access)))
        connection.execute(
            "INSERT INTO record.invitations (pg_role, name, level) VALUES (%s, %s, %s)", (access.role, name, level)
        )
    return access


def line(parts: dict[str, str], access: Access) -> str:
    """The join line: a libpq URL with the role and its password, everything else as the administrator came in."""
    hosts = parts.get("host", parts.get("hostaddr", "")).split(",")
    ports = parts.get("port", "5432").split(",")
    ports = ports if len(ports) == len(hosts) else ports * len(hosts)
    where = ",".join(f"{quote(host, safe='')}:{port}" for host, port in zip(hosts, ports, strict=False))
    kept = {name: parts[name] for name in _FOR_ALL if name in parts}
    query = f"?{urlencode(kept)}" if kept else ""
    return (
        f"postgresql://{access.role}:{quote(access.password, safe='')}@{where}/{quote(parts.get('dbname', ''))}{query}"
    )


def enrol(connection: Connection, me: Identity, name: str) -> str:
    """Come in through the one-use door. Doing it again with the same desk changes nothing.

    Returns: the level that was given.
    Raises: RuleError saying why the door stays shut; psycopg.Error.
    """
    try:
        row = connection.execute(
            "SELECT record.enrol(%s, %s, %s, %s)", (me.desk, me.person, name, me.public_key)
        ).fetchone()
    except psycopg.Error as e:
        if e.sqlstate in ("42501", "DK000", "DK003"):
            raise RuleError(f"The shared database does not let this desk in: {e.diag.message_primary}.") from e
        raise
    assert row is not None
    return row[0]


def new_password() -> str:
    """One that nobody guesses."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def change_password(connection: Connection, role: str, password: str) -> None:
    """For the role that is logged in, so that the join line is worth nothing any more."""
    change = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(change.format(sql.Identifier(role), _verifier(connection, role, password)))


def _verifier(connection: Connection, role: str, password: str) -> sql.Literal:
    """What the server checks a password by. The password itself never goes there, into its logs or statistics."""
    made = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return sql.Literal(made.decode())


def revoke(connection: Connection, name: str, parts: dict[str, str]) -> int:
    """Shut a person out, from this moment: whatever desks they have read and write nothing more.

    Args:
        name: as they enrolled, or as they were invited.
    Returns: how many desks were shut out.
    Raises: NotFound, Unreachable.
    """
    try:
        with connection.transaction():
            roles = _roles_of(connection, name)
            if not roles:
                raise NotFound(f"Nobody called “{name}” was let into the shared database.")
            connection.execute(_REVOKE, (roles,))
            connection.execute(_USE_UP, (roles,))
            for role in roles:
                connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):  # the doors are shut to open sessions, too
            connection.execute(_END, (roles,))
    except psycopg.Error as e:
        raise Unreachable(in_words(e, parts)) from e
    return len(roles)


def _roles_of(connection: Connection, name: str) -> list[str]:
    rows = connection.execute(
        "SELECT i.pg_role::text FROM record.invitations i LEFT JOIN record.desks d USING (pg_role) "
        "LEFT JOIN record.people p ON p.person = d.person "
        "WHERE lower(coalesce(p.name, i.name)) = lower(%(name)s) OR lower(i.name) = lower(%(name)s)",
        {"name": " ".join(name.split())},
    ).fetchall()
    return [role for (role,) in rows]


def roster(connection: Connection) -> list[Member]:
    """Every desk that was ever let in."""
    rows: list[Any] = connection.execute(
        "SELECT desk, person, name, level, is_revoked, (extract(epoch FROM heard_at) * 1e6)::bigint, waiting, "
        "offset_ms FROM record.roster()"
    ).fetchall()
    return [Member(*row) for row in rows]
