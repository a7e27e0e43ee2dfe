"""The form that the shared database has, and what to say where it is not that of this program."""

from typing import Final

import psycopg

from incident_desk.store.shared.connection import Connection

HEAD: Final = "0007"
"""The newest migration that this program knows."""

OLDER: Final = (
    "The shared database has the form of an older version of Incident Desk; an administrator brings it up to date with "
    "`incident-desk shared init`."
)
NEWER: Final = (
    "The shared database was brought up to date by a newer version of Incident Desk; update this one. Until then what "
    "it does not know is kept as it is, and shown as written by a newer version."
)


def form_of(connection: Connection) -> str:
    """The newest migration that was run there. The first form could not tell. Raises: psycopg.Error."""
    try:
        row = connection.execute("SELECT record.form()").fetchone()
    except psycopg.errors.UndefinedFunction:
        return "0001"
    assert row is not None
    return row[0]


def advice(form: str) -> str:
    """What to do about a form that is not this program's; empty if it is."""
    if form == HEAD:
        return ""
    return NEWER if form > HEAD else OLDER
