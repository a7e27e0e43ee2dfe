"""Takes the words out of an entry, wherever a copy of the record lies."""

from collections.abc import Callable
from typing import Any, Final

from incident_desk.store.attachments import is_digest
from incident_desk.store.statements import EMPTY, TOMBSTONE, UNPARK

_UNINDEX: Final = "DELETE FROM words WHERE rowid = ?"


def empty(run: Callable[..., Any], erased: str) -> bool:
    """Empty one entry, its place in the search index and what was parked of it, or note that a file is gone.

    Args:
        run: executes on the driver's connection, inside a transaction of the caller's.
        erased: the id of an entry, or the digest of a file.
    Returns: whether the entry lay here.
    """
    rows = run(EMPTY, (erased,)).fetchall()
    for row in rows:
        run(_UNINDEX, row)
    run(UNPARK, (erased,))
    if is_digest(erased):
        run(TOMBSTONE, (erased,))
    return bool(rows)
