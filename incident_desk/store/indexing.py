"""The search index, which may come after the entries: a commit is waited for, the words in it are not.

Words get there in the order of arrival, so that all behind the last that is there is what is not there yet: a start
needs no note of it to go on. What was fetched of the past is numbered below all others, and has its words at once.
"""

from collections.abc import Callable, Iterable
from typing import Final

import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.entry import Entry
from incident_desk.store.connecting import in_words
from incident_desk.store.reader import UNREADABLE, entries_of
from incident_desk.store.statements import UNINDEXED

_INDEX: Final = "INSERT INTO words(rowid, text) VALUES (?, ?)"


class Index:
    """Over the writer's connection, inside transactions of the caller's.

    Args:
        words: what of an entry can be searched for.
    """

    def __init__(self, connection: sqlite.Connection, words: Callable[[Entry], str]) -> None:
        self._connection = connection
        self._words = words
        with in_words(UNREADABLE):
            self.is_behind = bool(connection.execute(UNINDEXED).fetchone())
        """Whether words that are here may not be there yet."""

    def add(self, n: int, entry: Entry) -> None:
        """Put in the words of what was added last, and of all before it that waits for that."""
        if self.is_behind:
            self.catch_up()
        elif words := self._words(entry):
            self._connection.execute(_INDEX, (n, words))

    def catch_up(self) -> None:
        """Put in all words that are not there yet."""
        rows = self._connection.execute(UNINDEXED).fetchall()
        entries = entries_of(row[1:] for row in rows)
        self._put((row[0], entry) for row, entry in zip(rows, entries, strict=True))
        self.is_behind = False

    def add_before(self, past: Iterable[tuple[int, Entry]]) -> None:
        """Put in the words of entries that are numbered below all others."""
        self._put(past)

    def _put(self, entries: Iterable[tuple[int, Entry]]) -> None:
        words = ((n, self._words(entry)) for n, entry in entries)
        self._connection.executemany(_INDEX, [row for row in words if row[1]])
