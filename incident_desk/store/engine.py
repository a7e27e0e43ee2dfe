"""Connections to the desk replica: one SQLite library in the process, under SQLAlchemy's own dialect."""

import os
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import ClauseElement, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from incident_desk.domain.errors import NotSaved, RecordDamaged, RecordError

SQLITE: Final = sqlite.sqlite_version
"""Which SQLite this is; there is no other in the process."""

BUSY_S: Final = 5.0
CACHE: Final = "PRAGMA cache_size = -2000"
"""In KiB, for each connection, of which the window has four. The library would take 8 MB each, and gain nothing by it:
what a search looks for lies in the system's cache."""

WRITER: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    CACHE,
)
READER: Final = ("PRAGMA temp_store = MEMORY", CACHE)
ASIDE: Final = ("PRAGMA journal_mode = MEMORY", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY")
"""For a copy that is thrown away when anything goes wrong: it needs no journal on the disk."""

_DIALECT = SQLiteDialect_pysqlite()


def writing(path: Path, pragmas: tuple[str, ...] = WRITER) -> Engine:
    """The one connection that writes, and so the one that checkpoints."""
    # made here, because SQLite would let the group and others read it
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return _engine(uri_of(path), pragmas, "BEGIN IMMEDIATE")


def reading(path: Path) -> Engine:
    """A connection that cannot write."""
    shared = _engine(f"{uri_of(path)}?mode=ro", READER, "BEGIN")
    if _holds_anything(path.with_name(path.name + "-wal")) or not _cannot_share(shared):
        return shared
    # a folder or a full disk where nothing can be made beside the file: there is no writer, and SQLite needs to be told
    shared.dispose()
    return _engine(f"{uri_of(path)}?mode=ro&immutable=1", READER, "BEGIN")


def _cannot_share(engine: Engine) -> bool:
    """Whether there is no place for the memory that readers share with a writer."""
    try:
        driver(engine).execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite.Error as e:
        return _code(e) in (sqlite.SQLITE_IOERR, sqlite.SQLITE_CANTOPEN, sqlite.SQLITE_READONLY)
    return False


def uri_of(path: Path) -> str:
    """A file's name as SQLite takes it, whatever letters it has; bare, "file:" at its beginning has another sense."""
    return path.absolute().as_uri()


def _holds_anything(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _engine(uri: str, pragmas: tuple[str, ...], begin: str) -> Engine:
    def connect() -> sqlite.Connection:
        # the desk gives each connection one thread at a time, not always the one that opened it
        return sqlite.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", module=sqlite, creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite.Connection, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
        for pragma in pragmas:
            connection.execute(pragma).fetchall()

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # the driver is in autocommit mode, so that a transaction begins where we say and not somewhere inside it
        connection.exec_driver_sql(begin)

    return engine


def driver(engine: Engine) -> sqlite.Connection:
    """The driver's own connection below the engine, for what runs thousands of times."""
    connection = engine.raw_connection().driver_connection
    assert isinstance(connection, sqlite.Connection)
    return connection


def sql(statement: ClauseElement) -> str:
    """A Core statement as text for the driver; its parameters are positional, in the order they stand in the text."""
    return str(statement.compile(dialect=_DIALECT))


@contextmanager
def in_words(doing: str, refusal: type[RecordError] = RecordError) -> Generator[None]:
    """Turns the driver's errors into the desk's own.

    Args:
        doing: what was tried, after which the reason stands: "The record could not be read".
        refusal: what to raise when the disk or another process says no.
    Raises: `refusal`, RecordDamaged for a file that is not what was written, else RecordError.
    """
    try:
        yield
    except (sqlite.Error, DBAPIError, UnicodeDecodeError) as e:  # the driver decodes names and messages from the file
        fault = e.orig if isinstance(e, DBAPIError) else e
        raise _translated(doing, fault, refusal) from e
    except OSError as e:
        raise refusal(f"{doing}: {e.strerror or e}.") from e


def saving() -> AbstractContextManager[None]:
    """`in_words` for a write: whatever refuses, nothing was kept."""
    return in_words("Not saved", NotSaved)


_BUSY = "another process is at work in this home"
_REFUSALS: Final = {
    sqlite.SQLITE_PERM: "the file's rights forbid it",
    sqlite.SQLITE_BUSY: _BUSY,
    sqlite.SQLITE_LOCKED: _BUSY,
    sqlite.SQLITE_NOMEM: "there is no memory left",
    sqlite.SQLITE_READONLY: "the folder or the disk cannot be written to",
    sqlite.SQLITE_INTERRUPT: "it was interrupted",
    sqlite.SQLITE_IOERR: "the disk refused; it may be full, or broken",
    sqlite.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite.SQLITE_CANTOPEN: "the file cannot be opened; look at the folder's rights and the space left",
    sqlite.SQLITE_AUTH: "the file's rights forbid it",
}
"""By SQLite's result codes (https://sqlite.org/rescode.html); any other says that the file is not as it was written."""


def _translated(doing: str, fault: BaseException | None, refusal: type[RecordError]) -> RecordError:
    said = _REFUSALS.get(_code(fault))
    if said is None and isinstance(fault, sqlite.ProgrammingError):  # a closed connection, and the like
        said = str(fault)
    if said is None:
        return RecordDamaged([f"{doing}: {fault}"])
    return refusal(f"{doing}: {said}.")


def _code(fault: BaseException | None) -> int:
    """SQLite's result code without its finer distinctions."""
    return (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
