"""Reads the record over a connection of its own, beside whoever writes."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError, NotFound, RecordDamaged, RecordError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.store import acknowledged, connecting, statements, wal
from incident_desk.store.connecting import in_words, saving, uri_of
from incident_desk.store.form import HEAD, NEWER, STAMPED_ANEW
from incident_desk.store.home import Home

_TABLES: Final = "SELECT count(*) FROM sqlite_schema"

UNREADABLE: Final = "The record could not be read"


class Reader:
    """Use one instance from one thread at a time. What it returns are lists: no transaction stays open behind them."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._run = connection.execute

    @classmethod
    def open(cls, home: Home, *, unchecked: bool = False) -> Self:
        """Open the record of a home.

        Args:
            unchecked: also open one that lost entries, to see what is left of it.
        Raises: NotFound if nothing was ever written there, RecordDamaged naming what is lost, or another RecordError.
        """
        mark = acknowledged.read(home.acknowledged)  # before anything else: a writer beside us only adds to it
        if not home.database.exists():
            raise _absent(home, mark, "missing")
        if not unchecked and (fault := log_fault(home)):
            raise RecordDamaged([fault, *lost(home)])
        with in_words(UNREADABLE):
            reader = cls(connecting.reader(home.database, home.key))
        try:
            reader._begin(home, None if unchecked else mark)
        except BaseException:
            reader.close()
            raise
        return reader

    @classmethod
    def of_file(cls, path: Path, key: bytes | None = None) -> Self:
        """Look into a database that is nobody's home, such as a backup. Text that is none is read as if it were."""
        with in_words(UNREADABLE):
            reader = cls(connecting.reader(path, key))
            reader._connection.text_factory = _readable
        return reader

    def _begin(self, home: Home, mark: acknowledged.Mark | None) -> None:
        if not self.one(_TABLES):
            raise _absent(home, mark, "empty")
        _must_not_be_newer(self)
        if mark and (fault := self.fault_against(mark)):
            raise RecordDamaged([fault])

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self, incident: IncidentId) -> list[Entry]:
        """Every entry of the incident, in the order of the record."""
        return entries_of(self.rows(statements.OF_INCIDENT, incident))

    def entries_of_kinds(self, kinds: Sequence[str]) -> list[Entry]:
        """Every entry of these kinds, of all incidents, in the order of the record."""
        return entries_of(self.rows(statements.OF_KINDS, json.dumps(list(kinds))))

    def entry(self, entry: EntryId) -> Entry | None:
        """One entry by its id."""
        found = entries_of(self.rows(statements.BY_ID, entry))
        return found[0] if found else None

    def entries_after(self, n: int) -> list[Entry]:
        """What arrived here after the entry with the local number `n`, in the order of arrival."""
        return entries_of(self.rows(statements.AFTER, n))

    def incident_ids(self) -> list[IncidentId]:
        """Every incident that an entry names, also the one that stands for none."""
        return [IncidentId(incident) for (incident,) in self.rows(statements.INCIDENTS)]

    def last_n(self) -> int:
        """The local number of the newest arrival, 0 before the first."""
        return self.one(statements.LAST_N)

    def last_hlc(self) -> int:
        """The greatest stamp in the record, 0 before the first."""
        return self.one(statements.LAST_HLC)

    def count(self) -> int:
        """How many entries there are."""
        return self.one(statements.COUNT)

    def fault_against(self, mark: acknowledged.Mark) -> str | None:
        """What the record lacks of what was acknowledged, as a sentence; None if all is there."""
        if (mark.hash,) in self.rows(statements.AT, mark.n) or _was_stamped_anew(self, mark):
            return None
        there = self.last_n()
        if there >= mark.n:
            return f"it is not the record that was written here: entry {mark.n} is another one"
        lost = mark.n - there
        what = f"the last {lost} entries are" if lost > 1 else "the last entry is"
        return f"{what} missing, up to seq {mark.seq} of desk {mark.desk}: {mark.n} were saved and {there} are there"

    def copy_to(self, path: Path) -> None:
        """Write the record as it is now into a new file, without anything that was ever deleted. Raises: NotSaved."""
        with saving():
            self._run("VACUUM INTO ?", (uri_of(path),))

    # for the modules of the store -------------------------------------------------------------------------------------

    def rows(self, statement: str, *parameters: object) -> list[Any]:
        """All rows of a statement that was compiled from Core."""
        with in_words(UNREADABLE):
            return self._run(statement, parameters).fetchall()

    def one(self, statement: str, *parameters: object) -> int:
        """The only value of the only row."""
        return self.rows(statement, *parameters)[0][0]

    def pages(self, statement: str, size: int, *parameters: object) -> Iterator[list[Any]]:
        """The rows of a statement, `size` at a time; its transaction is open until the last."""
        with in_words(UNREADABLE):
            cursor = self._run(statement, parameters)
            while page := cursor.fetchmany(size):
                yield page


def _was_stamped_anew(reader: Reader, mark: acknowledged.Mark) -> bool:
    """Whether the mark is of before that: a kill may come between the commit and the new mark."""
    if not reader.one(statements.HAS_TABLE, "parked"):  # an older record
        return False
    return bool(reader.one(statements.STAMPED_BEFORE, mark.n, mark.hash, STAMPED_ANEW))


def _must_not_be_newer(reader: Reader) -> None:
    """What a newer program made of the tables may read as something else here. Raises: RecordError."""
    stored = reader.rows(statements.FORM) if reader.one(statements.HAS_TABLE, "alembic_version") else []
    if stored and str(stored[0][0]) > HEAD:
        raise RecordError(NEWER)


def lost(home: Home) -> list[str]:
    """What can no longer be read of what was acknowledged, as far as that can be told; changes nothing."""
    mark = acknowledged.read(home.acknowledged)
    with contextlib.suppress(DeskError), Reader.open(home, unchecked=True) as left:
        return [fault] if mark and (fault := left.fault_against(mark)) else []
    return []


def _absent(home: Home, mark: acknowledged.Mark | None, how: str) -> DeskError:
    """Nothing was ever written, or all of it is gone."""
    if mark is not None:
        return RecordDamaged([f"record.db is {how}, and held {mark.n} entries"])
    with in_words(UNREADABLE):  # a first start that was killed left at most the head of a log
        is_begun = wal.read(home.log).committed > 0
    if is_begun:
        return RecordDamaged([f"record.db is {how}, and its log holds what belongs to it"])
    return NotFound(f"There is no record in {home.path} yet.")


def _readable(raw: bytes) -> str:
    return raw.decode(errors="replace")


def log_fault(home: Home) -> str | None:
    """What is wrong with the write-ahead log, unless a process is writing it right now."""
    # twice: a process that came and went while we read the log would look like damage
    return _log_fault(home) and _log_fault(home)


def _log_fault(home: Home) -> str | None:
    if home.holder() is not None:
        return None  # it has checked the log itself, and what lies there changes under our hands
    with in_words(UNREADABLE):
        fault = wal.read(home.log).problem
    return fault if home.holder() is None else None


def entries_of(rows: Iterable[Any]) -> list[Entry]:
    """Entries from rows of COLUMNS; written out, because this is where opening a large incident spends its time."""
    return [
        Entry(
            id=i,
            incident=of,
            stream=stream,
            kind=kind,
            author=who,
            subject=subject,
            desk=desk,
            seq=seq,
            hlc=hlc,
            occurred_us=at,
            recorded_us=written,
            prev_hash=prev,
            hash=own,
            digest=digest,
            salt=salt,
            body=body,
            refused=r == 1,
            number=no,
        )
        for i, of, stream, kind, who, subject, desk, seq, hlc, at, written, prev, own, digest, salt, body, r, no in rows
    ]
