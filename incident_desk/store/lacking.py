"""What a shared database lacks of the record."""

from incident_desk.domain.entry import Entry
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.statements import UNSHARED


def newest(reader: Reader, most: int) -> list[Entry]:
    """The newest entries that no shared database has acknowledged, the newest first."""
    return entries_of(reader.rows(UNSHARED, most))
