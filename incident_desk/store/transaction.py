"""A transaction over the writer's connection; no generator, because every entry goes through one."""

import contextlib
from collections.abc import Callable, Sequence
from typing import Final

import sqlcipher3.dbapi2 as sqlite

from incident_desk.store.connecting import HURRYING, WAITING, saving

_SAVING: Final = saving()


class Transaction:
    """All that is written inside `with`, or nothing. It begins at once to write, so that it never has to wait later.

    Args:
        done: called once it is saved.
        undone: called, in this order, when it came to nothing.
        waits: it is on the disk when it ends. What a power cut may take, because it is found out again, need not be:
            the next that waits brings it there.
    Raises: NotSaved.
    """

    __slots__ = ("_connection", "_done", "_undone", "_waits")

    def __init__(
        self,
        connection: sqlite.Connection,
        done: Callable[[], None],
        undone: Sequence[Callable[[], None]],
        *,
        waits: bool = True,
    ) -> None:
        self._connection = connection
        self._done = done
        self._undone = undone
        self._waits = waits

    def __enter__(self) -> None:
        with _SAVING:
            if not self._waits:
                self._connection.execute(HURRYING)
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except BaseException:
                self._wait_again()
                raise

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        with _SAVING:
            try:
                if error is not None:
                    raise error
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._wait_again()
        self._done()

    def _wait_again(self) -> None:
        """What comes next is waited for, whatever became of this."""
        if not self._waits:
            self._connection.execute(WAITING)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk has SQLite roll back by itself
            with contextlib.suppress(sqlite.Error):
                self._connection.execute("ROLLBACK")
        for call in self._undone:
            call()
