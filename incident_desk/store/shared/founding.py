"""Making a shared database, or bringing one up to date: what an administrator of the server does once."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import StaticPool

from incident_desk.domain.errors import RuleError
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words

if TYPE_CHECKING:
    from alembic.config import Config

HERE: Final = Path(__file__).parent
PATIENCE_S: Final = 300.0
"""A migration of a large database takes its time."""
_LOCK_TIMEOUT: Final = "SET LOCAL lock_timeout = '10s'"

_WANTED: Final = (
    ("fsync", "on", "a power cut may lose what was acknowledged"),
    ("full_page_writes", "on", "a power cut may damage the database"),
    ("synchronous_commit", "on", "a crash may lose what was acknowledged"),
    ("password_encryption", "scram-sha-256", "passwords are kept in a form that can be guessed"),
    ("log_parameter_max_length", "0", "what people wrote may end up in the server's log"),
)
_OTHERS: Final = (
    "SELECT quote_ident(datname) FROM pg_database WHERE datallowconn AND datname <> current_database() "
    "AND has_database_privilege('desks', oid, 'CONNECT') ORDER BY 1"
)


def found(parts: dict[str, str]) -> list[str]:
    """Make the roles, the schema and the doors, or bring them up to date. Doing it again changes nothing.

    Args:
        parts: the address of somebody who may create roles and schemas there.
    Returns: what to change at the server, a sentence each.
    Raises: Unreachable; RuleError if the database was made by a newer version, or the rights do not suffice.
    """
    with connect(parts) as connection:
        connection.patience_s = PATIENCE_S
        try:
            _must_suit(connection)
            _must_not_be_newer(connection)
            advice = _advice(connection)
            with connection.transaction():
                connection.execute(_LOCK_TIMEOUT)
                connection.execute((HERE / "founding.sql").read_bytes())
            advice += _left_open(connection)
        except psycopg.errors.InsufficientPrivilege as e:
            user = parts.get("user", "this user")
            raise RuleError(
                f"{user} may not create roles and schemas there; name an administrator of the server."
            ) from e
        except psycopg.Error as e:
            raise Unreachable(in_words(e, parts)) from e
        with _engine(connection) as engine:
            _migrate(engine)
    return advice


def _must_suit(connection: Connection) -> None:
    row = connection.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
    found_ = row.fetchone()
    if found_ is not None and found_[0] != "UTF8":
        raise RuleError(f"The database is kept in {found_[0]}; make one in UTF8.")


def _must_not_be_newer(connection: Connection) -> None:
    """Before anything is changed there: what this program knows is less than what was made."""
    with connection.transaction():
        row = connection.execute("SELECT to_regclass('record.alembic_version') IS NOT NULL").fetchone()
        if row is None or not row[0]:
            return
        connection.execute("SET LOCAL ROLE record_owner")
        stored = connection.execute("SELECT version_num FROM record.alembic_version").fetchone()
    if stored is not None and stored[0] not in _known():
        raise RuleError(
            "That database was made by a newer version of Incident Desk. Update this one; nothing was changed."
        )


def _advice(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT name, setting FROM pg_settings").fetchall()
    is_ = {str(name): str(setting) for name, setting in rows}
    told = [
        f"Set {n} = {want} (it is {is_[n]}): else {why}." for n, want, why in _WANTED if is_.get(n) not in (None, want)
    ]
    if is_.get("ssl") == "off":
        told.append("Switch ssl on: else only desks on the server's own machine can join safely.")
    if not is_.get("synchronous_standby_names"):
        told.append("No standby is asked before an acknowledgement: the loss of this server may lose the last seconds.")
    return told


def _left_open(connection: Connection) -> list[str]:
    """By which ways desks could count or see what the doors do not tell them."""
    told: list[str] = []
    row = connection.execute("SELECT has_function_privilege('desks', 'pg_lock_status()', 'EXECUTE')").fetchone()
    if row is not None and row[0]:
        told.append(
            "Do this once as a superuser of the server: else the server's own statistics tell every desk how many "
            "incidents are restricted, and who restricts one."
        )
    rows = connection.execute(_OTHERS).fetchall()
    if rows:
        names = ", ".join(name for (name,) in rows)
        told.append(
            f"Desks can also connect to {names}, and see from there whose session is at work: "
            f"REVOKE CONNECT, TEMPORARY ON DATABASE {names} FROM PUBLIC."
        )
    return told


@contextmanager
def _engine(connection: Connection) -> Generator[Engine]:
    """SQLAlchemy over a connection that is open already; it does not close it."""
    engine = create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool)
    connection.autocommit = False
    try:
        yield engine
    finally:
        connection.autocommit = True


def _known() -> set[str]:
    """The forms that this program can begin with."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", (HERE / "migrations").as_posix().replace("%", "%%"))
    return config


def _migrate(engine: Engine) -> None:
    from alembic import command

    config = _config()
    with engine.begin() as run:
        run.execute(text(_LOCK_TIMEOUT))
        run.execute(text("SET LOCAL ROLE record_owner"))
        config.attributes["connection"] = run
        command.upgrade(config, "head")
