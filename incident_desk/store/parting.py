"""Parts one record in two: what goes with a person who gets one of their own, and what stays for the others.

The open stream is everybody's and goes both ways. A restricted or sealed stream goes to whoever has a part in it: wrote
there, or is named there by a governing entry.
"""

import json
import os
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from incident_desk.domain.ids import OPEN_STREAM, PersonId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import acknowledged, attachments, connecting, files
from incident_desk.store.connecting import ASIDE, saving
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader

Run = Callable[..., Any]
ATTACHED: Final = kind_named(AttachmentAdded)

_ALL: Final = "SELECT DISTINCT stream FROM entries WHERE stream <> ?"
_THEIRS: Final = """
    SELECT DISTINCT e.stream FROM entries e JOIN json_each(?) p
    WHERE e.stream <> ?
    AND (e.author = p.value OR (e.kind LIKE 'gov.%' AND instr(coalesce(e.subject, ''), p.value) > 0))
"""
_DROP: Final = (
    "DELETE FROM words WHERE rowid IN (SELECT n FROM entries WHERE stream IN (SELECT value FROM json_each(?)))",
    "DELETE FROM carried WHERE stream IN (SELECT value FROM json_each(?))",
    "DELETE FROM links WHERE stream IN (SELECT value FROM json_each(?))",
    "DELETE FROM archived WHERE stream IN (SELECT value FROM json_each(?))",
    "DELETE FROM offered WHERE stream IN (SELECT value FROM json_each(?))",
    "DELETE FROM parked WHERE stream IN (SELECT value FROM json_each(?))",
    "DELETE FROM entries WHERE stream IN (SELECT value FROM json_each(?))",
)
FAR: Final = 2**60
"""Beyond every local number, so that none is in the way of another."""
_CLOSE_GAPS: Final = (
    "CREATE TEMP TABLE moved AS SELECT n, row_number() OVER (ORDER BY n) AS m FROM entries",
    "CREATE TEMP TABLE kept AS SELECT moved.m, words.text FROM words JOIN moved ON moved.n = words.rowid",
    "DELETE FROM words",
    "INSERT INTO words(rowid, text) SELECT m, text FROM kept",
    f"UPDATE entries SET n = {FAR} + (SELECT m FROM moved WHERE moved.n = entries.n)",
    f"UPDATE entries SET n = n - {FAR}",
    "DROP TABLE kept",
    "DROP TABLE moved",
)
"""The order of arrival has no gaps, else it would look like a loss; and the index of words goes by it."""
_LAST: Final = "SELECT n, desk, seq, hash FROM entries ORDER BY n DESC LIMIT 1"


def take_along(home: Home, to: Home, person: PersonId, others: Sequence[PersonId]) -> None:
    """Write what goes with a person into the encrypted home `to`, which holds nothing yet. Raises: NotSaved."""
    _export(home, to)
    connection = connecting.writer(to.database, ASIDE, to.key)
    try:
        with saving():
            run = connection.execute
            run("BEGIN IMMEDIATE")
            _drop(run, _streams(run, others) - _streams(run, [person]))
            run("COMMIT")
            run("VACUUM")
            mark = _mark(run)
    finally:
        connection.close()
    if mark:
        with saving():
            acknowledged.write(to.acknowledged, mark)
    with Reader.open(to) as reader:
        attachments.carry(home, to, _named(reader))


def _export(home: Home, to: Home) -> None:
    assert to.key is not None
    os.close(os.open(to.database, os.O_RDWR | os.O_CREAT, 0o600))
    connection = connecting.writer(home.database)
    try:
        with saving():
            connection.execute("ATTACH ? AS apart KEY ?", (str(to.database), f"x'{to.key.hex()}'"))
            connection.execute("SELECT sqlcipher_export('apart')").fetchall()
            connection.execute("DETACH apart")
    finally:
        connection.close()


def leave_behind(home: Home, others: Sequence[PersonId]) -> bool:
    """Take out of an open record what is not for those who stay; they have at least the open stream.

    Its backups and damaged records go too, if anything had to: they hold the same.

    Returns: whether anything had to. Raises: NotSaved; done again, it goes on where it was.
    """
    with saving():
        connection = connecting.writer(home.database)
        try:
            gone = _streams(connection.execute, None) - _streams(connection.execute, others)
            if not gone:
                return False
            part = files.part_of(home.database)
            connection.execute("VACUUM INTO ?", (connecting.uri_of(part),))
        finally:
            connection.close()
        connection = connecting.writer(part, ASIDE)
        try:
            run = connection.execute
            run("BEGIN IMMEDIATE")
            _drop(run, gone)
            run("COMMIT")
            run("VACUUM")
            mark = _mark(run)
        finally:
            connection.close()
        home.acknowledged.unlink(missing_ok=True)  # first: it proves losses, and this is none
        for file in home.database_files[1:]:
            file.unlink(missing_ok=True)
        files.put_in_place(part, home.database)
        if mark:
            acknowledged.write(home.acknowledged, mark)
    _keep_named(home)
    return True


def _keep_named(home: Home) -> None:
    """Remove the files that no entry names any more."""
    with Reader.open(home) as reader:
        named = _named(reader)
    for digest in set(attachments.kept(home)) - named:
        attachments.erase(home, digest)


def _named(reader: Reader) -> set[str]:
    bodies = map(read_body, reader.entries_of_kinds([ATTACHED]))
    return {body.digest for body in bodies if isinstance(body, AttachmentAdded)}


def _streams(run: Run, people: Sequence[PersonId] | None) -> set[str]:
    """The streams besides the open one: those the people have a part in, or all."""
    if people is None:
        return {stream for (stream,) in run(_ALL, (OPEN_STREAM,)).fetchall()}
    return {stream for (stream,) in run(_THEIRS, (json.dumps(list(people)), OPEN_STREAM)).fetchall()}


def _drop(run: Run, streams: Collection[str]) -> None:
    if streams:
        for statement in _DROP:
            run(statement, (json.dumps(sorted(streams)),))
        for statement in _CLOSE_GAPS:
            run(statement)


def _mark(run: Run) -> acknowledged.Mark | None:
    row = run(_LAST).fetchone()
    return acknowledged.Mark(*row) if row else None
