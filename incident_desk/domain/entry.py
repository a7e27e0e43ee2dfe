"""One entry of the record, and the framing that its hash covers; a shared database checks the same bytes."""

import hashlib
import struct
from typing import Final

import msgspec

from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, StreamId

SALT_BYTES: Final = 16
BODY_LIMIT_BYTES: Final = 48 * 1024
"""A longer body is an attachment."""


Order = tuple[int, int, str, int]
"""Where an entry stands in the one order that all desks share."""
NEVER: Final[Order] = (0, 0, "", 0)
"""Before every entry."""


class Entry(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that happened, written once.

    `body` is kept as the bytes that were written and is never encoded again; an erased entry has an
    empty `salt` and `body`, and its `digest` still holds the chain together. A `refused` one was written
    by somebody who had no right to it: it stays readable and has no effect.
    Times are microseconds since the epoch, UTC.
    """

    id: EntryId
    incident: IncidentId
    stream: StreamId
    kind: str
    author: PersonId
    subject: str | None
    desk: DeskNumber
    seq: int
    hlc: int
    occurred_us: int
    recorded_us: int
    prev_hash: bytes
    hash: bytes
    digest: bytes
    salt: bytes
    body: bytes
    # stamped by a shared database, and no part of what the hash covers
    refused: bool = False
    number: int | None = None

    @property
    def order(self) -> Order:
        """Where it stands in the one order that all desks share."""
        return (self.hlc, self.desk, self.stream, self.seq)

    @property
    def is_erased(self) -> bool:
        return not self.salt


class Adopted(Entry, frozen=True, gc=False, kw_only=True):
    """An entry as its author wrote it, in the place of the entry that adopted it; see domain/adoption.py.

    `adoptions` are the entries that hold its words, the one whose place this is first.
    """

    adopter: PersonId
    adoptions: tuple[EntryId, ...]


def body_digest(salt: bytes, body: bytes) -> bytes:
    """What the chain covers of a body: salted, so that an erased body cannot be guessed from it."""
    return hashlib.sha256(salt + body).digest()


def entry_hash(entry: Entry) -> bytes:
    """The hash over everything that is never erased; must equal what the shared database computes."""
    return hashlib.sha256(
        entry.prev_hash
        + struct.pack(">i", entry.desk)
        + uuid_bytes(entry.stream)
        + struct.pack(">q", entry.seq)
        + uuid_bytes(entry.id)
        + uuid_bytes(entry.incident)
        + struct.pack(">qqq", entry.hlc, entry.occurred_us, entry.recorded_us)
        + _framed(entry.kind)
        + _framed(entry.author)
        + _framed(entry.subject)
        + entry.digest
    ).digest()


def fault_in(entry: Entry) -> str | None:
    """What is wrong with the entry taken alone, in words; None if body, digest and hash agree."""
    if (entry.salt or entry.body) and (
        len(entry.salt) != SALT_BYTES or body_digest(entry.salt, entry.body) != entry.digest
    ):
        return "its body is not the one that was written"
    if entry_hash(entry) != entry.hash:
        return "its hash does not cover it"
    return None


def uuid_bytes(text: str) -> bytes:
    """An id as its 16 bytes."""
    return bytes.fromhex(text.replace("-", ""))


def _framed(text: str | None) -> bytes:
    if text is None:
        return struct.pack(">i", -1)
    raw = text.encode()
    return struct.pack(">i", len(raw)) + raw
