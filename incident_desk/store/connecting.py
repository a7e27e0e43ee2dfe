"""Connections to SQLite, and its refusals in words. One SQLite library in the process: two break each other's locks."""

import os
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.errors import NotSaved, RecordDamaged, RecordError

SQLITE: Final = sqlite.sqlite_version
"""Which SQLite this is; there is no other in the process."""

BUSY_S: Final = 5.0
CACHE: Final = "PRAGMA cache_size = -2000"
"""In KiB, for each connection, of which the window has four. The library would take 8 MB each, and gain nothing by it:
what a search looks for lies in the system's cache."""

WAITING: Final = "PRAGMA synchronous = FULL"
"""A commit is on the disk when it returns."""
HURRYING: Final = "PRAGMA synchronous = NORMAL"
"""It is with the system, and comes to the disk with the next that waits: a power cut may take it, a kill may not."""
WRITER: Final = (
    "PRAGMA journal_mode = WAL",
    WAITING,
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    CACHE,
)
READER: Final = ("PRAGMA temp_store = MEMORY", CACHE)
ASIDE: Final = ("PRAGMA journal_mode = MEMORY", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY")
"""For a copy that is thrown away when anything goes wrong: it needs no journal on the disk."""


def writer(path: Path, pragmas: tuple[str, ...] = WRITER, key: bytes | None = None) -> sqlite.Connection:
    """The one connection that writes, and so the one that checkpoints. Transactions begin where we say."""
    # made here, because SQLite would let the group and others read it
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return _connected(uri_of(path), (*keyed(key), *pragmas))


def reader(path: Path, key: bytes | None = None) -> sqlite.Connection:
    """A connection that cannot write."""
    pragmas = (*keyed(key), *READER)
    if (shared := _shared(path, pragmas)) is not None:
        return shared
    # a folder or a full disk where nothing can be made beside the file: there is no writer, and SQLite needs to be told
    return _connected(f"{uri_of(path)}?mode=ro&immutable=1", pragmas)


def keyed(key: bytes | None) -> tuple[str, ...]:
    """What must be said first on a connection to an encrypted file (SQLCipher's raw key); nothing for an open one."""
    return () if key is None else (f"PRAGMA key = \"x'{key.hex()}'\"",)


def _shared(path: Path, pragmas: tuple[str, ...]) -> sqlite.Connection | None:
    """A connection beside a writer; None where there is no place for the memory that they would share."""
    made: sqlite.Connection | None = None
    try:
        made = _connected(f"{uri_of(path)}?mode=ro", pragmas)
        if not _holds_anything(path.with_name(path.name + "-wal")):
            made.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite.Error as e:
        if made is not None:
            made.close()
        if _code(e) in (sqlite.SQLITE_IOERR, sqlite.SQLITE_CANTOPEN, sqlite.SQLITE_READONLY):
            return None
        raise
    return made


def uri_of(path: Path) -> str:
    """A file's name as SQLite takes it, whatever letters it has; bare, "file:" at its beginning has another sense."""
    return path.absolute().as_uri()


def _holds_anything(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _connected(uri: str, pragmas: tuple[str, ...]) -> sqlite.Connection:
    # the desk gives each connection one thread at a time, not always the one that opened it
    made = sqlite.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            made.execute(pragma).fetchall()
    except BaseException:
        made.close()
        raise
    return made


# refusals -------------------------------------------------------------------------------------------------------------


class in_words:  # noqa: N801  it is said as `with` says it; no generator, because every entry goes through some
    """Turns the driver's errors into the desk's own, also where SQLAlchemy has wrapped them.

    Args:
        doing: what was tried, after which the reason stands: "The record could not be read".
        refusal: what to raise when the disk or another process says no.
    Raises: `refusal`, RecordDamaged for a file that is not what was written, else RecordError.
    """

    __slots__ = ("_doing", "_refusal")

    def __init__(self, doing: str, refusal: type[RecordError] = RecordError) -> None:
        self._doing = doing
        self._refusal = refusal

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and (meant := self._meant(error)) is not None:
            raise meant from error

    def _meant(self, error: BaseException) -> RecordError | None:
        if isinstance(error, sqlite.Error | UnicodeDecodeError):  # the driver decodes names and messages from the file
            return _translated(self._doing, error, self._refusal)
        if isinstance(error, OSError):
            return self._refusal(f"{self._doing}: {error.strerror or error}.")
        fault = getattr(error, "orig", None)
        return _translated(self._doing, fault, self._refusal) if isinstance(fault, sqlite.Error) else None


def saving() -> in_words:
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


def _translated(doing: str, fault: BaseException, refusal: type[RecordError]) -> RecordError:
    said = _REFUSALS.get(_code(fault))
    if said is None and isinstance(fault, sqlite.ProgrammingError):  # a closed connection, and the like
        said = str(fault)
    if said is None:
        return RecordDamaged([f"{doing}: {fault}"])
    return refusal(f"{doing}: {said}.")


def _code(fault: BaseException) -> int:
    """SQLite's result code without its finer distinctions."""
    return (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
