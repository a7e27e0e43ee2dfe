"""Takes the words out of an entry, wherever a copy of the record lies."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import LargeBinary, bindparam, cast, func, literal_column, text, update
from sqlalchemy.dialects.sqlite import insert

from incident_desk.store.attachments import is_digest
from incident_desk.store.engine import sql
from incident_desk.store.schema import entries, erased_files, parked

_EMPTY: Final = sql(
    update(entries)
    .where(entries.c.id == bindparam("erased"))
    .values(salt=text("x''"), body=text("x''"))
    .returning(entries.c.n)
)
_UNINDEX: Final = "DELETE FROM words WHERE rowid = ?"
_UNPARK: Final = sql(
    update(parked)
    .values(entry=text("x''"))
    .where(func.instr(parked.c.entry, cast(bindparam("erased"), LargeBinary)) > literal_column("0"))
)
_TOMBSTONE: Final = sql(insert(erased_files).values(digest=bindparam("digest")).on_conflict_do_nothing())


def empty(run: Callable[..., Any], erased: str) -> bool:
    """Empty one entry, its place in the search index and what was parked of it, or note that a file is gone.

    Args:
        run: executes on the driver's connection, inside a transaction of the caller's.
        erased: the id of an entry, or the digest of a file.
    Returns: whether the entry lay here.
    """
    rows = run(_EMPTY, (erased,)).fetchall()
    for row in rows:
        run(_UNINDEX, row)
    run(_UNPARK, (erased,))
    if is_digest(erased):
        run(_TOMBSTONE, (erased,))
    return bool(rows)
