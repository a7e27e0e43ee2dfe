"""Who may see what an investigation says, at a desk whose disk has it.

A shared database gives a sealed investigation to its members only. Where several people share one record, their desk
holds to it as a courtesy.
"""

from collections.abc import Callable, Container

from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import OPEN_STREAM, IncidentId, PersonId, StreamId, derived
from incident_desk.domain.investigations import Investigations
from incident_desk.domain.organisation import APART
from incident_desk.store.reader import Reader


class Sight:
    """What one person may see of the record. Made for one look: what is read for it is kept."""

    def __init__(self, reader: Reader, person: Callable[[], PersonId | None]) -> None:
        self._reader = reader
        self._person = person
        self._openings: dict[StreamId, Entry] | None = None
        self._of: dict[IncidentId, Investigations] = {}

    def may_see(self, entry: Entry) -> bool:
        """Whether it is no word of an investigation that is sealed to this person."""
        if entry.stream == OPEN_STREAM or entry.stream not in self.openings():
            return True
        investigations, person = self.investigations(entry.incident), self._person()
        found = investigations.in_stream.get(entry.stream)
        return found is not None and person is not None and investigations.may_read(found, person)

    def openings(self) -> dict[StreamId, Entry]:
        """Whatever opened an investigation, by its stream."""
        if self._openings is None:
            found = self._reader.entries_of_kinds((APART,))
            self._openings = {derived(entry.desk, entry.id): entry for entry in found}
        return self._openings

    def investigations(self, incident: IncidentId) -> Investigations:
        """Those of an incident."""
        if incident not in self._of:
            self._of[incident] = Fold(incident, self._reader.entries(incident)).board.investigations
        return self._of[incident]


def opened(reader: Reader, within: Container[str | None]) -> frozenset[StreamId]:
    """The streams of investigations that are sealed no more, and were opened in one of these streams."""
    sight = Sight(reader, lambda: None)
    return frozenset(
        stream
        for stream, entry in sight.openings().items()
        if entry.stream in within and not sight.investigations(entry.incident).is_sealed(stream)
    )
