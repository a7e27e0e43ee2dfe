"""The record, opened for writing. There is one writer per home, and so one replica open at a time."""

import contextlib
from collections.abc import Callable, Sequence
from typing import Final, Self

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RecordDamaged, RecordError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store import checking, files, migrating, wal
from incident_desk.store.acknowledged import Pen
from incident_desk.store.appending import OWED, Appender, Chain, Head
from incident_desk.store.engine import BUSY_S, driver, in_words, saving, sql, writing
from incident_desk.store.erasing import erase_everywhere
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.reader import LAST_HLC, UNREADABLE, Reader, lost
from incident_desk.store.schema import identities, settings

UNOPENED: Final = "The record could not be opened"
HURRY_MS: Final = 200
"""How long the start and the end of the program wait for a reader."""

_SETTING: Final = sql(select(settings.c.value).where(settings.c.key == bindparam("key")))


class Replica:
    """Use it from one thread at a time, and only while holding the home's lock."""

    def __init__(self, engine: Engine, pen: Pen, words: Callable[[Entry], str]) -> None:
        self._engine = engine
        self._pen = pen
        self._connection = driver(engine)
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
            engine = writing(home.database)
            try:
                migrating.up_to_date(engine)
                _must_be_logged(engine)
                # what torn commits leave behind must not pile up: one day it would look like damage
                _empty_log(driver(engine))
                replica = cls(engine, Pen(home.acknowledged), words)
            except BaseException:
                engine.dispose()
                raise
        if replica.owed():
            erase_everywhere(home, replica)
        return replica

    def close(self) -> None:
        """Let go of the files. What is in the log moves into the database if no reader is in the way."""
        _empty_log(self._connection)  # the next start looks at all that is left in it
        self._engine.dispose()
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
            return self._connection.execute(LAST_HLC).fetchone()[0]

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
        with saving(), self._engine.begin() as run:
            run.execute(delete(settings).where(settings.c.key == OWED))

    # local: these never leave the home -------------------------------------------------------------------------------

    def setting(self, key: str) -> str | None:
        """What was set under this name."""
        with in_words(UNREADABLE):
            found = self._connection.execute(_SETTING, (key,)).fetchone()
        return found[0] if found else None

    def set_setting(self, key: str, value: str) -> None:
        """Raises: NotSaved."""
        put = upsert(settings).values(key=key, value=value)
        with saving(), self._engine.begin() as run:
            run.execute(put.on_conflict_do_update(set_={"value": put.excluded.value}))

    def identities(self) -> list[Identity]:
        """Everybody who ever wrote at this installation, in the order they came."""
        with in_words(UNREADABLE), self._engine.connect() as run:
            rows = run.execute(select(identities).order_by(identities.c.created_us, identities.c.desk)).all()
        return [
            Identity(DeskNumber(row.desk), PersonId(row.person), row.public_key, row.created_us, bool(row.retired))
            for row in rows
        ]

    def add_identity(self, identity: Identity) -> None:
        """Raises: NotSaved; RecordError if the desk number is taken."""
        row = {field: getattr(identity, field) for field in Identity.__struct_fields__}
        with saving(), self._engine.begin() as run:
            run.execute(insert(identities).values(row))


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


def _must_be_logged(engine: Engine) -> None:
    with engine.connect() as run:
        mode = run.exec_driver_sql("PRAGMA journal_mode").scalar()
    if mode != "wal":
        raise RecordError(
            "The record cannot be kept safely in this folder: its file system has no shared memory. "
            "Choose a folder on a local disk."
        )
