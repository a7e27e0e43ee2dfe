"""What was told to audiences besides messages, and who has received it: what every desk shares."""

import msgspec

from incident_desk.domain.ids import EntryId, PersonId


class Told(msgspec.Struct, frozen=True, gc=False):
    """An audience that somebody told, and what they promised."""

    entry: EntryId
    audience: str
    at_us: int
    by: PersonId
    next_update_us: int | None


class Received(msgspec.Struct, frozen=True, gc=False):
    """A region that has received the last word."""

    entry: EntryId
    audience: str
    region: str
    at_us: int
    by: PersonId


class Promises(msgspec.Struct):
    """In the order of the record. What each audience is owed is worked out from it: promise_rounds."""

    told: list[Told] = msgspec.field(default_factory=list[Told])
    received: list[Received] = msgspec.field(default_factory=list[Received])
