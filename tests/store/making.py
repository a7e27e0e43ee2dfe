"""Entries as a desk would write them, for tests of what keeps them."""

import itertools
import json
import uuid
from collections.abc import Sequence

import msgspec

from incident_desk.domain.entry import SALT_BYTES, Entry, body_digest, entry_hash
from incident_desk.domain.ids import OPEN_STREAM, DeskNumber, EntryId, IncidentId, PersonId, StreamId

INCIDENT = IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001")
OTHER_INCIDENT = IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0002")
ADA = PersonId("0b9f6c1e-52ea-4f0b-9b0e-2f3d9b1c0001")
DESK = DeskNumber(7)

_count = itertools.count(1)


def entry(
    text: str = "Checkout fails",
    *,
    after: Entry | None = None,
    desk: int = DESK,
    stream: str = OPEN_STREAM,
    incident: IncidentId = INCIDENT,
    kind: str = "timeline.noted",
    hlc: int | None = None,
    body: bytes | None = None,
    subject: str | None = None,
) -> Entry:
    """The first entry of a chain, or the one after another."""
    count = next(_count)
    salt = count.to_bytes(SALT_BYTES, "big")
    raw = json.dumps({"text": text}).encode() if body is None else body
    drafted = Entry(
        id=EntryId(str(uuid.UUID(int=count, version=4))),
        incident=incident,
        stream=StreamId(stream),
        kind=kind,
        author=ADA,
        subject=subject,
        desk=DeskNumber(desk),
        seq=after.seq + 1 if after else 1,
        hlc=count << 16 if hlc is None else hlc,
        occurred_us=count,
        recorded_us=count,
        prev_hash=after.hash if after else b"",
        hash=b"",
        digest=body_digest(salt, raw),
        salt=salt,
        body=raw,
    )
    return sealed(drafted)


def sealed(changed: Entry) -> Entry:
    """The entry with the hash that covers it."""
    return msgspec.structs.replace(changed, hash=entry_hash(changed))


def chain(length: int, text: str = "Note {} of the chain", **fields: object) -> list[Entry]:
    """So many entries, each after the one before."""
    made: list[Entry] = []
    for i in range(1, length + 1):
        made.append(entry(text.format(i), after=made[-1] if made else None, **fields))  # pyright: ignore[reportArgumentType]
    return made


def words(each: Entry) -> str:
    """What of these entries can be searched for."""
    return json.loads(each.body).get("text", "") if each.body else ""


def emptied(each: Entry) -> Entry:
    """What is left of an entry that was erased."""
    return msgspec.structs.replace(each, salt=b"", body=b"")


def texts(held: Sequence[Entry]) -> list[str]:
    """The texts, to compare at a glance."""
    return [words(each) for each in held]
