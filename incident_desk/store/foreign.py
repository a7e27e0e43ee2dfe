"""Reads what a foreign database answers to a question of the plan: never writing, with limits of time and rows."""

import re
import time
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy
from sqlalchemy import Connection, Engine, exc
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from incident_desk.domain.errors import DeskError

PATIENCE_S: Final = 8
ROWS_MOST: Final = 50_000
LOOK_EVERY: Final = 10_000
"""So many steps of SQLite between two looks at the clock."""
SHOWN: Final = 160
_ASKED_FOR: Final = re.compile(r"(?<![:\w]):(since|until|since_s|until_s|step_s)\b")


class ForeignFault(DeskError):
    """It cannot be read; the message says why, without the address."""


def rows(address: str, query: str, bounds: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows by the names of their columns. Blocks for `PATIENCE_S` and the time to connect, at most.

    Args:
        bounds: what `:since`, `:until`, `:since_s`, `:until_s` and `:step_s` in the query stand for.
    Raises: ForeignFault.
    """
    asked_for = {name: bounds[name] for name in set(_ASKED_FOR.findall(query))}
    try:
        engine = _engine(address)
        with engine.connect() as connection, connection.begin() as transaction:
            _only_read(connection)
            options = {"stream_results": True, "max_row_buffer": 1000}
            answer = connection.execution_options(**options).execute(sqlalchemy.text(query), asked_for)
            found = [dict(row) for row in answer.mappings().fetchmany(ROWS_MOST + 1)]
            answer.close()
            transaction.rollback()
    except ModuleNotFoundError as e:
        raise ForeignFault(f"This desk has no driver for that kind of database: {e.name} is not installed.") from e
    except exc.NoSuchModuleError as e:
        raise ForeignFault("That kind of database is not known; write it like postgresql:// or mysql://.") from e
    except exc.ArgumentError as e:
        raise ForeignFault("That is no address of a database; write it like postgresql://user@host/database.") from e
    except exc.SQLAlchemyError as e:
        raise ForeignFault(_words(e)) from e
    if len(found) > ROWS_MOST:
        raise ForeignFault(f"The question answers with more than {ROWS_MOST} rows: ask since :since, and gather them.")
    return found


def _engine(address: str) -> Engine:
    """Made for one question: a source is asked once a minute, and what is kept open is cut off meanwhile."""
    url = sqlalchemy.make_url(address)
    name = url.get_backend_name()
    if name == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        return sqlalchemy.create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": PATIENCE_S})
    if name == "sqlite":
        return _sqlite(url)
    return sqlalchemy.create_engine(url, poolclass=NullPool)


def _sqlite(url: URL) -> Engine:
    """By the one SQLite library of this process: a second one would break the locks of the record."""
    import sqlcipher3.dbapi2

    file = f"file:{url.database}?mode=ro"
    return sqlalchemy.create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        poolclass=NullPool,
        creator=lambda: sqlcipher3.dbapi2.connect(file, uri=True, timeout=PATIENCE_S),
    )


def _only_read(connection: Connection) -> None:
    """Whoever set the address up may be able to write there; a question of the plan is not."""
    match connection.dialect.name:
        case "postgresql":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{PATIENCE_S}s'")
        case "mysql" | "mariadb":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET SESSION max_execution_time = {PATIENCE_S * 1000}")
        case "sqlite":
            ends = time.monotonic() + PATIENCE_S
            driver: Any = connection.connection.driver_connection
            driver.set_progress_handler(lambda: int(time.monotonic() > ends), LOOK_EVERY)
            connection.exec_driver_sql("PRAGMA query_only = 1")
        case _:
            pass  # what others call it is not known; what is read is rolled back all the same


def _words(error: exc.SQLAlchemyError) -> str:
    """What the driver says, in one line, without the statement and without where it was asked."""
    origin: object = error.orig if isinstance(error, exc.DBAPIError) else error
    said = " ".join(str(origin).split())
    if "statement timeout" in said or "interrupted" in said:
        return f"It had not answered after {PATIENCE_S} s: ask for less, or by an index."
    if "read-only transaction" in said or "readonly database" in said:
        return "The question would change something there; it may only read."
    if isinstance(error, exc.OperationalError) and "connection" in said:
        return f"It cannot be reached: {_plain(said)}"
    return f"It cannot answer the question: {_plain(said)}"


def _plain(said: str) -> str:
    """No more than a line of it, and no password."""
    short = re.sub(r"password=\S+", "password=…", said)
    return short if len(short) <= SHOWN else f"{short[: SHOWN - 1]}…"
