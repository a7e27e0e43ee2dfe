"""Questions that are asked of the server again and again: each prepared once, and asked and answered in binary.

A cursor of the driver looks up, adapts and keeps more for each asking than a short answer costs.
"""

import struct
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from psycopg import errors
from psycopg.generators import execute
from psycopg.pq import ExecStatus, Format

from incident_desk.store.shared.connection import Connection

BIGINT: Final = 20
TEXT: Final = 25
BYTEA: Final = 17
UUID: Final = 2950
"""What elements of an array are (pg_type.dat)."""

_HEAD: Final = struct.Struct(">iiIii")
_NOTHING: Final = struct.pack(">i", -1)


class Question(NamedTuple):
    """A statement with its parameters as $1, $2 and so on; the name is its own among all that are asked."""

    name: bytes
    text: bytes


def ask(connection: Connection, question: Question, *arguments: bytes | None) -> list[tuple[Any, ...]]:
    """All rows of the answer. Raises: psycopg.Error.

    Args:
        arguments: each as the server takes it in binary; what is text is so in UTF-8.
    """
    line = connection.pgconn
    if question.name not in connection.prepared:
        line.send_prepare(question.name, question.text)
        _answer(connection)
        connection.prepared.add(question.name)
    line.send_query_prepared(question.name, arguments, [Format.BINARY] * len(arguments), Format.BINARY)
    return _answer(connection)


def _answer(connection: Connection) -> list[tuple[Any, ...]]:
    (result,) = connection.wait(execute(connection.pgconn))
    if result.status == ExecStatus.TUPLES_OK:
        connection.reading.set_pgresult(result)
        return connection.reading.load_rows(0, result.ntuples, tuple)
    if result.status != ExecStatus.COMMAND_OK:
        raise errors.error_from_result(result)
    return []


def number(value: int) -> bytes:
    """A bigint as an argument."""
    return value.to_bytes(8, "big", signed=True)


def array(kind: int, values: Sequence[bytes | None]) -> bytes:
    """Values of one kind as an argument, counted from 1 (array_recv in PostgreSQL's arrayfuncs.c)."""
    head = _HEAD.pack(1, None in values, kind, len(values), 1)
    return head + b"".join(_NOTHING if value is None else len(value).to_bytes(4, "big") + value for value in values)
