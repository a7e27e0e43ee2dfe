"""What similar incidents are found by, read in small bites."""

import json
from collections.abc import Sequence

from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import IncidentId
from incident_desk.store.reader import Reader, entries_of
from incident_desk.store.statements import FIRST_OF_INCIDENT


def first_entries(reader: Reader, incident: IncidentId, kinds: Sequence[str], most: int) -> list[Entry]:
    """The first entries of these kinds of an incident, in the order of the record."""
    return entries_of(reader.rows(FIRST_OF_INCIDENT, incident, json.dumps(list(kinds)), most))
