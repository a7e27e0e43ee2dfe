"""From what a command wants written to entries with their place in the chain."""

import os
from collections.abc import Callable, Mapping, Sequence

import msgspec
import uuid_utils

from incident_desk.domain.commands import Draft
from incident_desk.domain.entry import BODY_LIMIT_BYTES, SALT_BYTES, Entry, body_digest, entry_hash
from incident_desk.domain.errors import RuleError
from incident_desk.domain.hlc import heard, tick
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId, StreamId, stream_by_form
from incident_desk.domain.kinds import encode_body, kind_of
from incident_desk.store.appending import Chain, Head

_NOWHERE = Head()


class Chains:
    """Where the next entry of each desk goes. Owned by the desk thread."""

    def __init__(self, heads: Mapping[Chain, Head], last_hlc: int) -> None:
        self._heads = dict(heads)
        self.last = last_hlc
        """The greatest stamp that was given or heard here."""

    def seal(
        self,
        drafts: Sequence[Draft],
        desk: DeskNumber,
        author: PersonId,
        incident: IncidentId,
        now_us: int,
        *,
        stream_of: Callable[[Draft, IncidentId], StreamId] = lambda draft, where: draft.stream or stream_by_form(where),
    ) -> list[Entry]:
        """The drafts as entries, in this order, each at the end of the desk's chain in its stream.

        Args:
            incident: for drafts that name none.
            stream_of: where a draft about an incident is written.
        Raises: RuleError if a body is larger than the shared database would take.
        """
        heads: dict[Chain, Head] = {}
        stamp = self.last
        entries: list[Entry] = []
        for draft in drafts:
            stamp = tick(stamp, now_us)
            where = draft.incident or incident
            chain = (desk, stream_of(draft, where))
            head = heads.get(chain) or self._heads.get(chain) or Head()
            entry = _sealed(draft, author=author, incident=where, now_us=now_us, chain=chain, head=head, stamp=stamp)
            heads[chain] = Head(entry.seq, entry.hash)
            entries.append(entry)
        self._heads |= heads
        self.last = stamp  # only now: a draft that is refused must leave no gap
        return entries

    def hear(self, entries: Sequence[Entry], now_us: int) -> None:
        """Follow the clocks of other desks, so that what is written from now on comes after what was read.

        A home that was put back from a copy hears of entries of its own, too, and goes on behind them.
        """
        for entry in entries:
            chain = (entry.desk, entry.stream)
            if entry.seq > self._heads.get(chain, _NOWHERE).seq:
                self._heads[chain] = Head(entry.seq, entry.hash)
        self.last = heard(self.last, max(entry.hlc for entry in entries), now_us)


def _sealed(
    draft: Draft, *, author: PersonId, incident: IncidentId, now_us: int, chain: Chain, head: Head, stamp: int
) -> Entry:
    body = encode_body(draft.body)
    if len(body) > BODY_LIMIT_BYTES:
        raise RuleError(f"That is too long for one entry ({len(body) // 1024} KiB); attach it as a file.")
    salt = os.urandom(SALT_BYTES)
    entry = Entry(
        id=draft.id or EntryId(new_id()),
        incident=incident,
        stream=chain[1],
        kind=kind_of(draft.body),
        author=author,
        subject=draft.subject,
        desk=chain[0],
        seq=head.seq + 1,
        hlc=stamp,
        occurred_us=now_us if draft.occurred_us is None else draft.occurred_us,
        recorded_us=now_us,
        prev_hash=head.hash,
        hash=b"",
        digest=body_digest(salt, body),
        salt=salt,
        body=body,
    )
    return msgspec.structs.replace(entry, hash=entry_hash(entry))


def new_id() -> str:
    """A fresh UUIDv7."""
    return str(uuid_utils.uuid7())
