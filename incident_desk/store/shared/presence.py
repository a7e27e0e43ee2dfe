"""What goes through the doors for presence: where somebody is, and where the others are. Never on the record."""

from typing import Final

import msgspec
import psycopg

from incident_desk.domain.ids import DeskNumber, IncidentId, PersonId, StreamId
from incident_desk.store.shared.connection import Connection

NO_DESK: Final = DeskNumber(0)
"""For whoever leaves nobody out."""
MOST_BYTES: Final = 64
"""The door takes no longer name of a panel or a draft."""


class Where(msgspec.Struct, frozen=True):
    """Where somebody is: the incident that they look at, the panel with the keyboard, and the draft they write in."""

    stream: StreamId
    incident: IncidentId
    panel: str = ""
    draft: str = ""


class Someone(msgspec.Struct, frozen=True):
    """Somebody who is there now."""

    desk: DeskNumber
    person: PersonId
    incident: IncidentId
    panel: str
    draft: str


def tell(connection: Connection, where: Where | None) -> None:
    """Say where this desk's person is; None for nowhere, at once. Who is not let in there is nowhere, and goes on."""
    if where is not None:
        fields = (where.stream, where.incident, *map(_short, (where.panel, where.draft)))
        try:
            connection.execute("SELECT record.here(%s, %s, %s, %s)", fields, prepare=True)
        except psycopg.errors.InsufficientPrivilege:
            where = None
    if where is None:
        connection.execute("SELECT record.left()")


def _short(name: str) -> str:
    """A name that the door would not take is none: whoever plans a role may call it what they like."""
    return name if len(name.encode()) <= MOST_BYTES else ""


def others(connection: Connection, me: DeskNumber) -> tuple[Someone, ...]:
    """Who said within 30 s that they are there, as far as this desk may read there."""
    query = (
        "SELECT desk, person, incident::text, coalesce(panel, ''), coalesce(draft, '') FROM record.present() "
        "WHERE incident IS NOT NULL AND desk <> %s ORDER BY desk"
    )
    rows = connection.execute(query, (me,), prepare=True).fetchall()
    return tuple(Someone(DeskNumber(d), PersonId(p), IncidentId(i), panel, draft) for d, p, i, panel, draft in rows)
