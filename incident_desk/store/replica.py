"""The record, opened for writing. There is one writer per home, and so one replica open at a time."""

import contextlib
from collections.abc import Callable, Sequence
from typing import Final, Self

import msgspec
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RecordDamaged, RecordError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store import checking, connecting, files, migrating, statements, wal
from incident_desk.store.acknowledged import Pen
from incident_desk.store.appending import OWED, Appender, Chain, Head
from incident_desk.store.connecting import BUSY_S, in_words, saving
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.reader import UNREADABLE, Reader, lost

UNOPENED: Final = "The record could not be opened"
HURRY_MS: Final = 200
"""How long the start and the end of the program wait for a reader."""


class Replica:
    """Use it from one thread at a time, and only while holding the home's lock."""

    def __init__(self, connection: sqlite.Connection, pen: Pen, words: Callable[[Entry], str]) -> None:
        self._connection = connection
        self._pen = pen
        self._appender = Appender(self._connection, pen, words)

    @classmethod
    def open(cls, home: Home, words: Callable[[Entry], str]) -> Self:
        """Check the record and open it for writing; make it if nothing was ever written here.

        Args:
            words: what of an entry can be searched for; empty for nothing.
        Raises: RecordDamaged naming what is lost, with nothing changed; RecordError if it cannot be opened.
        """
        _must_be_whole(home)
        with in_words(UNOPENED):
            for folder in (home.attachments, home.backups):
                files.sweep(folder)
            connection = connecting.writer(home.database, key=home.key)
            try:
                if not migrating.is_newest(connection):
                    _bring_up_to_date(connection)
                _must_be_logged(connection)
                # what torn commits leave behind must not pile up: one day it would look like damage
                _empty_log(connection)
                replica = cls(connection, Pen(home.acknowledged), words)
            except BaseException:
                connection.close()
                raise
        replica.index()
        if replica.owed():
            from incident_desk.store.erasing import erase_everywhere  # it loads SQLAlchemy

            erase_everywhere(home, replica)
        return replica

    def close(self) -> None:
        """Let go of the files. What is in the log moves into the database if no reader is in the way."""
        self.index()
        _empty_log(self._connection)  # the next start looks at all that is left in it
        self._connection.close()
        self._pen.close()

    @property
    def connection(self) -> sqlite.Connection:
        """The driver's own, for what shares it."""
        return self._connection

    @property
    def appender(self) -> Appender:
        """Where entries get in, for what shares this connection."""
        return self._appender

    def heads(self) -> dict[Chain, Head]:
        """The end of each chain."""
        return dict(self._appender.heads)

    def last_hlc(self) -> int:
        """The greatest stamp in the record, 0 before the first."""
        with in_words(UNREADABLE):
            return self._connection.execute(statements.LAST_HLC).fetchone()[0]

    def append(self, arrived: Sequence[Entry], erased: Sequence[str] = (), *, heard_us: int) -> None:
        """Write entries in one transaction: all of them or none. They are on the disk when it returns.

        An entry that is held already is passed over.

        Args:
            arrived: in the order of their chains.
            erased: ids of entries and digests of files whose words must go, in the same transaction; what is left
                to do about them (erasing.py) is `owed` from then on.
            heard_us: when this desk got them.

        Raises: RecordConflict if a place in a chain or an id is taken, or a chain would get a gap; NotSaved if the
            disk refuses; RecordError for an entry whose hash does not cover it. The replica works on after each.
        """
        self._appender.append(arrived, erased, heard_us)

    def index(self) -> None:
        """Have all words in the search index; on a full disk that waits for the next time."""
        if self._appender.index.is_behind:
            with contextlib.suppress(RecordError), self._appender.transaction(waits=False):
                self._appender.index.catch_up()

    # erasing ---------------------------------------------------------------------------------------------------------

    def owed(self) -> list[str]:
        """What was erased here and may still lie in unused pages, backups or attachments."""
        listed = self.setting(OWED)
        return list(dict.fromkeys(listed.split("\n"))) if listed else []

    def scrub(self) -> bool:
        """Rewrite the database and empty its log, so that nothing erased is left in them.

        Returns: False if a reader was in the way and it has to be done again.
        Raises: NotSaved if there is no room for it.
        """
        with saving():
            self._connection.execute("VACUUM")
            ((busy, _, _),) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy

    def settle(self) -> None:
        """Nothing is owed any more."""
        with saving():
            self._connection.execute(statements.DROP_SETTING, (OWED,))

    # local: these never leave the home -------------------------------------------------------------------------------

    def setting(self, key: str) -> str | None:
        """What was set under this name."""
        with in_words(UNREADABLE):
            found = self._connection.execute(statements.SETTING, (key,)).fetchone()
        return found[0] if found else None

    def set_setting(self, key: str, value: str) -> None:
        """Raises: NotSaved."""
        with saving():
            self._connection.execute(statements.PUT_SETTING, (key, value))

    def drop_setting(self, key: str) -> None:
        """Raises: NotSaved."""
        with saving():
            self._connection.execute(statements.DROP_SETTING, (key,))

    def identities(self) -> list[Identity]:
        """Everybody who ever wrote at this installation, in the order they came."""
        with in_words(UNREADABLE):
            rows = self._connection.execute(statements.IDENTITIES).fetchall()
        return [
            Identity(DeskNumber(desk), PersonId(person), key, created_us, bool(retired))
            for desk, person, key, created_us, retired in rows
        ]

    def add_identity(self, identity: Identity) -> None:
        """Raises: NotSaved; RecordError if the desk number is taken."""
        with saving():
            self._connection.execute(statements.ADD_IDENTITY, msgspec.structs.astuple(identity))

    def retire(self, desk: DeskNumber, *, is_retired: bool = True) -> None:
        """Say that a chain is not continued here, or is again. Raises: NotSaved."""
        with saving():
            self._connection.execute(statements.RETIRE, (is_retired, desk))


def _must_be_whole(home: Home) -> None:
    """Look over what is there with a connection that changes nothing: SQLite would tidy the evidence away."""
    with in_words(UNOPENED):
        fault = wal.read(home.log).problem
    if fault:
        raise RecordDamaged([fault, *lost(home)])
    try:
        reader = Reader.open(home)
    except NotFound:
        return
    with reader:
        problems = checking.links(reader)
    if problems:
        raise RecordDamaged(problems)


def _empty_log(connection: sqlite.Connection) -> None:
    """Move what is in the log into the database, if no reader is in the way and the disk lets us."""
    with contextlib.suppress(RecordError), in_words(UNREADABLE):
        connection.execute(f"PRAGMA busy_timeout = {HURRY_MS}").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}").fetchall()


def _bring_up_to_date(connection: sqlite.Connection) -> None:
    from incident_desk.store.engine import over  # it loads SQLAlchemy

    migrating.up_to_date(over(connection))


def _must_be_logged(connection: sqlite.Connection) -> None:
    ((mode,),) = connection.execute("PRAGMA journal_mode").fetchall()
    if mode != "wal":
        raise RecordError(
            "The record cannot be kept safely in this folder: its file system has no shared memory. "
            "Choose a folder on a local disk."
        )
