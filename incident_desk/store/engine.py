"""SQLAlchemy over a connection to SQLite, under its own dialect: for what is done rarely.

Loading it takes 0.1 s, so nothing that a start of the window waits for may import this: see `statements`.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import ClauseElement, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import StaticPool

from incident_desk.store import connecting
from incident_desk.store.connecting import WRITER

_DIALECT = SQLiteDialect_pysqlite()


def writing(path: Path, pragmas: tuple[str, ...] = WRITER, key: bytes | None = None) -> Engine:
    """Over a connection of its own, which `dispose` closes."""
    return over(connecting.writer(path, pragmas, key))


def over(connection: sqlite.Connection) -> Engine:
    """Over a connection that is there."""
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def open_transaction(run: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # the driver is in autocommit mode, so that a transaction begins where we say and not somewhere inside it
        run.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def driver(engine: Engine) -> sqlite.Connection:
    """The driver's own connection below the engine, for what runs thousands of times."""
    connection = engine.raw_connection().driver_connection
    assert isinstance(connection, sqlite.Connection)
    return connection


def sql(statement: ClauseElement) -> str:
    """A Core statement as text for the driver; its parameters are positional, in the order they stand in the text."""
    return str(statement.compile(dialect=_DIALECT))
