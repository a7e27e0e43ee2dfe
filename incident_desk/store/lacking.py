"""What a shared database lacks of the record, and what it said to what it has."""

import enum

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.statements import ACCEPTANCE, UNSHARED


class Acceptance(enum.Enum):
    """What a shared database said to an entry that it has to allow."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    REFUSED = "refused"


def newest(reader: Reader, most: int) -> list[Entry]:
    """The newest entries that no shared database has acknowledged, the newest first."""
    return entries_of(reader.rows(UNSHARED, most))


def acceptance(reader: Reader, entry: EntryId) -> Acceptance:
    """Its word on one entry, as this desk keeps it: written down together with the acknowledgement."""
    for is_acknowledged, is_refused in reader.rows(ACCEPTANCE, entry):
        if is_refused:
            return Acceptance.REFUSED
        return Acceptance.ACCEPTED if is_acknowledged else Acceptance.AWAITED
    return Acceptance.AWAITED
