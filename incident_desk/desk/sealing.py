"""From what a command wants written to entries with their place in the chain."""

import os
from collections.abc import Mapping, Sequence

import msgspec
import uuid_utils

from incident_desk.domain.commands import Draft
from incident_desk.domain.entry import BODY_LIMIT_BYTES, SALT_BYTES, Entry, body_digest, entry_hash
from incident_desk.domain.errors import RuleError
from incident_desk.domain.hlc import tick
from incident_desk.domain.ids import OPEN_STREAM, DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.kinds import encode_body, kind_of
from incident_desk.store.appending import Chain, Head


class Chains:
    """Where the next entry of each desk goes. Owned by the desk thread."""

    def __init__(self, heads: Mapping[Chain, Head], last_hlc: int) -> None:
        self._heads = dict(heads)
        self._hlc = last_hlc

    def seal(
        self, drafts: Sequence[Draft], desk: DeskNumber, author: PersonId, incident: IncidentId, now_us: int
    ) -> list[Entry]:
        """The drafts as entries, in this order, at the end of the desk's chain.

        Args:
            incident: for drafts that name none.
        Raises: RuleError if a body is larger than the shared database would take.
        """
        return [self._sealed(draft, desk, author, incident, now_us) for draft in drafts]

    def _sealed(self, draft: Draft, desk: DeskNumber, author: PersonId, incident: IncidentId, now_us: int) -> Entry:
        body = encode_body(draft.body)
        if len(body) > BODY_LIMIT_BYTES:
            raise RuleError(f"That is too long for one entry ({len(body) // 1024} KiB); attach it as a file.")
        head = self._heads.get((desk, OPEN_STREAM), Head())
        salt = os.urandom(SALT_BYTES)
        self._hlc = tick(self._hlc, now_us)
        entry = Entry(
            id=EntryId(new_id()),
            incident=draft.incident or incident,
            stream=OPEN_STREAM,
            kind=kind_of(draft.body),
            author=author,
            subject=draft.subject,
            desk=desk,
            seq=head.seq + 1,
            hlc=self._hlc,
            occurred_us=now_us if draft.occurred_us is None else draft.occurred_us,
            recorded_us=now_us,
            prev_hash=head.hash,
            hash=b"",
            digest=body_digest(salt, body),
            salt=salt,
            body=body,
        )
        entry = msgspec.structs.replace(entry, hash=entry_hash(entry))
        self._heads[desk, OPEN_STREAM] = Head(entry.seq, entry.hash)
        return entry


def new_id() -> str:
    """A fresh UUIDv7."""
    return str(uuid_utils.uuid7())
