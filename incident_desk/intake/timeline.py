"""Timeline files: one past incident as JSON, its moments in the order they happened."""

from typing import Annotated, Final

import msgspec

from incident_desk.domain.severity import Severity
from incident_desk.intake.account import MOMENTS_LIMIT, Account, Kind, Moment, in_order, mark
from incident_desk.intake.json_text import JsonText, Time

FIELDS: Final = frozenset({"title", "entries"})
"""What an object must have to be taken for a timeline."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One moment, as the file writes it."""

    occurred_at: Time
    role_or_actor: str
    kind: Kind
    text: str
    approx: bool = False


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. Nothing in it may be unknown: a field that was passed over would be words lost."""

    title: str
    entries: Annotated[tuple[Entry, ...], msgspec.Meta(min_length=1, max_length=MOMENTS_LIMIT)]
    source_url: str = ""
    licence: str = ""
    started_at: Time | None = None
    resolved_at: Time | None = None
    services: tuple[str, ...] = ()
    severity: Severity | None = None
    also_used: tuple[str, ...] = ()
    time_note: str = ""


def read(document: JsonText) -> Account:
    """The incident that a timeline file tells. Raises: BadInput naming line and field."""
    file = document.decode(File, kind=Kind, severity=Severity)
    moments = [_moment(entry, f"$.entries[{i}]", document) for i, entry in enumerate(file.entries)]
    if file.started_at and file.resolved_at and file.resolved_at < file.started_at:
        raise document.wrong("it was resolved before it started", "$.resolved_at")
    started_us = document.time(file.started_at, "$.started_at") if file.started_at else None
    ended_us = document.time(file.resolved_at, "$.resolved_at") if file.resolved_at else None
    if ended_us is not None and all(moment.kind is not Kind.RESOLVED for moment in moments):
        moments.append(Moment(ended_us, Kind.RESOLVED))
    return Account(
        identity=mark("timeline", file.source_url, file.started_at),
        title=document.title(file.title, "$.title"),
        moments=in_order(moments),
        source=file.source_url,
        services=file.services,
        started_us=started_us,
        ended_us=ended_us,
        severity=file.severity,
        about=_about(file),
    )


def _moment(entry: Entry, path: str, document: JsonText) -> Moment:
    return Moment(
        document.time(entry.occurred_at, path + ".occurred_at"),
        entry.kind,
        document.words(entry.text, path + ".text"),
        entry.role_or_actor.strip(),
        entry.approx,
    )


def _about(file: File) -> str:
    said = {"Licence": file.licence, "Also used": ", ".join(file.also_used), "About the times": file.time_note}
    return "\n".join(f"{what}: {words.strip()}" for what, words in said.items() if words.strip())
