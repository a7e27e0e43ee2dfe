"""What was sent, by which channel and from which desk: read from the record, where every try stands."""

from typing import Final

import msgspec

from incident_desk.domain.call_entries import CallMade, CallSettled, Settled
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.store.reader import Reader

KINDS: Final = (kind_named(CallMade), kind_named(CallSettled))


class Send(msgspec.Struct):
    """One try to reach somebody. Times are microseconds since the epoch, UTC."""

    channel: str
    title: str
    name: str
    incident: IncidentId
    desk: DeskNumber
    author: PersonId
    """Whoever sat at that desk."""
    at_us: int
    until_us: int
    settled: Settled | None = None
    settled_us: int = 0
    said: str = ""
    """Why it failed."""

    def is_under_way(self, now_us: int) -> bool:
        """Whether that desk has it, and nothing came of it yet."""
        return self.settled is None and now_us < self.until_us


def sends(reader: Reader) -> list[Send]:
    """The tries that desks made by themselves, the newest first."""
    found: dict[EntryId, Send] = {}
    for entry in reader.entries_of_kinds(KINDS):
        if not entry.refused:
            _take(found, entry)
    return list(found.values())[::-1]


def _take(found: dict[EntryId, Send], entry: Entry) -> None:
    match read_body(entry):
        case CallMade(is_by_hand=False) as made if made.channel:  # an erased one says no more what it was
            found[entry.id] = Send(
                made.channel,
                made.title,
                made.name,
                entry.incident,
                entry.desk,
                entry.author,
                entry.occurred_us,
                made.until_us,
            )
        case CallSettled() as settled if (send := found.get(settled.made)) and send.settled is not Settled.SENT:
            send.settled, send.settled_us, send.said = settled.how, entry.occurred_us, settled.said
        case _:
            pass
