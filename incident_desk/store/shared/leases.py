"""Leases in the shared database: what must be done once is done by the desk that has the lease."""

from typing import LiteralString, Self

import psycopg

from incident_desk.domain.errors import DeskError
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words


class SharedLeases:
    """Over a connection of its own, made when it is first needed. Use it from one thread."""

    def __init__(self, parts: dict[str, str]) -> None:
        self._parts = parts
        self._connection: Connection | None = None

    def take(self, name: bytes, seconds: int) -> int:
        """Try to get a lease, or to keep it.

        Args:
            name: 32 bytes.
        Returns: how many desks have had it, this one the last; 0 while another has it; -1 once it was done.
        Raises: Unreachable, or another DeskError that says why not.
        """
        return self._asked("SELECT record.lease(%s, %s)", (name, seconds))

    def done(self, name: bytes) -> None:
        """Nobody gets this lease again. Raises: Unreachable, another DeskError."""
        self._asked("SELECT record.lease_done(%s)", (name,))

    def _asked(self, query: LiteralString, arguments: tuple[object, ...]) -> int:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = connect(self._parts)
            row = self._connection.execute(query, arguments).fetchone()
        except psycopg.errors.UndefinedFunction as e:
            raise DeskError(
                "The shared database knows no leases yet: an administrator runs incident-desk shared init."
            ) from e
        except psycopg.Error as e:
            self.close()
            raise Unreachable(in_words(e, self._parts)) from e
        return row[0] if row is not None and row[0] is not None else 0

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
