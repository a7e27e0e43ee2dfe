"""Questions that are asked of the server again and again: each prepared once, and asked and answered in binary.

A cursor of the driver looks up, adapts and keeps more for each asking than a short answer costs.
"""

import struct
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from psycopg import errors
from psycopg.abc import PQGen
from psycopg.generators import execute, fetch_many, send
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

from incident_desk.store.shared.connection import Connection

BIGINT: Final = 20
TEXT: Final = 25
BYTEA: Final = 17
UUID: Final = 2950
"""What elements of an array are (pg_type.dat)."""

_HEAD: Final = struct.Struct(">iiIii")
_NOTHING: Final = struct.pack(">i", -1)


Rows = list[tuple[Any, ...]]


class Question(NamedTuple):
    """A statement with its parameters as $1, $2 and so on; the name is its own among all that are asked."""

    name: bytes
    text: bytes


def ask(connection: Connection, question: Question, *arguments: bytes | None) -> Rows:
    """All rows of the answer. Raises: psycopg.Error.

    Args:
        arguments: each as the server takes it in binary; what is text is so in UTF-8.
    """
    _prepare(connection, question)
    _send(connection, question, arguments)
    (result,) = connection.wait(execute(connection.pgconn))
    return _rows(connection, result)


def ask_and_tell(connection: Connection, question: Question, *arguments: bytes | None, then: Question) -> Rows:
    """As `ask`; and the server goes on to `then` at once, without waiting until its answer is read here.

    Each is committed by itself, and `then` is carried out even where the question was refused. Raises: psycopg.Error.
    """
    for each in (question, then):
        _prepare(connection, each)
    line = connection.pgconn
    line.enter_pipeline_mode()
    _send(connection, question, arguments)
    line.pipeline_sync()
    _send(connection, then, ())
    line.pipeline_sync()
    answer, told = connection.wait(_both(line))
    line.exit_pipeline_mode()
    _rows(connection, told)
    return _rows(connection, answer)


def _both(line: PGconn) -> PQGen[tuple[PGresult, PGresult]]:
    """The results of two commands, each with the sync that ends it."""
    yield from send(line)
    (one,) = yield from fetch_many(line)
    yield from fetch_many(line)
    (other,) = yield from fetch_many(line)
    yield from fetch_many(line)
    return one, other


def _prepare(connection: Connection, question: Question) -> None:
    if question.name not in connection.prepared:
        connection.pgconn.send_prepare(question.name, question.text)
        (result,) = connection.wait(execute(connection.pgconn))
        _rows(connection, result)
        connection.prepared.add(question.name)


def _send(connection: Connection, question: Question, arguments: Sequence[bytes | None]) -> None:
    formats = [Format.BINARY] * len(arguments)
    connection.pgconn.send_query_prepared(question.name, arguments, formats, Format.BINARY)


def _rows(connection: Connection, result: PGresult) -> Rows:
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
