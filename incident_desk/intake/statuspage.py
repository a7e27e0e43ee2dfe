"""Incidents in the shape of a status page's API: what customers were told, and how the incident stood by that."""

from collections.abc import Iterator
from typing import Annotated, Final

import msgspec

from incident_desk.domain.moments import iso
from incident_desk.intake.account import MOMENTS_LIMIT, Account, Kind, Moment, in_order, mark
from incident_desk.intake.json_text import JsonText, Time

FIELDS: Final = frozenset({"name", "incident_updates"})
"""What an object must have to be taken for such an incident."""

STANDS: Final = {
    "investigating": Kind.INVESTIGATING,
    "identified": Kind.IDENTIFIED,
    "monitoring": Kind.MITIGATED,
    "resolved": Kind.RESOLVED,
    "completed": Kind.RESOLVED,
}
"""How an incident stands by what its page says; other words (scheduled, postmortem) say nothing about that."""


class Named(msgspec.Struct, frozen=True):
    """A page, or a component of it."""

    name: str


class Update(msgspec.Struct, frozen=True):
    """One message to customers."""

    status: str
    body: str
    created_at: Time


class Incident(msgspec.Struct, frozen=True):
    """What is read of an incident; the API has more fields, which say nothing about what happened."""

    id: str
    name: str
    created_at: Time
    incident_updates: Annotated[tuple[Update, ...], msgspec.Meta(max_length=MOMENTS_LIMIT)]
    impact: str = ""
    started_at: Time | None = None
    resolved_at: Time | None = None
    shortlink: str = ""
    page: Named | None = None
    components: tuple[Named, ...] = ()


def read(document: JsonText) -> Account:
    """The incident that a status page tells. Raises: BadInput naming line and field."""
    incident = document.decode(Incident)
    declared_us = document.time(incident.created_at, "$.created_at")
    started_us = document.time(incident.started_at, "$.started_at") if incident.started_at else None
    ended_us = document.time(incident.resolved_at, "$.resolved_at") if incident.resolved_at else None
    about = f"Impact, by the status page: {incident.impact}" if incident.impact else ""
    if ended_us is not None and ended_us < max(declared_us, started_us or declared_us):
        about += f"\nThe status page has it resolved before it began ({iso(ended_us)}); that time was left out."
        ended_us = None
    page = incident.page.name if incident.page else ""
    moments = [Moment(declared_us, Kind.DECLARED)]
    for i, update in reversed(list(enumerate(incident.incident_updates))):  # a page gives the newest first
        moments += _told(update, f"$.incident_updates[{i}]", document, ended_us, page)
    if ended_us is not None:
        moments.append(Moment(ended_us, Kind.RESOLVED))
    return Account(
        identity=mark("statuspage", page, incident.id),
        title=document.title(incident.name, "$.name"),
        moments=in_order(moments),
        source=incident.shortlink,
        services=tuple(component.name for component in incident.components),
        started_us=started_us,
        ended_us=ended_us,
        about=about.strip(),
    )


def _told(update: Update, path: str, document: JsonText, ended_us: int | None, page: str) -> Iterator[Moment]:
    """The message, after what it says about the state. Once the page says when it was over, no update reopens it."""
    occurred_us = document.time(update.created_at, path + ".created_at")
    stands = STANDS.get(update.status)
    is_over = ended_us is not None and (occurred_us >= ended_us or stands is Kind.RESOLVED)
    if stands is not None and not is_over:
        yield Moment(occurred_us, stands)
    yield Moment(occurred_us, Kind.MESSAGE_EXTERNAL, document.words(update.body, path + ".body"), page)
